package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.simulator.core.Outage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;

/** The estate of LabelMint is moved while both of its regions work, and loses nothing. */
class SwitchoverTest {
    private static final long SEED = 4;

    @Test
    void usersAreServedFromTheOtherRegionAndNothingIsLost() {
        FailoverTrial move = new FailoverTrial(SEED);
        PreparedRun prepared = prepare(move);

        Evidence evidence = move.run(prepared);

        assertThat(evidence.findings())
                .allSatisfy(
                        found -> assertThat(found.green()).as(found.summary()).isTrue());
        assertThat(evidence.findings()).extracting(Finding::check).contains("failover.completed", "failover.fenced");
        assertThat(move.reallyLost()).isLessThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void whatIsRestoredReachesPastTheMomentItsSourceWasIsolated() {
        FailoverTrial move = new FailoverTrial(SEED);
        PreparedRun prepared = prepare(move);

        move.run(prepared);

        Instant isolated = move.trial
                .world
                .writtenUntil(FailoverTrial.EAST, "labelmint-production-billing")
                .orElseThrow();
        Instant restored = move.trial
                .world
                .restoredFrom(FailoverTrial.WEST, "labelmint-production-billing")
                .orElseThrow()
                .moment();
        assertThat(restored).isAfterOrEqualTo(isolated);
    }

    @Test
    void aSourceThatIsNotWellIsNotSwitchedOver() {
        FailoverTrial move = new FailoverTrial(SEED);
        move.trial
                .world
                .client(RdsClient.class, FailoverTrial.EAST)
                .modifyDBInstance(request -> request.dbInstanceIdentifier(FailoverTrial.ORDERS)
                        .newDBInstanceIdentifier("orders-elsewhere")
                        .applyImmediately(true));

        assertThatThrownBy(() -> prepare(move))
                .hasMessageContaining("A switchover needs a source that is well")
                .hasMessageContaining("plan a failover");
    }

    @Test
    void aRegionThatGoesSilentHalfWayStopsItWhereItIsAndItCanBeGoneOnWith() {
        FailoverTrial move = new FailoverTrial(SEED);
        PreparedRun prepared = prepare(move);
        move.trial.world.faults().region(FailoverTrial.EAST, Outage.HANGING);

        Evidence stopped = move.run(prepared);

        assertThat(stopped.green()).isFalse();
        assertThat(move.trial.world.calls())
                .filteredOn(call -> call.operation().matches("PromoteReadReplica|PutMetricData")
                        && call.region().equals(FailoverTrial.WEST)
                        && call.at().isAfter(move.history(prepared).begin()))
                .isEmpty();
        move.trial.world.faults().region(FailoverTrial.EAST, Outage.NONE);
        move.trial.pass(Duration.ofMinutes(5));

        Evidence done = move.run(prepared);

        assertThat(done.findings())
                .allSatisfy(
                        found -> assertThat(found.green()).as(found.summary()).isTrue());
    }

    @Test
    void whereverAProcessDiesNothingIsLostAndNothingIsDoneTwice() {
        int boundary = 0;
        for (boolean died = true; died; boundary += 3) {
            FailoverTrial move = new FailoverTrial(SEED);
            PreparedRun prepared = prepare(move);
            String how = "killed at boundary " + boundary;

            var first = move.run(prepared, boundary);
            died = first.isEmpty();
            Evidence evidence = first.orElseGet(() -> move.run(prepared));

            assertThat(evidence.green()).as(how).isTrue();
            assertThat(move.reallyLost()).as(how).isLessThanOrEqualTo(Duration.ZERO);
            assertThat(move.trial.doneTwice())
                    .filteredOn(call -> !call.contains("PutMetricData"))
                    .as(how)
                    .isEmpty();
        }
        assertThat(boundary).isGreaterThan(60);
    }

    private static PreparedRun prepare(FailoverTrial move) {
        Job job = Job.failingOver(new FailoverRequest(Verb.SWITCHOVER, false));
        PreparedRun prepared =
                move.as("jenkins", -1, order -> move.trial.timeline.join(new RunPreparation(order).prepare(job)));
        assertThat(move.history(prepared).opened().map(Fact.Opened::title).orElseThrow())
                .startsWith("Switchover of");
        return prepared;
    }
}
