package io.labelmint.dr.backup;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.BackupVaults;
import io.labelmint.dr.observatory.DbSnapshots;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.observatory.RecoveryPoints;
import io.labelmint.dr.observatory.VaultDbSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.backup.model.RecoveryPointStatus;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** The finished backups of databases in a region, by the means the estate declares, oldest first. */
public final class DatabaseBackups {
    /** A periodic recovery point is COMPLETED, a continuous one AVAILABLE (AWS Backup API Reference). */
    private static final Set<RecoveryPointStatus> FINISHED =
            Set.of(RecoveryPointStatus.COMPLETED, RecoveryPointStatus.AVAILABLE);

    /** So many days tell the newest, and what is usual beside it. */
    private static final Duration LATELY = Duration.ofDays(35);

    private DatabaseBackups() {}

    /** Those of {@code database} in {@code region}; none if the vault they should be in does not exist. */
    public static Reading<List<DatabaseBackup>> of(
            Estate estate, PostgresDatabase database, String region, Observatory observatory) {
        return of(
                estate,
                database,
                region,
                observatory,
                (vault, resource) -> inVault(observatory, region, vault, resource));
    }

    /**
     * The same of the last 35 days before {@code now}, and more of them if nothing is there that was made since. What looks
     * every few minutes asks for these: of years there are thousands, of which RDS tells a hundred a call.
     */
    public static Reading<List<DatabaseBackup>> lately(
            Estate estate, PostgresDatabase database, String region, Observatory observatory, Instant now) {
        return of(
                estate,
                database,
                region,
                observatory,
                (vault, resource) -> inVault(observatory, region, vault, resource, now.minus(LATELY)));
    }

    private static Reading<List<DatabaseBackup>> of(
            Estate estate,
            PostgresDatabase database,
            String region,
            Observatory observatory,
            BiFunction<String, String, Reading<List<DatabaseBackup>>> inVault) {
        return switch (database.via()) {
            case RDS_SNAPSHOT ->
                then(observatory.read(new DbSnapshots(region)), all -> manual(all, database.instance()));
            case AWS_BACKUP -> {
                String vault = VaultNames.vault(estate, database, region);
                Reading<List<BackupVaultListMember>> vaults = observatory.read(new BackupVaults(region));
                yield vaults.fold(
                        all -> all.stream()
                                .filter(each -> each.backupVaultName().equals(vault))
                                .findFirst()
                                .map(each -> inVault.apply(vault, VaultNames.resource(estate, database, each)))
                                .orElseGet(() -> new Reading.Seen<>(List.of(), vaults.sent())),
                        problem -> new Reading.Unseen<>(problem, vaults.sent()));
            }
        };
    }

    /**
     * Those of the instance {@code resource} in a vault. A recovery point counts when RDS still has its snapshot, which
     * also tells when its data was consistent; a continuous one, which has none, is not a backup but a log.
     */
    static Reading<List<DatabaseBackup>> inVault(
            Observatory observatory, String region, String vault, String resource) {
        return joined(
                observatory.read(new RecoveryPoints(region, vault, resource)),
                observatory.read(new VaultDbSnapshots(region)));
    }

    /** The same of those that were made on the day of {@code since} or later; all of them if nothing is there of those. */
    static Reading<List<DatabaseBackup>> inVault(
            Observatory observatory, String region, String vault, String resource, Instant since) {
        // From the beginning of its day, so that whoever looks on one day asks the same.
        Optional<Instant> day = Optional.of(since.truncatedTo(ChronoUnit.DAYS));
        Reading<List<RecoveryPointByBackupVault>> points =
                observatory.read(new RecoveryPoints(region, vault, resource, day));
        Reading<List<DatabaseBackup>> lately = points.fold(
                found -> found.isEmpty()
                        ? new Reading.Seen<>(List.of(), points.sent())
                        : joined(points, observatory.read(new VaultDbSnapshots(region, ids(found)))),
                problem -> new Reading.Unseen<>(problem, points.sent()));
        return lately.fold(List::isEmpty, unread -> false) ? inVault(observatory, region, vault, resource) : lately;
    }

    /** What RDS calls the snapshot of the recovery point {@code arn}. */
    static String id(String arn) {
        return arn.replaceFirst("^.*?:snapshot:", "");
    }

    private static SortedSet<String> ids(List<RecoveryPointByBackupVault> points) {
        return points.stream()
                .map(point -> id(point.recoveryPointArn()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Reading<List<DatabaseBackup>> joined(
            Reading<List<RecoveryPointByBackupVault>> points, Reading<List<DBSnapshot>> snapshots) {
        Instant sent = points.sent().isBefore(snapshots.sent()) ? points.sent() : snapshots.sent();
        return points.fold(
                found -> snapshots.fold(
                        all -> new Reading.Seen<>(join(found, all), sent),
                        problem -> new Reading.Unseen<>(problem, sent)),
                problem -> new Reading.Unseen<>(problem, sent));
    }

    private static List<DatabaseBackup> join(List<RecoveryPointByBackupVault> points, List<DBSnapshot> snapshots) {
        Map<String, DBSnapshot> byArn = snapshots.stream()
                .filter(DatabaseBackups::isFinished)
                .collect(Collectors.toMap(DBSnapshot::dbSnapshotArn, Function.identity()));
        return points.stream()
                .filter(point -> FINISHED.contains(point.status()))
                .filter(point -> byArn.containsKey(point.recoveryPointArn()))
                .map(point -> DatabaseBackup.of(point, byArn.get(point.recoveryPointArn())))
                .sorted(Comparator.comparing(DatabaseBackup::consistentAt))
                .toList();
    }

    /** Automated snapshots do not count: they go with the instance. */
    private static List<DatabaseBackup> manual(List<DBSnapshot> all, String instance) {
        return all.stream()
                .filter(snapshot -> instance.equals(snapshot.dbInstanceIdentifier()))
                .filter(snapshot -> "manual".equals(snapshot.snapshotType()))
                .filter(DatabaseBackups::isFinished)
                .map(DatabaseBackup::of)
                .sorted(Comparator.comparing(DatabaseBackup::consistentAt))
                .toList();
    }

    private static boolean isFinished(DBSnapshot snapshot) {
        return "available".equals(snapshot.status()) && snapshot.originalSnapshotCreateTime() != null;
    }

    private static <T, R> Reading<R> then(Reading<T> reading, Function<T, R> next) {
        return reading.fold(
                value -> new Reading.Seen<>(next.apply(value), reading.sent()),
                problem -> new Reading.Unseen<>(problem, reading.sent()));
    }
}
