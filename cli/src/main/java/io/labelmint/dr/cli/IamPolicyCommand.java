package io.labelmint.dr.cli;

import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.job.Capabilities;
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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;

/** {@code dr iam-policy}: prints the policy of the roles the product acts with, made from the calls it can make. */
@Command(
        name = "iam-policy",
        description = "Print the IAM policy the product needs for an estate, made from the calls it can make.",
        mixinStandardHelpOptions = true)
final class IamPolicyCommand implements Callable<Integer> {
    /** Deletes an instance, of whatever purpose; so only those of restore tests, which are known by their names too. */
    private static final String DELETE_INSTANCE = "rds:DeleteDBInstance";

    /** Renames an instance, and changes whatever else of it; so only those a cut-over is about. */
    private static final String MODIFY_INSTANCE = "rds:ModifyDBInstance";

    private static final String DELETE_GROUP = "elasticache:DeleteReplicationGroup";

    /** What reads objects, whichever; so only those that snapshots of caches are exported to. */
    private static final String READ_OBJECT = "s3:GetObject";

    private static final String LIST_BUCKET = "s3:ListBucket";

    /**
     * What is not asked in the estate's own regions: "IAM calls are always made to the US East (N. Virginia) Region" (IAM User
     * Guide, "AWS global condition context keys", aws:RequestedRegion), and so are those to Route 53; ARC has its endpoints.
     */
    private static final List<String> GLOBAL = List.of("iam:", "route53:", "route53-recovery-cluster:");

    @Spec
    CommandSpec spec;

    @Mixin
    EstateOptions estateOptions;

