package io.labelmint.dr.job;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.failover.FailoverPlanner;
import io.labelmint.dr.failover.ProveFence;
import io.labelmint.dr.ledger.ActionState;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is found in a failover that has ended with users served: how long it took, what it lost, and what is left open. */
final class FailoverFindings {
    /** Id of the finding how long users were not served, from when a plan was asked for. */
    static final String TIME = "failover.recovery-time";

    /** Id of the finding what was lost of a store. */
    static final String LOSS = "failover.loss";

    /** Id of the finding whether an old database is known to take no writes. */
    static final String FENCED = "failover.fenced";

    private final Estate estate;
    private final History operation;
    private final Plan plan;

    FailoverFindings(Estate estate, History operation) {
        this.estate = estate;
        this.operation = operation;
        this.plan = operation.opened().flatMap(Fact.Opened::plan).orElseThrow();
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        findings.add(time());
        estate.stores().forEach(store -> loss(store).ifPresent(findings::add));
        estate.databases().forEach(database -> findings.add(fenced(database)));
        return findings;
    }

    /** When users were served again: that is the last thing a failover waits for. */
    private Instant served() {
        return operation.actions().values().stream()
                .flatMap(state -> state.settledAt().stream())
                .max(Comparator.naturalOrder())
                .orElse(operation.begin());
    }

    private Finding time() {
        Instant asked = operation.begin();
        Instant approved = operation.approval().map(Entry::at).orElse(asked);
        Instant served = served();
        Duration rto = FailoverWork.rto(estate);
        Duration all = Duration.between(asked, served);
        TimeSpent spent = TimeSpent.of(operation);
        Facts facts = Facts.of(
                "askedAt",
                asked,
                "approvedAt",
                approved,
                "servedAt",
                served,
                "recoverySeconds",
                all.toSeconds(),
                "decidingSeconds",
                Duration.between(asked, approved).toSeconds(),
                "executingSeconds",
                Duration.between(approved, served).toSeconds(),
                "triedSeconds",
                spent.tried().toSeconds(),
                "pausedSeconds",
                spent.paused().toSeconds(),
                "awsSeconds",
                spent.aws().toSeconds(),
                "ownSecondsAtMost",
                spent.ours().toSeconds(),
                "path",
                spent.path().stream().map(ActionId::value).collect(Collectors.joining(" > ")),
                "rtoSeconds",
                rto.toSeconds());
        Look look = new Look(TIME, estate.name(), "RTO " + Ages.words(rto), Controls.RESTORE);
        String words = "Users were served " + Ages.words(all) + " after a plan was asked for: "
                + Ages.words(Duration.between(asked, approved)) + " to decide, "
                + Ages.words(Duration.between(approved, served)) + " to do it, of which " + words(spent) + ".";
        return all.compareTo(rto) <= 0
                ? look.passed(words, facts)
                : look.failed(
                        words, "See in the report which step took longest, and rehearse until it does not.", facts);
    }

    /** Whom the time of the execution went to. */
    private static String words(TimeSpent spent) {
        StringBuilder words = new StringBuilder(Ages.words(spent.aws()) + " were AWS's");
        if (!spent.tried().isZero()) {
            words.append(", ").append(Ages.words(spent.tried())).append(" given to what did not answer");
        }
        if (!spent.paused().isZero()) {
            words.append(", ").append(Ages.words(spent.paused())).append(" until somebody went on with it");
        }
        return words + " and at most " + Ages.words(spent.ours()) + " ours";
    }

    private Optional<Finding> loss(Store store) {
        return plan.shown(FailoverPlanner.LOSS_OF + store.id()).map(told -> loss(store, told));
    }

    private Finding loss(Store store, String told) {
        String[] parts = told.split(" s: ", 2);
        Duration expected = Duration.ofSeconds(Long.parseLong(parts[0]));
        Duration rpo = store.objectives().rpo();
        Look look = new Look(LOSS, store.id(), "RPO " + Ages.words(rpo), Controls.OFFSITE);
        Facts facts = Facts.of(
                // What nobody measured is no 0 s in a table.
                "ageSeconds", parts[1].contains("not measured") ? null : expected.toSeconds(),
                "rpoSeconds", rpo.toSeconds(),
                "recoverySeconds", Duration.between(operation.begin(), served()).toSeconds(),
                "rtoSeconds", store.objectives().rto().toSeconds(),
                "shown", parts[1]);
        String words = "Lost of " + store.id() + " by the estimate that was approved: " + parts[1] + ".";
        if (parts[1].startsWith("not known")) {
            return look.failed(
                    words, "Reconcile what the old region holds when it is back; see docs/failover.md.", facts);
        }
        return expected.compareTo(rpo) <= 0
                ? look.passed(words, facts)
                : look.failed(
                        words, "Reconcile what the old region holds when it is back; see docs/failover.md.", facts);
    }

    private Finding fenced(PostgresDatabase database) {
        Look look = new Look(FENCED, database.id(), "the old database takes no writes any more", Controls.RESTORE);
        Optional<ActionState> proof = plan.actions().stream()
                .filter(ProveFence.class::isInstance)
                .filter(action -> ((ProveFence) action).store().equals(database.id()))
                .filter(action -> operation.skipped(action.id()).isEmpty())
                .map(action -> operation.actions().getOrDefault(action.id(), ActionState.NEW))
                .findFirst();
        return proof.filter(ActionState::done).isPresent()
                ? look.passed(
                        "Nobody gets into the old " + database.instance() + ": it was tried.",
                        proof.get().facts())
                : look.failed(
                        "The old " + database.instance() + " in "
                                + estate.regions().primary() + " was NOT proved fenced: what is written to it is lost.",
                        "As soon as " + estate.regions().primary() + " answers, put it into "
                                + String.join(", ", database.failover().isolatedIn())
                                + ", and compare what it holds before anybody uses it.",
                        Facts.NONE);
    }
}
