package io.labelmint.dr.check.postgres;

import io.labelmint.dr.backup.SnapshotRoom;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.DbSnapshotQuota;
import io.labelmint.dr.observatory.ManualDbSnapshots;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.plan.Facts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * Is there room for the snapshots to come, in both regions? Without it RDS refuses the next one, and whoever's snapshots
 * took it. So it is red early enough to do something: a quota is not raised within a day.
 */
public final class SnapshotQuota implements Check {
    /** Days of backups there must be room for. */
    private static final int DAYS = 7;

    /** Room there must be however few databases there are: others take snapshots too. */
    private static final int LEAST_FREE = 10;

    @Override
    public String id() {
        return "postgres.snapshot-quota";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        long databases = estate.databases().stream()
                .filter(database -> database.via() == PostgresDatabase.Via.RDS_SNAPSHOT)
                .count();
        if (databases == 0) {
            return List.of();
        }
        return Stream.of(estate.regions().primary(), estate.regions().dr())
                .map(region -> finding(region, Math.max(LEAST_FREE, DAYS * databases), observatory))
                .toList();
    }

    private Finding finding(String region, long wanted, Observatory observatory) {
        Look look = new Look(id(), region, "there is room for a week of snapshots", Controls.BACKUP);
        Reading<List<DBSnapshot>> snapshots = observatory.read(new ManualDbSnapshots(region));
        Reading<Optional<Long>> quota = observatory.read(new DbSnapshotQuota(region));
        return snapshots.fold(
                all -> quota.fold(limit -> judge(look, region, all.size(), limit, wanted), look::notTested),
                look::notTested);
    }

    private static Finding judge(Look look, String region, int used, Optional<Long> quota, long wanted) {
        if (quota.isEmpty()) {
            return look.failed(
                    "RDS does not say how many manual snapshots it allows in " + region + "; there are " + used + ".",
                    "Compare with the quota \"Manual DB instance snapshots\" in Service Quotas.",
                    Facts.of("used", used));
        }
        SnapshotRoom room = new SnapshotRoom(region, used, quota.get());
        Facts facts = Facts.of("used", used, "limit", room.limit(), "free", room.free(), "freeWanted", wanted);
        String counted = used + " of " + room.limit() + " manual snapshots in " + region + " are used";
        return room.free() < wanted
                ? look.failed(counted + "; " + wanted + " should be free.", SnapshotRoom.REMEDY + ".", facts)
                : look.passed(counted + ".", facts);
    }
}
