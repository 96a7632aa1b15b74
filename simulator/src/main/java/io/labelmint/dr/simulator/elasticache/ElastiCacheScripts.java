package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Script;
import java.time.Duration;

/** What can be scripted about ElastiCache. Fates of snapshots are read when the snapshot is requested. */
public final class ElastiCacheScripts {
    static final String FAILS = "fails";
    static final String HANGS = "hangs";

    private ElastiCacheScripts() {}

    /** The snapshot or copy named {@code name} will end {@code failed}, halfway. */
    public static Script snapshotFails(String region, String name) {
        return new Script(snapshot(region, name), FAILS);
    }

    /** The snapshot or copy named {@code name} will stay in {@code creating} for ever, and its source in {@code snapshotting}. */
    public static Script snapshotHangs(String region, String name) {
        return new Script(snapshot(region, name), HANGS);
    }

    /** The replication group {@code id}, when it is restored, will end {@code create-failed}. */
    public static Script restoreFails(String region, String id) {
        return new Script(restore(region, id), FAILS);
    }

    /** The replication group {@code id}, when it is restored, will stay in {@code creating} for ever. */
    public static Script restoreHangs(String region, String id) {
        return new Script(restore(region, id), HANGS);
    }

    /** The replication group {@code id} holds {@code items} keys from now on. */
    public static Script items(String region, String id, long items) {
        return new Script(items(region, id), Long.toString(items));
    }

    /** The secondary {@code id} of a global datastore lags {@code lag} behind its primary from now on. */
    public static Script globalLag(String region, String id, Duration lag) {
        return new Script(lag(region, id), lag.toString());
    }

    /** The account may have {@code nodes} cache nodes in {@code region} from now on. */
    public static Script nodeQuota(String region, int nodes) {
        return new Script(nodeQuota(region), Integer.toString(nodes));
    }

    static String nodeQuota(String region) {
        return "elasticache.node-quota." + region;
    }

    static String snapshot(String region, String name) {
        return "elasticache.snapshot." + region + "." + name;
    }

    static String restore(String region, String id) {
        return "elasticache.restore." + region + "." + id;
    }

    static String items(String region, String id) {
        return "elasticache.items." + region + "." + id;
    }

    static String lag(String region, String id) {
        return "elasticache.global-lag." + region + "." + id;
    }
}
