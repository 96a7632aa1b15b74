package io.labelmint.dr.check;

import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.ReplicationGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;

/**
 * The alarms worth having for a store: the least, those without which a backup, a copy or a failover fails unannounced.
 * A full disk stops a database and its backups; a full or overloaded Redis node fails its snapshots (ElastiCache User
 * Guide, "Ensuring that you have enough memory to make a snapshot"); a lag is what a failover loses. Where runs publish metrics,
 * what would be lost has an alarm in both regions, which also tells when nothing is published any more.
 */
final class WantedAlarms {
    /** The metric of runs that says how much of a store would be lost now; docs/monitoring.md. */
    private static final String RECOVERY_POINT_AGE = "RecoveryPointAge";

    private final Estate estate;
    private final Observatory observatory;
    private final Assessment assessment;
    private final List<Wanted> wanted = new ArrayList<>();

    private WantedAlarms(Estate estate, Observatory observatory, Assessment assessment) {
        this.estate = estate;
        this.observatory = observatory;
        this.assessment = assessment;
    }

    /**
     * One alarm worth having.
     *
     * @param region where the metric is published, and so the alarm must be
     * @param namespace of the metric
     * @param metric its name
     * @param resources values of which the alarm's dimensions must have one
     * @param silence whether it has to treat missing data as breaching, because silence is the worst it can be told
     */
    record Wanted(String region, String namespace, String metric, Set<String> resources, boolean silence) {
        @Override
        public String toString() {
            return metric + " of " + String.join(" or ", resources) + " in " + region;
        }
    }

    /** The alarms for {@code store}; what could not be found out for the list is noted in {@code assessment}. */
    static List<Wanted> of(Estate estate, Store store, Observatory observatory, Assessment assessment) {
        WantedAlarms list = new WantedAlarms(estate, observatory, assessment);
        if (store instanceof PostgresDatabase database) {
            list.database(database);
            list.recoveryPoint(store);
        } else if (store instanceof RedisGroup redis) {
            list.cache(redis);
            list.recoveryPoint(store);
        } else if (store instanceof Bucket bucket) {
            list.bucket(bucket);
        }
        return list.wanted;
    }

    private void database(PostgresDatabase database) {
        add(estate.regions().primary(), "AWS/RDS", "FreeStorageSpace", Set.of(database.instance()));
        database.replicas()
                .forEach(replica -> add(replica.region(), "AWS/RDS", "ReplicaLag", Set.of(replica.instance())));
    }

    private void cache(RedisGroup redis) {
        for (String node : nodes(estate.regions().primary(), redis.replicationGroup())) {
            add(estate.regions().primary(), GlobalDatastoreLag.NAMESPACE, "EngineCPUUtilization", Set.of(node));
            add(
                    estate.regions().primary(),
                    GlobalDatastoreLag.NAMESPACE,
                    "DatabaseMemoryUsagePercentage",
                    Set.of(node));
        }
        redis.globalDatastore().ifPresent(global -> {
            // Only the secondary's primary node publishes its lag.
            Set<String> nodes = nodes(estate.regions().dr(), global.drReplicationGroup());
            if (!nodes.isEmpty()) {
                add(estate.regions().dr(), GlobalDatastoreLag.NAMESPACE, GlobalDatastoreLag.METRIC, nodes);
            }
        });
    }

    private Set<String> nodes(String region, String group) {
        Set<String> nodes = new TreeSet<>();
        assessment.of(observatory.read(new ReplicationGroups(region)), groups -> {
            groups.stream()
                    .filter(candidate -> group.equals(candidate.replicationGroupId()))
                    .map(ReplicationGroup::memberClusters)
                    .forEach(nodes::addAll);
            if (nodes.isEmpty()) {
                assessment.wrong(
                        "There is no replication group " + group + " in " + region + ".",
                        "Create it, or correct its name in the estate file.");
            }
        });
        return nodes;
    }

    private void bucket(Bucket bucket) {
        if (bucket.replica().isPresent()) {
            Set<String> source = Set.of(bucket.bucket());
            add(estate.regions().primary(), S3ReplicationBacklog.NAMESPACE, S3ReplicationBacklog.FAILED, source);
            add(estate.regions().dr(), S3ReplicationBacklog.NAMESPACE, S3ReplicationBacklog.LATENCY, source);
        }
    }

    private void recoveryPoint(Store store) {
        estate.monitoring().metricsNamespace().ifPresent(namespace -> {
            for (String region :
                    List.of(estate.regions().primary(), estate.regions().dr())) {
                wanted.add(new Wanted(region, namespace, RECOVERY_POINT_AGE, Set.of(store.id()), true));
            }
        });
    }

    private void add(String region, String namespace, String metric, Set<String> resources) {
        wanted.add(new Wanted(region, namespace, metric, new TreeSet<>(resources), false));
    }
}
