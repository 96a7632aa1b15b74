package io.labelmint.dr.jenkins.report;

import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.evidence.report.Measurement;
import io.labelmint.dr.evidence.report.VisibleText;
import io.labelmint.dr.evidence.report.Words;
import io.labelmint.dr.ledger.RunKind;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What the newest builds of a job came to, in numbers. What is real, drills and rehearsals are never mixed: as soon as one
 * build was real, drills and rehearsals are left out, and beside drills rehearsals are. {@link JobHistory} has them all.
 */
public final class JobTrend {
    private static final int MOST_STORES = 12;

    private final List<Point> points;
    private final RunKind kind;
    private final int leftOut;
    private final int silent;

    private JobTrend(List<Point> points, RunKind kind, int leftOut, int silent) {
        this.points = points;
        this.kind = kind;
        this.leftOut = leftOut;
        this.silent = silent;
    }

    /** The trend of {@code builds}, newest first; as many as {@code silent} of the same time kept no evidence. */
    static JobTrend of(List<Build> builds, int silent) {
        RunKind kind = builds.stream()
                .flatMap(build -> build.runs().stream())
                .filter(run -> !run.isChanged())
                .flatMap(run -> run.evidence().stream())
                .map(Evidence::kind)
                .max(Comparator.naturalOrder())
                .orElse(RunKind.REHEARSAL);
        List<Point> points =
                builds.stream().flatMap(build -> Point.of(build, kind).stream()).toList();
        return new JobTrend(points, kind, builds.size() - points.size(), silent);
    }

    /** Whether there is anything to show. */
    public boolean isThere() {
        return !points.isEmpty();
    }

    /** Whether nothing of it happened in AWS. */
    public boolean isRehearsal() {
        return kind == RunKind.REHEARSAL;
    }

    /** Whether it happened in AWS, on copies that nobody uses. */
    public boolean isDrill() {
        return kind == RunKind.DRILL;
    }

    /** How many builds are left out because they are of a kind that must not be mixed with this one. */
    public int getLeftOut() {
        return leftOut;
    }

    /** What the builds are that are left out. */
    public String getOtherKinds() {
        return isDrill() ? "rehearsals" : "drills or rehearsals";
    }

    /** How many builds of the same time kept no evidence, which is never good news. */
    public int getSilent() {
        return silent;
    }

    /** The builds, newest first. */
    public List<Point> getPoints() {
        return points;
    }

    /** The stores, those that use up most of their objective first. */
    public List<StoreTrend> getStores() {
        return allStores().stream().limit(MOST_STORES).toList();
    }

    /** How many stores are not shown. */
    public int getMoreStores() {
        return Math.max(0, allStores().size() - MOST_STORES);
    }

    /** The small picture of the job's own page. */
    public String getSmallPicture() {
        return new TrendPicture(points, kind).outcomes();
    }

    /** What is drawn, from the most to the least important. */
    public List<RunView.Drawing> getPictures() {
        return new TrendPicture(points, kind).all(getStores());
    }

    /** One sentence about the newest build. */
    public String getNewest() {
        Point newest = points.get(0);
        return "Newest: build " + newest.number() + ", "
                + (newest.green() ? newest.outcome() : newest.outcome() + " (checks, operations and stores)")
                + ", ended " + newest.ended() + ".";
    }

    /** One sentence about the build that came closest to an objective, or missed it by most. */
    public String getWorst() {
        return points.stream()
                .filter(point -> point.worst().isPresent())
                .max(Comparator.comparingDouble(point -> point.worst().get().share()))
                .map(point -> "Worst: build " + point.number() + ", " + point.worstWords() + ".")
                .orElse("");
    }

    private List<StoreTrend> allStores() {
        Map<String, Map<Integer, Measurement>> stores = new LinkedHashMap<>();
        for (Point point : points) {
            point.ages()
                    .forEach((store, age) ->
                            stores.computeIfAbsent(store, id -> new TreeMap<>()).put(point.number(), age));
        }
        return stores.entrySet().stream()
                .map(store -> new StoreTrend(store.getKey(), store.getValue()))
                .sorted(Comparator.comparingDouble(
                                (StoreTrend store) -> store.worstAge().share())
                        .reversed())
                .toList();
    }

