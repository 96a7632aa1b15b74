package io.labelmint.dr.rehearsal;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.estate.EcsService;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.simulator.core.Arn;
import io.labelmint.dr.simulator.secretsmanager.SecretsManagerSimulator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Secret;

/**
 * Creates the ECS services an estate declares, in both regions. In the primary region each runs as many tasks as it must
 * in the DR region once that serves, which is the only number declared; in the DR region as many as on an ordinary day.
 * Images and secrets come from the service's own region; {@link StandbySeeder} puts them there.
 */
final class ServiceSeeder {
    /** What deployments call the image that runs. */
    static final String TAG = "current";

    private final Estate estate;
    private final Aws aws;
    private final Set<String> clusters = new HashSet<>();

    ServiceSeeder(Estate estate, Aws aws) {
        this.estate = estate;
        this.aws = aws;
    }

    /** Creates clusters, task definitions and services. */
    void create() {
        String primary = estate.regions().primary();
        String dr = estate.regions().dr();
        for (EcsService service : estate.services()) {
            String image = service.service();
            create(primary, service.cluster(), service.service(), image, service.drDesiredCount());
            create(dr, service.drCluster(), service.drService(), image, service.drStandbyCount());
        }
    }

    private void create(String region, String cluster, String service, String image, int desired) {
        EcsClient ecs = aws.client(EcsClient.class, region);
        if (clusters.add(region + " " + cluster)) {
            ecs.createCluster(request -> request.clusterName(cluster));
        }
        String definition = define(ecs, region, service, image);
        List<String> subnets = aws
                .client(Ec2Client.class, region)
                .describeSubnets(request -> request.filters(
                        Filter.builder().name("default-for-az").values("true").build()))
                .subnets()
                .stream()
                .map(Subnet::subnetId)
                .toList();
        ecs.createService(request -> request.cluster(cluster)
                .serviceName(service)
                .taskDefinition(definition)
                .desiredCount(desired)
                .launchType(LaunchType.FARGATE)
                .networkConfiguration(network -> network.awsvpcConfiguration(vpc -> vpc.subnets(subnets))));
    }

    private String define(EcsClient ecs, String region, String service, String image) {
        String account = EstateAccount.of(estate);
        return ecs.registerTaskDefinition(request -> request.family(service)
                        .requiresCompatibilities(Compatibility.FARGATE)
                        .networkMode(NetworkMode.AWSVPC)
                        .cpu("512")
                        .memory("1024")
                        .executionRoleArn("arn:aws:iam::" + account + ":role/" + service + "-execution")
                        .taskRoleArn("arn:aws:iam::" + account + ":role/" + service)
                        .containerDefinitions(ContainerDefinition.builder()
                                .name(image)
                                .image(account + ".dkr.ecr." + region + ".amazonaws.com/" + image + ":" + TAG)
                                .secrets(Secret.builder()
                                        .name("DATABASE_URL")
                                        .valueFrom(new Arn("secretsmanager", region, account, "secret:" + secret(image))
                                                + SecretsManagerSimulator.SUFFIX)
                                        .build())
                                .essential(true)
                                .build()))
                .taskDefinition()
                .taskDefinitionArn();
    }

    /** Name of the secret of the service whose image is {@code image}. */
    static String secret(String image) {
        return image + "/database";
    }
}
