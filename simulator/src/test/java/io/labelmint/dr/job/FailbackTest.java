package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.rehearsal.RehearsedCopies;
import io.labelmint.dr.simulator.core.Call;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** LabelMint has failed over and was committed; it goes home when that is proved to lose nothing, and not before. */
class FailbackTest {
    private static final long SEED = 20260107;
    private static final Duration NOTICED = Duration.ofMinutes(6);
    private static final String ESTATE = "labelmint-production";
    private static final String REVERSE = FailoverTrial.ORDERS + "-reverse";

    /** A failover that is committed, with reverse replicas that RDS has just called available. */
    private static FailoverTrial committed() {
        FailoverTrial move = new FailoverTrial(SEED).lost(NOTICED);
        move.run(move.prepare(true));
        move.back();
        move.run(move.prepare(Verb.COMMIT));
        return move;
    }

    /** The same, half a day later. */
    private static FailoverTrial caughtUp() {
        FailoverTrial move = committed();
        move.trial.pass(Duration.ofHours(12));
        return move;
    }

    @Test
    void thereAndBackLosesNothingAndLeavesTheStandingBaseline() {
        FailoverTrial move = caughtUp();
        int before = move.calls();

        Evidence evidence = move.run(move.prepare(Verb.FAILBACK));

        assertThat(evidence.findings())
                .allSatisfy(
                        found -> assertThat(found.green()).as(found.summary()).isTrue());
        assertThat(evidence.operations())
                .as("there, the commit, back, and its metrics")
                .hasSize(4);
        assertThat(move.users()).isEqualTo("ok from us-east-1");
        assertThat(follows(move, FailoverTrial.EAST, FailoverTrial.ORDERS)).isEmpty();
        assertThat(follows(move, FailoverTrial.WEST, FailoverTrial.REPLICA))
                .as("the DR region stands by again")
                .contains(FailoverTrial.EAST)
                .contains(FailoverTrial.ORDERS);
        assertThat(move.desired(FailoverTrial.WEST, ESTATE + "-dr", ESTATE + "-worker"))
                .isEqualTo(1);
        assertThat(move.desired(FailoverTrial.WEST, ESTATE + "-dr", ESTATE + "-web"))
                .isZero();
        assertThat(move.mutations(before)).extracting(Call::operation).noneMatch(name -> name.startsWith("Delete"));
        assertThat(move.scheduled(Job.Type.CHECK).findings()).as("jobs go on").noneMatch(Standstill::is);
        assertThatThrownBy(() -> move.prepare(Verb.FAILBACK)).hasMessageContaining("nothing to lead home");
    }

    @Test
    void whatServedThereIsKeptFencedAndProtectedUnderAnotherName() {
        FailoverTrial move = caughtUp();

        move.run(move.prepare(Verb.FAILBACK));

        DBInstance left = move.instances(FailoverTrial.WEST, FailoverTrial.REPLICA + "-left-.*")
                .get(0);
        assertThat(left.deletionProtection()).isTrue();
        assertThat(move.groups(FailoverTrial.WEST, left.dbInstanceIdentifier()))
                .containsExactly("sg-0a1b2c3d4e5f60724");
        assertThat(move.instances(FailoverTrial.EAST, FailoverTrial.ORDERS + "-old-.*"))
                .hasSize(1);
    }

    /** RamenDR #176: "completed" was read as "resynced". */
    @Test
    void aReplicaThatIsAvailableIsNotResynced() {
        FailoverTrial move = committed();
        String reverse = ESTATE + "-billing-reverse";
        assertThat(move.instance(FailoverTrial.EAST, reverse).dbInstanceStatus())
                .isEqualTo("available");
        assertThatThrownBy(() -> move.prepare(Verb.FAILBACK))
                .hasMessageContaining("RDS calls " + reverse + " available and tells no lag of it");
        move.trial.pass(Duration.ofMinutes(3));
        int before = move.calls();

        assertThatThrownBy(() -> move.prepare(Verb.FAILBACK))
                .hasMessageContaining("Not everything is proved to be in us-east-1 yet")
                .hasMessageContaining("billing-db: RDS calls " + reverse + " available, but it lags")
                .hasMessageContaining("Wait until the replicas have caught up");
        assertThat(move.mutations(before)).isEmpty();

        move.trial.pass(Duration.ofHours(12));
        assertThat(move.prepare(Verb.FAILBACK).text()).contains("Failback of labelmint-production to us-east-1");
    }

