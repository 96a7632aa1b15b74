package io.labelmint.dr.job;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.failover.CreateReplica;
import io.labelmint.dr.failover.FailbackPlanner;
import io.labelmint.dr.failover.FailoverPlanner;
import io.labelmint.dr.failover.ProveFence;
import io.labelmint.dr.failover.ReplicateBackups;
import io.labelmint.dr.failover.RowsAgree;
import io.labelmint.dr.ledger.ActionState;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What is found in a failback that has ended with users served at home. */
final class FailbackFindings {
    /** Id of the finding how long users were not served. */
    static final String TIME = "failback.outage";

    /** Id of the finding whether a store came home whole. */
    static final String RESYNCED = "failback.resynced";

    /** Id of the finding whether what served in the DR region takes no writes any more. */
    static final String FENCED = "failback.fenced";

    /** Id of the finding whether the DR region stands by for a store again. */
    static final String BASELINE = "failback.baseline";

    private final Estate estate;
    private final History operation;
    private final Plan plan;

    FailbackFindings(Estate estate, History operation) {
        this.estate = estate;
        this.operation = operation;
        this.plan = operation.opened().flatMap(Fact.Opened::plan).orElseThrow();
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        findings.add(time());
        for (PostgresDatabase database : estate.databases()) {
            findings.add(resynced(database));
            findings.add(fenced(database));
            findings.add(baseline(database));
        }
        estate.stores().stream()
                .filter(store -> !(store instanceof PostgresDatabase))
                .forEach(store -> resynced(store).ifPresent(findings::add));
        return findings;
    }

    private Optional<ActionState> done(ActionId id) {
        return operation.skipped(id).isPresent()
                ? Optional.empty()
                : Optional.ofNullable(operation.actions().get(id)).filter(ActionState::done);
    }

    /** From when the first service of the DR region was asked to stop until users were seen to be served. */
    private Finding time() {
        Duration rto = FailoverWork.rto(estate);
        Look look = new Look(TIME, estate.name(), "RTO " + Ages.words(rto), Controls.RESTORE);
        Optional<Instant> stopped = estate.services().stream()
                .map(service -> operation.actions().get(new ActionId(service.id() + "/stop-dr")))
                .flatMap(state -> Optional.ofNullable(state).flatMap(ActionState::intended).stream())
                .min(Comparator.naturalOrder());
        Optional<Instant> served = done(FailbackPlanner.USERS).flatMap(ActionState::settledAt);
        if (stopped.isEmpty() || served.isEmpty()) {
            return look.failed(
                    "Nobody knows how long users were not served: "
                            + (stopped.isEmpty() ? "no service was stopped" : "no probe saw them served")
                            + " by this run.",
                    "Declare services and failover.probe in the estate file.",
                    Facts.NONE);
        }
        Duration out = Duration.between(stopped.get(), served.get());
        Facts facts = Facts.of(
                "stoppedAt",
                stopped.get(),
                "servedAt",
                served.get(),
                "recoverySeconds",
                out.toSeconds(),
                "rtoSeconds",
                rto.toSeconds());
        String words = "Users were not served for " + Ages.words(out)
                + ", from when services of the DR region were stopped until they were served at home.";
        return out.compareTo(rto) <= 0
                ? look.passed(words, facts)
                : look.failed(
                        words, "See in the report which step took longest, and rehearse until it does not.", facts);
    }

    private Finding resynced(PostgresDatabase database) {
        Look look = new Look(RESYNCED, database.id(), "every row came home", Controls.RESTORE);
        return plan.actions().stream()
                .filter(action ->
                        action instanceof RowsAgree agree && agree.store().equals(database.id()))
                .findFirst()
                .map(action -> done(action.id())
                        .map(state -> look.passed(
                                "When nobody wrote any more, source and replica held the same rows.", state.facts()))
                        .orElseGet(() -> look.failed(
                                "Whether every row came home was left out, so nobody knows.",
                                "Compare " + database.instance() + " with what was put aside in "
                                        + estate.regions().dr() + " before that is deleted.",
                                Facts.NONE)))
                .orElseGet(() -> look.passed("An earlier failback brought it home, and proved its rows.", Facts.NONE));
    }

