package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.observatory.Reads;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.provision.AccessPolicy;
import io.labelmint.dr.provision.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the generated policies allow, held against the calls that jobs make. */
class PolicyCoverageTest {
    private static final Estate EXAMPLE = Trial.example("labelmint-production.yaml");

    @Test
    void theDailyJobIsCoveredByTheRolesOfBackupAndRetention() {
        Trial trial = new Trial(EXAMPLE, 1);
        assertThat(trial.process(-1)).isPresent();

        assertThat(refused(trial, Work.BACKUP, Work.RETENTION)).isEmpty();
    }

    @Test
    void aRestoreTestIsCoveredByItsRole() {
        Trial trial = new Trial(EXAMPLE, 5);
        trial.job = Job.of(Job.Type.RESTORE_TEST);
        assertThat(trial.process(-1)).isPresent();

        assertThat(refused(trial, Work.RESTORE_TEST)).isEmpty();
    }

    @Test
    void everyWayOfMovingIsCovered() {
        Estate small = FailoverTrial.small();
        FailoverTrial failover = new FailoverTrial(small, 3).lost(Duration.ofMinutes(3));
        failover.run(failover.prepare(true));

        assertThat(refused(failover.trial, Work.FAILOVER)).isEmpty();
    }

    /** But for the bucket snapshots of caches are exported to: ElastiCache demands that of whoever exports. */
    @Test
    void whoBacksUpCannotDelete() {
        List<Map<?, ?>> deleting = statements(EXAMPLE, Work.BACKUP).stream()
                .filter(statement -> ((List<?>) statement.get("Action"))
                        .stream().anyMatch(action -> action.toString().contains("Delete")))
                .toList();

        assertThat(deleting)
                .singleElement()
                .satisfies(statement -> assertThat((List<?>) statement.get("Resource"))
                        .isEqualTo(List.of(
                                "arn:aws:s3:::labelmint-production-redis",
                                "arn:aws:s3:::labelmint-production-redis/*")));
        assertThat(deleting.get(0).get("Action").toString()).doesNotContain("DeleteObjectVersion");
    }

    @Test
    void metricsArePublishedInTheNamespacesOfTheEstateOnly() {
        for (Work work : List.of(Work.BACKUP, Work.RESTORE_TEST, Work.FAILOVER)) {
            assertThat(statements(EXAMPLE, work))
                    .filteredOn(statement -> ((List<?>) statement.get("Action")).contains("cloudwatch:PutMetricData"))
                    .singleElement()
                    .extracting(statement -> statement.get("Condition"))
                    .as(work.label())
                    .isEqualTo(Map.of(
                            "StringEquals",
                            Map.of(
                                    "aws:RequestedRegion",
                                    List.of("us-east-1", "us-west-2"),
                                    "cloudwatch:namespace",
                                    List.of("LabelMint/DR"))));
        }
        assertThat(actions(statements(EXAMPLE, Work.RETENTION))).doesNotContain("cloudwatch:PutMetricData");
        assertThat(actions(statements(Trial.example("minimal.yaml"), Work.BACKUP)))
                .as("an estate that publishes none")
                .doesNotContain("cloudwatch:PutMetricData");
    }

    @Test
    void nothingIsGrantedThatNoCallNeeds() {
        Set<String> needed = new TreeSet<>(Reads.permissions());
        MutatingOperation.ALL.forEach(operation -> needed.addAll(operation.permissions()));
        // Those of exports are ElastiCache's (user guide, "Exporting a backup", step 3), those of buckets S3's own.
        needed.addAll(List.of("s3:GetBucketLocation", "s3:ListBucket"));
        // Evidence is signed when everything else is done, by a call that changes nothing.
        needed.addAll(List.of("kms:GetPublicKey", "kms:Sign"));
        Set<String> granted = new TreeSet<>();
        for (Work work : Work.values()) {
            granted.addAll(actions(statements(EXAMPLE, work)));
        }

        assertThat(needed).containsAll(granted);
        assertThat(granted).containsAll(actions(List.copyOf(whole())));
        assertThat(Stream.of(Work.values()).flatMap(work -> work.operations().stream()))
                .as("every operation is somebody's work")
                .containsAll(MutatingOperation.ALL);
    }

