package io.labelmint.dr.review.security;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.check.postgres.Instances;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.util.List;

/**
 * Is each database, in both regions, kept from the public: no instance with a public address, no security group that lets
 * the whole internet in, no manual snapshot that another account may restore?
 */
public final class PublicReach implements Check {
    @Override
    public String id() {
        return "security.public";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return estate.databases().stream()
                .map(database -> finding(estate, database, observatory))
                .toList();
    }

    private Finding finding(Estate estate, PostgresDatabase database, Observatory observatory) {
        Tally tally = new Tally(new Look(id(), database.id(), "out of reach of the public", Controls.ENCRYPTION));
        for (String region :
                List.of(estate.regions().primary(), estate.regions().dr())) {
            for (String name : database.instances(estate.regions(), region)) {
                tally.read(
                        observatory.read(new DbInstances(region)),
                        all -> DbInstances.find(all, name)
                                .ifPresentOrElse(
                                        instance -> {
                                            boolean open = Boolean.TRUE.equals(instance.publiclyAccessible());
                                            tally.fact(name + ".publiclyAccessible", open);
                                            if (open) {
                                                tally.wrong(
                                                        "Instance " + name + " in " + region + " has a public address.",
                                                        "Modify the instance to be not publicly accessible; clients within the VPC keep"
                                                                + " its name.");
                                            }
                                        },
                                        () -> tally.wrong(
                                                Instances.missing(name, region), Instances.correct(database))));
            }
            OpenGroups.judge(tally, estate, database, region, observatory);
            SharedSnapshots.judge(tally, database, region, observatory);
        }
        return tally.finding(
                "Neither " + database.id() + " nor a snapshot of it that was looked at is open to others.");
    }
}
