package io.labelmint.dr.job;

import static io.labelmint.dr.job.FailoverTrial.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.simulator.core.Call;
import io.labelmint.dr.simulator.ecs.EcsScripts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;

/** What others learned about beginning too early: the next move, the clean-up, the traffic. One test a lesson. */
class NextMoveLessonsTest {
    private static final long SEED = 20260105;
    private static final String REPLICA = "acme-production-orders-replica";
    private static final Estate SMALLEST = FailoverTrial.smallest();

    /**
     * RamenDR #1020 and #715: PeerReady was said to be true too early, so that users began a second action. Here who asks whether
     * it is ready is told that a move is under way from its first call on, and who asks for another move is refused.
     */
    @Test
    void nothingIsReadyAndNoSecondMoveBeginsFromTheFirstCallOn() {
        FailoverTrial failover = new FailoverTrial(SMALLEST, SEED);
        assertThat(failover.scheduled(Job.Type.READINESS).findings())
                .extracting(Finding::check)
                .contains("readiness.replica")
                .doesNotContain(Standstill.STANDS_STILL);
        PreparedRun begun = killedAfterItsFirstCall(failover);

        Evidence readiness = failover.scheduled(Job.Type.READINESS);

        assertThat(readiness.green()).isFalse();
        assertThat(AfterFailoverTest.found(readiness, Standstill.STANDS_STILL, "acme-production")
                        .remedy()
                        .orElseThrow())
                .contains(begun.run().value());
        assertThatThrownBy(() -> failover.prepare(false)).hasMessageContaining("has not ended");
        assertThatThrownBy(() -> failover.prepare(Verb.COMMIT)).hasMessageContaining("has not ended");
    }

    /**
     * RamenDR #2401: maintenance mode was ended before the promotion was. Here what stands still does so until users are
     * served, wherever the process that moves the estate dies.
     */
    @Test
    void whatStandsStillDoesSoUntilTheMoveHasEnded() {
        boolean died = true;
        int deaths = 0;
        for (int boundary = 5; died; boundary += 6) {
            FailoverTrial failover = lost();
            PreparedRun prepared = failover.prepare(true);
            died = failover.run(prepared, boundary).isEmpty();
            boolean over = failover.history(prepared).closed().isPresent();
            if (!died || over || failover.history(prepared).prepared()) {
                continue;
            }
            deaths++;
            int before = failover.calls();

            Finding still = AfterFailoverTest.found(
                    failover.scheduled(Job.Type.DAILY), Standstill.STANDS_STILL, "acme-production");

            assertThat(still.verdict()).isEqualTo(Verdict.NOT_TESTED);
            assertThat(failover.mutations(before))
                    .as("killed at boundary " + boundary)
                    .isEmpty();
        }
        assertThat(deaths).isGreaterThan(4);
    }

    /**
     * ARC: "Region switch does not guarantee that the desired compute capacity will be attained". Where there is none, users stay
     * where they are, somebody is told why, and the same run goes on when there is some.
     */
    @Test
    void withoutCapacityItStopsAndSaysWhyAndNoTrafficMovesUntilThereIsSome() {
        FailoverTrial failover = lost();
        failover.trial.world.script(EcsScripts.capacity(WEST, false));
        PreparedRun prepared = failover.prepare(true);
        int before = failover.calls();

        Finding stopped = completed(failover.run(prepared));

        assertThat(stopped.green()).isFalse();
        assertThat(stopped.summary()).contains("web");
        assertThat(stopped.remedy().orElse("")).isNotBlank();
        assertThat(failover.mutations(before)).extracting(Call::operation).doesNotContain("PutMetricData");
        failover.trial.world.script(EcsScripts.capacity(WEST, true));
        failover.trial.pass(Duration.ofMinutes(15)); // ECS tries again by itself
        assertThat(completed(failover.resumed(prepared)).green()).isTrue();
        assertThat(failover.users()).isEqualTo("ok from " + WEST);
    }

    /**
     * A replica cannot be promoted while it is {@code backing-up}, which takes hours after a restore
     * (terraform-provider-aws #44104): the promotion waits, and users wait with it.
     */
    @Test
    void aReplicaThatIsBackedUpIsPromotedWhenThatIsOver() {
        FailoverTrial failover = new FailoverTrial(SMALLEST, SEED);
        failover.trial
                .world
                .client(RdsClient.class, WEST)
                .modifyDBInstance(request -> request.dbInstanceIdentifier(REPLICA)
                        .backupRetentionPeriod(7)
                        .applyImmediately(true));
        failover.lost(Duration.ofMinutes(4));
        PreparedRun prepared = failover.prepare(true);

        Finding ended = completed(failover.run(prepared));
        for (int i = 0; i < 12 && !ended.green(); i++) {
            assertThat(ended.summary()).contains(REPLICA);
            failover.trial.pass(Duration.ofMinutes(15));
            ended = completed(failover.resumed(prepared));
        }

        assertThat(ended.green()).isTrue();
        assertThat(accepted(failover, "PromoteReadReplica")).hasSize(1);
    }

    /** ARC's client token: who asks for the same recovery again, because the answer was lost, is given the first one. */
    @Test
    void whoAsksAgainIsGivenTheSameMove() {
        FailoverTrial failover = lost();
        PreparedRun first = failover.prepare(true);

        PreparedRun again = failover.prepare(true);

        assertThat(again).isEqualTo(first);
    }

    /**
     * ARC's post-recovery names the recovery that preceded it, and Zerto's commit policy is about one failover: what was
     * committed cannot be rolled back, and what was rolled back cannot be committed.
     */
    @Test
    void whatIsDecidedOfAFailoverIsDecidedOnce() {
        FailoverTrial failover = lost();
        failover.run(failover.prepare(true));
        failover.back();
        failover.run(failover.prepare(Verb.ROLL_BACK));

        assertThatThrownBy(() -> failover.prepare(Verb.COMMIT)).hasMessageContaining("has not failed over");
        assertThatThrownBy(() -> failover.prepare(Verb.ROLL_BACK)).hasMessageContaining("has not failed over");
    }

    private static PreparedRun killedAfterItsFirstCall(FailoverTrial failover) {
        PreparedRun prepared = failover.prepare(false);
        for (int boundary = 0; failover.history(prepared).prepared(); boundary++) {
            assertThat(failover.run(prepared, boundary))
                    .as("it is killed before")
                    .isEmpty();
        }
        return prepared;
    }

    private static List<Call> accepted(FailoverTrial failover, String operation) {
        return failover.trial.world.calls().stream()
                .filter(call ->
                        call.operation().equals(operation) && call.outcome().equals(Call.OK))
                .toList();
    }

    private static FailoverTrial lost() {
        return new FailoverTrial(SMALLEST, SEED).lost(Duration.ofMinutes(6));
    }

    private static Finding completed(Evidence evidence) {
        return AfterFailoverTest.found(evidence, FailoverWork.COMPLETED, "acme-production");
    }
}
