package io.labelmint.dr.check.postgres;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.PostgresDatabase.Replica;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Do the replicas follow their database closely enough? See {@link LagMetrics} for why the metric is not believed. */
public final class ReplicaLag implements DatabaseCheck {
    @Override
    public String id() {
        return "postgres.replica-lag";
    }

    @Override
    public boolean concerns(PostgresDatabase database) {
        return !database.replicas().isEmpty();
    }

    @Override
    public Finding look(Estate estate, PostgresDatabase database, Observatory observatory, Instant now) {
        Look look = new Look(id(), database.id(), "replicas lag no more than declared", Controls.OFFSITE);
        Tally tally = new Tally(look);
        for (Replica replica : database.replicas()) {
            tally.read(observatory.read(new DbInstances(replica.region())), all -> {
                if (follows(tally, database, replica, all)) {
                    tally.read(
                            LagMetrics.read(estate, replica.region(), observatory, now),
                            lags -> LagMetrics.of(lags, replica.instance(), now)
                                    .ifPresentOrElse(
                                            lag -> judge(tally, replica, lag), () -> tally.unknown(silent(replica))));
                }
            });
        }
        return tally.finding("Every replica of " + database.instance() + " keeps up.");
    }

    private static boolean follows(Tally tally, PostgresDatabase database, Replica replica, List<DBInstance> all) {
        Optional<DBInstance> found = DbInstances.find(all, replica.instance());
        if (found.isEmpty()) {
            tally.wrong(
                    Instances.missing(replica.instance(), replica.region()),
                    "Create the replica " + replica.instance() + ", or take it out of the estate file.");
            return false;
        }
        // From another region it is an ARN, from the same one an identifier (Amazon RDS API Reference, DBInstance).
        String source = String.valueOf(found.get().readReplicaSourceDBInstanceIdentifier());
        if (!source.equals(database.instance()) && !source.endsWith(":db:" + database.instance())) {
            tally.wrong(
                    replica.instance() + " is no replica of " + database.instance() + ".",
                    "Create the replica anew: a promoted one cannot be made to follow again.");
            return false;
        }
        tally.fact(replica.instance() + ".status", found.get().dbInstanceStatus());
        return true;
    }

    private static void judge(Tally tally, Replica replica, LagMetrics.Lag lag) {
        tally.fact(replica.instance() + ".lagSeconds", lag.least().toSeconds());
        tally.fact(replica.instance() + ".metricSeconds", lag.latest().toSeconds());
        tally.fact(replica.instance() + ".consistentAt", lag.consistentAt());
        tally.fact(replica.instance() + ".limitSeconds", replica.maxLag().toSeconds());
        if (lag.least().compareTo(replica.maxLag()) > 0) {
            tally.wrong(
                    replica.instance() + " lags " + Ages.words(lag.least()) + " behind; " + Ages.words(replica.maxLag())
                            + " are allowed.",
                    "See whether a long query on the replica holds up replay, its storage or CPU is short, or the source"
                            + " lost its replication slot.");
        }
    }

    private static Problem silent(Replica replica) {
        return Problem.of(
                        "metric.silent",
                        "CloudWatch has no value of ReplicaLag of " + replica.instance() + " for the last minutes.",
                        "See the state of replication of the replica in the RDS console; a replica that is stopped or"
                                + " just created reports none.")
                .with("replica", replica.instance());
    }
}