    private Optional<Finding> resynced(Store store) {
        Look look = new Look(RESYNCED, store.id(), "what was written comes home", Controls.RESTORE);
        return plan.shown(FailoverPlanner.LOSS_OF + store.id())
                .map(value -> value.replaceFirst("^[0-9]+ s: ", ""))
                .map(what -> what.startsWith("not known")
                        ? look.failed(
                                "Of " + store.id() + " it is " + what + ".",
                                "Copy what is missing by hand, and declare what would bring it home the next time.",
                                Facts.NONE)
                        : leftOut(store)
                                .map(action -> look.failed(
                                        action + " was left out, so nobody knows what of " + store.id() + " came home.",
                                        "Compare both regions before anything is deleted in the DR region.",
                                        Facts.NONE))
                                .orElseGet(() -> look.passed("Lost of " + store.id() + ": " + what + ".", Facts.NONE)));
    }

    private Optional<ActionId> leftOut(Store store) {
        return plan.actions().stream()
                .map(Action::id)
                .filter(id -> id.value().startsWith(store.id() + "/"))
                .filter(id -> operation.skipped(id).isPresent())
                .findFirst();
    }

    private Finding fenced(PostgresDatabase database) {
        Look look = new Look(
                FENCED, database.id(), "what served in the DR region takes no writes any more", Controls.RESTORE);
        Optional<ActionId> proof = plan.actions().stream()
                .filter(action ->
                        action instanceof ProveFence prove && prove.store().equals(database.id()))
                .map(Action::id)
                .findFirst();
        if (proof.isEmpty()) {
            return look.passed("An earlier failback proved it.", Facts.NONE);
        }
        return done(proof.get())
                .map(state -> look.passed(
                        "Nobody gets into what served as " + database.id() + " in "
                                + estate.regions().dr() + ": it was tried.",
                        state.facts()))
                .orElseGet(() -> look.failed(
                        "What served as " + database.id() + " in "
                                + estate.regions().dr() + " was NOT proved fenced: what is written to it is lost.",
                        "Put it into " + String.join(", ", database.failover().drIsolatedIn())
                                + ", and compare what it holds.",
                        Facts.NONE));
    }

    /** Available is not caught up here either: the lag is for the checks of every day. */
    private Finding baseline(PostgresDatabase database) {
        String dr = estate.regions().dr();
        Look look = new Look(BASELINE, database.id(), dr + " stands by again", Controls.OFFSITE);
        List<ActionId> steps = plan.actions().stream()
                .filter(action -> action instanceof CreateReplica || action instanceof ReplicateBackups)
                .map(Action::id)
                .filter(id -> id.value().startsWith(database.id() + "/"))
                .toList();
        List<String> missing = steps.stream()
                .filter(id -> done(id).isEmpty())
                .map(ActionId::value)
                .toList();
        boolean replica =
                database.replicas().stream().anyMatch(each -> each.region().equals(dr));
        boolean planned = plan.actions().stream()
                .anyMatch(action ->
                        action instanceof CreateReplica && action.id().value().startsWith(database.id() + "/"));
        if (!missing.isEmpty() || (replica && !planned)) {
            return look.failed(
                    missing.isEmpty()
                            ? "No replica of " + database.id() + " came about in " + dr
                                    + ": restore.dr is not declared."
                            : "Left out: " + String.join(", ", missing) + ", so " + dr + " does not stand by.",
                    "Bring it about by hand; until then the loss of "
                            + estate.regions().primary() + " loses more.",
                    Facts.NONE);
        }
        return look.passed(
                steps.isEmpty()
                        ? "Nothing of it is declared to stand in " + dr + "."
                        : "What is declared of it stands in " + dr + " again; whether it has caught up, checks tell.",
                Facts.NONE);
    }
}
