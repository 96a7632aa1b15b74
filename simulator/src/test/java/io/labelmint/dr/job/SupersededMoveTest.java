package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.plan.OperationId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A switchover that gets stuck becomes a failover, and the other way, and never both. */
class SupersededMoveTest {
    private static final long SEED = 20260108;
    private static final Duration NOTICED = Duration.ofMinutes(6);

    /** A switchover whose process died at {@code boundary}, and whose primary region was lost then. */
    private static Stuck stuck(int boundary) {
        FailoverTrial failover = new FailoverTrial(SEED);
        PreparedRun switchover = failover.prepare(Verb.SWITCHOVER);
        boolean died = failover.run(switchover, boundary).isEmpty();
        failover.lost(NOTICED);
        return new Stuck(failover, switchover, died);
    }

    private record Stuck(FailoverTrial failover, PreparedRun switchover, boolean died) {}

    @Test
    void whereverASwitchoverGetsStuckAFailoverGoesOnFromThere() {
        int boundary = 0;
        for (boolean died = true; died; boundary += 5) {
            Stuck stuck = stuck(boundary);
            died = stuck.died();
            if (!died) {
                break;
            }
            FailoverTrial failover = stuck.failover();
            String how = "killed at boundary " + boundary;
            if (failover.history(stuck.switchover())
                    .closed()
                    .filter(Fact.Closed::succeeded)
                    .isPresent()) {
                break; // it is through, and there is nothing to go on with in another way
            }

            PreparedRun prepared = failover.prepare(true);
            Evidence evidence = failover.run(prepared);
            Finding completed = AfterFailoverTest.found(evidence, "failover.completed");
            if (completed.summary().contains("was promoted, and not by this plan")) {
                // What the switchover had asked for a moment before had not begun to show when this was planned.
                completed = AfterFailoverTest.found(failover.run(failover.prepare(true)), "failover.completed");
            }

            assertThat(completed.green()).as(how).isTrue();
            assertThat(failover.users()).as(how).isEqualTo("ok from us-west-2");
            History old = failover.history(stuck.switchover());
            assertThat(old.closed().orElseThrow().succeeded()).as(how).isFalse();
            assertThat(why(old)).as(how).contains("superseded by run " + prepared.run(), "jenkins");
            assertThat(failover.trial.world.calls())
                    .as(how)
                    .filteredOn(call -> call.operation().equals("PromoteReadReplica")
                            && call.outcome().equals("OK"))
                    .hasSizeLessThanOrEqualTo(1);
        }
        assertThat(boundary).isGreaterThan(30);
    }

    @Test
    void whereverThePreparationDiesOneMoveIsLeft() {
        for (int boundary = 0; boundary < 12; boundary++) {
            Stuck stuck = stuck(15);
            FailoverTrial failover = stuck.failover();
            try {
                failover.prepare(FailoverTrial.job(true), boundary);
            } catch (MortalLedgers.Killed e) {
                assertThat(boundary).isLessThan(12);
            }

            PreparedRun prepared = failover.prepare(true);

            assertThat(prepared.run().value()).contains("-0002-");
            assertThat(failover.history(stuck.switchover()).closed()).isPresent();
            assertThat(failover.run(prepared).findings()).isNotEmpty();
            assertThat(failover.users()).isEqualTo("ok from us-west-2");
        }
    }

    @Test
    void aFailoverThatHasPromotedNothingBecomesASwitchoverWhenTheRegionAnswers() {
        FailoverTrial failover = new FailoverTrial(SEED).lost(NOTICED);
        PreparedRun stuck = failover.prepare(false);
        assertThat(failover.run(stuck, 5)).isEmpty();
        failover.back();

        PreparedRun switchover = failover.prepare(Verb.SWITCHOVER);
        Evidence evidence = failover.run(switchover);

        assertThat(failover.history(stuck).closed())
                .as("it can be gone on with by nobody")
                .isPresent();
        assertThat(AfterFailoverTest.found(evidence, "failover.completed").summary())
                .contains("runs in us-west-2");
        assertThat(failover.users()).isEqualTo("ok from us-west-2");
    }

    @Test
    void aFailoverThatHasPromotedCannotBecomeASwitchover() {
        FailoverTrial failover = new FailoverTrial(SEED).lost(NOTICED);
        PreparedRun begun = failover.prepare(true);
        assertThat(failover.run(begun, 46)).isEmpty();
        assertThat(failover.history(begun).entries())
                .anyMatch(entry -> entry.fact() instanceof Fact.Intended intended
                        && intended.action().value().endsWith("/promote"));
        failover.back();

        assertThatThrownBy(() -> failover.prepare(Verb.SWITCHOVER)).hasMessageContaining("has not ended");
    }

    /** Two who look at a move that stopped: one goes on with it while the other still plans what would replace it. */
    @Test
    void whatWentOnWhileItsSuccessorWasPlannedIsNotReplaced() {
        FailoverTrial failover = new FailoverTrial(SEED).lost(NOTICED);
        PreparedRun stuck = failover.prepare(false);
        assertThat(failover.run(stuck, 12)).isEmpty();
        failover.back();
        AtomicBoolean planned = new AtomicBoolean();
        JobRun laptop = failover.order("laptop", new MortalLedgers(failover.trial.ledgers, -1) {
            @Override
            public Ledger open(OperationId operation, String holder) {
                if (planned.compareAndSet(false, true)) {
                    assertThat(failover.run(stuck, 60)).isEmpty();
                }
                return super.open(operation, holder);
            }
        });

        assertThatThrownBy(
                        () -> failover.trial.timeline.join(new RunPreparation(laptop).prepare(FailoverTrial.job(true))))
                .hasMessageContaining("went on while this was planned")
                .hasMessageContaining("Ask again");

        assertThat(failover.last()).contains(stuck.run());
        assertThat(AfterFailoverTest.found(failover.run(stuck, -1).orElseThrow(), "failover.completed")
                        .green())
                .isTrue();
    }

    /** A pipeline asks which run its move is before it has it planned. */
    @Test
    void aPlanThatNobodyMayBeginAnyMoreIsInNobodysWay() {
        FailoverTrial failover = new FailoverTrial(SEED).lost(NOTICED);
        PreparedRun late = failover.prepare(true);
        failover.trial.pass(Duration.ofMinutes(31));
        RunPreparation preparation = new RunPreparation(failover.order("jenkins", failover.trial.ledgers));

        OperationId next = preparation.next(FailoverTrial.job(true));
        PreparedRun again = failover.trial.timeline.join(preparation.prepare(FailoverTrial.job(true), next));

        assertThat(again.run()).isEqualTo(next).isNotEqualTo(late.run());
        assertThat(failover.history(late).closed()).isPresent();
        assertThat(failover.run(again).findings()).isNotEmpty();
    }

    @Test
    void whoAcceptsThatAFenceIsNotProvedGoesOnWithAFailoverThatIsStuckAtIt() {
        FailoverTrial failover = new FailoverTrial(SEED).lost(NOTICED);
        failover.run(failover.prepare(false));

        PreparedRun accepted = failover.prepare(true);
        failover.run(accepted);

        assertThat(accepted.run().value()).contains("-0002-");
        assertThat(failover.users()).isEqualTo("ok from us-west-2");
    }

    private static String why(History old) {
        return old.entries().stream()
                .map(entry -> entry.fact())
                .filter(Fact.Suspended.class::isInstance)
                .map(fact -> ((Fact.Suspended) fact).problem().summary())
                .reduce((earlier, later) -> later)
                .orElse("");
    }
}
