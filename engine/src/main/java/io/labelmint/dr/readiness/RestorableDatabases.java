package io.labelmint.dr.readiness;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Unanswered;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.ShownFact;
import io.labelmint.dr.restore.RestorePlanner;
import io.labelmint.dr.restore.RestorePoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Could each database that a failover restores be restored now, under the name that is declared? Its backups are there, the
 * name is free, its place with subnets, security groups, parameters and room for one more instance exists, and its key is
 * enabled: whatever a restore makes sure of before it begins. How far the backups lie back is another check's.
 *
 * <p>Reads the DR region; where the place declares no instance class, the primary region is asked for that of the source.
 */
public final class RestorableDatabases implements Check {
    private static final OperationId ASKING = new OperationId("readiness");

    @Override
    public String id() {
        return "readiness.restore";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        List<Finding> findings = new ArrayList<>();
        for (PostgresDatabase database : estate.databases()) {
            if (DrReplicas.of(estate, database).isEmpty()) {
                findings.add(finding(estate, database, observatory));
            }
        }
        return findings;
    }

    private Finding finding(Estate estate, PostgresDatabase database, Observatory observatory) {
        Look look = new Look(id(), database.id(), "the database could be restored now", Controls.RESTORE);
        String region = estate.regions().dr();
        if (database.failover().restoredAs().isEmpty()) {
            return look.failed(
                    database.id() + " has no replica in " + region + ", and nothing says what it is restored as there.",
                    "Declare replicas, or failover.restoredAs, of " + database.id() + " in the estate file.",
                    Facts.NONE);
        }
        String instance = database.failover().restoredAs().get();
        try {
            Plan plan = new RestorePlanner(estate, observatory)
                    .lasting(ASKING, database, Restores.Side.DR, new RestorePoint.Latest(), instance, true);
            return look.passed(
                    database.id() + " could be restored as " + instance + " in " + region + " now.", facts(plan));
        } catch (ProblemException e) {
            return look.failed(
                    e.problem().summary(),
                    e.problem().remedy(),
                    new Facts(new TreeMap<>(e.problem().facts())));
        } catch (Unanswered e) {
            return look.notTested(e.problem());
        }
    }

    private static Facts facts(Plan plan) {
        TreeMap<String, String> facts = new TreeMap<>();
        for (ShownFact fact : plan.shown()) {
            facts.put(fact.name(), fact.value());
        }
        return new Facts(facts);
    }
}