    @Test
    void aReplicaWhoseRowsDifferIsRefusedWhateverItsLag() {
        FailoverTrial move = caughtUp();
        move.trial.world.script(
                RehearsedCopies.rowsMissing(FailoverTrial.EAST, REVERSE, "public.order_lines", 1_000_000));

        assertThatThrownBy(() -> move.prepare(Verb.FAILBACK))
                .hasMessageContaining("orders-db: public.order_lines has")
                .hasMessageContaining("rows in the source and")
                .hasMessageNotContaining("billing-db");
    }

    @Test
    void oneRowThatIsMissingWhenNobodyWritesAnyMoreStopsItBeforeAnythingIsPromoted() {
        FailoverTrial move = caughtUp();
        PreparedRun failback = move.prepare(Verb.FAILBACK);
        move.trial.world.script(
                RehearsedCopies.rowsMissing(FailoverTrial.EAST, FailoverTrial.ORDERS, "public.orders", 1));
        int before = move.calls();

        Evidence stopped = move.run(failback);

        assertThat(stopped.green()).isFalse();
        assertThat(found(stopped, FailoverWork.HOME, ESTATE).summary())
                .contains("unequal, though the replica has the last heartbeat")
                .contains("public.orders has");
        assertThat(move.mutations(before))
                .filteredOn(call -> call.region().equals(FailoverTrial.EAST))
                .extracting(Call::operation)
                .filteredOn("PromoteReadReplica"::equals)
                .as("billing-db, whose rows agree, may come home; orders-db may not")
                .hasSizeLessThanOrEqualTo(1);
        assertThat(follows(move, FailoverTrial.EAST, FailoverTrial.ORDERS)).contains(FailoverTrial.REPLICA);
        assertThat(move.groups(FailoverTrial.WEST, FailoverTrial.REPLICA))
                .as("not fenced")
                .doesNotContain("sg-0a1b2c3d4e5f60724");

        move.trial.world.script(
                RehearsedCopies.rowsMissing(FailoverTrial.EAST, FailoverTrial.ORDERS, "public.orders", 0));
        move.trial.pass(Duration.ofMinutes(5));
        Evidence done = move.run(failback);

        assertThat(found(done, FailoverWork.HOME, ESTATE).green()).isTrue();
    }

    @Test
    void whatIsNotCommittedHasNothingToComeHomeBy() {
        FailoverTrial move = new FailoverTrial(SEED);
        assertThatThrownBy(() -> move.prepare(Verb.FAILBACK)).hasMessageContaining("has not failed over");
        move.run(move.prepare(Verb.SWITCHOVER));

        assertThatThrownBy(() -> move.prepare(Verb.FAILBACK))
                .hasMessageContaining("is not committed")
                .hasMessageContaining("dr failover --commit");
    }

    @Test
    void objectsThatAreNotReplicatedBackAreRedAndNotPassedOver() {
        FailoverTrial move = new FailoverTrial(
                        FailoverTrial.changed("replicatesBack: true", "replicatesBack: false"), SEED)
                .lost(NOTICED);
        move.run(move.prepare(true));
        move.back();
        move.run(move.prepare(Verb.COMMIT));
        move.trial.pass(Duration.ofHours(12));
        PreparedRun failback = move.prepare(Verb.FAILBACK);
        assertThat(failback.text()).contains("NOT REPLICATED BACK");

        Finding assets = found(move.run(failback), "failback.resynced", "assets");

        assertThat(assets.green()).isFalse();
        assertThat(assets.remedy().orElseThrow()).contains("by hand");
    }

