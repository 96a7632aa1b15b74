package io.labelmint.dr.check.postgres;

import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Did a backup of the last day fail, get stuck or never begin? A failure that a later backup made up for is told and is
 * not red.
 */
public final class BackupFailed implements DatabaseCheck {
    @Override
    public String id() {
        return "postgres.backup-failed";
    }

    @Override
    public Finding look(Estate estate, PostgresDatabase database, Observatory observatory, Instant now) {
        Look look = new Look(id(), database.id(), "a failed backup is noticed within a day", Controls.MONITORING);
        Tally tally = new Tally(look);
        switch (database.via()) {
            case RDS_SNAPSHOT -> {
                judge(tally, database, estate.regions().primary(), observatory, now);
                judge(tally, database, estate.regions().dr(), observatory, now);
            }
            case AWS_BACKUP -> judge(tally, database, estate.regions().primary(), observatory, now);
        }
        return tally.finding("No backup of " + database.instance() + " failed in the last day.");
    }

    private static void judge(
            Tally tally, PostgresDatabase database, String region, Observatory observatory, Instant now) {
        tally.read(
                Attempts.of(database, region, observatory, now),
                all -> judge(tally, database, region, all.stream(), now));
    }

    private static void judge(Tally tally, PostgresDatabase database, String region, Stream<Attempt> all, Instant now) {
        List<Attempt> ofLastDay = all.filter(
                        attempt -> attempt.isLive() || !attempt.began().isBefore(now.minus(Freshness.LIMIT)))
                .sorted(Comparator.comparing(Attempt::began))
                .toList();
        tally.fact("attempts." + region, ofLastDay.size());
        if (ofLastDay.isEmpty()) {
            tally.wrong(
                    "No backup of " + database.instance() + " was begun in " + region + " in the last day.",
                    "Find out why nobody began it, and run the daily backup.");
        }
        for (int i = 0; i < ofLastDay.size(); i++) {
            Attempt attempt = ofLastDay.get(i);
            boolean isMadeUp =
                    ofLastDay.subList(i + 1, ofLastDay.size()).stream().anyMatch(Attempt::isGood);
            attempt.fault().ifPresent(fault -> {
                tally.fact(attempt.name(), fault);
                if (!isMadeUp) {
                    tally.wrong("Backup " + attempt.name() + " in " + region + " " + fault + ".", attempt.remedy());
                }
            });
        }
    }
}
