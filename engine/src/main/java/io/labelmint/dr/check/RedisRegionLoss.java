package io.labelmint.dr.check;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.observatory.Observatory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What would be lost of each Redis group with the primary region? Its snapshots never leave their region (ElastiCache
 * User Guide, "Copying a backup": "within the same Region"), so only a Global Datastore counts.
 */
public final class RedisRegionLoss implements Check {
    @Override
    public String id() {
        return "redis.region-loss-recovery-point";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return estate.caches().stream()
                .map(redis -> finding(estate, redis, observatory, now))
                .toList();
    }

    private Finding finding(Estate estate, RedisGroup redis, Observatory observatory, Instant now) {
        Duration rpo = redis.objectives().rpo();
        String objective =
                "RPO " + Ages.words(rpo) + " when " + estate.regions().primary() + " is lost";
        Assessment assessment = new Assessment(new Look(id(), redis.id(), objective, Controls.OFFSITE));
        assessment.fact("rpoSeconds", rpo.toSeconds());
        redis.globalDatastore()
                .ifPresentOrElse(
                        declared -> new GlobalDatastoreLag(
                                        declared, estate.regions().dr(), observatory, now)
                                .judge(assessment, rpo),
                        () -> assessment.wrong(
                                "With " + estate.regions().primary() + " everything in " + redis.replicationGroup()
                                        + " is lost: nothing of it is in "
                                        + estate.regions().dr() + ".",
                                "Declare and create a globalDatastore, or export snapshots to a bucket that"
                                        + " replicates; snapshots do not leave their region."));
        return assessment.conclude("With " + estate.regions().primary() + " no more than " + Ages.words(rpo) + " of "
                + redis.replicationGroup() + " would be lost.");
    }
}
