package io.labelmint.dr.estate;

import io.labelmint.dr.estate.PostgresDatabase.ScheduledBy;
import io.labelmint.dr.estate.PostgresDatabase.Via;
import io.labelmint.dr.estate.yaml.Listed;
import io.labelmint.dr.estate.yaml.Mistakes;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What RDS and AWS Backup can do for a database, against what the file asks of them. */
final class DatabaseRules {
    /** Scheduled backups are daily, so without anything else the DR region may be a day behind. */
    private static final Duration DAILY_COPY = Duration.ofHours(24);

    // RDS user guide, "Restoring a DB instance to a specified time": transaction logs go to S3 every five minutes.
    private static final Duration LOG_UPLOAD = Duration.ofMinutes(5);

    private DatabaseRules() {}

    static void check(Section estate, Mistakes mistakes) {
        for (Section database : estate.items(EstateKeys.DATABASES)) {
            backups(database, mistakes);
            replicas(database, estate, mistakes);
            logs(database, mistakes);
            recoveryPoint(database, RegionRules.dr(estate), mistakes);
        }
    }

    private static void backups(Section database, Mistakes mistakes) {
        Optional<Via> via = database.get(DatabaseKeys.VIA);
        if (via.equals(Optional.of(Via.AWS_BACKUP)) && !database.has(DatabaseKeys.VAULTS)) {
            mistakes.add(
                    database.at(DatabaseKeys.VIA),
                    "estate.no-vaults",
                    "via: aws-backup keeps recovery points in vaults, but no vaults are declared.",
                    "Add vaults: " + DatabaseKeys.VAULTS.type().example() + ".");
        }
        if (via.equals(Optional.of(Via.RDS_SNAPSHOT))
                && database.get(DatabaseKeys.SCHEDULED_BY).equals(Optional.of(ScheduledBy.BACKUP_PLAN))) {
            mistakes.add(
                    database.at(DatabaseKeys.SCHEDULED_BY),
                    "estate.plan-without-backup",
                    "A plan of AWS Backup makes recovery points and never the snapshots that via: rds-snapshot means.",
                    "Write via: aws-backup with vaults, or scheduledBy: jenkins.");
        }
    }

    private static void replicas(Section database, Section estate, Mistakes mistakes) {
        Optional<String> primary = RegionRules.primary(estate);
        Optional<String> dr = RegionRules.dr(estate);
        for (Section replica : database.items(DatabaseKeys.REPLICAS)) {
            Optional<String> region = replica.get(DatabaseKeys.REPLICA_REGION);
            if (region.isPresent()
                    && primary.isPresent()
                    && dr.isPresent()
                    && !region.equals(primary)
                    && !region.equals(dr)) {
                mistakes.add(
                        replica.at(DatabaseKeys.REPLICA_REGION),
                        "estate.replica-elsewhere",
                        "The replica is in " + region.get() + ", which is neither of the two regions of the estate.",
                        "Write " + dr.get() + " for a replica that can be promoted, or remove it.");
            }
        }
    }

    private static void logs(Section database, Mistakes mistakes) {
        database.get(DatabaseKeys.REPLICATED_BACKUPS)
                .ifPresent(copies -> copies.get(DatabaseKeys.REPLICATED_MAX_LAG)
                        .filter(lag -> lag.compareTo(LOG_UPLOAD) < 0)
                        .ifPresent(lag -> mistakes.add(
                                copies.at(DatabaseKeys.REPLICATED_MAX_LAG),
                                "estate.lag-below-upload",
                                "RDS uploads transaction logs every 5m, so replicated backups cannot keep within "
                                        + Span.print(lag) + ".",
                                "Write maxLag: 15m, or declare a replica in the DR region, which trails by seconds.")));
    }

    // AWS Backup developer guide, "Point-in-time recovery": the copy of a continuous backup in another region is a
    // snapshot. So less than a day needs a replica or the automated backups of RDS in the DR region.
    private static void recoveryPoint(Section database, Optional<String> dr, Mistakes mistakes) {
        Optional<Duration> rpo = StoreKeys.objective(database, StoreKeys.RPO);
        if (rpo.isEmpty() || rpo.get().compareTo(DAILY_COPY) >= 0 || dr.isEmpty() || hasHoles(database)) {
            return;
        }
        Section objectives = database.section(StoreKeys.OBJECTIVES);
        Optional<Duration> best = lags(database, dr.get()).min(Duration::compareTo);
        if (best.isEmpty()) {
            mistakes.add(
                    objectives.at(StoreKeys.RPO),
                    "estate.rpo-without-replication",
                    "An rpo of " + Span.print(rpo.get()) + " cannot survive the loss of a region on daily copies alone:"
                            + " they are up to 24h old.",
                    "Add replicatedBackups: {}, or a replica in " + dr.get() + ", or accept an rpo of 24h or more.");
        } else if (best.get().compareTo(rpo.get()) > 0) {
            mistakes.add(
                    objectives.at(StoreKeys.RPO),
                    "estate.rpo-below-lag",
                    "The rpo is " + Span.print(rpo.get()) + ", but what is declared in " + dr.get() + " may lag "
                            + Span.print(best.get()) + ".",
                    "Write a maxLag within the rpo, or a longer rpo.");
        }
    }

    /** Whether what would decide was written wrongly; that has been told, and guessing would tell of it twice. */
    private static boolean hasHoles(Section database) {
        Optional<List<Listed<Section>>> replicas = database.get(DatabaseKeys.REPLICAS);
        Optional<Section> copies = database.get(DatabaseKeys.REPLICATED_BACKUPS);
        return replicas.isEmpty()
                || replicas.get().stream()
                        .anyMatch(replica -> replica.value()
                                .flatMap(read -> read.get(DatabaseKeys.REPLICA_REGION))
                                .isEmpty())
                || (database.has(DatabaseKeys.REPLICATED_BACKUPS) && copies.isEmpty());
    }

    private static Stream<Duration> lags(Section database, String dr) {
        Stream<Duration> replicas = database.items(DatabaseKeys.REPLICAS).stream()
                .filter(replica -> replica.get(DatabaseKeys.REPLICA_REGION).equals(Optional.of(dr)))
                .map(replica -> replica.get(DatabaseKeys.REPLICA_MAX_LAG).orElse(Duration.ZERO));
        Stream<Duration> copies = database.get(DatabaseKeys.REPLICATED_BACKUPS).stream()
                .map(section -> section.get(DatabaseKeys.REPLICATED_MAX_LAG).orElse(Duration.ZERO));
        return Stream.concat(replicas, copies);
    }
}
