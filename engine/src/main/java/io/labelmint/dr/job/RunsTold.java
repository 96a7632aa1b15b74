package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.notice.RunSummary;
import io.labelmint.dr.plan.OperationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The runs a notice is about, summed up from their ledgers. */
final class RunsTold {
    private final Ledgers ledgers;
    private final About about;

    RunsTold(Ledgers ledgers, About about) {
        this.ledgers = ledgers;
        this.about = about;
    }

    /** What there is to tell; empty if nothing happened that people want to be told of. */
    Optional<RunSummary> summary(RunKind kind, Estate estate, String actor) {
        List<Finding> findings = new ArrayList<>();
        boolean news = false;
        for (OperationId run : about.runs()) {
            Optional<History> history = ledgers.read(run);
            findings.addAll(history.flatMap(History::findings).orElseGet(() -> List.of(nothing(run))));
            news |= history.isEmpty() || !News.of(ledgers, history.get()).none();
        }
        boolean red = findings.stream().anyMatch(finding -> !finding.green());
        boolean tell = switch (about.when()) {
            case ALWAYS -> true;
            case RED -> red;
            case NEWS -> news;
        };
        OperationId last = about.runs().get(about.runs().size() - 1);
        return tell
                ? Optional.of(new RunSummary(last, kind, about.name(), estate.name(), actor, findings))
                : Optional.empty();
    }

    /** A run that recorded no findings is as red as any: nobody knows what it would have found. */
    private static Finding nothing(OperationId run) {
        return new Look("run.ended", run.value(), "every run ends", Controls.MONITORING)
                .notTested(Problem.of(
                        "run.not-ended",
                        "Run " + run + " has not ended, so nothing is known of what it was to find.",
                        "Run the same job again, or finish it with `dr resume " + run + "`."));
    }
}
