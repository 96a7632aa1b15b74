package io.labelmint.dr.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.Problem;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.EcsServices;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A fence in a region that does not answer: who waits is told for what, and how to go on without it. */
class UnprovedTest {
    private static final Problem DARK = Problem.of(
                    "region.dark", "Region us-east-1 does not answer.", "Look at the dashboard.")
            .with("missed", 2);

    private static final Inputs NEW = new Inputs(Map.of(), Facts.NONE);

    private final FakeObservatory aws = new FakeObservatory();

    @Test
    void whereNothingMayGoOnUnprovedTheWayWithoutProofIsTold() {
        Problem problem = unread(Optional.empty());

        assertThat(problem.code()).isEqualTo("region.dark");
        assertThat(problem.facts()).containsEntry("missed", "2");
        assertThat(problem.summary())
                .startsWith("Region us-east-1 does not answer. ")
                .contains("nobody can prove that orders takes no writes");
        assertThat(problem.remedy()).contains("dr failover --accept-unfenced").contains("afterwards is lost");
    }

    @Test
    void whereItIsGivenUpInTimeItIsWhatItIs() {
        assertThat(unread(Optional.of(Duration.ofMinutes(1)))).isEqualTo(DARK);
    }

    /** The first step of a move stops the services, so it is what is waited for first. */
    @Test
    void whoWaitsForAServiceToStopIsToldTheSame() {
        aws.fails(new EcsServices("us-east-1", "acme", List.of("web")), DARK);

        Problem problem = ((Progress.Unknown) scale(0).observe(aws, NEW)).problem();

        assertThat(problem.summary()).contains("nobody can prove that service web has stopped");
        assertThat(problem.remedy()).contains("dr failover --accept-unfenced");
        assertThat(((Progress.Unknown) scale(2).observe(aws, NEW)).problem())
                .as("to start tasks proves nothing")
                .isEqualTo(DARK);
    }

    private static ScaleService scale(int tasks) {
        return new ScaleService(
                new ActionId("web/scale"),
                Set.of(),
                new Estimate(Duration.ofMinutes(1), Duration.ofMinutes(5)),
                Optional.empty(),
                "us-east-1",
                "acme",
                "web",
                tasks);
    }

    private Problem unread(Optional<Duration> budget) {
        aws.fails(new DbInstances("us-east-1"), DARK);
        IsolateInstance isolate = new IsolateInstance(
                new ActionId("orders-db/isolate"),
                Set.of(),
                new Estimate(Duration.ofMinutes(1), Duration.ofMinutes(5)),
                budget,
                "us-east-1",
                "orders",
                List.of("sg-0a1b2c3d4e5f60712"));
        return ((Progress.Unknown) isolate.observe(aws, NEW)).problem();
    }
}
