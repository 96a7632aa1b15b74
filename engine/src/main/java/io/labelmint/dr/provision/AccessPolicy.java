package io.labelmint.dr.provision;

import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.backup.OwnDbSnapshot;
import io.labelmint.dr.estate.DnsRecord.StandbyFact;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.observatory.Reads;
import io.labelmint.dr.plan.OperationTag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;

/**
 * The IAM policy the product needs for an estate, made from the calls it can make: reading everywhere in the two regions,
 * changing nothing but by the operations of {@link MutatingOperation#ALL}, passing a role to AWS Backup only, and that only
 * the declared one; deleting copies of restore tests and the estate's own snapshots of databases only; changing databases of
 * the estate and what its restores brought about; objects of the declared buckets only; metrics in its own namespaces only; exported snapshots; the ledgers in their bucket; and signing with
 * the declared key only.
 */
public final class AccessPolicy {
    /** Deletes an instance, of whatever purpose; so only those of restore tests, which are known by their names too. */
    private static final String DELETE_INSTANCE = "rds:DeleteDBInstance";

    /** Renames an instance, and changes whatever else of it; so only those a cut-over or a failover is about. */
    private static final String MODIFY_INSTANCE = "rds:ModifyDBInstance";

    /** Deletes a manual snapshot, whoever made it; so only those that retention may: the estate's own, by name and tag. */
    private static final String DELETE_SNAPSHOT = "rds:DeleteDBSnapshot";

    private static final String DELETE_GROUP = "elasticache:DeleteReplicationGroup";

    /** What reads objects, whichever; so only those that snapshots of caches are exported to. */
    private static final String READ_OBJECT = "s3:GetObject";

    private static final String LIST_BUCKET = "s3:ListBucket";
    private static final String PASS_ROLE = "iam:PassRole";
    private static final String RUN_TASK = "ecs:RunTask";
    private static final String PUT_METRICS = "cloudwatch:PutMetricData";
    private static final String NAMESPACE = "cloudwatch:namespace";
    private static final String COPY_CACHE = "elasticache:CopySnapshot";

    /**
     * What is not asked in the estate's own regions: "IAM calls are always made to the US East (N. Virginia) Region" (IAM User
     * Guide, "AWS global condition context keys", aws:RequestedRegion), and so are those to Route 53 and to Cost Explorer, which
     * has no other endpoint; ARC has its endpoints.
     */
    private static final List<String> GLOBAL = List.of("iam:", "ce:", "route53:", "route53-recovery-cluster:");

    private final Estate estate;
    private final SortedSet<String> actions;
    private final String partition;
    private final List<String> regions;
    private final Map<String, Object> inRegions;
    private final List<Map<String, Object>> statements = new ArrayList<>();

    private AccessPolicy(Estate estate, Collection<? extends MutatingOperation<?, ?, ?>> operations) {
        this.estate = estate;
        this.actions = new TreeSet<>();
        operations.forEach(operation -> actions.addAll(operation.permissions()));
        this.partition =
                RegionMetadata.of(Region.of(estate.regions().dr())).partition().id();
        this.regions = List.of(estate.regions().primary(), estate.regions().dr());
        this.inRegions = Map.of("StringEquals", Map.of("aws:RequestedRegion", regions));
    }

    /** The policy for everything the product does. */
    public static Map<String, Object> of(Estate estate) {
        return new AccessPolicy(estate, MutatingOperation.ALL).document();
    }

    /** The policy for one kind of work. */
    public static Map<String, Object> of(Estate estate, Work work) {
        return new AccessPolicy(estate, work.operations()).document();
    }

    private Map<String, Object> document() {
        reads();
        changes();
        passedRoles();
        databases();
        metrics();
        objects();
        caches();
        ledgers();
        evidence();
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("Version", "2012-10-17");
        policy.put("Statement", List.copyOf(statements));
        return policy;
    }

    private void reads() {
        SortedSet<String> reads = new TreeSet<>(Reads.permissions());
        reads.removeIf(ObjectPermissions::narrowed);
        reads.remove(LIST_BUCKET);
        SortedSet<String> global = new TreeSet<>(reads);
        global.removeIf(action -> !global(action));
        reads.removeAll(global);
        allow("Read", reads, List.of("*"), inRegions);
        allow("ReadGlobal", global, List.of("*"), atHome());
    }

    private void changes() {
        SortedSet<String> changes = new TreeSet<>(actions);
        changes.removeAll(
                List.of(PASS_ROLE, DELETE_INSTANCE, DELETE_SNAPSHOT, DELETE_GROUP, MODIFY_INSTANCE, PUT_METRICS));
        changes.removeIf(ObjectPermissions::narrowed);
        SortedSet<String> global = new TreeSet<>(changes);
        global.removeIf(action -> !global(action));
        changes.removeAll(global);
        allow("Change", changes, List.of("*"), inRegions);
        allow("ChangeGlobal", global, List.of("*"), atHome());
    }

