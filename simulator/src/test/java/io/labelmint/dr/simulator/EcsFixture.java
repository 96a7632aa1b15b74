package io.labelmint.dr.simulator;

import io.labelmint.dr.simulator.core.Scripts;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/** A world with a cluster, {@code main}, and a task definition, {@code web}, in {@code us-west-2}. */
final class EcsFixture {
    static final String WEST = "us-west-2";
    static final String IMAGE = "123456789012.dkr.ecr.us-west-2.amazonaws.com/web:1";

    final World world;
    final EcsClient ecs;
    final List<String> subnets;

    private EcsFixture(World world) {
        this.world = world;
        this.ecs = world.client(EcsClient.class, WEST);
        this.subnets = world.client(Ec2Client.class, WEST).describeSubnets().subnets().stream()
                .map(Subnet::subnetId)
                .toList();
    }

    static EcsFixture inMemory() {
        return over(World.inMemory(new VirtualTimeline(Instant.parse("2026-01-05T12:00:00Z")), 7));
    }

    /** Sees {@code world} without changing it. */
    static EcsFixture looking(World world) {
        return new EcsFixture(world);
    }

    static EcsFixture over(World world) {
        world.script(Scripts.eventualConsistency(false));
        EcsFixture fixture = new EcsFixture(world);
        fixture.ecs.createCluster(r -> r.clusterName("main"));
        fixture.define(IMAGE);
        return fixture;
    }

    void define(String image) {
        ecs.registerTaskDefinition(r -> r.family("web")
                .requiresCompatibilities(Compatibility.FARGATE)
                .networkMode(NetworkMode.AWSVPC)
                .cpu("256")
                .memory("512")
                .containerDefinitions(
                        ContainerDefinition.builder().name("app").image(image).build()));
    }

    void pass(Duration duration) {
        world.timeline().runUntil(world.timeline().now().plus(duration));
    }

    void service(int desired, Consumer<CreateServiceRequest.Builder> more) {
        ecs.createService(r -> {
            r.cluster("main")
                    .serviceName("web")
                    .taskDefinition("web")
                    .desiredCount(desired)
                    .launchType(LaunchType.FARGATE)
                    .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets(subnets)));
            more.accept(r);
        });
    }

    Service service() {
        return ecs.describeServices(r -> r.cluster("main").services("web"))
                .services()
                .get(0);
    }

    RunTaskRequest.Builder run() {
        return RunTaskRequest.builder()
                .cluster("main")
                .taskDefinition("web")
                .launchType(LaunchType.FARGATE)
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets(subnets)));
    }

    Task task(String arn) {
        return ecs.describeTasks(r -> r.cluster("main").tasks(arn)).tasks().get(0);
    }
}
