package io.labelmint.dr.check;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.ReplicationGroups;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;

/**
 * Is each Redis group encrypted at rest, in both regions? Snapshots are encrypted as their group is, and a group cannot
 * be encrypted later (ElastiCache User Guide, "At-Rest Encryption in ElastiCache").
 */
public final class RedisEncryption implements Check {
    @Override
    public String id() {
        return "redis.encryption";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return estate.caches().stream()
                .map(redis -> finding(estate, redis, observatory))
                .toList();
    }

    private Finding finding(Estate estate, RedisGroup redis, Observatory observatory) {
        Assessment assessment = new Assessment(new Look(id(), redis.id(), "encrypted at rest", Controls.ENCRYPTION));
        judge(assessment, observatory, estate.regions().primary(), redis.replicationGroup());
        redis.globalDatastore()
                .ifPresent(global ->
                        judge(assessment, observatory, estate.regions().dr(), global.drReplicationGroup()));
        return assessment.conclude("Every group of " + redis.id() + " is encrypted at rest.");
    }

    private static void judge(Assessment assessment, Observatory observatory, String region, String group) {
        assessment.of(observatory.read(new ReplicationGroups(region)), all -> {
            Optional<ReplicationGroup> found = all.stream()
                    .filter(candidate -> group.equals(candidate.replicationGroupId()))
                    .findFirst();
            if (found.isEmpty()) {
                assessment.wrong(
                        "There is no replication group " + group + " in " + region + ".",
                        "Create it, or correct its name in the estate file.");
                return;
            }
            boolean atRest = Boolean.TRUE.equals(found.get().atRestEncryptionEnabled());
            assessment.fact(region + ".atRest", atRest);
            assessment.fact(
                    region + ".inTransit", Boolean.TRUE.equals(found.get().transitEncryptionEnabled()));
            // ElastiCache names no key when it uses its own.
            assessment.fact(
                    region + ".key", Optional.ofNullable(found.get().kmsKeyId()).orElse("owned by ElastiCache"));
            if (!atRest) {
                assessment.wrong(
                        "Group " + group + " in " + region + " is not encrypted at rest, nor are its snapshots.",
                        "Restore a snapshot into a new, encrypted group and move the application to it: encryption"
                                + " cannot be switched on later.");
            }
        });
    }
}
