package io.labelmint.dr.check;

import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.DeleteMarkerReplication;
import software.amazon.awssdk.services.s3.model.MetricsStatus;
import software.amazon.awssdk.services.s3.model.ReplicationRule;
import software.amazon.awssdk.services.s3.model.ReplicationTimeStatus;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.SseKmsEncryptedObjectsStatus;

/**
 * Does each bucket replicate, as declared, into its replica? Configured, that is; whether it keeps up is told by {@code
 * s3.replication-backlog}. What was in the bucket before its rule was made is not replicated by it (S3 User Guide, "What
 * does Amazon S3 replicate?"), which no setting shows.
 */
public final class S3Replication implements Check {
    @Override
    public String id() {
        return "s3.replication";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return estate.buckets().stream()
                .filter(bucket -> bucket.replica().isPresent())
                .map(bucket -> finding(estate, bucket, bucket.replica().orElseThrow(), observatory))
                .toList();
    }

    private Finding finding(Estate estate, Bucket bucket, String replica, Observatory observatory) {
        String objective = "replicated to " + replica + (bucket.replicationTimeControl() ? " within 15 min" : "");
        Assessment assessment = new Assessment(new Look(id(), bucket.id(), objective, Controls.OFFSITE));
        assessment.of(ReplicationRules.read(estate, bucket, observatory), rules -> {
            assessment.fact("rules", rules.map(List::size).orElse(0));
            Optional<ReplicationRule> rule = ReplicationRules.into(replica, rules);
            if (rule.isEmpty()) {
                assessment.wrong(
                        "Bucket " + bucket.bucket() + " has no enabled replication rule into " + replica + ".",
                        "Create it, then run S3 Batch Replication: a rule does not carry over what is there already.");
                return;
            }
            judge(assessment, bucket, rule.get());
            encrypted(assessment, estate, bucket, rule.get(), observatory);
        });
        return assessment.conclude("Bucket " + bucket.bucket() + " replicates into " + replica + " as declared.");
    }

    private static void judge(Assessment assessment, Bucket bucket, ReplicationRule rule) {
        boolean timeControl = rule.destination().replicationTime() != null
                && rule.destination().replicationTime().status() == ReplicationTimeStatus.ENABLED;
        boolean metrics = rule.destination().metrics() != null
                && rule.destination().metrics().status() == MetricsStatus.ENABLED;
        assessment.fact("rule", rule.id());
        assessment.fact("timeControl", timeControl);
        assessment.fact("metrics", metrics);
        // Without it, what is deleted in the bucket stays visible in the replica: harmless for the data, and a
        // protection
        // against deletions, but an application that fails over sees deleted objects again.
        assessment.fact(
                "deleteMarkers",
                Optional.ofNullable(rule.deleteMarkerReplication())
                        .map(DeleteMarkerReplication::statusAsString)
                        .orElse("Disabled"));
        if (!ReplicationRules.coversAll(rule)) {
            assessment.wrong(
                    "Rule " + rule.id() + " replicates only objects of a prefix or tag, not the whole bucket.",
                    "Remove the rule's filter, or declare the rest in a bucket of its own.");
        }
        if (bucket.replicationTimeControl() && !timeControl) {
            assessment.wrong(
                    "Rule " + rule.id() + " has no Replication Time Control, so nothing bounds its lag.",
                    "Switch it on, or write replicationTimeControl: false and accept the longer rpo.");
        }
        if (!metrics) {
            assessment.wrong(
                    "Rule " + rule.id() + " publishes no metrics, so nobody can see its backlog.",
                    "Switch replication metrics on; Replication Time Control includes them.");
        }
    }

    /** Objects encrypted with a key of KMS are left out unless the rule names them. */
    private static void encrypted(
            Assessment assessment, Estate estate, Bucket bucket, ReplicationRule rule, Observatory observatory) {
        boolean named = rule.sourceSelectionCriteria() != null
                && rule.sourceSelectionCriteria().sseKmsEncryptedObjects() != null
                && rule.sourceSelectionCriteria().sseKmsEncryptedObjects().status()
                        == SseKmsEncryptedObjectsStatus.ENABLED;
        BucketSetting<ServerSideEncryptionByDefault> encryption =
                new BucketSetting<>(estate.regions().primary(), bucket.bucket(), BucketSetting.ENCRYPTION);
        assessment.of(observatory.read(encryption), found -> {
            boolean kms = found.filter(byDefault -> byDefault.sseAlgorithm() == ServerSideEncryption.AWS_KMS
                            || byDefault.sseAlgorithm() == ServerSideEncryption.AWS_KMS_DSSE)
                    .isPresent();
            if (kms && !named) {
                assessment.wrong(
                        "Objects of " + bucket.bucket() + " are encrypted with a key of KMS, and rule " + rule.id()
                                + " leaves such objects out.",
                        "Enable SseKmsEncryptedObjects in the rule, name a key of the DR region, and run S3 Batch"
                                + " Replication.");
            }
        });
    }
}
