package io.labelmint.dr.cli;

import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.observatory.Reads;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
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
     * passing a role to AWS Backup only, and that only the declared one; deleting instances of restore tests only; and the
     * ledgers in their bucket.
     */
    static Map<String, Object> policy(Estate estate) {
        SortedSet<String> changes = new TreeSet<>();
        MutatingOperation.ALL.forEach(operation -> changes.addAll(operation.permissions()));
        changes.remove("iam:PassRole");
        changes.remove(DELETE_INSTANCE);
        Map<String, Object> inRegions = Map.of(
                "StringEquals",
                Map.of(
                        "aws:RequestedRegion",
                        List.of(estate.regions().primary(), estate.regions().dr())));
        List<Object> statements = new ArrayList<>();
        statements.add(statement("Read", Reads.permissions(), List.of("*"), inRegions));
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
        estate.state().bucket().ifPresent(bucket -> statements.addAll(ledgers(bucket, estate)));
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("Version", "2012-10-17");
        policy.put("Statement", statements);
        return policy;
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
