package io.labelmint.dr.estate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A PostgreSQL database on RDS.
 *
 * @param id the name people use
 * @param instance RDS DB instance identifier in the primary region
 * @param via how its scheduled backups are made
 * @param scheduledBy who starts them
 * @param replicas read replicas that count for the RPO
 * @param replicatedBackups cross-region automated backups, if declared
 * @param keys KMS keys the backups must be encrypted with
 * @param vaults AWS Backup vaults; present when {@code via} is {@link Via#AWS_BACKUP}
 * @param restores how it is restored, and how that is tested
 * @param validation what must be true inside a restored copy, if declared
 * @param failover what a failover does with it
 * @param objectives what may be lost
 */
public record PostgresDatabase(
        String id,
        String instance,
        Via via,
        ScheduledBy scheduledBy,
        List<Replica> replicas,
        Optional<ReplicatedBackups> replicatedBackups,
        Keys keys,
        Optional<Vaults> vaults,
        Restores restores,
        Optional<Validation> validation,
        Failover.OfDatabase failover,
        Objectives objectives)
        implements Store {

    public PostgresDatabase {
        replicas = List.copyOf(replicas);
    }

    @Override
    public String kind() {
        return "databases";
    }

    /** Its instances in {@code region}: itself, where that is the primary one of {@code regions}, and its replicas. */
    public List<String> instances(Regions regions, String region) {
        return Stream.concat(
                        Stream.of(instance).filter(home -> region.equals(regions.primary())),
                        replicas.stream()
                                .filter(replica -> replica.region().equals(region))
                                .map(Replica::instance))
                .toList();
    }

    /** How a scheduled backup is made. */
    public enum Via {
        /** A manual RDS snapshot, copied with CopyDBSnapshot. */
        RDS_SNAPSHOT,
        /** An on-demand AWS Backup job, copied with StartCopyJob. */
        AWS_BACKUP
    }

    /** Who starts the scheduled backup. */
    public enum ScheduledBy {
        /** The daily job. */
        JENKINS,
        /** A plan of AWS Backup: the daily job observes, copies what the plan does not, and verifies. */
        BACKUP_PLAN
    }

    /**
     * A read replica.
     *
     * @param instance its DB instance identifier
     * @param region where it lives
     * @param maxLag the longest its replication may lag
     */
    public record Replica(String instance, String region, Duration maxLag) {}

    /**
     * Automated backups replicated into the DR region.
     *
     * @param retentionDays days they are kept there, 1 to 35
     * @param maxLag the longest the latest restorable time there may lie back
     */
    public record ReplicatedBackups(int retentionDays, Duration maxLag) {}

    /**
     * KMS keys by region: a key's ARN, an alias's ARN or the name of an alias.
     *
     * @param primary the key in the primary region
     * @param dr the key in the DR region
     */
    public record Keys(String primary, String dr) {}

    /**
     * AWS Backup vaults by region and the role AWS Backup acts with.
     *
     * @param primary vault name in the primary region
     * @param dr vault name in the DR region
     * @param role ARN of the service role passed to AWS Backup
     * @param locked whether both vaults must carry a vault lock
     */
    public record Vaults(String primary, String dr, String role, boolean locked) {}
}
