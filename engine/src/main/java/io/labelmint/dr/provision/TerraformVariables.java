package io.labelmint.dr.provision;

import io.labelmint.dr.check.RedisBackupAge;
import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.CachePlace;
import io.labelmint.dr.estate.Contact;
import io.labelmint.dr.estate.DnsRecord;
import io.labelmint.dr.estate.DnsRecord.StandbyFact;
import io.labelmint.dr.estate.EcsService;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.RestorePlace;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.monitoring.Dashboards;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The variables of the Terraform module, made from an estate with all its defaults, so that nothing is declared twice and
 * nothing is read twice: what the loader refuses never gets to Terraform. Their type is in {@code terraform/variables.tf}.
 */
public final class TerraformVariables {
    private static final Json JSON = new Json(List.of());

    private final Estate estate;

    private TerraformVariables(Estate estate) {
        this.estate = estate;
    }

    /** As {@code *.auto.tfvars.json} has them. */
    public static Map<String, Object> of(Estate estate) {
        return Map.of("estate", new TerraformVariables(estate).estate());
    }

    private Map<String, Object> estate() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("name", estate.name());
        all.put("digest", estate.digest());
        estate.access().account().ifPresent(account -> all.put("account", account));
        estate.access().externalId().ifPresent(id -> all.put("external_id", id));
        all.put(
                "regions",
                Map.of(
                        "primary",
                        estate.regions().primary(),
                        "dr",
                        estate.regions().dr()));
        estate.state().bucket().ifPresent(bucket -> all.put("state", bucket));
        all.put("strategy", word(estate.failover().strategy()));
        Map<String, Object> roles = new TreeMap<>();
        for (Work work : Work.values()) {
            roles.put(work.label(), PolicyPages.of(AccessPolicy.of(estate, work)));
        }
        all.put("roles", roles);
        all.put("databases", by(estate.databases(), PostgresDatabase::id, this::database));
        all.put("caches", by(estate.caches(), RedisGroup::id, TerraformVariables::cache));
        all.put("buckets", by(estate.buckets(), Bucket::id, this::bucket));
        all.put("services", by(estate.services(), EcsService::id, TerraformVariables::service));
        all.put("records", by(estate.records(), DnsRecord::name, TerraformVariables::dns));
        all.put(
                "retention",
                Map.of(
                        "pitr_days", estate.retention().pitrDays(),
                        "daily_days", estate.retention().dailyDays(),
                        "weekly_days", estate.retention().weeklyDays(),
                        "monthly_days", estate.retention().monthlyDays()));
        String[] daily = estate.schedules().daily().trim().split("\\s+", -1);
        all.put("daily", Map.of("minute", daily[0], "hour", daily[1]));
        estate.monitoring().metricsNamespace().ifPresent(namespace -> {
            all.put("metrics_namespace", namespace);
            all.put("most_recovery_point_seconds", limits());
            all.put(
                    "dashboards",
                    Map.of(
                            "primary", dashboards(estate.regions().primary()),
                            "dr", dashboards(estate.regions().dr())));
        });
        Map<String, Object> topics = new TreeMap<>();
        estate.notifications().primaryTopic().ifPresent(topic -> topics.put("primary", topic));
        estate.notifications().drTopic().ifPresent(topic -> topics.put("dr", topic));
        all.put("topics", topics);
        all.put(
                "subscribers",
                estate.contacts().stream()
                        .map(Contact::email)
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList());
        return all;
    }

    /** The bodies as text, which is how CloudWatch takes them. */
    private Map<String, Object> dashboards(String region) {
        Map<String, Object> bodies = new TreeMap<>();
        Dashboards.of(estate, region).forEach((name, body) -> bodies.put(name, JSON.canonical(body)));
        return bodies;
    }

    /** What may be lost of each store of which runs publish it, as the checks that measure it judge it. */
    private Map<String, Object> limits() {
        Map<String, Object> limits = new TreeMap<>();
        estate.databases()
                .forEach(database ->
                        limits.put(database.id(), database.objectives().rpo().toSeconds()));
        estate.caches()
                .forEach(redis ->
                        limits.put(redis.id(), RedisBackupAge.limit(redis).toSeconds()));
        return limits;
    }

    private Map<String, Object> database(PostgresDatabase database) {
        Map<String, Object> one = new TreeMap<>();
        one.put("instance", database.instance());
        one.put("via", word(database.via()));
        one.put("scheduled_by", word(database.scheduledBy()));
        one.put("keys", sides(database.keys().primary(), database.keys().dr()));
        one.put(
                "replicas",
                by(
                        database.replicas(),
                        PostgresDatabase.Replica::instance,
                        replica -> Map.of(
                                "region",
                                replica.region(),
                                "max_lag_seconds",
                                replica.maxLag().toSeconds())));
        database.replicatedBackups().ifPresent(copies -> one.put("replicated_days", copies.retentionDays()));
        database.vaults()
                .ifPresent(vaults -> one.put(
                        "vaults",
                        Map.of(
                                "primary", vaults.primary(),
                                "dr", vaults.dr(),
                                "role", vaults.role(),
                                "locked", vaults.locked())));
        Map<String, Object> places = new TreeMap<>();
        database.restores()
                .primary()
                .ifPresent(place -> places.put(estate.regions().primary(), place(place)));
        database.restores().dr().ifPresent(place -> places.put(estate.regions().dr(), place(place)));
        one.put("places", places);
        return one;
    }

    private static Map<String, Object> place(RestorePlace place) {
        Map<String, Object> one = new TreeMap<>();
        one.put("subnet_group", place.subnetGroup());
        one.put("security_groups", place.securityGroups());
        one.put("parameter_group", place.parameterGroup());
        place.instanceClass().ifPresent(type -> one.put("instance_class", type));
        return one;
    }

    private static Map<String, Object> cache(RedisGroup redis) {
        Map<String, Object> one = new TreeMap<>();
        one.put("replication_group", redis.replicationGroup());
        redis.globalDatastore()
                .ifPresent(global -> one.put(
                        "global_datastore",
                        Map.of(
                                "id", global.id(),
                                "dr_replication_group", global.drReplicationGroup(),
                                "max_lag_seconds", global.maxLag().toSeconds())));
        redis.restores().dr().ifPresent(place -> one.put("dr_place", place(place)));
        redis.restores()
                .export()
                .ifPresent(
                        export -> one.put("export", Map.of("bucket", export.bucket(), "dr_bucket", export.drBucket())));
        return one;
    }

    private static Map<String, Object> place(CachePlace place) {
        return Map.of("subnet_group", place.subnetGroup(), "security_groups", place.securityGroups());
    }

    private Map<String, Object> bucket(Bucket bucket) {
        Map<String, Object> one = new TreeMap<>();
        one.put("bucket", bucket.bucket());
        bucket.replica().ifPresent(replica -> one.put("replica", replica));
        one.put("time_control", bucket.replicationTimeControl());
        one.put("rpo_seconds", bucket.objectives().rpo().toSeconds());
        one.put(
                "transitions",
                bucket.transitions().stream()
                        .map(move -> Map.of(
                                "days",
                                move.afterDays(),
                                "storage_class",
                                move.storageClass().name()))
                        .toList());
        bucket.restoreTest()
                .ifPresent(test ->
                        one.put("test", Map.of("region", test.side().of(estate.regions()), "bucket", test.bucket())));
        return one;
    }

    private static Map<String, Object> service(EcsService service) {
        return Map.of(
                "cluster", service.cluster(),
                "service", service.service(),
                "dr_cluster", service.drCluster(),
                "dr_service", service.drService(),
                "dr_desired_count", service.drDesiredCount(),
                "dr_standby_count", service.drStandbyCount());
    }

    private static Map<String, Object> dns(DnsRecord dns) {
        Map<String, Object> one = new TreeMap<>();
        one.put("hosted_zone", dns.hostedZone());
        one.put("ttl", dns.ttl().toSeconds());
        one.put("switched_by", word(dns.switchedBy()));
        dns.fact().ifPresent(fact -> {
            if (fact instanceof StandbyFact.Published object) {
                one.put("standby_object", Map.of("bucket", object.bucket(), "key", object.key()));
            } else if (fact instanceof StandbyFact.Measured metric) {
                one.put("standby_metric", Map.of("namespace", metric.namespace(), "name", metric.metric()));
            }
        });
        dns.routing().ifPresent(controls -> one.put("routing_control", controls.primary()));
        dns.drTarget().ifPresent(target -> one.put("dr_target", target));
        return one;
    }

    private static Map<String, Object> sides(String primary, String dr) {
        return Map.of("primary", primary, "dr", dr);
    }

    /** As estate files write it. */
    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <T> Map<String, Object> by(
            List<T> all, Function<T, String> name, Function<T, Map<String, Object>> value) {
        Map<String, Object> named = new TreeMap<>();
        all.forEach(each -> named.put(name.apply(each), value.apply(each)));
        return named;
    }
}
