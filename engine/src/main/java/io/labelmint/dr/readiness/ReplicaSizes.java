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
 * Could each replica carry what its database carries: of the same class or a larger one of its family, and with storage that
 * grows as far? Needs the primary region, too, which says what the database has.
 */
public final class ReplicaSizes implements Check {
    /** The sizes of a family, smallest first (Amazon RDS User Guide, "Hardware specifications for DB instance classes"). */
    private static final List<String> SIZES = List.of(
            "micro",
            "small",
            "medium",
            "large",
            "xlarge",
            "2xlarge",
            "4xlarge",
            "6xlarge",
            "8xlarge",
            "10xlarge",
            "12xlarge",
            "16xlarge",
            "24xlarge",
            "32xlarge",
            "48xlarge");

    @Override
    public String id() {
        return "readiness.replica-size";
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
        String dr = estate.regions().dr();
        String primary = estate.regions().primary();
        Tally tally = new Tally(
                new Look(id(), database.id(), "the replica carries what its database carries", Controls.CONTINUITY));
        tally.read(
                observatory.read(new DbInstances(dr)),
                here -> tally.read(observatory.read(new DbInstances(primary)), there -> {
                    var ours = DbInstances.find(here, replica.instance());
                    var source = DbInstances.find(there, database.instance());
                    if (ours.isEmpty() || source.isEmpty()) {
                        tally.wrong(
                                "There is no DB instance "
                                        + (ours.isEmpty()
                                                ? replica.instance() + " in " + dr
                                                : database.instance() + " in " + primary)
                                        + ".",
                                "Create it, or correct its name in the estate file.");
                    } else {
                        judge(tally, ours.get(), source.get());
                    }
                }));
        return tally.finding(replica.instance() + " carries what " + database.instance() + " carries.");
    }

    private static void judge(Tally tally, DBInstance replica, DBInstance source) {
        String mine = replica.dbInstanceClass();
        String theirs = source.dbInstanceClass();
        tally.fact("class.replica", mine);
        tally.fact("class.source", theirs);
        if (!carries(mine, theirs)) {
            tally.wrong(
                    replica.dbInstanceIdentifier() + " is of class " + mine + ", and " + source.dbInstanceIdentifier()
                            + " of " + theirs + ".",
                    "Make the replica " + theirs + " or larger: what is promoted has to carry production at once.");
        }
        Integer most = replica.maxAllocatedStorage();
        if (source.maxAllocatedStorage() != null && (most == null || most < source.maxAllocatedStorage())) {
            tally.wrong(
                    "Storage of " + replica.dbInstanceIdentifier() + " grows to "
                            + (most == null ? "nothing more" : most + " GiB") + ", and that of "
                            + source.dbInstanceIdentifier() + " to " + source.maxAllocatedStorage() + " GiB.",
                    "Set the maximum storage threshold of the replica to " + source.maxAllocatedStorage() + " GiB.");
        }
    }

    /** Of another family nobody can say without measuring; who decided so declares the same class on both sides. */
    private static boolean carries(String mine, String theirs) {
        if (mine.equals(theirs)) {
            return true;
        }
        int dot = mine.lastIndexOf('.');
        boolean family = dot > 0 && theirs.startsWith(mine.substring(0, dot + 1));
        int size = SIZES.indexOf(mine.substring(dot + 1));
        return family && size >= 0 && size >= SIZES.indexOf(theirs.substring(dot + 1));
    }
}
