package io.labelmint.dr.job;

import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.score.Condition;
import io.labelmint.dr.score.HealthScore;
import io.labelmint.dr.score.Mark;
import io.labelmint.dr.score.Marks;
import io.labelmint.dr.score.Part;
import io.labelmint.dr.score.RecordedCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The health score of an estate by what its ledgers say, and what a review finds of it. */
public final class EstateScore {
    /** Id of the finding. */
    public static final String CHECK = "review.health-score";

    /** The fact of it that is the score. */
    public static final String SCORE = "score";

    private EstateScore() {}

    /** The score at {@code now}, of the runs of {@code kind}. */
    public static HealthScore of(Ledgers ledgers, Estate estate, RunKind kind, Instant now) {
        List<String> open = new ArrayList<>();
        OpenOperations.of(ledgers, now)
                .forEach(operation -> open.add("Finish or close " + operation.id() + ", which nobody works on."));
        CorrectiveActions.open(ledgers, estate, kind, now).stream()
                .filter(CorrectiveActions.Open::overdue)
                .forEach(late -> open.add("Have done what is overdue: " + late.words() + "."));
        Condition condition = RecordedCondition.of(ledgers, estate, kind, open, now);
        return HealthScore.of(Marks.of(estate, condition));
    }

    /** Red at and below {@value HealthScore#CAP}: that is where a hard fail keeps it. */
    static Finding finding(Estate estate, HealthScore score) {
        Look look = new Look(
                CHECK,
                estate.name(),
                "a health score above " + HealthScore.CAP + " of " + Part.all(),
                Controls.MONITORING);
        Facts facts = facts(score);
        String summary = "The health score of " + estate.name() + " is " + score.value() + " of " + Part.all() + "."
                + (score.hardFails().isEmpty()
                        ? ""
                        : " Hard fails: "
                                + score.hardFails().stream().map(Mark::name).collect(Collectors.joining(", ")) + ".");
        if (score.value() > HealthScore.CAP) {
            return look.passed(summary, facts);
        }
        String fixes = score.fixes().stream().map(HealthScore.Fix::words).collect(Collectors.joining(" "));
        return look.failed(summary, fixes, facts);
    }

    private static Facts facts(HealthScore score) {
        Facts facts =
                Facts.of(SCORE, score.value(), "hardFails", score.hardFails().size());
        for (Part part : Part.values()) {
            String name = "points." + part.name().toLowerCase(Locale.ROOT).replace('_', '-');
            facts = facts.and(Facts.of(name, score.pointsOf(part) + " of " + part.points()));
        }
        int i = 1;
        for (HealthScore.Fix fix : score.fixes()) {
            facts = facts.and(Facts.of("fix." + i++, fix.points() + ": " + fix.words()));
        }
        return facts;
    }
}
