package io.labelmint.dr.rehearsal;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.simulator.ec2.Ec2Simulator;
import java.util.HashSet;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Secret;

/** Creates where tasks ask the copies of restore tests: network, cluster and task definition. */
final class ProbeSeeder {
    private final Estate estate;
    private final Aws aws;
    private final Set<String> made = new HashSet<>();

    ProbeSeeder(Estate estate, Aws aws) {
        this.estate = estate;
        this.aws = aws;
    }

    /** Creates all of it, in the regions of the tests. */
    void create() {
        for (PostgresDatabase database : estate.databases()) {
            database.validation()
                    .filter(validation -> validation.probe() == Validation.Probe.ECS_TASK)
                    .ifPresent(validation -> database.restores()
                            .test()
                            .ifPresent(test -> create(
                                    test.side().of(estate.regions()),
                                    validation.task().orElseThrow(),
                                    validation.password().name())));
        }
    }

    private void create(String region, Validation.Task task, String variable) {
        EcsClient ecs = aws.client(EcsClient.class, region);
        if (made.add(region + " " + task.cluster())) {
            ecs.createCluster(request -> request.clusterName(task.cluster()));
        }
        network(region, task);
        if (made.add(region + " " + task.family())) {
            String account = EstateAccount.of(estate);
            ecs.registerTaskDefinition(request -> request.family(task.family())
                    .requiresCompatibilities(Compatibility.FARGATE)
                    .networkMode(NetworkMode.AWSVPC)
                    .cpu("512")
                    .memory("1024")
                    .executionRoleArn("arn:aws:iam::" + account + ":role/" + task.family() + "-execution")
                    .taskRoleArn("arn:aws:iam::" + account + ":role/" + task.family())
                    .containerDefinitions(ContainerDefinition.builder()
                            .name(task.container())
                            .image(account + ".dkr.ecr." + region + ".amazonaws.com/" + task.family() + ":current")
                            .secrets(Secret.builder()
                                    .name(variable)
                                    .valueFrom("arn:aws:secretsmanager:" + region + ":" + account + ":secret:"
                                            + task.family())
                                    .build())
                            .build()));
        }
    }

    /** One network for all that names its subnets and groups together. */
    private void network(String region, Validation.Task task) {
        if (!made.add(region + " " + task.subnets().get(0))) {
            return;
        }
        Ec2Client ec2 = aws.client(Ec2Client.class, region);
        String vpc =
                ec2.createVpc(request -> request.cidrBlock("10.1.0.0/16")).vpc().vpcId();
        int number = 0;
        for (String id : task.subnets()) {
            String block = "10.1." + number + ".0/24";
            String zone = region + (number++ % 2 == 0 ? "a" : "b");
            ec2.createSubnet(request -> request.vpcId(vpc)
                    .availabilityZone(zone)
                    .cidrBlock(block)
                    .tagSpecifications(tagged(ResourceType.SUBNET, Ec2Simulator.SUBNET_ID_TAG, id)));
        }
        for (String id : task.securityGroups()) {
            ec2.createSecurityGroup(request -> request.groupName("probe-" + id.substring(3))
                    .description("asks copies of restore tests")
                    .vpcId(vpc)
                    .tagSpecifications(tagged(ResourceType.SECURITY_GROUP, Ec2Simulator.GROUP_ID_TAG, id)));
        }
    }

    private static TagSpecification tagged(ResourceType type, String key, String value) {
        return TagSpecification.builder()
                .resourceType(type)
                .tags(Tag.builder().key(key).value(value).build())
                .build();
    }
}
