package io.labelmint.dr.estate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What RDS, ElastiCache and S3 cannot do is refused, each with its fact, at its line. */
class StoreRulesTest {
    private static final Example PRODUCTION = Example.production();

    private static String database(String extra, String objectives) {
        return "databases:\n  - id: orders-db\n    instance: acme-orders\n" + extra + "    objectives: { " + objectives
                + " }\n";
    }

    private static Example bucket(String extra) {
        return Example.of("buckets:\n  - id: assets\n    bucket: acme-assets\n    replica: acme-assets-dr\n" + extra
                + "    objectives: { rpo: 1h, rto: 4h }\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"36", "90", "0"})
    void pointInTimeRecoveryBeyond35Days(String days) {
        PRODUCTION
                .with("pitrDays: 35", "pitrDays: " + days)
                .isRefused("estate.out-of-range", "pitrDays:", "RDS keeps automated backups for at most 35 days");
        PRODUCTION
                .with("retentionDays: 35", "retentionDays: " + days)
                .isRefused(
                        "estate.out-of-range",
                        "retentionDays: " + days,
                        "RDS keeps automated backups for at most 35 days");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pitrDays: 35", "locked: true", "scheduledBy: backup-plan"})
    void coldStorageForRds(String neighbour) {
        String indent = neighbour.startsWith("locked") ? "      " : neighbour.startsWith("pitr") ? "  " : "    ";
        PRODUCTION
                .with(neighbour, neighbour + "\n" + indent + "coldStorageAfterDays: 90")
                .isRefused("estate.refused-key", "coldStorageAfterDays", "AWS Backup ignores cold storage for RDS");
    }

    @Test
    void theAppendOnlyFileOfRedis() {
        Example.minimal()
                .with("    snapshots:", "    appendOnly: true\n    snapshots:")
                .isRefused("estate.refused-key", "appendOnly", "2.8.22");
    }

    @Test
    void automaticSnapshotsOfRedisOftenerThanDaily() {
        Example.minimal()
                .with("    snapshots:", "    automaticSnapshots: every 6h\n    snapshots:")
                .isRefused("estate.refused-key", "automaticSnapshots", "once a day");
    }

    @Test
    void moreThanTwentyManualSnapshotsADay() {
        Example example = Example.minimal().with("every: 6h", "every: 71m");
        example.isRefused("estate.too-many-snapshots", "every: 71m", "1h11m is more than the 20 manual ones");
        Example.minimal().with("every: 6h", "every: 72m").load();
    }

    @Test
    void anArchiveOnTheRecoveryPath() {
        PRODUCTION
                .with("GLACIER_IR }", "GLACIER }")
                .isRefused("estate.archive-on-recovery-path", "GLACIER }", "up to 5h, but the rto is 4h");
        PRODUCTION
                .without(", complianceOnly: true")
                .isRefused("estate.archive-on-recovery-path", "DEEP_ARCHIVE }", "up to 12h, but the rto is 4h");
        bucket("    transitions: [{ afterDays: 90, storageClass: GLACIER }]\n")
                .with("rto: 4h", "rto: 5h")
                .load();
    }

    @Test
    void anHourOfDataLossOnDailyCopies() {
        Example example = Example.minimal()
                .without("    replicatedBackups: {}                  # RDS replicates its logs to us-west-2: at most 15"
                        + " minutes lost\n");
        example.isRefused("estate.rpo-without-replication", "rpo: 1h", "24h old");
        example.with("rpo: 1h", "rpo: 24h").load();
        Example.of(database("    replicas: [{ instance: acme-orders-dr, region: us-west-2 }]\n", "rpo: 1h, rto: 4h"))
                .load();
        Example local = Example.of(
                database("    replicas: [{ instance: acme-orders-2, region: us-east-1 }]\n", "rpo: 1h, rto: 4h"));
        local.isRefused("estate.rpo-without-replication", "rpo: 1h", "24h old");
    }

    @Test
    void aReplicaInAThirdRegion() {
        Example example = PRODUCTION.with("region: us-west-2\n        maxLag", "region: eu-west-1\n        maxLag");
        example.isRefused("estate.replica-elsewhere", "region: eu-west-1", "neither of the two regions");
    }

    @Test
    void anRpoWithinTheLagThatIsAllowed() {
        Example.minimal().with("rpo: 1h", "rpo: 10m").isRefused("estate.rpo-below-lag", "rpo: 10m", "may lag 15m");
        PRODUCTION
                .with("objectives: { rpo: 24h", "objectives: { rpo: 30s")
                .isRefused("estate.rpo-below-lag", "rpo: 30s", "may lag 1m");
    }

    @Test
    void replicatedBackupsThatOutrunTheLogs() {
        Example.minimal()
                .with("replicatedBackups: {}", "replicatedBackups: { maxLag: 4m }")
                .isRefused("estate.lag-below-upload", "maxLag: 4m", "every 5m");
    }

    @Test
    void anRpoOfACacheWithinItsSnapshots() {
        Example example = Example.minimal().with("rpo: 24h", "rpo: 5h");
        example.isRefused("estate.rpo-below-interval", "rpo: 5h", "snapshots are 6h apart");
    }

    @Test
    void transitionsThatS3DoesNotMake() {
        bucket("    transitions: [{ afterDays: 29, storageClass: STANDARD_IA }]\n")
                .isRefused("estate.transition-too-young", "afterDays: 29", "after 30 days at the earliest");
        PRODUCTION
                .with("afterDays: 90", "afterDays: 59")
                .isRefused("estate.transition-too-soon", "afterDays: 59", "after 60 at the earliest");
        PRODUCTION
                .with("afterDays: 365", "afterDays: 90")
                .isRefused("estate.transition-too-soon", "DEEP_ARCHIVE", "after 91 at the earliest");
        PRODUCTION
                .with("afterDays: 90, storageClass: GLACIER_IR", "afterDays: 90, storageClass: STANDARD_IA")
                .isRefused("estate.transition-upwards", "afterDays: 90", "only to colder classes");
    }

    @Test
    void aBucketWithoutAReplica() {
        Example example = bucket("").without("    replica: acme-assets-dr\n");
        example.isRefused("estate.no-replica", "bucket: acme-assets", "in one region");
        example.with("    objectives", "    replicationTimeControl: true\n    objectives")
                .isRefused("estate.no-replica", "replicationTimeControl", "to time");
        bucket("")
                .with("replica: acme-assets-dr", "replica: acme-assets")
                .isRefused("estate.replica-is-itself", "replica:", "own name");
    }

    @Test
    void anRpoThatS3DoesNotPromise() {
        bucket("").with("rpo: 1h", "rpo: 14m").isRefused("estate.rpo-below-replication", "rpo: 14m", "15m");
    }

    @Test
    void awsBackupWithoutVaults() {
        Example example = Example.of(database("    via: aws-backup\n    replicatedBackups: {}\n", "rpo: 1h, rto: 4h"));
        example.isRefused("estate.no-vaults", "via:", "no vaults");
    }

    @Test
    void aBackupPlanThatMakesSnapshots() {
        PRODUCTION
                .with("scheduledBy: jenkins", "scheduledBy: backup-plan")
                .isRefused("estate.plan-without-backup", "scheduledBy: backup-plan", "AWS Backup");
    }
}
