package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.notice.RunSummary;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a notice is about: runs, summed up from their ledgers, and what failed without one. */
final class RunsTold {
    private final Ledgers ledgers;
    private final OperationId notice;
    private final About about;

    /** What the run {@code notice} tells {@code about}. */
    RunsTold(Ledgers ledgers, OperationId notice, About about) {
        this.notice = notice;
        this.ledgers = ledgers;
        this.about = about;
    }

    /** What there is to tell; empty if nothing happened that people want to be told of. */
    Optional<RunSummary> summary(RunKind kind, Estate estate, String actor) {
        List<Finding> findings = new ArrayList<>();
        about.failures().forEach(failure -> findings.add(undone(estate, failure)));
        boolean news = !about.failures().isEmpty();
        for (OperationId run : about.runs()) {
            try {
                Optional<History> history = ledgers.read(run);
                findings.addAll(history.flatMap(History::findings).orElseGet(() -> nothing(run, history)));
                news |= history.isEmpty() || !News.of(ledgers, history.get()).none();
            } catch (ProblemException e) { // people have to hear of it, and of the other runs
                findings.add(unknown(run, e.problem()));
                news = true;
            }
        }
        boolean red = findings.stream().anyMatch(finding -> !finding.green());
        boolean tell = switch (about.when()) {
            case ALWAYS -> true;
            case RED -> red;
            case NEWS -> news;
        };
        OperationId last =
                about.runs().isEmpty() ? notice : about.runs().get(about.runs().size() - 1);
        return tell
                ? Optional.of(new RunSummary(last, kind, about.name(), estate.name(), actor, about.message(), findings))
                : Optional.empty();
    }

    /**
     * A run that recorded no findings is as red as any: nobody knows what it would have found. Unless whoever tells of it
     * says how it stands.
     */
    private List<Finding> nothing(OperationId run, Optional<History> history) {
        return history.isPresent() && !about.message().isEmpty() ? List.of() : List.of(unended(run, history));
    }

    private static Finding unended(OperationId run, Optional<History> history) {
        return unknown(
                run,
                history.filter(NeededApproval::waits).isPresent()
                        ? Problem.of(
                                "approval.awaited",
                                "Run " + run + ", "
                                        + history.flatMap(History::opened)
                                                .orElseThrow()
                                                .title()
                                        + ", waits for its approvals since "
                                        + history.get().begin()
                                        + ". Nothing of it is done without.",
                                "Read its plan with `dr approve " + run + "` or in the log of its build, and approve or"
                                        + " withdraw it.")
                        : history.isPresent()
                                ? Problem.of(
                                        "run.not-ended",
                                        "Run " + run + " has not ended, so nothing is known of what it was to find.",
                                        "Run the same job again, or finish it with `dr resume " + run + "`.")
                                : Problem.of(
                                        "run.no-ledger",
                                        "Run " + run
                                                + " left no ledger here, so nothing is known of what it was to find.",
                                        "Run the same job again."));
    }

    /** What failed before a run could record it. */
    private static Finding undone(Estate estate, String failure) {
        return new Look("run.begun", estate.name(), "what is asked for is begun", Controls.MONITORING)
                .failed(failure, "Put that right, then run the same job again: nothing is done twice.", Facts.NONE);
    }

    private static Finding unknown(OperationId run, Problem problem) {
        return new Look("run.ended", run.value(), "every run ends", Controls.MONITORING).notTested(problem);
    }
}
