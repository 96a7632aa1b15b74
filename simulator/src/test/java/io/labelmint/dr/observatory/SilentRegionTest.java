package io.labelmint.dr.observatory;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.aws.Manner;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.simulator.core.Call;
import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reading while us-east-1 accepts connections and answers nothing, Route 53's control plane included. */
final class SilentRegionTest {
    private static final Duration DEADLINE = Manner.READING.deadline();

    private final World world = World.inMemory(new VirtualTimeline(Instant.parse("2026-01-05T12:00:00Z")), 7);
    private final Observatory observatory =
            new AwsObservatory(world::client, world.timeline(), new RegionHealth(world.timeline()));

    @Test
    void itIsDarkAfterTwoMissedDeadlinesAndTheOtherRegionIsPrompt() {
        world.faults().deadline(DEADLINE);
        assertThat(observatory.read(new DbInstances("us-east-1"))).isInstanceOf(Reading.Seen.class);
        world.timeline().in(Duration.ofMinutes(1), () -> world.faults().region("us-east-1", Outage.HANGING));
        pass(Duration.ofMinutes(1));

        assertThat(waited(new DbInstances("us-east-1"))).isEqualTo(DEADLINE);
        assertThat(waited(new DbInstances("us-west-2"))).isZero();
        assertThat(waited(new HealthChecks("us-east-1"))).isEqualTo(DEADLINE);
        for (Query<?> query : List.of(
                new GlobalDatastores("us-east-1"),
                new DbSnapshots("us-east-1"),
                new RecordSets("us-east-1", "Z0123456789EXAMPLE"))) {
            assertThat(waited(query)).isZero();
            assertThat(observatory.read(query))
                    .isInstanceOfSatisfying(
                            Reading.Unseen.class,
                            unseen -> assertThat(unseen.problem().code()).isEqualTo("region.dark"));
        }
        for (Query<?> query : List.of(
                new GlobalDatastores("us-west-2"), new DbSnapshots("us-west-2"), new ReplicationGroups("us-west-2"))) {
            assertThat(waited(query)).isZero();
            assertThat(observatory.read(query)).isInstanceOf(Reading.Seen.class);
        }
        assertThat(world.calls())
                .filteredOn(call -> call.outcome().equals(Outage.HANGING.name()))
                .extracting(Call::operation)
                .containsExactly("DescribeDBInstances", "ListHealthChecks");
    }

    @Test
    void whatIsHomedThereHangsWhicheverRegionIsAsked() {
        world.faults().deadline(DEADLINE).region("us-east-1", Outage.HANGING);
        assertThat(waited(new HealthChecks("us-west-2"))).isEqualTo(DEADLINE);
        assertThat(waited(new DbInstances("us-west-2"))).isZero();
    }

    private Duration waited(Query<?> query) {
        Instant asked = world.timeline().now();
        observatory.read(query);
        return Duration.between(asked, world.timeline().now());
    }

    private void pass(Duration duration) {
        world.timeline().runUntil(world.timeline().now().plus(duration));
    }
}
