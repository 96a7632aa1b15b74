package io.labelmint.dr.check;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.util.List;

/** Does each declared Global Datastore replicate into the DR region, within the lag that was declared? */
public final class RedisGlobalDatastoreLag implements Check {
    @Override
    public String id() {
        return "redis.global-datastore-lag";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        String region = estate.regions().dr();
        return estate.caches().stream()
                .filter(redis -> redis.globalDatastore().isPresent())
                .map(redis -> {
                    var declared = redis.globalDatastore().orElseThrow();
                    String objective = "replicated into " + region + " within " + Ages.words(declared.maxLag());
                    Assessment assessment = new Assessment(new Look(id(), redis.id(), objective, Controls.OFFSITE));
                    new GlobalDatastoreLag(declared, region, observatory, now).judge(assessment, declared.maxLag());
                    return assessment.conclude(
                            "The secondary in " + region + " replicates within " + Ages.words(declared.maxLag()) + ".");
                })
                .toList();
    }
}
