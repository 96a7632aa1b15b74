package io.labelmint.dr.review.security;

import io.labelmint.dr.Problem;
import io.labelmint.dr.backup.VaultNames;
import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.CachePlace;
import io.labelmint.dr.estate.CacheRestores;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.observatory.AutomatedBackups;
import io.labelmint.dr.observatory.BackupVaults;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.ManualDbSnapshots;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.observatory.ReplicationGroups;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * The KMS keys that stores, their backups, vaults, the ledgers and the evidence of an estate rest on: those the estate
 * declares, and those AWS says are in use, which may be others.
 */
final class KeysInUse {
    /** Which key S3 takes unless it is told another (S3 API Reference, ServerSideEncryptionByDefault, KMSMasterKeyID). */
    private static final String DEFAULT_OF_S3 = "alias/aws/s3";

    private final Estate estate;
    private final Observatory observatory;
    private final Map<Name, Set<String>> keys = new LinkedHashMap<>();
    private final Map<String, Problem> unread = new LinkedHashMap<>();

    /**
     * What a key is called.
     *
     * @param region where it is
     * @param key its id or ARN, or the name or ARN of an alias
     */
    record Name(String region, String key) {}

    private KeysInUse(Estate estate, Observatory observatory) {
        this.estate = estate;
        this.observatory = observatory;
    }

    static KeysInUse of(Estate estate, Observatory observatory) {
        KeysInUse found = new KeysInUse(estate, observatory);
        estate.databases().forEach(found::database);
        estate.caches().forEach(found::cache);
        estate.buckets().forEach(found::bucket);
        String dr = estate.regions().dr();
        estate.state().bucket().ifPresent(bucket -> found.encryption(dr, bucket, "ledgers"));
        estate.evidence().signingKey().ifPresent(key -> found.use(dr, key, "evidence"));
        return found;
    }

    /** What each is used for, by what it is called. */
    Map<Name, Set<String>> keys() {
        return keys;
    }

    /** Why it is not known which keys are in use, by what was not read. */
    Map<String, Problem> unread() {
        return unread;
    }

    private void database(PostgresDatabase database) {
        String primary = estate.regions().primary();
        String dr = estate.regions().dr();
        use(primary, database.keys().primary(), database.id());
        use(dr, database.keys().dr(), database.id());
        for (String region : List.of(primary, dr)) {
            List<String> instances = database.instances(estate.regions(), region);
            read(
                    "instances",
                    region,
                    observatory.read(new DbInstances(region)),
                    all -> all.stream()
                            .filter(instance -> instances.contains(instance.dbInstanceIdentifier()))
                            .forEach(instance -> use(region, instance.kmsKeyId(), instance.dbInstanceIdentifier())));
            read(
                    "snapshots",
                    region,
                    observatory.read(new ManualDbSnapshots(region)),
                    all -> all.stream()
                            .filter(snapshot -> database.instance().equals(snapshot.dbInstanceIdentifier()))
                            .forEach(snapshot -> use(region, snapshot.kmsKeyId(), "snapshots of " + database.id())));
            if (database.replicatedBackups().isPresent()) {
                read(
                        "automated backups",
                        region,
                        observatory.read(new AutomatedBackups(region)),
                        all -> all.stream()
                                .filter(backup -> database.instance().equals(backup.dbInstanceIdentifier()))
                                .forEach(backup ->
                                        use(region, backup.kmsKeyId(), "automated backups of " + database.id())));
            }
            if (database.vaults().isPresent()) {
                String name = VaultNames.vault(estate, database, region);
                read(
                        "vaults",
                        region,
                        observatory.read(new BackupVaults(region)),
                        all -> all.stream()
                                .filter(vault -> vault.backupVaultName().equals(name))
                                .forEach(vault -> use(region, vault.encryptionKeyArn(), "vault " + name)));
            }
        }
    }

    private void cache(RedisGroup redis) {
        String primary = estate.regions().primary();
        String dr = estate.regions().dr();
        CacheRestores restores = redis.restores();
        restores.primary().flatMap(CachePlace::key).ifPresent(key -> use(primary, key, redis.id()));
        restores.dr().flatMap(CachePlace::key).ifPresent(key -> use(dr, key, redis.id()));
        group(primary, redis.replicationGroup());
        redis.globalDatastore().ifPresent(global -> group(dr, global.drReplicationGroup()));
        restores.export().ifPresent(export -> {
            encryption(primary, export.bucket(), "exports of " + redis.id());
            encryption(dr, export.drBucket(), "exports of " + redis.id());
        });
    }

    /** ElastiCache names no key where it uses its own. */
    private void group(String region, String id) {
        read(
                "replication groups",
                region,
                observatory.read(new ReplicationGroups(region)),
                all -> all.stream()
                        .filter(group -> id.equals(group.replicationGroupId()))
                        .forEach(group -> use(region, group.kmsKeyId(), id)));
    }

    private void bucket(Bucket bucket) {
        encryption(estate.regions().primary(), bucket.bucket(), bucket.id());
        bucket.replica().ifPresent(replica -> encryption(estate.regions().dr(), replica, bucket.id()));
    }

    private void encryption(String region, String bucket, String by) {
        read(
                "the encryption of " + bucket,
                region,
                observatory.read(new BucketSetting<>(region, bucket, BucketSetting.ENCRYPTION)),
                set -> set.filter(each -> each.sseAlgorithm() != ServerSideEncryption.AES256)
                        .ifPresent(each -> use(
                                region,
                                Optional.ofNullable(each.kmsMasterKeyID()).orElse(DEFAULT_OF_S3),
                                by)));
    }

    private <T> void read(String what, String region, Reading<T> reading, Consumer<? super T> judge) {
        if (reading instanceof Reading.Seen<T> seen) {
            judge.accept(seen.value());
        } else if (reading instanceof Reading.Unseen<T> unseen) {
            unread.put(what + " in " + region, unseen.problem());
        }
    }

    private void use(String region, String key, String by) {
        if (key != null) {
            keys.computeIfAbsent(new Name(region, key), none -> new LinkedHashSet<>())
                    .add(by);
        }
    }

    /** Everything that was found so far, for a finding of a key by several names. */
    static List<String> sorted(Set<String> uses) {
        List<String> all = new ArrayList<>(uses);
        all.sort(null);
        return all;
    }
}
