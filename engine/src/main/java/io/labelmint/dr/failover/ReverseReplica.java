package io.labelmint.dr.failover;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Ages;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.observatory.Metrics;
import io.labelmint.dr.observatory.Metrics.Metric;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.outside.Heartbeats;
import io.labelmint.dr.outside.RowCounts;
import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.validation.CopyAccess;
import io.labelmint.dr.validation.ProbedRows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * What follows a database of the DR region in the region that was left, and whether it has caught up. That RDS calls it
 * available says that its data was loaded: "when the read replica reaches the available status, Amazon RDS starts by
 * replicating the changes made to the source instance since the start of the create read replica operation. During this
 * phase, the replication lag time for the read replica is greater than 0" (Amazon RDS User Guide, "Creating a read replica
 * in a different AWS Region"). So its lag is looked at, its last heartbeat, and its rows.
 *
 * @param estate the estate
 * @param observatory reads its lag
 * @param copies the way into both databases
 * @param now the moment it is looked at
 */
record ReverseReplica(Estate estate, Observatory observatory, CopyAccess copies, Instant now) {
    /** What the identifier of a replica in the region that was left ends with. */
    private static final String SUFFIX = "-reverse";

    /** An identifier of RDS has 63 characters at most (Amazon RDS User Guide, "Quotas and constraints"). */
    private static final int LONGEST = 63;

    /** Where no replica is declared whose limit would say it: ours. */
    private static final Duration MOST_LAG = Duration.ofMinutes(5);

    /** RDS publishes every minute; the least of six is the lag that idleness does not feign. */
    private static final Duration SPAN = Duration.ofMinutes(6);

    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** Its identifier, for {@code database}. */
    static String name(PostgresDatabase database) {
        return named(database.instance(), SUFFIX);
    }

    /** {@code instance} with {@code suffix}, cut where that would be too long for RDS. */
    static String named(String instance, String suffix) {
        int room = LONGEST - suffix.length();
        return (instance.length() > room ? instance.substring(0, room).replaceAll("-+$", "") : instance) + suffix;
    }

    /** The longest the replication of {@code database} may lag. */
    private static Duration most(PostgresDatabase database) {
        return database.replicas().stream()
                .map(PostgresDatabase.Replica::maxLag)
                .findFirst()
                .orElse(MOST_LAG);
    }

    /** Why {@code replica} is not known to hold what {@code source} holds, in a clause; empty if it is. */
    Optional<String> objection(PostgresDatabase database, DBInstance source, DBInstance replica) {
        String name = replica.dbInstanceIdentifier();
        if (!source.dbInstanceArn().equals(replica.readReplicaSourceDBInstanceIdentifier())) {
            return Optional.of(name + " follows " + replica.readReplicaSourceDBInstanceIdentifier() + ", not "
                    + source.dbInstanceIdentifier());
        }
        if (!Instances.usable(replica)) {
            return Optional.of(name + " is " + replica.dbInstanceStatus());
        }
        return lags(database, name).or(() -> differs(database, source, replica));
    }

    private Optional<String> lags(PostgresDatabase database, String replica) {
        Metric lag = Metric.of("AWS/RDS", "ReplicaLag", Map.of("DBInstanceIdentifier", replica), "Minimum");
        SortedMap<Instant, Double> values = observatory
                .read(Metrics.last(SPAN, estate.regions().primary(), List.of(lag), PERIOD, now))
                .orElseThrow()
                .getOrDefault(lag, new TreeMap<>());
        if (values.isEmpty() || values.values().stream().anyMatch(value -> value < 0)) {
            return Optional.of("RDS calls " + replica + " available and tells no lag of it");
        }
        double least =
                values.values().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        return least <= most(database).toSeconds()
                ? Optional.empty()
                : Optional.of("RDS calls " + replica + " available, but it lags "
                        + Ages.words(Duration.ofSeconds(Math.round(least))) + " and may lag "
                        + Ages.words(most(database)));
    }

    private Optional<String> differs(PostgresDatabase database, DBInstance source, DBInstance replica) {
        Validation validation = database.validation().orElseThrow();
        try {
            // The source first: what was written to it before is within the lag of the replica by then.
            RowCounts.Counted there = counted(database, reached(source, validation, validation.user()));
            RowCounts.Counted here = counted(database, reached(replica, validation, validation.user()));
            if (there.beat().isEmpty() || here.beat().isEmpty()) {
                return Optional.of("there is no heartbeat of " + database.id() + " in "
                        + (there.beat().isEmpty() ? source : replica).dbInstanceIdentifier());
            }
            Duration behind = Duration.between(here.beat().get(), there.beat().get());
            if (behind.compareTo(most(database)) > 0) {
                return Optional.of("the last heartbeat in " + replica.dbInstanceIdentifier() + " is "
                        + Ages.words(behind) + " older than the one in its source");
            }
            List<String> differences = RowDifferences.about(there, here, validation);
            return differences.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", differences));
        } catch (ProblemException e) {
            return Optional.of(
                    "its rows could not be compared: " + e.problem().summary().replaceFirst("\\.$", ""));
        }
    }

    private RowCounts.Counted counted(PostgresDatabase database, Heartbeats.Source where) {
        Validation validation = database.validation().orElseThrow();
        Secret password = copies.secrets().read(validation.password());
        return new ProbedRows(copies.probes())
                .count(where, password, estate.name(), database.id(), tables(validation), validation.timeLimit());
    }

    /** What is counted of a database that declares {@code validation}. */
    static List<RowCounts.Table> tables(Validation validation) {
        return validation.tables().stream()
                .map(table -> new RowCounts.Table(table.name(), table.sum()))
                .toList();
    }

    /** Where {@code instance} is reached as {@code user}. */
    static Heartbeats.Source reached(DBInstance instance, Validation validation, String user) {
        return new Heartbeats.Source(
                instance.endpoint().address(),
                instance.endpoint().port(),
                validation.database(),
                user,
                validation.tls() == Validation.Tls.VERIFY_FULL,
                validation.caBundle());
    }
}
