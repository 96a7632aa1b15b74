package io.labelmint.dr.check.postgres;

import io.labelmint.dr.Problem;
import io.labelmint.dr.backup.DatabaseBackup;
import io.labelmint.dr.backup.DatabaseBackups;
import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.plan.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The means by which a database could be recovered from a disaster, and to which moment each leads. What counts for the
 * RPO is the best of them; one that cannot be read only matters when the others do not reach.
 */
final class Means {
    private final List<Means.Point> points = new ArrayList<>();
    private final List<Problem> unread = new ArrayList<>();

    /**
     * A moment a database can be brought back to.
     *
     * @param means how
     * @param consistentAt the moment
     */
    record Point(String means, Instant consistentAt) {}

    /** Adds the moment {@code means} leads to, if {@code reading} tells of one. */
    <T> void add(String means, Reading<T> reading, Function<T, Optional<Instant>> moment) {
        reading.fold(
                value -> moment.apply(value)
                        .map(at -> points.add(new Point(means, at)))
                        .orElse(false),
                unread::add);
    }

    /** Adds the newest backup in {@code region}. */
    void addBackups(
            String means,
            Estate estate,
            PostgresDatabase database,
            String region,
            Observatory observatory,
            Instant now) {
        add(
                means,
                DatabaseBackups.lately(estate, database, region, observatory, now),
                all -> Backups.newest(all).map(DatabaseBackup::consistentAt));
    }

    /** Whether the best of them is young enough for the RPO of {@code database}. */
    Finding judge(Look look, PostgresDatabase database, String disaster, String remedy, Instant now) {
        Duration rpo = database.objectives().rpo();
        Optional<Point> best = points.stream().max(Comparator.comparing(Point::consistentAt));
        if (best.isPresent() && Duration.between(best.get().consistentAt(), now).compareTo(rpo) <= 0) {
            return look.passed(summary(best.get(), disaster, now), facts(best.get(), rpo, now));
        }
        if (!unread.isEmpty()) {
            return look.notTested(unread.get(0));
        }
        return best.map(point -> look.failed(
                        summary(point, disaster, now) + " More than " + Ages.words(rpo) + " must not be lost.",
                        remedy,
                        facts(point, rpo, now)))
                .orElseGet(() -> look.failed(
                        "Nothing would bring " + database.instance() + " back after " + disaster + ".",
                        remedy,
                        Facts.of("rpoSeconds", rpo.toSeconds())));
    }

    private static String summary(Point point, String disaster, Instant now) {
        return "After " + disaster + " now, " + point.means() + " would bring back all but the last "
                + Ages.words(Duration.between(point.consistentAt(), now)) + ".";
    }

    private Facts facts(Point best, Duration rpo, Instant now) {
        Facts facts = Facts.of(
                "means", best.means(),
                "consistentAt", best.consistentAt(),
                "ageSeconds", Duration.between(best.consistentAt(), now).toSeconds(),
                "rpoSeconds", rpo.toSeconds());
        for (Point point : points) {
            facts = facts.and(Facts.of("by " + point.means(), point.consistentAt()));
        }
        return facts;
    }
}
