package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Script;
import java.time.Duration;

/** What can be scripted about RDS. Fates of snapshots and restores are read when they are requested. */
public final class RdsScripts {
    static final String FAILS = "fails";
    static final String HANGS = "hangs";

    private RdsScripts() {}

    /** The snapshot or copy named {@code id} will end {@code failed}, halfway. */
    public static Script snapshotFails(String region, String id) {
        return new Script(snapshot(region, id), FAILS);
    }

    /** The snapshot or copy named {@code id} will stay in {@code creating} or {@code copying} for ever. */
    public static Script snapshotHangs(String region, String id) {
        return new Script(snapshot(region, id), HANGS);
    }

    /** The replica {@code id} lags {@code lag} behind its source from now on. */
    public static Script replicaLag(String region, String id, Duration lag) {
        return new Script(lag(region, id), lag.toString());
    }

    /** The replica {@code id} replays nothing any more, and says {@code error}, from now on. */
    public static Script replicationStops(String region, String id) {
        return new Script(replication(region, id), FAILS);
    }

    /** The promotion of the replica {@code id} will stay in {@code modifying} for ever. */
    public static Script promotionHangs(String region, String id) {
        return new Script(promotion(region, id), HANGS);
    }

    /** Clients write to the instance {@code id}, or write nothing: as when the applications were stopped. */
    public static Script writes(String region, String id, boolean writes) {
        return new Script(writes(region, id), Boolean.toString(writes));
    }

    /** The automated backups of instance {@code id} arrive in {@code region} {@code lag} after they are made. */
    public static Script backupReplicationLag(String region, String id, Duration lag) {
        return new Script(backupLag(region, id), lag.toString());
    }

    /** The account may have {@code limit} manual snapshots in {@code region} from now on. */
    public static Script manualSnapshotQuota(String region, long limit) {
        return new Script(manualSnapshots(region), Long.toString(limit));
    }

    /** The account may have {@code limit} DB instances in {@code region} from now on. */
    public static Script instanceQuota(String region, long limit) {
        return new Script(instances(region), Long.toString(limit));
    }

    /** The instance {@code id} that is restored will end {@code incompatible-restore}. */
    public static Script restoreFails(String region, String id) {
        return new Script(restore(region, id), FAILS);
    }

    /** The instance {@code id} that is restored will stay in {@code creating} for ever. */
    public static Script restoreHangs(String region, String id) {
        return new Script(restore(region, id), HANGS);
    }

    static String replication(String region, String id) {
        return "rds.replication." + region + "." + id;
    }

    static String promotion(String region, String id) {
        return "rds.promotion." + region + "." + id;
    }

    static String writes(String region, String id) {
        return "rds.writes." + region + "." + id;
    }

    static String instances(String region) {
        return "rds.quota.instances." + region;
    }

    static String restore(String region, String id) {
        return "rds.restore." + region + "." + id;
    }

    static String manualSnapshots(String region) {
        return "rds.quota.manual-snapshots." + region;
    }

    static String snapshot(String region, String id) {
        return "rds.snapshot." + region + "." + id;
    }

    static String lag(String region, String id) {
        return "rds.replica-lag." + region + "." + id;
    }

    static String backupLag(String region, String id) {
        return "rds.backup-lag." + region + "." + id;
    }
}
