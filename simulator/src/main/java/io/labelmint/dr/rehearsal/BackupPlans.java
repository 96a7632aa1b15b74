package io.labelmint.dr.rehearsal;

import io.labelmint.dr.backup.Tier;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.PostgresDatabase.ScheduledBy;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.simulator.backup.BackupScripts;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import software.amazon.awssdk.services.rds.RdsClient;

/** The backup plans an estate relies on where AWS Backup makes its backups, as the simulated AWS has them: scripted. */
final class BackupPlans {
    /** An hour before the daily job, which copies what the plan made. */
    private static final LocalTime HOUR = LocalTime.of(1, 0);

    /** Longer than a rehearsal goes on. */
    private static final int DAYS = 60;

    private final Estate estate;
    private final World world;

    BackupPlans(Estate estate, World world) {
        this.estate = estate;
        this.world = world;
    }

    /** Schedules a backup of each day to come for each database that a backup plan backs up. */
    void schedule() {
        estate.databases().stream()
                .filter(database -> database.scheduledBy() == ScheduledBy.BACKUP_PLAN)
                .forEach(this::schedule);
    }

    private void schedule(PostgresDatabase database) {
        String region = estate.regions().primary();
        String vault = database.vaults().orElseThrow().primary();
        String instance = world.client(RdsClient.class, region)
                .describeDBInstances(request -> request.dbInstanceIdentifier(database.instance()))
                .dbInstances()
                .get(0)
                .dbInstanceArn();
        Instant now = world.timeline().now();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        for (LocalDate day = today; day.isBefore(today.plusDays(DAYS)); day = day.plusDays(1)) {
            Instant at = day.atTime(HOUR).toInstant(ZoneOffset.UTC);
            int keepDays = Tier.of(day).days(estate.retention());
            if (at.isAfter(now)) {
                world.script(BackupScripts.planMade(region, vault, instance, at, keepDays));
            }
        }
    }
}