    private void passedRoles() {
        if (actions.contains("backup:StartBackupJob")) {
            SortedSet<String> roles = new TreeSet<>();
            estate.databases().forEach(database -> database.vaults().ifPresent(vaults -> roles.add(vaults.role())));
            allow("PassRoleToBackup", List.of(PASS_ROLE), roles, passedTo("backup.amazonaws.com"));
        }
        if (actions.contains(RUN_TASK) && estate.databases().stream().anyMatch(AccessPolicy::askedByTask)) {
            // Which roles a task has is said in its definition, and not in the estate.
            allow(
                    "PassRoleToTask",
                    List.of(PASS_ROLE),
                    List.of("arn:" + partition + ":iam::*:role/*"),
                    passedTo("ecs-tasks.amazonaws.com"));
        }
    }

    private static boolean askedByTask(PostgresDatabase database) {
        return database.validation().flatMap(Validation::task).isPresent();
    }

    /**
     * Copies of tests, by name; own snapshots, by name and tag (Service Authorization Reference, Amazon RDS,
     * DeleteDBSnapshot: {@code aws:ResourceTag}); of those that stay their own instances, by name, and restored ones, by their
     * tag.
     */
    private void databases() {
        String instances = "arn:" + partition + ":rds:*:*:db:";
        if (actions.contains(DELETE_INSTANCE)
                && estate.databases().stream()
                        .anyMatch(database -> database.restores().test().isPresent())) {
            allow(
                    "DeleteRestoreTests",
                    List.of(DELETE_INSTANCE),
                    List.of(instances + Restores.TEST_PREFIX + "*"),
                    inRegions);
        }
        if (actions.contains(DELETE_SNAPSHOT)) {
            Map<String, String> own = OwnDbSnapshot.ofEstate(estate.name());
            Map<String, Object> tagged = new LinkedHashMap<>(Map.of("aws:RequestedRegion", regions));
            own.forEach((key, value) -> tagged.put("aws:ResourceTag/" + key, value));
            allow(
                    "DeleteOwnSnapshots",
                    List.of(DELETE_SNAPSHOT),
                    List.of("arn:" + partition + ":rds:*:*:snapshot:" + OwnDbSnapshot.PREFIX + "*"),
                    Map.of("StringEquals", tagged));
        }
        if (!actions.contains(MODIFY_INSTANCE)) {
            return;
        }
        SortedSet<String> own = new TreeSet<>();
        for (PostgresDatabase database : estate.databases()) {
            boolean restored = database.restores().primary().isPresent()
                    || database.restores().dr().isPresent();
            if (restored || !database.failover().isolatedIn().isEmpty()) {
                own.add(instances + database.instance());
            }
            if (restored) {
                own.add(instances + database.instance() + "-before-*");
                own.add(instances + database.instance() + "-undone-*");
            }
            if (!database.failover().drIsolatedIn().isEmpty()) {
                ledHome(database).forEach(name -> own.add(instances + name));
            }
        }
        if (!own.isEmpty()) {
            Map<String, Object> restored = new LinkedHashMap<>(inRegions);
            restored.put("StringLike", Map.of("aws:ResourceTag/" + OperationTag.KEY, "restored-*"));
            allow("CutOver", List.of(MODIFY_INSTANCE), own, inRegions);
            allow("CutOverToRestored", List.of(MODIFY_INSTANCE), List.of(instances + "*"), restored);
        }
    }

    /** A failback fences what served in the DR region, and gives names to what comes home and to what it puts aside. */
    private static List<String> ledHome(PostgresDatabase database) {
        String home = database.instance();
        return Stream.concat(
                        Stream.of(home, home + "-old-*", home + "-reverse"),
                        Stream.concat(
                                        database.replicas().stream().map(PostgresDatabase.Replica::instance),
                                        database.failover().restoredAs().stream())
                                .flatMap(there -> Stream.of(there, there + "-left-*")))
                .toList();
    }

    /**
     * Metrics of the estate's own namespaces: those of its runs, and those that health checks watch. A metric has no ARN, and
     * {@code cloudwatch:namespace} is what narrows it (CloudWatch User Guide, "Using condition keys to limit access to
     * CloudWatch namespaces").
     */
    private void metrics() {
        List<String> namespaces = Stream.concat(
                        estate.monitoring().metricsNamespace().stream(),
                        estate.records().stream()
                                .flatMap(dns -> dns.fact().stream())
                                .filter(StandbyFact.Measured.class::isInstance)
                                .map(fact -> ((StandbyFact.Measured) fact).namespace()))
                .distinct()
                .sorted()
                .toList();
        if (actions.contains(PUT_METRICS) && !namespaces.isEmpty()) {
            Map<String, List<String>> own = Map.of("aws:RequestedRegion", regions, NAMESPACE, namespaces);
            allow("PublishMetrics", List.of(PUT_METRICS), List.of("*"), Map.of("StringEquals", own));
        }
    }

