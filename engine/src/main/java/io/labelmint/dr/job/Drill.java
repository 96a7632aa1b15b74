package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.coverage.RestoreHistory;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.plan.Facts;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * What a drill has beside its restores: before the first of them, whether all of them together cost no more than they may; after
 * the last, how long it took until everything was usable.
 *
 * <p>What was found of the cost is recorded before anything is restored. A process that goes on with the drill goes by that, and
 * does not price again what is there already.
 */
final class Drill {
    /** Id of the finding how long a drill took until everything was usable. */
    static final String RECOVERY_TIME = "drill.recovery-time";

    private final RunningJob run;
    private final Estate estate;

    Drill(RunningJob run) {
        this.run = run;
        this.estate = run.estate();
    }

    /** Those of {@code stores} that may be restored; none where that could cost more than the budget, or nobody knows. */
    CompletableFuture<List<Store>> affordable(List<Store> stores) {
        if (run.found(DrillQuote.CHECK, estate.name())) {
            return CompletableFuture.completedFuture(allowed(stores));
        }
        return new DrillQuotes(run.engine(), estate)
                .of(stores, run.slot(), run.attempt())
                .thenApply(quote -> {
                    run.add(quote.judged());
                    if (!refused()) {
                        quote.leftOut()
                                .forEach(left -> run.add(
                                        RestoreTests.tested(left.store()).notTested(left.why())));
                    }
                    run.recordFound();
                    return allowed(stores);
                });
    }

    private List<Store> allowed(List<Store> stores) {
        Set<String> leftOut = budgeted()
                .flatMap(finding -> Optional.ofNullable(finding.facts().get(DrillQuote.LEFT_OUT)))
                .map(names -> Set.of(names.split(", ", -1)))
                .orElseGet(Set::of);
        return refused()
                ? List.of()
                : stores.stream().filter(store -> !leftOut.contains(store.id())).toList();
    }

    private boolean refused() {
        return budgeted().filter(finding -> !finding.green()).isPresent();
    }

    private Optional<Finding> budgeted() {
        return run.findings().stream()
                .filter(finding -> finding.check().equals(DrillQuote.CHECK))
                .findFirst();
    }

    /**
     * Says, when all of {@code stores} have ended, how long it took until everything was usable that was restored at once: what it
     * would take from backups alone, were there no replica to promote.
     */
    void ended(List<Store> stores) {
        if (refused() || run.found(RECOVERY_TIME, estate.name())) {
            return;
        }
        Duration rto = stores.stream()
                .map(store -> store.objectives().rto())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Look look = new Look(
                RECOVERY_TIME,
                estate.name(),
                "everything is usable in " + estate.regions().dr() + " within " + Ages.words(rto),
                Controls.RESTORE);
        List<String> missing = stores.stream()
                .map(Store::id)
                .filter(store -> seconds(store).isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            run.add(look.notTested(Problem.of(
                    "drill.incomplete",
                    "Not everything was restored and usable, so nobody knows how long it takes: "
                            + String.join(", ", missing) + ".",
                    "See what is red about them, mend it, and drill again.")));
            return;
        }
        Duration took = Duration.ofSeconds(stores.stream()
                .mapToLong(store -> seconds(store.id()).orElseThrow())
                .max()
                .orElse(0));
        Facts facts = Facts.of(RestoreHistory.SECONDS, took.toSeconds(), "rtoSeconds", rto.toSeconds());
        String summary = stores.size() + " stores were restored at once in "
                + estate.regions().dr() + ", and the last was usable " + Ages.words(took)
                + " after it was asked for.";
        run.add(
                took.compareTo(rto) <= 0
                        ? look.passed(summary, facts)
                        : look.failed(
                                summary,
                                "See which of them took longest, and keep a replica of it that can be promoted, or agree on a"
                                        + " longer objective.",
                                facts));
    }

    /** How long the restore of {@code store} took until it was usable; empty if it never was. */
    private Optional<Long> seconds(String store) {
        return run.findings().stream()
                .filter(finding -> finding.check().equals(RestoreHistory.TESTED)
                        && finding.subject().equals(store))
                .flatMap(finding -> Optional.ofNullable(finding.facts().get(RestoreHistory.SECONDS)).stream())
                .map(Long::valueOf)
                .findFirst();
    }
}
