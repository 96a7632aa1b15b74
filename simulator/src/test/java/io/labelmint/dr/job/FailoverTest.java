package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.ledger.ActionState;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.ShownFact;
import io.labelmint.dr.simulator.core.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;

/** The estate of LabelMint is failed over while its primary region hangs. */
class FailoverTest {
    private static final long SEED = 20260105;
    private static final Duration NOTICED = Duration.ofMinutes(6);

    @Test
    void usersAreServedFromTheOtherRegion() {
        FailoverTrial failover = new FailoverTrial(SEED).lost(NOTICED);
        PreparedRun prepared = failover.prepare(true);

        Evidence evidence = failover.run(prepared);

        assertThat(finding(evidence, "failover.completed", "labelmint-production")
                        .green())
                .isTrue();
        assertThat(failover.trial
                        .outside
                        .get()
                        .get(failover.trial
                                .estate
                                .failover()
                                .probe()
                                .orElseThrow()
                                .url())
                        .text())
                .isEqualTo("ok from us-west-2");
        assertThat(finding(evidence, "failover.recovery-time", "labelmint-production")
                        .green())
                .isTrue();
        // Nobody could prove the fence of a region that hangs; whoever approved it accepted that, and it stays red.
        assertThat(finding(evidence, "failover.fenced", "orders-db").green()).isFalse();
    }

    @Test
    void nothingThatMustHappenIsAskedOfTheRegionThatHangs() {
        FailoverTrial failover = new FailoverTrial(SEED).lost(NOTICED);
        PreparedRun prepared = failover.prepare(true);
        int before = failover.calls();

        failover.run(prepared);

        List<Call> answered = failover.trial.world.calls().stream()
                .skip(before)
                .filter(call -> call.outcome().equals(Call.OK))
                .toList();
        assertThat(answered).extracting(Call::region).containsOnly(FailoverTrial.WEST);
        assertThat(answered).extracting(Call::service).doesNotContain("route53", "iam");
        assertThat(failover.plan(prepared).actions())
                .filteredOn(action -> action.call().region().equals(FailoverTrial.EAST))
                .as("what is tried there has a budget")
                .isNotEmpty()
                .allSatisfy(action -> assertThat(action.budget()).isPresent());
    }

    /** Our own share of a failover's time, beside what AWS takes and what noticing it takes. */
    @Test
    void whatMayBeginBeginsAtOnce() {
        FailoverTrial failover = new FailoverTrial(SEED).lost(NOTICED);
        PreparedRun prepared = failover.prepare(true);

        failover.run(prepared);

        Map<ActionId, ActionState> states = failover.history(prepared).actions();
        int begun = 0;
        for (Action action : failover.plan(prepared).actions()) {
            Optional<Instant> intended = states.get(action.id()).intended();
            Optional<Instant> free = action.after().stream()
                    .map(before -> states.get(before).settledAt().orElseThrow())
                    .max(Comparator.naturalOrder());
            if (intended.isPresent() && free.isPresent()) {
                begun++;
                assertThat(Duration.between(free.get(), intended.get()))
                        .as(action.id().value())
                        .isLessThanOrEqualTo(Duration.ofSeconds(1));
            }
        }
        assertThat(begun).isGreaterThanOrEqualTo(3);
    }

    @Test
    void whatIsShownToBeLostIsWhatIsLost() {
        FailoverTrial failover = new FailoverTrial(SEED).lost(NOTICED);
        PreparedRun prepared = failover.prepare(true);

        failover.run(prepared);

        long shown = shown(failover, prepared, "orders-db");
        long lost = failover.reallyLost().toSeconds();
        assertThat(Math.abs(shown - lost))
                .as("shown " + shown + " s, lost " + lost + " s")
                .isLessThanOrEqualTo(Math.max(30, lost / 5));
    }

    @Test
    void whatIfChangesNothingAndStoresNothing() {
        FailoverTrial failover = new FailoverTrial(SEED);
        int before = failover.calls();
        int ledgers = failover.trial.ledgers.operations().size();

        String text = failover.as(
                "laptop",
                -1,
                order -> failover.trial
                        .timeline
                        .join(new RunPreparation(order).whatIf(FailoverTrial.job(true)))
                        .text());

        assertThat(text).contains("What would be lost", "orders-db", "What will happen", "orders-db/promote");
        assertThat(failover.mutations(before)).isEmpty();
        assertThat(failover.trial.ledgers.operations()).hasSize(ledgers);
    }