    @Test
    void aFailbackThatWasEndedHalfWayIsPlannedFromWhatThereIs() {
        FailoverTrial move = caughtUp();
        PreparedRun half = move.prepare(Verb.FAILBACK);
        move.trial.world.script(
                RehearsedCopies.rowsMissing(FailoverTrial.EAST, FailoverTrial.ORDERS, "public.orders", 1));
        move.run(half);
        move.as("laptop", -1, order -> new RunPreparation(order).withdraw(half.run()));
        move.trial.world.script(
                RehearsedCopies.rowsMissing(FailoverTrial.EAST, FailoverTrial.ORDERS, "public.orders", 0));
        PreparedRun again = move.prepare(Verb.FAILBACK);
        assertThat(again.text()).contains("billing-db").contains("PROMOTED BEFORE, by an earlier failback");

        Evidence evidence = move.run(again);

        Finding home = found(evidence, FailoverWork.HOME, ESTATE);
        assertThat(home.green()).as(home.summary()).isTrue();
        assertThat(move.users()).isEqualTo("ok from us-east-1");
    }

    @Test
    void whereverItsProcessDiesItComesHomeAndNothingIsDoneTwice() {
        int boundary = 0;
        for (boolean died = true; died; boundary += 41) {
            FailoverTrial move = caughtUp();
            PreparedRun failback = move.prepare(Verb.FAILBACK);
            int before = move.calls();
            String how = "killed at boundary " + boundary;

            var first = move.run(failback, boundary);
            died = first.isEmpty();
            Evidence evidence = first.orElseGet(() -> move.run(failback));

            assertThat(evidence.findings())
                    .allSatisfy(found -> assertThat(found.green())
                            .as(how + ": " + found.summary())
                            .isTrue());
            assertThat(move.users()).as(how).isEqualTo("ok from us-east-1");
            assertThat(move.mutations(before))
                    .filteredOn(call -> call.outcome().equals(Call.OK))
                    .filteredOn(call -> !call.operation().matches("PutMetricData|PutObject"))
                    .extracting(call -> call.region() + " " + call.operation() + " " + call.params())
                    .as(how)
                    .doesNotHaveDuplicates();
        }
        assertThat(boundary).isGreaterThan(100);
    }

    @Test
    void whereWeightsAreDeclaredUsersGoHomeByShares() {
        FailoverTrial move = new FailoverTrial(
                FailoverTrial.changed(
                        """
                            switchedBy: standby-takes-over
                            healthCheck: 00000000-1111-2222-3333-444444444444
                            standbyMetric: { namespace: LabelMint/DR, name: StandbyServes }
                        """, """
                            switchedBy: record-change
                            drTarget: lb.us-west-2.labelmint.example
                            primaryTarget: lb.us-east-1.labelmint.example
                            failbackWeights: { shares: [10, 50], hold: 10m }
                        """, "    drDesiredCount: 6\n", "    drDesiredCount: 6\n    drServesFromHome: true\n"),
                SEED);
        move.run(move.prepare(Verb.SWITCHOVER));
        assertThat(move.users()).isEqualTo("ok from us-west-2");
        move.run(move.prepare(Verb.COMMIT));
        move.trial.pass(Duration.ofHours(12));
        PreparedRun failback = move.prepare(Verb.FAILBACK);
        assertThat(failback.text()).contains("goes home by shares of 10, 50 and 100 %, 10 min each");
        int before = move.calls();

        Evidence evidence = move.run(failback);

        Finding home = found(evidence, FailoverWork.HOME, ESTATE);
        assertThat(home.green()).as(home.summary()).isTrue();
        assertThat(move.mutations(before))
                .filteredOn(call -> call.operation().equals("ChangeResourceRecordSets"))
                .hasSize(3)
                .satisfiesExactly(
                        first -> assertThat(first.params().toString())
                                .contains("DELETE")
                                .contains("Weight=10"),
                        second -> assertThat(second.params().toString()).contains("Weight=50"),
                        last -> assertThat(last.params().toString())
                                .contains("DELETE")
                                .contains("lb.us-east-1"));
        assertThat(move.users()).isEqualTo("ok from us-east-1");
        assertThat(move.desired(FailoverTrial.WEST, ESTATE + "-dr", ESTATE + "-web"))
                .as("what served along is taken away again")
                .isZero();
    }

    private static String follows(FailoverTrial move, String region, String instance) {
        String source = move.instance(region, instance).readReplicaSourceDBInstanceIdentifier();
        return source == null ? "" : source;
    }

    private static Finding found(Evidence evidence, String check, String subject) {
        return FailoverTest.finding(evidence, check, subject);
    }
}
