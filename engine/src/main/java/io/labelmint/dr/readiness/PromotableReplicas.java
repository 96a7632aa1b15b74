package io.labelmint.dr.readiness;

import io.labelmint.dr.check.Check;
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
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Could each replica in the DR region be promoted now? It is there, follows its database, replicates, and is available: what is
 * being backed up is not promoted (Amazon RDS User Guide, "Promoting a read replica"). Its lag is another check's. Reads the
 * DR region only.
 */
public final class PromotableReplicas implements Check {
    /** Amazon RDS API Reference, DBInstanceStatusInfo: the status of a read replica that replicates. */
    private static final String REPLICATING = "replicating";

    @Override
    public String id() {
        return "readiness.replica";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        List<Finding> findings = new ArrayList<>();
        for (PostgresDatabase database : estate.databases()) {
            DrReplicas.of(estate, database)
                    .ifPresent(replica -> findings.add(finding(estate, database, replica, observatory)));
        }
        return findings;
    }

    private Finding finding(Estate estate, PostgresDatabase database, Replica replica, Observatory observatory) {
        String region = estate.regions().dr();
        Tally tally =
                new Tally(new Look(id(), database.id(), "the replica could be promoted now", Controls.CONTINUITY));
        tally.fact("replica", replica.instance());
        tally.read(
                observatory.read(new DbInstances(region)),
                all -> DbInstances.find(all, replica.instance())
                        .ifPresentOrElse(
                                found -> judge(tally, database, found, region),
                                () -> tally.wrong(
                                        "There is no DB instance " + replica.instance() + " in " + region + ".",
                                        "Create the replica, or take it out of the estate file and declare"
                                                + " failover.restoredAs.")));
        return tally.finding(replica.instance() + " in " + region + " could be promoted now.");
    }

    private static void judge(Tally tally, PostgresDatabase database, DBInstance replica, String region) {
        String name = replica.dbInstanceIdentifier();
        String status = replica.dbInstanceStatus();
        tally.fact("status", status);
        // From another region it is an ARN, from the same one an identifier (Amazon RDS API Reference, DBInstance).
        String source = String.valueOf(replica.readReplicaSourceDBInstanceIdentifier());
        if (!source.equals(database.instance()) && !source.endsWith(":db:" + database.instance())) {
            tally.wrong(
                    name + " is no replica of " + database.instance() + ".",
                    "Create the replica anew: a promoted one cannot be made to follow again.");
        }
        if (!status.equals("available")) {
            tally.wrong(
                    name + " is " + status + ", and RDS promotes only what is available.",
                    status.equals("backing-up")
                            ? "Wait until its backup has ended, and give the replica a backup window apart from that of"
                                    + " drills, or a retention of 0 days until it is promoted."
                            : "See its events in the RDS console of " + region + ".");
        }
        replica.statusInfos().stream()
                .filter(info -> !REPLICATING.equals(info.status()))
                .forEach(info -> tally.wrong(
                        name + " does not replicate: " + info.statusType() + " is " + info.status()
                                + (info.message() == null ? "." : " (" + info.message() + ")."),
                        "See its replication in the RDS console of " + region + ", or create it anew."));
        if (!Boolean.TRUE.equals(replica.storageEncrypted())) {
            tally.wrong(
                    "The storage of " + name + " is not encrypted.",
                    "Create the replica anew of an encrypted source, with a key of " + region + ".");
        }
    }
}