    @Option(names = "--debug", description = "Print stack traces.")
    boolean debug;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(Capabilities.json().pretty(policy(estateOptions.load())));
        spec.commandLine().getOut().flush();
        return ExitCode.GREEN;
    }

    /**
     * Reading everywhere in the two regions, changing nothing but by the operations of {@link MutatingOperation#ALL},
     * passing a role to AWS Backup only, and that only the declared one; deleting copies of restore tests only; renaming
     * databases of the estate and what its restores brought about; objects of the declared buckets only; exported
     * snapshots; the ledgers in their bucket; and signing with the declared key only.
     */
    static Map<String, Object> policy(Estate estate) {
        SortedSet<String> changes = new TreeSet<>();
        MutatingOperation.ALL.forEach(operation -> changes.addAll(operation.permissions()));
        changes.remove("iam:PassRole");
        changes.removeAll(List.of(DELETE_INSTANCE, DELETE_GROUP, MODIFY_INSTANCE));
        changes.removeIf(ObjectPermissions::narrowed);
        SortedSet<String> reads = new TreeSet<>(Reads.permissions());
        reads.removeIf(ObjectPermissions::narrowed);
        reads.remove(LIST_BUCKET);
        SortedSet<String> global = new TreeSet<>(reads);
        global.removeIf(action -> GLOBAL.stream().noneMatch(action::startsWith));
        reads.removeAll(global);
        Map<String, Object> inRegions = Map.of(
                "StringEquals",
                Map.of(
                        "aws:RequestedRegion",
                        List.of(estate.regions().primary(), estate.regions().dr())));
        List<Object> statements = new ArrayList<>();
        statements.add(statement("Read", reads, List.of("*"), inRegions));
        statements.add(statement(
                "ReadGlobal",
                global,
                List.of("*"),
                Map.of("StringEquals", Map.of("aws:RequestedRegion", List.copyOf(homes(estate))))));
        statements.add(statement("Change", changes, List.of("*"), inRegions));
        SortedSet<String> roles = new TreeSet<>();
        estate.databases().forEach(database -> database.vaults().ifPresent(vaults -> roles.add(vaults.role())));
        if (!roles.isEmpty()) {
            statements.add(statement(
                    "PassRoleToBackup",
                    List.of("iam:PassRole"),
                    roles,
                    Map.of("StringEquals", Map.of("iam:PassedToService", "backup.amazonaws.com"))));
        }
        if (estate.databases().stream()
                .anyMatch(database -> database.restores().test().isPresent())) {
            statements.add(statement(
                    "DeleteRestoreTests",
                    List.of(DELETE_INSTANCE),
                    List.of("arn:" + partition(estate) + ":rds:*:*:db:" + Restores.TEST_PREFIX + "*"),
                    inRegions));
        }
        new ObjectPermissions(estate, partition(estate))
                .grants()
                .forEach(grant -> statements.add(statement(
                        grant.id(),
                        grant.actions(),
                        grant.resources(),
                        grant.condition().isEmpty() ? inRegions : grant.condition())));
        statements.addAll(cutOvers(estate, inRegions));
        if (estate.caches().stream().anyMatch(redis -> redis.restores().test().isPresent())) {
            statements.add(statement(
                    "DeleteRestoreTestsOfCaches",
                    List.of(DELETE_GROUP),
                    List.of("arn:" + partition(estate) + ":elasticache:*:*:replicationgroup:" + Restores.TEST_PREFIX
                            + "*"),
                    inRegions));
        }
        statements.addAll(exports(estate, inRegions));
        estate.state().bucket().ifPresent(bucket -> statements.addAll(ledgers(bucket, estate)));
        estate.evidence()
                .signingKey()
                .ifPresent(key -> statements.add(statement(
                        "SignEvidence",
                        Hands.SIGNING,
                        List.of(key),
                        Map.of(
                                "StringEquals",
                                Map.of("aws:RequestedRegion", estate.regions().dr())))));
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("Version", "2012-10-17");
        policy.put("Statement", statements);
        return policy;
    }

    /** Of databases that can be restored to stay: their own instances, by name, and restored ones, by their tag. */
    private static List<Map<String, Object>> cutOvers(Estate estate, Map<String, Object> inRegions) {
        String instances = "arn:" + partition(estate) + ":rds:*:*:db:";
        SortedSet<String> own = new TreeSet<>();
        estate.databases().stream()
                .filter(database -> database.restores().primary().isPresent()
                        || database.restores().dr().isPresent())
                .forEach(database -> {
                    own.add(instances + database.instance());
                    own.add(instances + database.instance() + "-before-*");
                    own.add(instances + database.instance() + "-undone-*");
                });
        // A failback fences what served in the DR region, and gives names to what comes home and to what it puts aside.
        estate.databases().stream()
                .filter(database -> !database.failover().drIsolatedIn().isEmpty())
                .forEach(database -> {
                    own.add(instances + database.instance());
                    own.add(instances + database.instance() + "-old-*");
                    own.add(instances + database.instance() + "-reverse");
                    Stream.concat(
                                    database.replicas().stream().map(PostgresDatabase.Replica::instance),
                                    database.failover().restoredAs().stream())
                            .forEach(there -> own.addAll(List.of(instances + there, instances + there + "-left-*")));
                });
        if (own.isEmpty()) {
            return List.of();
        }
        Map<String, Object> restored = new LinkedHashMap<>(inRegions);
        restored.put("StringLike", Map.of("aws:ResourceTag/" + OperationTag.KEY, "restored-*"));
        return List.of(
                statement("CutOver", List.of(MODIFY_INSTANCE), own, inRegions),
                statement("CutOverToRestored", List.of(MODIFY_INSTANCE), List.of(instances + "*"), restored));
    }

    /**
     * Exporting snapshots of caches, for which the caller must be permitted these for the bucket (ElastiCache user guide,
     * "Exporting a backup", step 3), and reading the files where they are replicated to.
     */
    private static List<Map<String, Object>> exports(Estate estate, Map<String, Object> inRegions) {
        SortedSet<String> written = new TreeSet<>();
        SortedSet<String> read = new TreeSet<>();
        estate.caches()
                .forEach(redis -> redis.restores().export().ifPresent(export -> {
                    String arn = "arn:" + partition(estate) + ":s3:::";
                    written.addAll(List.of(arn + export.bucket(), arn + export.bucket() + "/*"));
                    read.addAll(List.of(arn + export.drBucket(), arn + export.drBucket() + "/*"));
                }));
        return written.isEmpty()
                ? List.of()
                : List.of(
                        statement(
                                "ExportCaches",
                                List.of(
                                        "s3:DeleteObject",
                                        "s3:GetBucketLocation",
                                        READ_OBJECT,
                                        LIST_BUCKET,
                                        "s3:PutObject"),
                                written,
                                inRegions),
                        statement("ReadExports", List.of(READ_OBJECT, LIST_BUCKET), read, inRegions));
    }

    /**
     * Writing and reading the ledgers, and nothing beside them. S3 demands {@code s3:GetObject} for {@code If-Match} too
     * (User guide, "How to prevent object overwrites with conditional writes").
     */
    private static List<Map<String, Object>> ledgers(String bucket, Estate estate) {
        String arn = "arn:" + partition(estate) + ":s3:::" + bucket;
        String keys = estate.state().prefix() + "*";
        return List.of(
                statement(
                        "Ledgers",
                        List.of("s3:GetObject", "s3:PutObject"),
                        List.of(arn + "/" + keys),
                        Map.of(
                                "StringEquals",
                                Map.of("aws:RequestedRegion", estate.regions().dr()))),
                statement(
                        "ListLedgers",
                        List.of("s3:ListBucket"),
                        List.of(arn),
                        Map.of("StringLike", Map.of("s3:prefix", keys))));
    }

    /** Where services answer that have one home for all regions, and the endpoints of the ARC cluster. */
    private static SortedSet<String> homes(Estate estate) {
        SortedSet<String> homes = new TreeSet<>(List.of(
                "us-east-1", estate.regions().primary(), estate.regions().dr()));
        estate.failover().endpoints().forEach(endpoint -> homes.add(endpoint.region()));
        return homes;
    }

    private static String partition(Estate estate) {
        return RegionMetadata.of(Region.of(estate.regions().dr())).partition().id();
    }

    private static Map<String, Object> statement(
            String id, Collection<String> actions, Collection<String> resources, Map<String, Object> condition) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Sid", id);
        statement.put("Effect", "Allow");
        statement.put("Action", List.copyOf(actions));
        statement.put("Resource", List.copyOf(resources));
        statement.put("Condition", condition);
        return statement;
    }
}
