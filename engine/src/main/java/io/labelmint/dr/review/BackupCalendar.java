package io.labelmint.dr.review;

import io.labelmint.dr.backup.DatabaseBackup;
import io.labelmint.dr.backup.DatabaseBackups;
import io.labelmint.dr.backup.Tier;
import io.labelmint.dr.backup.VaultNames;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Retention;
import io.labelmint.dr.observatory.BackupVaults;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.observatory.RecoveryPointDays;
import io.labelmint.dr.observatory.RecoveryPointDays.Calendar;
import io.labelmint.dr.observatory.RecoveryPointDays.Day;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The days of which there is a backup, held against the days of which the estate promises one. */
final class BackupCalendar {
    private BackupCalendar() {}

    /**
     * A day that is not as promised.
     *
     * @param day the day
     * @param tier how long it was to be kept
     * @param until when what there is of it is deleted, which is too soon; empty if there is nothing
     */
    record Broken(LocalDate day, Tier tier, Optional<LocalDate> until) {}

    /** What there is of {@code database} in {@code region}; nothing if the vault it should be in does not exist. */
    static Reading<Calendar> read(Estate estate, PostgresDatabase database, String region, Observatory observatory) {
        if (database.via() == PostgresDatabase.Via.RDS_SNAPSHOT) {
            return DatabaseBackups.of(estate, database, region, observatory).map(BackupCalendar::snapshots);
        }
        String vault = VaultNames.vault(estate, database, region);
        var vaults = observatory.read(new BackupVaults(region));
        return vaults.fold(
                all -> all.stream()
                        .filter(each -> each.backupVaultName().equals(vault))
                        .findFirst()
                        .map(each -> observatory.read(new RecoveryPointDays(
                                region, vault, VaultNames.resource(estate, database, each.backupVaultArn()))))
                        .orElseGet(() -> new Reading.Seen<>(new Calendar(new TreeMap<>(), 0, 0, 0), vaults.sent())),
                problem -> new Reading.Unseen<>(problem, vaults.sent()));
    }

    private static Calendar snapshots(List<DatabaseBackup> backups) {
        SortedMap<LocalDate, Day> days = new TreeMap<>();
        for (DatabaseBackup backup : backups) {
            LocalDate day = LocalDate.ofInstant(backup.consistentAt(), ZoneOffset.UTC);
            Optional<LocalDate> until = backup.keptDays()
                    .map(kept ->
                            LocalDate.ofInstant(backup.consistentAt().plus(Duration.ofDays(kept)), ZoneOffset.UTC));
            days.merge(day, new Day(1, until), Day::and);
        }
        return new Calendar(days, backups.size(), 0, 0);
    }

    /** The days from {@code since} until the one before {@code today} whose backups are to be there still. */
    static List<LocalDate> promised(Retention retention, LocalDate since, LocalDate today) {
        List<LocalDate> promised = new ArrayList<>();
        LocalDate oldest = today.minusDays(retention.monthlyDays());
        for (LocalDate day = since.isAfter(oldest) ? since : oldest; day.isBefore(today); day = day.plusDays(1)) {
            if (day.plusDays(Tier.of(day).days(retention)).isAfter(today)) {
                promised.add(day);
            }
        }
        return promised;
    }

    /**
     * Those of {@code promised} that are not kept.
     *
     * @param there what there is
     * @param late how many days later a backup may be dated: when the creation date of a copy is, AWS does not say
     */
    static List<Broken> broken(
            List<LocalDate> promised, SortedMap<LocalDate, Day> there, Retention retention, int late) {
        Map<LocalDate, Integer> left = new HashMap<>();
        there.forEach((day, found) -> left.put(day, found.points()));
        Map<LocalDate, LocalDate> kept = new HashMap<>();
        // Each day takes its own first, or one that is missing would be blamed on the day after the last.
        for (int later = 0; later <= late; later++) {
            for (LocalDate day : promised) {
                LocalDate dated = day.plusDays(later);
                if (!kept.containsKey(day) && left.getOrDefault(dated, 0) > 0) {
                    left.merge(dated, -1, Integer::sum);
                    kept.put(day, dated);
                }
            }
        }
        List<Broken> broken = new ArrayList<>();
        for (LocalDate day : promised) {
            Tier tier = Tier.of(day);
            if (!kept.containsKey(day)) {
                broken.add(new Broken(day, tier, Optional.empty()));
                continue;
            }
            there.get(kept.get(day))
                    .until()
                    .filter(until -> until.isBefore(day.plusDays(tier.days(retention))))
                    .ifPresent(until -> broken.add(new Broken(day, tier, Optional.of(until))));
        }
        return broken;
    }
}
