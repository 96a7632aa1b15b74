package io.labelmint.dr.simulator.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.backup.model.Lifecycle;
import software.amazon.awssdk.services.backup.model.RecoveryPointCreator;
import software.amazon.awssdk.services.backup.model.StartBackupJobRequest;

/**
 * What a backup job shall do.
 *
 * @param created when it is scheduled
 * @param creator the plan that made it, or null
 */
record BackupOrder(
        Vault vault,
        String resourceArn,
        String role,
        Lifecycle lifecycle,
        Map<String, String> tags,
        Map<String, String> options,
        Duration startWindow,
        Duration completeWindow,
        Instant created,
        RecoveryPointCreator creator) {

    /** API reference, StartBackupJob, StartWindowMinutes: the default is 8 hours, the minimum 60 minutes. */
    private static final long START_WINDOW = 480;

    private static final long LEAST_START_WINDOW = 60;

    /** AWS Backup developer guide, "Backup plan options and configuration", "Complete within": 7 days. */
    private static final long COMPLETE_WINDOW = 7 * 24 * 60L;

    /** What {@code request} asks for. */
    static BackupOrder of(Vault vault, StartBackupJobRequest request, Instant now) {
        long start = request.startWindowMinutes() == null ? START_WINDOW : request.startWindowMinutes();
        if (start < LEAST_START_WINDOW) {
            throw BackupErrors.invalidValue("StartWindowMinutes must be at least " + LEAST_START_WINDOW + " minutes");
        }
        long complete = request.completeWindowMinutes() == null ? COMPLETE_WINDOW : request.completeWindowMinutes();
        if (complete < start) {
            throw BackupErrors.invalidValue("CompleteWindowMinutes must not be less than StartWindowMinutes");
        }
        return new BackupOrder(
                vault,
                BackupErrors.required("ResourceArn", request.resourceArn()),
                BackupErrors.required("IamRoleArn", request.iamRoleArn()),
                Retention.checked(request.lifecycle()),
                request.recoveryPointTags(),
                request.backupOptions(),
                Duration.ofMinutes(start),
                Duration.ofMinutes(complete),
                now,
                null);
    }

    /** What a plan's rule orders. */
    static BackupOrder of(Vault vault, BackupScripts.PlanEvent event, String role, RecoveryPointCreator creator) {
        return new BackupOrder(
                vault,
                event.resourceArn(),
                role,
                Lifecycle.builder().deleteAfterDays(event.days()).build(),
                Map.of(),
                Map.of(),
                Duration.ofMinutes(START_WINDOW),
                Duration.ofMinutes(COMPLETE_WINDOW),
                event.at(),
                creator);
    }

    Instant startBy() {
        return created.plus(startWindow);
    }

    /** The completion window, too, counts from the scheduled time: developer guide, "Complete within". */
    Instant completeBy() {
        return created.plus(completeWindow);
    }
}