    private static List<Map<?, ?>> whole() {
        return ((List<?>) AccessPolicy.of(EXAMPLE).get("Statement"))
                .stream().<Map<?, ?>>map(statement -> (Map<?, ?>) statement).toList();
    }

    private static Set<String> actions(Collection<Map<?, ?>> statements) {
        Set<String> actions = new TreeSet<>();
        statements.forEach(
                statement -> ((List<?>) statement.get("Action")).forEach(action -> actions.add(action.toString())));
        return actions;
    }

    /** The calls of all operations that a role of none of {@code works} may make. */
    private static Set<String> refused(Trial trial, Work... works) {
        List<Map<?, ?>> allowed = Stream.of(works)
                .flatMap(work -> statements(trial.estate, work).stream())
                .toList();
        Set<String> refused = new TreeSet<>();
        int calls = 0;
        for (PlannedCall call : calls(trial)) {
            calls++;
            for (String action : call.permissions()) {
                if (allowed.stream().noneMatch(statement -> allows(statement, action, resource(call, action)))) {
                    refused.add(action + " on " + resource(call, action).orElse("*"));
                }
            }
        }
        assertThat(calls).as("calls that were made").isPositive();
        return refused;
    }

    private static List<PlannedCall> calls(Trial trial) {
        List<PlannedCall> calls = new ArrayList<>();
        for (OperationId id : trial.ledgers.operations()) {
            History history = trial.ledgers.read(id).orElseThrow();
            Set<ActionId> begun = new HashSet<>();
            history.entries().forEach(entry -> {
                if (entry.fact() instanceof Fact.Intended intended) {
                    begun.add(intended.action());
                }
            });
            history.opened()
                    .flatMap(Fact.Opened::plan)
                    .ifPresent(plan -> plan.actions().stream()
                            .filter(action -> begun.contains(action.id()))
                            .forEach(action -> calls.add(action.call())));
        }
        return calls;
    }

    private static List<Map<?, ?>> statements(Estate estate, Work work) {
        return ((List<?>) AccessPolicy.of(estate, work).get("Statement"))
                .stream().<Map<?, ?>>map(statement -> (Map<?, ?>) statement).toList();
    }

    private static boolean allows(Map<?, ?> statement, String action, Optional<String> resource) {
        return ((List<?>) statement.get("Action")).contains(action)
                && (resource.isEmpty()
                        || ((List<?>) statement.get("Resource"))
                                .stream().anyMatch(pattern -> matches(pattern.toString(), resource.get())));
    }

    private static boolean matches(String pattern, String resource) {
        return resource.matches(Stream.of(pattern.split("\\*", -1))
                .map(Pattern::quote)
                .reduce((a, b) -> a + ".*" + b)
                .orElseThrow());
    }

    /** What the action is about, where the policies tell that apart. */
    private static Optional<String> resource(PlannedCall call, String action) {
        if (List.of("rds:DeleteDBInstance", "rds:ModifyDBInstance").contains(action)) {
            return text(call, "DBInstanceIdentifier")
                    .map(name -> "arn:aws:rds:" + call.region() + ":123456789012:db:" + name);
        }
        if (action.equals("elasticache:DeleteReplicationGroup")) {
            return text(call, "ReplicationGroupId")
                    .map(name -> "arn:aws:elasticache:" + call.region() + ":123456789012:replicationgroup:" + name);
        }
        if (action.equals("s3:PutObject") || action.equals("s3:DeleteObject")) {
            return text(call, "Bucket")
                    .flatMap(bucket -> text(call, "Key").map(key -> "arn:aws:s3:::" + bucket + "/" + key));
        }
        return Optional.empty();
    }

    private static Optional<String> text(PlannedCall call, String name) {
        return call.parameters().entrySet().stream()
                .filter(parameter -> parameter.getKey().equalsIgnoreCase(name))
                .map(parameter -> String.valueOf(parameter.getValue()))
                .findFirst();
    }
}
