package io.labelmint.dr.review;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.coverage.RecoveryTimes;
import io.labelmint.dr.plan.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * How long the backups, or the copies, of a store took in a week, against the four weeks before. Slow is what took longer than
 * twice the half of those. Where they were too few to say, which is so in the first week of an estate, nothing is: its first
 * backups are full ones, and would make any other look fast.
 */
final class BackupTimes {
    static final Duration WEEK = Duration.ofDays(7);
    static final Duration BEFORE = Duration.ofDays(28);

    /** Ours: with fewer, a median is chance. */
    private static final int LEAST = 3;

    private static final int SLOW = 2;

    private final List<Made> week;
    private final List<Made> before;

    BackupTimes(List<Made> all, Instant now) {
        Instant begin = now.minus(WEEK);
        this.week = all.stream().filter(made -> !made.at().isBefore(begin)).toList();
        this.before = all.stream()
                .filter(made -> made.at().isBefore(begin) && !made.at().isBefore(begin.minus(BEFORE)))
                .toList();
    }

    /**
     * The finding.
     *
     * @param cause what is likely to have made one slow, in a sentence
     */
    Finding judge(String store, Made.Kind kind, Function<Made, SlowCause> cause) {
        Look look = new Look(
                "review." + kind.words() + "-times",
                store,
                "a " + kind.words() + " takes about as long as it usually does",
                Controls.MONITORING);
        if (week.isEmpty()) {
            return look.failed(
                    "No " + kind.words() + " of " + store + " came about within the last week.",
                    "See the daily runs of the week for what kept it, and run the daily job.",
                    Facts.of("before", before.size()));
        }
        RecoveryTimes times = times(week);
        boolean known = before.size() >= LEAST;
        Facts facts = Facts.of(
                "count",
                week.size(),
                "p50Seconds",
                times.percentile(50).toSeconds(),
                "p90Seconds",
                times.percentile(90).toSeconds(),
                "longestSeconds",
                times.percentile(100).toSeconds(),
                "before",
                before.size(),
                "beforeP50Seconds",
                known ? times(before).percentile(50).toSeconds() : "not known");
        Made longest = week.stream().max(Comparator.comparing(Made::took)).orElseThrow();
        String took = times.count() + " took " + Ages.words(times.percentile(50)) + " (half), "
                + Ages.words(times.percentile(90)) + " (nine of ten), at most " + Ages.words(longest.took());
        if (!known) {
            return look.notTested(
                    Problem.of(
                            "review.too-little",
                            took + "; whether that is slow is not known: the four weeks before have " + before.size()
                                    + ".",
                            "Look again in a week: " + LEAST + " from before are enough."),
                    facts);
        }
        Duration usual = times(before).percentile(50);
        String summary = took + "; half of the four weeks before took " + Ages.words(usual) + ".";
        if (longest.took().compareTo(usual.multipliedBy(SLOW)) <= 0) {
            return look.passed(summary, facts);
        }
        SlowCause why = cause.apply(longest);
        return look.failed(
                summary + " Slow: that of " + longest.at() + ". " + why.words(),
                why.remedy(),
                facts.and(Facts.of("slow", longest.name(), "slowAt", longest.at()))
                        .and(why.facts()));
    }

    private static RecoveryTimes times(List<Made> made) {
        return new RecoveryTimes(made.stream().map(Made::took).toList());
    }
}
