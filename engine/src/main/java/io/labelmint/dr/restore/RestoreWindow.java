package io.labelmint.dr.restore;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.AutomatedBackups;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;

/**
 * The moments a database can be restored to in a region, by its automated backups there: its own in the primary region,
 * the replicated ones in the DR region. They are not the same; the replicated ones end some minutes earlier.
 *
 * @param region the region
 * @param earliest the first moment
 * @param latest the last moment
 * @param arn ARN of the automated backups
 * @param engineVersion version of the engine
 * @param key the KMS key they are encrypted with; empty if they are not
 * @param allocatedGiB storage of the instance
 */
public record RestoreWindow(
        String region,
        Instant earliest,
        Instant latest,
        String arn,
        String engineVersion,
        Optional<String> key,
        Optional<Integer> allocatedGiB) {

    /** That of {@code database} in {@code region}; empty if nothing there can be restored to a moment (yet). */
    public static Reading<Optional<RestoreWindow>> of(
            Estate estate, PostgresDatabase database, String region, Observatory observatory) {
        Reading<List<DBInstanceAutomatedBackup>> all = observatory.read(new AutomatedBackups(region));
        return all.fold(
                backups -> new Reading.Seen<>(
                        backups.stream()
                                .filter(backup -> database.instance().equals(backup.dbInstanceIdentifier()))
                                // The region of the source; the DR region may have an instance of that name itself.
                                .filter(backup -> estate.regions().primary().equals(backup.region()))
                                .flatMap(backup -> of(region, backup).stream())
                                .findFirst(),
                        all.sent()),
                problem -> new Reading.Unseen<>(problem, all.sent()));
    }

    private static Optional<RestoreWindow> of(String region, DBInstanceAutomatedBackup backup) {
        return Optional.ofNullable(backup.restoreWindow())
                .filter(window -> window.earliestTime() != null && window.latestTime() != null)
                .map(window -> new RestoreWindow(
                        region,
                        window.earliestTime(),
                        window.latestTime(),
                        backup.dbInstanceAutomatedBackupsArn(),
                        backup.engineVersion(),
                        Optional.ofNullable(backup.kmsKeyId()).filter(key -> Boolean.TRUE.equals(backup.encrypted())),
                        Optional.ofNullable(backup.allocatedStorage())));
    }

    boolean has(Instant time) {
        return !time.isBefore(earliest) && !time.isAfter(latest);
    }
}
