package io.labelmint.dr.review.security;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.ReplicationGroups;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.elasticache.model.TransitEncryptionMode;

/**
 * Does each store refuse connections without TLS, in both regions, as far as AWS tells it? Databases by
 * {@code rds.force_ssl}, Redis groups by the mode of their encryption in transit, buckets by a policy that denies what
 * comes without TLS. What clients do with certificates nobody can see from here.
 *
 * <p>With the mode {@code preferred} ElastiCache takes encrypted and plain connections; a group that names none was created
 * encrypted and takes no plain ones (ElastiCache User Guide, "Enabling in-transit encryption").
 */
public final class InTransit implements Check {
    @Override
    public String id() {
        return "security.transit";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        List<Finding> findings = new ArrayList<>();
        BucketTransit buckets = new BucketTransit(observatory);
        String primary = estate.regions().primary();
        String dr = estate.regions().dr();
        estate.databases()
                .forEach(database -> findings.add(
                        of(database.id(), tally -> DatabaseTransit.judge(tally, estate, database, observatory))));
        estate.caches()
                .forEach(redis -> findings.add(of(redis.id(), tally -> {
                    group(tally, primary, redis.replicationGroup(), observatory);
                    redis.globalDatastore()
                            .ifPresent(global -> group(tally, dr, global.drReplicationGroup(), observatory));
                    exports(tally, estate, redis, buckets);
                })));
        estate.buckets()
                .forEach(bucket -> findings.add(of(bucket.id(), tally -> {
                    buckets.judge(tally, primary, bucket.bucket());
                    bucket.replica().ifPresent(replica -> buckets.judge(tally, dr, replica));
                })));
        estate.state()
                .bucket()
                .ifPresent(bucket -> findings.add(of(bucket, tally -> buckets.judge(tally, dr, bucket))));
        return findings;
    }

    private Finding of(String subject, Consumer<Tally> judge) {
        Tally tally = new Tally(new Look(id(), subject, "nothing is sent in the clear", Controls.ENCRYPTION));
        judge.accept(tally);
        return tally.finding("Nothing reaches " + subject + " without TLS.");
    }

    private static void exports(Tally tally, Estate estate, RedisGroup redis, BucketTransit buckets) {
        redis.restores().export().ifPresent(export -> {
            buckets.judge(tally, estate.regions().primary(), export.bucket());
            buckets.judge(tally, estate.regions().dr(), export.drBucket());
        });
    }

    private static void group(Tally tally, String region, String id, Observatory observatory) {
        tally.read(
                observatory.read(new ReplicationGroups(region)),
                all -> all.stream()
                        .filter(group -> id.equals(group.replicationGroupId()))
                        .findFirst()
                        .ifPresentOrElse(
                                group -> {
                                    boolean encrypted = Boolean.TRUE.equals(group.transitEncryptionEnabled());
                                    boolean preferred =
                                            group.transitEncryptionMode() == TransitEncryptionMode.PREFERRED;
                                    tally.fact(
                                            region + ".mode",
                                            !encrypted ? "none" : preferred ? "preferred" : "required");
                                    if (!encrypted) {
                                        tally.wrong(
                                                "Group " + id + " in " + region + " does not encrypt in transit.",
                                                "Switch it on in mode preferred, move its clients to TLS, then set the"
                                                        + " mode to required.");
                                    } else if (preferred) {
                                        tally.wrong(
                                                "Group " + id + " in " + region + " still takes plain connections.",
                                                "Set its mode of encryption in transit to required once every client"
                                                        + " uses TLS.");
                                    }
                                },
                                () -> tally.wrong(
                                        "There is no replication group " + id + " in " + region + ".",
                                        "Create it, or correct its name in the estate file.")));
    }
}
