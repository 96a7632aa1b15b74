package io.labelmint.dr.provision;

import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.DnsRecord;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RedisGroup.GlobalDatastore;
import io.labelmint.dr.observatory.AutomatedBackups;
import io.labelmint.dr.observatory.BackupVaults;
import io.labelmint.dr.observatory.BucketRegion;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.EncryptionKey;
import io.labelmint.dr.observatory.GlobalDatastores;
import io.labelmint.dr.observatory.HealthChecks;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.ReplicationGroups;
import io.labelmint.dr.observatory.TopicAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Terraform's {@code import} blocks for what the estate declares and AWS has already, so that it is adopted instead of created
 * once more. What could not be looked at is no reason to leave it out: then there are none at all.
 */
public final class ImportBlocks {
    /** Where the control plane of Route 53 answers. */
    private static final String HOME = "us-east-1";

    private final Estate estate;
    private final Observatory observatory;
    private final SortedMap<String, String> ids = new TreeMap<>();

    private ImportBlocks(Estate estate, Observatory observatory) {
        this.estate = estate;
        this.observatory = observatory;
    }

    /**
     * Looks what is there.
     *
     * @throws io.labelmint.dr.observatory.Unanswered if AWS did not say
     */
    public static ImportBlocks of(Estate estate, Observatory observatory) {
        ImportBlocks blocks = new ImportBlocks(estate, observatory);
        for (String side : new String[] {"primary", "dr"}) {
            blocks.keys(side);
            blocks.vaults(side);
            blocks.topic(side);
            blocks.buckets(side);
            blocks.replicas(side);
        }
        blocks.replicatedBackups();
        blocks.datastores();
        blocks.healthChecks();
        return blocks;
    }

    /** Ids by address. */
    public SortedMap<String, String> ids() {
        return ids;
    }

    /** As a file of Terraform. */
    public String text() {
        StringBuilder text = new StringBuilder(
                "# What is there already, by `dr provision imports`. Remove it when it has been" + " applied.\n");
        ids.forEach((address, id) -> text.append("\nimport {\n  to = ")
                .append(address)
                .append("\n  id = \"")
                .append(id)
                .append("\"\n}\n"));
        return text.toString();
    }

    private void keys(String side) {
        for (PostgresDatabase database : estate.databases()) {
            String key = side.equals("primary")
                    ? database.keys().primary()
                    : database.keys().dr();
            String alias = key.substring(key.lastIndexOf(':') + 1);
            if (!alias.startsWith("alias/") || alias.startsWith("alias/aws/")) {
                continue;
            }
            observatory
                    .read(new EncryptionKey(region(side), alias))
                    .orElseThrow()
                    .ifPresent(found -> {
                        found(side, "aws_kms_key.backup", alias, found.keyId());
                        found(side, "aws_kms_alias.backup", alias, alias);
                    });
        }
    }

    private void vaults(String side) {
        Set<String> declared = new TreeSet<>();
        estate.databases()
                .forEach(database -> database.vaults()
                        .ifPresent(vaults -> declared.add(side.equals("primary") ? vaults.primary() : vaults.dr())));
        if (!declared.isEmpty()) {
            observatory.read(new BackupVaults(region(side))).orElseThrow().stream()
                    .filter(vault -> declared.contains(vault.backupVaultName()))
                    .forEach(vault ->
                            found(side, "aws_backup_vault.this", vault.backupVaultName(), vault.backupVaultName()));
        }
    }

    private void topic(String side) {
        Optional<String> topic = side.equals("primary")
                ? estate.notifications().primaryTopic()
                : estate.notifications().drTopic();
        topic.filter(arn -> observatory
                        .read(new TopicAttributes(region(side), arn))
                        .orElseThrow()
                        .isPresent())
                .ifPresent(arn -> ids.put("module." + side + ".aws_sns_topic.this[0]", arn));
    }

    private void buckets(String side) {
        Set<String> declared = new TreeSet<>();
        boolean primary = side.equals("primary");
        for (Bucket bucket : estate.buckets()) {
            (primary ? Optional.of(bucket.bucket()) : bucket.replica()).ifPresent(declared::add);
            bucket.restoreTest()
                    .filter(test -> test.side().of(estate.regions()).equals(region(side)))
                    .ifPresent(test -> declared.add(test.bucket()));
        }
        estate.caches()
                .forEach(redis -> redis.restores()
                        .export()
                        .ifPresent(export -> declared.add(primary ? export.bucket() : export.drBucket())));
        if (!primary) {
            estate.state().bucket().ifPresent(declared::add);
            estate.records().stream()
                    .flatMap(dns -> dns.fact().stream())
                    .flatMap(fact -> fact instanceof DnsRecord.StandbyFact.Published object
                            ? Stream.of(object.bucket())
                            : Stream.empty())
                    .forEach(declared::add);
        }
        declared.stream()
                .filter(bucket -> observatory
                        .read(new BucketRegion(region(side), bucket))
                        .orElseThrow()
                        .filter(region(side)::equals)
                        .isPresent())
                .forEach(bucket -> bucket(side, bucket));
    }

