package io.labelmint.dr.estate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A task that could not ask is refused where it is declared. */
class ValidationRulesTest {
    private static final Example PRODUCTION = Example.production();

    @Test
    void whatIsDeclaredIsRead() {
        Validation billing = PRODUCTION.load().databases().get(1).validation().orElseThrow();

        assertThat(billing.probe()).isEqualTo(Validation.Probe.ECS_TASK);
        assertThat(billing.task())
                .contains(new Validation.Task(
                        "labelmint-restore-tests",
                        "labelmint-dr-probe",
                        "dr",
                        List.of("subnet-0a1b2c3d4e5f60751", "subnet-0a1b2c3d4e5f60752"),
                        List.of("sg-0a1b2c3d4e5f60753")));
        assertThat(PRODUCTION
                        .load()
                        .databases()
                        .get(0)
                        .validation()
                        .orElseThrow()
                        .task())
                .isEqualTo(Optional.empty());
    }

    @Test
    void theFamilyOfATaskDefinitionIsKnownWithARevisionToo() {
        Estate pinned = PRODUCTION
                .with("taskDefinition: labelmint-dr-probe", "taskDefinition: labelmint-dr-probe:7")
                .load();

        Validation.Task task =
                pinned.databases().get(1).validation().orElseThrow().task().orElseThrow();
        assertThat(task.taskDefinition()).isEqualTo("labelmint-dr-probe:7");
        assertThat(task.family()).isEqualTo("labelmint-dr-probe");
    }

    @Test
    void aTaskWithoutAPlace() {
        PRODUCTION
                .without("""
                              task:
                                cluster: labelmint-restore-tests
                                taskDefinition: labelmint-dr-probe
                                container: dr
                                subnets: [subnet-0a1b2c3d4e5f60751, subnet-0a1b2c3d4e5f60752]
                                securityGroups: [sg-0a1b2c3d4e5f60753]
                        """)
                .isRefused("estate.probe-without-task", "probe: ecs-task", "nothing says which and where");
    }

    @Test
    void aTaskThatCannotBeToldWhatToAsk() {
        PRODUCTION
                .with("  bucket: labelmint-production-dr-state\n", "")
                .isRefused("estate.probe-without-bucket", "probe: ecs-task", "there is none");
    }

    @Test
    void aPasswordTheTaskDoesNotFind() {
        PRODUCTION
                .with("password: { environment: DR_PROBE_PASSWORD }", "password: { jenkins: labelmint-probe-of-tasks }")
                .isRefused("estate.probe-password", "labelmint-probe-of-tasks", "environment");
    }

    @Test
    void aTaskNobodyRuns() {
        PRODUCTION
                .with("probe: ecs-task", "probe: direct")
                .isRefused("estate.task-without-probe", "cluster: labelmint-restore-tests", "asks from here");
    }
}
