package io.labelmint.dr.jenkins.report;

import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.evidence.report.VisibleText;
import io.labelmint.dr.evidence.report.Words;
import io.labelmint.dr.job.RecoveryTime;
import io.labelmint.dr.ledger.RunKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The runs the newest builds of a job have kept, in a table for each kind: what was real, drills, and rehearsals. What a run
 * was is taken from evidence that is as it was written and from nothing else; of the others nobody can say it, so they are
 * in a table of their own, and never among what was real.
 */
public final class JobHistory {
    static final int MOST_ROWS = 30;

    private final List<Table> tables;
    private final String extent;

    private JobHistory(List<Table> tables, String extent) {
        this.tables = tables;
        this.extent = extent;
    }

    /**
     * The history of {@code builds}, newest first.
     *
     * @param more how many runs of these builds are not among them
     * @param all whether the job has no older builds
     */
    static JobHistory of(List<JobTrend.Build> builds, int more, boolean all) {
        List<Table> tables = new ArrayList<>();
        for (RunKind kind : List.of(RunKind.REAL, RunKind.DRILL, RunKind.REHEARSAL)) {
            List<Row> rows = rows(builds, Optional.of(kind));
            String sentence = rows.isEmpty() ? none(kind, all && more == 0) : about(kind);
            tables.add(table(heading(kind), sentence, kind != RunKind.REAL, rows));
        }
        List<Row> unknown = rows(builds, Optional.empty());
        if (!unknown.isEmpty()) {
            tables.add(table(
                    "Not known",
                    "The evidence of these is gone, damaged or was changed, so nobody can say whether they were real. Their"
                            + " pages say what to do.",
                    true,
                    unknown));
        }
        return new JobHistory(List.copyOf(tables), extent(builds.size(), more, all));
    }

    /** The tables, what was real first. */
    public List<Table> getTables() {
        return tables;
    }

    /** What the history is of, in a sentence. */
    public String getExtent() {
        return extent;
    }

    private static List<Row> rows(List<JobTrend.Build> builds, Optional<RunKind> kind) {
        List<Row> rows = new ArrayList<>();
        for (JobTrend.Build build : builds) {
            List<RunView> runs = new ArrayList<>(build.runs());
            Collections.reverse(runs); // without evidence nobody knows when one began, only which ended last
            runs.stream()
                    .sorted(Comparator.comparing(JobHistory::began).reversed())
                    .filter(run -> kind(run).equals(kind))
                    .forEach(run -> rows.add(
                            kind.isPresent()
                                    ? Row.of(build.number(), run.evidence().orElseThrow())
                                    : Row.unknown(build.number(), run)));
        }
        return rows;
    }

    private static Instant began(RunView run) {
        return run.isChanged()
                ? Instant.MIN
                : run.evidence().map(Evidence::started).orElse(Instant.MIN);
    }

    private static Optional<RunKind> kind(RunView run) {
        return run.isChanged() ? Optional.empty() : run.evidence().map(Evidence::kind);
    }

    private static Table table(String heading, String sentence, boolean marked, List<Row> rows) {
        return new Table(
                heading,
                sentence,
                marked,
                rows.stream().limit(MOST_ROWS).toList(),
                Math.max(0, rows.size() - MOST_ROWS));
    }

    private static String heading(RunKind kind) {
        return switch (kind) {
            case REAL -> "Real";
            case DRILL -> "Drills";
            case REHEARSAL -> "Rehearsals";
        };
    }

    private static String about(RunKind kind) {
        return switch (kind) {
            case REAL -> "These were made on AWS.";
            case DRILL ->
                "These were made on isolated copies in AWS, which are destroyed. Nothing that is used was touched.";
            case REHEARSAL -> "These were made on simulated AWS. Nothing of them happened in an account.";
        };
    }