    /**
     * A build and its runs.
     *
     * @param number its number
     * @param runs its runs, in the order they ended
     */
    record Build(int number, List<RunView> runs) {}

    /**
     * A build in numbers.
     *
     * @param number its number
     * @param ended when its last run ended, in words
     * @param took how long its runs took
     * @param bytes size of the newest backups, of all stores of which it is known; 0 if of none
     * @param red what is red: findings, operations, stores nothing was found out about, evidence that was changed
     * @param ages how old the newest data was, by store
     * @param score the health score a review recorded, if one did
     */
    public record Point(
            int number,
            String ended,
            Duration took,
            long bytes,
            long red,
            Map<String, Measurement> ages,
            OptionalInt score) {

        static Optional<Point> of(Build build, RunKind kind) {
            List<Evidence> runs = build.runs().stream()
                    .filter(run -> !run.isChanged())
                    .map(run -> run.evidence().orElse(null))
                    .filter(Objects::nonNull)
                    .filter(evidence -> evidence.kind() == kind)
                    .toList();
            long unknown = build.runs().stream()
                    .filter(run -> !run.isReadable() || run.isChanged())
                    .count();
            if (runs.isEmpty()) {
                return unknown == 0
                        ? Optional.empty()
                        : Optional.of(new Point(
                                build.number(), "unknown", Duration.ZERO, 0, unknown, Map.of(), OptionalInt.empty()));
            }
            return Optional.of(new Point(
                    build.number(),
                    Words.time(runs.get(runs.size() - 1).ended()),
                    runs.stream()
                            .map(run -> Duration.between(run.started(), run.ended()))
                            .reduce(Duration.ZERO, Duration::plus),
                    TrendNumbers.bytes(runs),
                    unknown + TrendNumbers.red(runs),
                    TrendNumbers.ages(runs),
                    TrendNumbers.score(runs)));
        }

        /** The age that uses up most of its objective. */
        Optional<Measurement> worst() {
            return ages.values().stream().max(Comparator.comparingDouble(Measurement::share));
        }

        /** Whether nothing is red. */
        public boolean green() {
            return red == 0;
        }

        /** What it came to, in words. */
        public String outcome() {
            return green() ? "green" : red + " red";
        }

        /** How long it took, in words. */
        public String tookWords() {
            return took.isZero() ? "\u2013" : Words.duration(took);
        }

        /** How large the backups are, in words. */
        public String backups() {
            return TrendNumbers.size(bytes);
        }

        /** The worst age, in words. */
        public String worstWords() {
            return worst().map(age -> VisibleText.of(age.store().id()) + ": data " + Words.duration(age.measured())
                            + " old of " + Words.duration(age.objective()) + " allowed")
                    .orElse("not measured");
        }
    }

    /**
     * A store over the builds.
     *
     * @param id its name
     * @param byBuild its age in each build that measured it
     */
    public record StoreTrend(String id, Map<Integer, Measurement> byBuild) {
        Measurement newestAge() {
            return byBuild.get(byBuild.keySet().stream().max(Integer::compare).orElseThrow());
        }

        Measurement worstAge() {
            return byBuild.values().stream()
                    .max(Comparator.comparingDouble(Measurement::share))
                    .orElseThrow();
        }

        /** Its name, to be looked at. */
        public String name() {
            return VisibleText.of(id);
        }

        /** What it may lose. */
        public String objective() {
            return Words.duration(newestAge().objective());
        }

        /** How old its data was last. */
        public String newest() {
            return Words.duration(newestAge().measured());
        }

        /** How old its data was at worst. */
        public String worst() {
            return Words.duration(worstAge().measured());
        }

        /** Whether the objective was kept by all builds. */
        public boolean kept() {
            return worstAge().within();
        }
    }
}
