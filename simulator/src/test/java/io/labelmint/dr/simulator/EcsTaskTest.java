package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.simulator.core.Fault;
import io.labelmint.dr.simulator.ecs.EcsScripts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskField;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** Tasks that are run: their life, their tokens, and what stops them. */
final class EcsTaskTest {
    private final EcsFixture fixture = EcsFixture.inMemory();

    @Test
    void aTaskIsProvisionedPulledAndRunsUntilItIsStopped() {
        String arn = start(fixture.run().startedBy("dr").build());
        assertThat(fixture.task(arn).lastStatus()).isEqualTo("PROVISIONING");
        fixture.pass(Duration.ofSeconds(22));
        assertThat(fixture.task(arn).lastStatus()).isEqualTo("PENDING");
        fixture.pass(Duration.ofHours(30));
        assertThat(fixture.task(arn).lastStatus()).isEqualTo("RUNNING");
        assertThat(fixture.task(arn).startedAt()).isAfter(fixture.task(arn).createdAt());

        fixture.ecs.stopTask(r -> r.cluster("main").task(arn).reason("past its limit"));
        assertThat(fixture.task(arn).lastStatus()).isEqualTo("DEACTIVATING");
        assertThat(fixture.task(arn).desiredStatus()).isEqualTo("STOPPED");
        fixture.pass(Duration.ofMinutes(2));
        assertThat(fixture.task(arn)).satisfies(stopped -> {
            assertThat(stopped.lastStatus()).isEqualTo("STOPPED");
            assertThat(stopped.stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
            assertThat(stopped.stoppedReason()).isEqualTo("past its limit");
            assertThat(stopped.containers().get(0).exitCode()).isEqualTo(143);
        });
        assertThat(listed(DesiredStatus.RUNNING)).isEmpty();
        assertThat(listed(DesiredStatus.STOPPED)).containsExactly(arn);

        fixture.pass(Duration.ofHours(1));
        assertThat(listed(DesiredStatus.STOPPED)).isEmpty();
        assertThat(fixture.ecs
                        .describeTasks(r -> r.cluster("main").tasks(arn))
                        .failures()
                        .get(0)
                        .reason())
                .isEqualTo("MISSING");
    }

    @Test
    void aTaskShowsWhatItWasStartedWith() {
        String arn = start(fixture.run()
                .startedBy("restore-test-orders-db-20260105-1")
                .tags(Tag.builder().key("dr:operation").value("op-1").build())
                .overrides(o -> o.containerOverrides(override("app", "b")))
                .build());
        Task shown = fixture.ecs
                .describeTasks(r -> r.cluster("main").tasks(arn).include(TaskField.TAGS))
                .tasks()
                .get(0);
        assertThat(shown.startedBy()).isEqualTo("restore-test-orders-db-20260105-1");
        assertThat(shown.tags()).extracting(Tag::value).containsExactly("op-1");
        assertThat(fixture.task(arn).tags()).isEmpty();
        assertThat(fixture.world.tasks(EcsFixture.WEST)).singleElement().satisfies(run -> {
            assertThat(run.command()).containsExactly("dr", "probe");
            assertThat(run.environment()).isEqualTo(Map.of("A", "b"));
            assertThat(run.running()).isFalse();
        });
        assertThat(fixture.ecs
                        .listTasks(r -> r.cluster("main").startedBy(shown.startedBy()))
                        .taskArns())
                .containsExactly(arn);
        assertThatThrownBy(() -> fixture.ecs.listTasks(
                        r -> r.cluster("main").startedBy("x").family("web")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void theSameTokenStartsOneTask() {
        RunTaskRequest request = fixture.run().clientToken("op-1/1").build();
        fixture.world.faults().next("ecs", "RunTask", Fault.TIMEOUT_AFTER);
        assertThatThrownBy(() -> fixture.ecs.runTask(request)).isInstanceOf(SdkException.class);
        String arn = start(request);
        assertThat(start(request)).isEqualTo(arn);
        assertThat(listed(DesiredStatus.RUNNING)).containsExactly(arn);
        assertThatThrownBy(() -> fixture.ecs.runTask(
                        request.toBuilder().startedBy("other").build()))
                .isInstanceOfSatisfying(
                        ConflictException.class,
                        conflict -> assertThat(conflict.resourceIds()).containsExactly(arn));

        fixture.pass(Duration.ofMinutes(5));
        fixture.ecs.stopTask(r -> r.cluster("main").task(arn));
        fixture.pass(Duration.ofMinutes(5));
        Task remembered = fixture.ecs.runTask(request).tasks().get(0);
        assertThat(remembered.lastStatus()).isEqualTo("STOPPED");
        assertThat(remembered.stoppedReason()).isNull();
    }

    @Test
    void aTokenIsForgottenAnHourAfterItsTaskStoppedOrAfterADay() {
        RunTaskRequest request = fixture.run().clientToken("op-1/1").build();
        String first = start(request);
        fixture.pass(Duration.ofMinutes(5));
        fixture.ecs.stopTask(r -> r.cluster("main").task(first));
        fixture.pass(Duration.ofMinutes(62));
        String second = start(request);
        assertThat(second).isNotEqualTo(first);
        fixture.pass(Duration.ofHours(23));
        assertThat(start(request)).isEqualTo(second);
        fixture.pass(Duration.ofHours(1));
        assertThat(start(request)).isNotEqualTo(second);
    }

    @Test
    void withoutCapacityThereIsAFailureAndNoTask() {
        fixture.world.script(EcsScripts.capacity(EcsFixture.WEST, false));
        RunTaskRequest request = fixture.run().clientToken("op-1/1").build();
        RunTaskResponse refused = fixture.ecs.runTask(request);
        assertThat(refused.tasks()).isEmpty();
        assertThat(refused.failures().get(0).reason())
                .isEqualTo("Capacity is unavailable at this time. Please try again later or in a different availability"
                        + " zone");
        fixture.world.script(EcsScripts.capacity(EcsFixture.WEST, true));
        // The same token is answered with what the first request came to.
        assertThat(fixture.ecs.runTask(request).tasks()).isEmpty();
        assertThat(fixture.ecs
                        .runTask(request.toBuilder().clientToken("op-1/2").build())
                        .tasks())
                .hasSize(1);
    }

    @Test
    void anImageThatCannotBePulledStopsTheTask() {
        fixture.world.script(EcsScripts.image(EcsFixture.WEST, EcsFixture.IMAGE, false));
        String arn = start(fixture.run().build());
        fixture.pass(Duration.ofMinutes(3));
        assertThat(fixture.task(arn)).satisfies(stopped -> {
            assertThat(stopped.lastStatus()).isEqualTo("STOPPED");
            assertThat(stopped.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
            assertThat(stopped.stoppedReason())
                    .startsWith("CannotPullContainerError: ")
                    .contains(EcsFixture.IMAGE);
            assertThat(stopped.startedAt()).isNull();
            assertThat(stopped.containers().get(0).exitCode()).isNull();
        });
    }

    @Test
    void aTaskThatExitsStopsWithItsCode() {
        fixture.world.script(EcsScripts.exits(EcsFixture.WEST, "web", Duration.ofMinutes(2), 3));
        String arn = start(fixture.run().build());
        fixture.pass(Duration.ofMinutes(5));
        assertThat(fixture.task(arn)).satisfies(stopped -> {
            assertThat(stopped.stopCode()).isEqualTo(TaskStopCode.ESSENTIAL_CONTAINER_EXITED);
            assertThat(stopped.stoppedReason()).isEqualTo("Essential container in task exited");
            assertThat(stopped.containers().get(0).exitCode()).isEqualTo(3);
            assertThat(stopped.startedAt()).isNotNull();
        });
        fixture.world.script(EcsScripts.runs(EcsFixture.WEST, "web"));
        String other = start(fixture.run().build());
        fixture.pass(Duration.ofMinutes(5));
        fixture.world.script(EcsScripts.exited(other, 0));
        fixture.pass(Duration.ofMinutes(1));
        assertThat(fixture.task(other).containers().get(0).exitCode()).isZero();
    }

    @Test
    void requestsThatAwsRefusesAreRefused() {
        refused(fixture.run().cluster("other"), ClusterNotFoundException.class, "Cluster not found.");
        refused(fixture.run().taskDefinition("other"), ClientException.class, "TaskDefinition not found.");
        refused(
                fixture.run()
                        .networkConfiguration((software.amazon.awssdk.services.ecs.model.NetworkConfiguration) null),
                InvalidParameterException.class,
                "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        refused(
                fixture.run().networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-0"))),
                InvalidParameterException.class,
                "The subnet ID 'subnet-0' does not exist");
        refused(
                fixture.run().overrides(o -> o.containerOverrides(override("other", "b"))),
                InvalidParameterException.class,
                "Override for container named other is not a container in the TaskDefinition.");
        refused(
                fixture.run().overrides(o -> o.containerOverrides(override("app", "x".repeat(9000)))),
                InvalidParameterException.class,
                "at most 8192");
        refused(fixture.run().clientToken("x".repeat(65)), InvalidParameterException.class, "client token");
        refused(fixture.run().startedBy("a b"), InvalidParameterException.class, "startedBy");
        refused(fixture.run().count(11), InvalidParameterException.class, "Count");
        refused(
                fixture.run().launchType((String) null),
                InvalidParameterException.class,
                "No Container Instances were found in your cluster.");
        assertThatThrownBy(() -> fixture.ecs.stopTask(r -> r.cluster("main").task("0")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("The referenced task was not found.");
        assertThatThrownBy(() -> fixture.ecs.describeTaskDefinition(r -> r.taskDefinition("web:9")))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("Unable to describe task definition.");
        assertThat(listed(DesiredStatus.RUNNING)).isEmpty();
    }

    @Test
    void aFamilyMeansItsLatestRevision() {
        fixture.define("other:2");
        assertThat(fixture.ecs
                        .describeTaskDefinition(r -> r.taskDefinition("web"))
                        .taskDefinition())
                .satisfies(definition -> {
                    assertThat(definition.revision()).isEqualTo(2);
                    assertThat(definition.containerDefinitions().get(0).image()).isEqualTo("other:2");
                    assertThat(definition.containerDefinitions().get(0).essential())
                            .isTrue();
                });
        assertThat(fixture.ecs
                        .describeTaskDefinition(r -> r.taskDefinition("web:1"))
                        .taskDefinition()
                        .containerDefinitions()
                        .get(0)
                        .image())
                .isEqualTo(EcsFixture.IMAGE);
    }

    @Test
    void aWorldThatIsOpenedAgainHasTheSameTasks(@TempDir Path folder) {
        String arn;
        List<String> before;
        try (World world = World.open(folder, 7)) {
            EcsFixture first = EcsFixture.over(world);
            arn = first.ecs
                    .runTask(first.run().clientToken("t").build())
                    .tasks()
                    .get(0)
                    .taskArn();
            first.pass(Duration.ofMinutes(5));
            world.script(EcsScripts.exited(arn, 2));
            first.pass(Duration.ofMinutes(1));
            before = world.inventory();
        }
        try (World world = World.open(folder, 7)) {
            assertThat(world.inventory()).isEqualTo(before);
            assertThat(EcsFixture.looking(world).task(arn).containers().get(0).exitCode())
                    .isEqualTo(2);
        }
    }

    private static ContainerOverride override(String container, String value) {
        return ContainerOverride.builder()
                .name(container)
                .command("dr", "probe")
                .environment(KeyValuePair.builder().name("A").value(value).build())
                .build();
    }

    private void refused(RunTaskRequest.Builder request, Class<? extends Throwable> type, String sentence) {
        assertThatThrownBy(() -> fixture.ecs.runTask(request.build()))
                .isInstanceOf(type)
                .hasMessageContaining(sentence);
    }

    private String start(RunTaskRequest request) {
        return fixture.ecs.runTask(request).tasks().get(0).taskArn();
    }

    private List<String> listed(DesiredStatus status) {
        return fixture.ecs
                .listTasks(r -> r.cluster("main").family("web").desiredStatus(status))
                .taskArns();
    }
}