    /** Of what was not read nobody may conclude that there is none. */
    private static String none(RunKind kind, boolean all) {
        String what = switch (kind) {
            case REAL -> "No real run";
            case DRILL -> "No drill";
            case REHEARSAL -> "No rehearsal";
        };
        String remedy = switch (kind) {
            case REAL -> "A step makes one unless it says rehearsal: true.";
            case DRILL -> "The step drDrill holds one, and touches nothing that is used.";
            case REHEARSAL -> "A step that says rehearsal: true makes one, and needs no account.";
        };
        return what + (all ? " is kept by this job. " : " is among those. ") + remedy;
    }

    private static String extent(int builds, int more, boolean all) {
        if (builds == 0) {
            return "No build of this job that was looked at has kept evidence.";
        }
        return "What the "
                + (all ? "" : "newest ")
                + Words.count(builds, "build")
                + " with evidence"
                + (builds == 1 ? " has" : " have")
                + " kept"
                + (all ? "" : "; older builds have pages of their own")
                + (more == 0 ? "." : "; " + Words.count(more, "run") + " of them are named in the logs only.");
    }

    /**
     * The runs of one kind.
     *
     * @param heading what they are
     * @param sentence what that means; if there are none, what to do
     * @param marked whether they have to look unlike what was real
     * @param rows the newest first
     * @param more how many older ones are left out
     */
    public record Table(String heading, String sentence, boolean marked, List<Row> rows, int more) {
        /** Whether one of them recovered everything, so that there is a time to show. */
        public boolean recovers() {
            return rows.stream().anyMatch(Row::recovers);
        }
    }

    /**
     * A run.
     *
     * @param number of its build
     * @param run its name
     * @param label what kind it is
     * @param began when, in words
     * @param title what it was, with its kind unless it was real
     * @param green whether nothing is red
     * @param outcome what it came to, in words
     * @param took how long it took, in words
     * @param recovery how long it took until everything was recovered, of how long it may; empty if it is no such run
     * @param inTime whether that was within the objective
     * @param there whether there is evidence to take away
     */
    public record Row(
            int number,
            String run,
            String label,
            String began,
            String title,
            boolean green,
            String outcome,
            String took,
            String recovery,
            boolean inTime,
            boolean there) {

        private static final String NOTHING = "\u2013";

        static Row of(int number, Evidence evidence) {
            Optional<RecoveryTime> recovery = RecoveryTime.of(evidence.findings());
            RunKind kind = evidence.kind();
            return new Row(
                    number,
                    evidence.run().value(),
                    kind.words().replaceFirst(",.*", ""),
                    Words.time(evidence.started()),
                    kind.prefix() + VisibleText.of(evidence.title()),
                    evidence.green(),
                    outcome(evidence),
                    Words.duration(Duration.between(evidence.started(), evidence.ended())),
                    recovery.map(RecoveryTime::words).orElse(""),
                    recovery.filter(RecoveryTime::kept).isPresent(),
                    true);
        }

        /** The checks as the log of the run counts them, and what else is red. */
        private static String outcome(Evidence evidence) {
            int checks = evidence.findings().size();
            if (evidence.green()) {
                return "green, " + Words.count(checks, "check");
            }
            long red = evidence.findings().stream()
                    .filter(finding -> !finding.green())
                    .count();
            StringBuilder text = new StringBuilder(red + " of " + checks + " checks red");
            long undone = TrendNumbers.undone(evidence);
            if (undone > 0) {
                text.append("; ").append(undone).append(" of ");
                text.append(Words.count(evidence.operations().size(), "operation"))
                        .append(" not done");
            }
            int uncovered = evidence.uncovered().size();
            if (uncovered > 0) {
                text.append("; ").append(Words.count(uncovered, "store")).append(" not looked at");
            }
            return text.toString();
        }

        static Row unknown(int number, RunView run) {
            return new Row(
                    number,
                    run.getRun(),
                    "Not known",
                    NOTHING,
                    run.getRun(),
                    false,
                    run.isReadable() ? "changed" : "unreadable",
                    NOTHING,
                    "",
                    false,
                    false);
        }

        /** Whether there is a time until everything was recovered. */
        public boolean recovers() {
            return !recovery.isEmpty();
        }
    }
}