    /** Settings are put as a whole, so that one which is not adopted would be overwritten unseen. */
    private void bucket(String side, String bucket) {
        found(side, "aws_s3_bucket.this", bucket, bucket);
        Map.of(
                        "aws_s3_bucket_versioning.this", BucketSetting.VERSIONING,
                        "aws_s3_bucket_lifecycle_configuration.this", BucketSetting.LIFECYCLE,
                        "aws_s3_bucket_server_side_encryption_configuration.this", BucketSetting.ENCRYPTION,
                        "aws_s3_bucket_public_access_block.this", BucketSetting.PUBLIC_ACCESS_BLOCK,
                        "aws_s3_bucket_policy.this", BucketSetting.POLICY)
                .forEach((type, kind) -> {
                    if (has(side, bucket, kind)) {
                        found(side, type, bucket, bucket);
                    }
                });
        if (side.equals("primary") && replicates(bucket) && has(side, bucket, BucketSetting.REPLICATION)) {
            ids.put("aws_s3_bucket_replication_configuration.this[\"" + bucket + "\"]", bucket);
        }
    }

    private <T> boolean has(String side, String bucket, BucketSetting.Kind<T> kind) {
        return observatory
                .read(new BucketSetting<>(region(side), bucket, kind))
                .orElseThrow()
                .isPresent();
    }

    private boolean replicates(String name) {
        return estate.buckets().stream()
                        .anyMatch(bucket ->
                                bucket.bucket().equals(name) && bucket.replica().isPresent())
                || estate.caches().stream()
                        .flatMap(redis -> redis.restores().export().stream())
                        .anyMatch(export -> export.bucket().equals(name));
    }

    private void replicas(String side) {
        Set<String> declared = new TreeSet<>();
        estate.databases().stream()
                .flatMap(database -> database.replicas().stream())
                .filter(replica -> replica.region().equals(region(side)))
                .forEach(replica -> declared.add(replica.instance()));
        if (!declared.isEmpty()) {
            observatory.read(new DbInstances(region(side))).orElseThrow().stream()
                    .map(instance -> instance.dbInstanceIdentifier())
                    .filter(declared::contains)
                    .forEach(name -> found(side, "aws_db_instance.replica", name, name));
        }
    }

    private void replicatedBackups() {
        for (PostgresDatabase database : estate.databases()) {
            if (database.replicatedBackups().isEmpty()) {
                continue;
            }
            observatory.read(new AutomatedBackups(region("dr"))).orElseThrow().stream()
                    .filter(backup -> String.valueOf(backup.dbInstanceArn()).endsWith(":db:" + database.instance()))
                    .filter(backup -> backup.dbInstanceArn().contains(":" + region("primary") + ":"))
                    .findFirst()
                    .ifPresent(backup -> ids.put(
                            "aws_db_instance_automated_backups_replication.this[\"" + database.id() + "\"]",
                            backup.dbInstanceAutomatedBackupsArn()));
        }
    }

    private void datastores() {
        estate.caches()
                .forEach(redis -> redis.globalDatastore().ifPresent(declared -> datastore(redis.id(), declared)));
    }

    private void datastore(String id, GlobalDatastore declared) {
        observatory.read(new GlobalDatastores(region("dr"))).orElseThrow().stream()
                .filter(found -> declared.id().equals(found.globalReplicationGroupId()))
                .forEach(found ->
                        ids.put("aws_elasticache_global_replication_group.this[\"" + id + "\"]", declared.id()));
        observatory.read(new ReplicationGroups(region("dr"))).orElseThrow().stream()
                .filter(found -> declared.drReplicationGroup().equals(found.replicationGroupId()))
                .forEach(found -> ids.put(
                        "aws_elasticache_replication_group.secondary[\"" + id + "\"]", declared.drReplicationGroup()));
    }

    private void healthChecks() {
        for (DnsRecord dns : estate.records()) {
            if (dns.switchedBy() == DnsRecord.SwitchedBy.RECORD_CHANGE
                    || dns.healthCheck().isEmpty()) {
                continue;
            }
            observatory.read(new HealthChecks(HOME)).orElseThrow().stream()
                    .filter(check -> check.id().equals(dns.healthCheck().get()))
                    .forEach(check -> ids.put("aws_route53_health_check.this[\"" + dns.name() + "\"]", check.id()));
        }
    }

    private void found(String side, String type, String name, String id) {
        ids.put("module." + side + "." + type + "[\"" + name + "\"]", id);
    }

    private String region(String side) {
        return side.equals("primary")
                ? estate.regions().primary()
                : estate.regions().dr();
    }
}