    @Test
    void aDatabaseWhoseFenceNobodyProvedIsNotPromotedUnlessThatWasAccepted() {
        FailoverTrial failover = new FailoverTrial(SEED).lost(NOTICED);
        PreparedRun prepared = failover.prepare(false);

        Evidence evidence = failover.run(prepared);

        Finding completed = finding(evidence, "failover.completed", "labelmint-production");
        assertThat(completed.green()).isFalse();
        assertThat(failover.trial.world.calls())
                .filteredOn(call -> call.operation().equals("PromoteReadReplica"))
                .isEmpty();
        assertThat(failover.history(prepared).suspended())
                .as("it can be gone on with")
                .isPresent();
    }

    @Test
    void thereIsOneMoveAtATimeWhoeverAsks() {
        FailoverTrial failover = new FailoverTrial(SEED).lost(NOTICED);
        PreparedRun first = failover.prepare(true);

        PreparedRun same = failover.prepare(true);
        assertThat(same.run()).isEqualTo(first.run());
        assertThatThrownBy(() -> failover.prepare(false))
                .hasMessageContaining("has not ended")
                .hasMessageContaining("--withdraw");
    }

    @Test
    void whereverAProcessDiesUsersAreServedAndNothingIsDoneTwice() {
        int boundary = 0;
        for (boolean died = true; died; boundary++) {
            FailoverTrial failover = new FailoverTrial(SEED).lost(NOTICED);
            PreparedRun prepared = failover.prepare(true);
            String how = "killed at boundary " + boundary;

            var first = failover.run(prepared, boundary);
            died = first.isEmpty();
            Evidence evidence = first.orElseGet(() -> failover.run(prepared));

            assertThat(finding(evidence, "failover.completed", "labelmint-production")
                            .green())
                    .as(how)
                    .isTrue();
            // The same value published twice is the same decision.
            assertThat(failover.trial.doneTwice())
                    .filteredOn(call -> !call.contains("PutMetricData"))
                    .as(how)
                    .isEmpty();
        }
        assertThat(boundary).isGreaterThan(60);
    }

    @Test
    void aRunWhoseProcessDiedWhenItsMoveHadFailedSaysHowItEndedAndMakesRoomForTheNext() {
        boolean died = true;
        int ended = 0;
        for (int boundary = 0; died; boundary++) {
            FailoverTrial failover = new FailoverTrial(FailoverTrial.smallest(), SEED).lost(NOTICED);
            PreparedRun prepared = failover.prepare(true);
            failover.trial
                    .world
                    .client(RdsClient.class, FailoverTrial.WEST)
                    .promoteReadReplica(request -> request.dbInstanceIdentifier("acme-production-orders-replica"));
            String how = "killed at boundary " + boundary;
            died = failover.run(prepared, boundary).isEmpty();
            if (failover.history(prepared).closed().isEmpty()) {
                continue; // it was not over yet when its process died
            }
            boolean untold = failover.trial
                    .ledgers
                    .read(prepared.run())
                    .orElseThrow()
                    .closed()
                    .isEmpty();
            Finding said = finding(
                    untold ? failover.resumed(prepared) : failover.evidence(prepared),
                    "failover.completed",
                    "acme-production");
            ended += untold ? 1 : 0;
            PreparedRun next = failover.prepare(true);

            assertThat(said.summary()).as(how).contains("was promoted, and not by this plan");
            assertThat(next.run()).as(how).isNotEqualTo(prepared.run());
            assertThat(finding(failover.run(next), "failover.completed", "acme-production")
                            .green())
                    .as(how)
                    .isTrue();
        }
        assertThat(ended)
                .as("deaths between the end of the move and that of its run")
                .isPositive();
    }

    private static long shown(FailoverTrial failover, PreparedRun prepared, String store) {
        return failover.plan(prepared).shown().stream()
                .filter(fact -> fact.name().equals("loss of " + store))
                .map(ShownFact::value)
                .map(value -> Long.valueOf(value.replaceFirst(" .*", "")))
                .findFirst()
                .orElseThrow();
    }

    static Finding finding(Evidence evidence, String check, String subject) {
        return evidence.findings().stream()
                .filter(found -> found.check().equals(check) && found.subject().equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError(check + " of " + subject + " is not in " + evidence.findings()));
    }
}