    private void objects() {
        new ObjectPermissions(estate, partition)
                .grants(actions)
                .forEach(grant -> allow(
                        grant.id(),
                        grant.actions(),
                        grant.resources(),
                        grant.condition().isEmpty() ? inRegions : grant.condition()));
        SortedSet<String> buckets = new TreeSet<>();
        SortedSet<String> facts = new TreeSet<>();
        estate.records().stream()
                .flatMap(dns -> dns.fact().stream())
                .flatMap(fact -> fact instanceof StandbyFact.Published object ? Stream.of(object) : Stream.empty())
                .forEach(object -> {
                    buckets.add("arn:" + partition + ":s3:::" + object.bucket());
                    facts.add("arn:" + partition + ":s3:::" + object.bucket() + "/" + object.key());
                });
        SortedSet<String> publishing = new TreeSet<>(List.of("s3:DeleteObject", "s3:PutObject"));
        publishing.retainAll(actions);
        publishing.add(READ_OBJECT);
        allow("StandbyFacts", publishing, facts, inRegions);
        // Without it an object that is not there is answered as one that may not be read (API Reference, HeadObject).
        allow("FindStandbyFacts", List.of(LIST_BUCKET), buckets, inRegions);
    }

    /**
     * Copies of tests; and exporting snapshots, for which the caller must be permitted these for the bucket (ElastiCache user
     * guide, "Exporting a backup", step 3), and reading the files where they are replicated to.
     */
    private void caches() {
        if (actions.contains(DELETE_GROUP)
                && estate.caches().stream()
                        .anyMatch(redis -> redis.restores().test().isPresent())) {
            allow(
                    "DeleteRestoreTestsOfCaches",
                    List.of(DELETE_GROUP),
                    List.of("arn:" + partition + ":elasticache:*:*:replicationgroup:" + Restores.TEST_PREFIX + "*"),
                    inRegions);
        }
        SortedSet<String> written = new TreeSet<>();
        SortedSet<String> read = new TreeSet<>();
        estate.caches()
                .forEach(redis -> redis.restores().export().ifPresent(export -> {
                    String arn = "arn:" + partition + ":s3:::";
                    written.addAll(List.of(arn + export.bucket(), arn + export.bucket() + "/*"));
                    read.addAll(List.of(arn + export.drBucket(), arn + export.drBucket() + "/*"));
                }));
        List<String> reading = List.of(READ_OBJECT, LIST_BUCKET);
        allow(
                "ExportCaches",
                actions.contains(COPY_CACHE)
                        ? List.of("s3:DeleteObject", "s3:GetBucketLocation", READ_OBJECT, LIST_BUCKET, "s3:PutObject")
                        : reading,
                written,
                inRegions);
        allow("ReadExports", reading, read, inRegions);
    }

    /**
     * Writing and reading the ledgers, and nothing beside them. S3 demands {@code s3:GetObject} for {@code If-Match} too
     * (User guide, "How to prevent object overwrites with conditional writes").
     */
    private void ledgers() {
        estate.state().bucket().ifPresent(bucket -> {
            String arn = "arn:" + partition + ":s3:::" + bucket;
            String keys = estate.state().prefix() + "*";
            allow(
                    "Ledgers",
                    List.of(READ_OBJECT, "s3:PutObject"),
                    List.of(arn + "/" + keys),
                    Map.of(
                            "StringEquals",
                            Map.of("aws:RequestedRegion", estate.regions().dr())));
            allow("ListLedgers", List.of(LIST_BUCKET), List.of(arn), Map.of("StringLike", Map.of("s3:prefix", keys)));
        });
    }

    private void evidence() {
        estate.evidence()
                .signingKey()
                .ifPresent(key -> allow(
                        "SignEvidence",
                        Hands.SIGNING,
                        List.of(key),
                        Map.of(
                                "StringEquals",
                                Map.of("aws:RequestedRegion", estate.regions().dr()))));
    }

    private static boolean global(String action) {
        return GLOBAL.stream().anyMatch(action::startsWith);
    }

    /** Where services answer that have one home for all regions, and the endpoints of the ARC cluster. */
    private Map<String, Object> atHome() {
        SortedSet<String> homes = new TreeSet<>(List.of(
                "us-east-1", estate.regions().primary(), estate.regions().dr()));
        estate.failover().endpoints().forEach(endpoint -> homes.add(endpoint.region()));
        return Map.of("StringEquals", Map.of("aws:RequestedRegion", List.copyOf(homes)));
    }

    private static Map<String, Object> passedTo(String service) {
        return Map.of("StringEquals", Map.of("iam:PassedToService", service));
    }

    private void allow(
            String id, Collection<String> allowed, Collection<String> resources, Map<String, Object> condition) {
        if (allowed.isEmpty() || resources.isEmpty()) {
            return;
        }
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Sid", id);
        statement.put("Effect", "Allow");
        statement.put("Action", List.copyOf(allowed));
        statement.put("Resource", List.copyOf(resources));
        statement.put("Condition", condition);
        statements.add(statement);
    }
}
