package io.labelmint.dr.review.security;

import io.labelmint.dr.backup.VaultNames;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.CachePlace;
import io.labelmint.dr.estate.CacheRestores;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.observatory.EncryptionKey;
import io.labelmint.dr.observatory.Observatory;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.kms.model.KeyManagerType;

/**
 * What of an estate could be deleted or weakened, by the actions that would do it, in as few questions as possible. IAM's
 * simulation needs no resource to exist, so snapshots and objects are stood for by one of a name nobody uses.
 */
final class BackupsAtRisk {
    private static final List<String> OF_VAULTS = List.of(
            "backup:DeleteBackupVault",
            "backup:DeleteBackupVaultAccessPolicy",
            "backup:DeleteBackupVaultLockConfiguration",
            "backup:PutBackupVaultAccessPolicy");

    private static final List<String> OF_KEYS = List.of("kms:DisableKey", "kms:ScheduleKeyDeletion");

    private final Estate estate;
    private final Observatory observatory;
    private final Tally tally;
    private final String partition;
    private final String account;
    private final List<Question> questions = new ArrayList<>();

    /**
     * A question to IAM.
     *
     * @param region where the calls would be sent to
     * @param actions what would be done
     * @param resources to what: ARNs
     */
    record Question(String region, List<String> actions, List<String> resources) {}

    private BackupsAtRisk(Estate estate, String role, Tally tally, Observatory observatory) {
        String[] arn = role.split(":", -1);
        this.partition = arn[1];
        this.account = arn[4];
        this.estate = estate;
        this.tally = tally;
        this.observatory = observatory;
    }

    /** The questions about {@code estate}; what is not known for them is noted in {@code tally}. */
    static List<Question> of(Estate estate, String role, Tally tally, Observatory observatory) {
        BackupsAtRisk risk = new BackupsAtRisk(estate, role, tally, observatory);
        risk.in(estate.regions().primary());
        risk.in(estate.regions().dr());
        return risk.questions;
    }

    private void in(String region) {
        SortedSet<String> instances = new TreeSet<>();
        SortedSet<String> snapshots = new TreeSet<>();
        SortedSet<String> vaults = new TreeSet<>();
        for (PostgresDatabase database : estate.databases()) {
            database.instances(estate.regions(), region)
                    .forEach(instance -> instances.add(arn("rds", region, "db:" + instance)));
            snapshots.add(arn("rds", region, "snapshot:" + database.instance() + "-by-hand"));
            if (database.vaults().isPresent()) {
                vaults.add(arn("backup", region, "backup-vault:" + VaultNames.vault(estate, database, region)));
            }
        }
        ask(region, List.of("rds:DeleteDBInstance"), instances);
        ask(region, List.of("rds:DeleteDBSnapshot"), snapshots);
        if (!estate.databases().isEmpty()) {
            ask(
                    region,
                    List.of("rds:DeleteDBInstanceAutomatedBackup"),
                    new TreeSet<>(List.of(arn("rds", region, "auto-backup:ab-any"))));
        }
        ask(region, OF_VAULTS, vaults);
        if (!vaults.isEmpty()) {
            // A recovery point of RDS is a snapshot: Service Authorization Reference, AWS Backup, recoveryPoint.
            ask(
                    region,
                    List.of("backup:DeleteRecoveryPoint"),
                    new TreeSet<>(List.of(arn("rds", region, "snapshot:awsbackup:job-any"))));
        }
        SortedSet<String> buckets = buckets(region);
        ask(region, List.of("s3:PutLifecycleConfiguration"), buckets);
        SortedSet<String> objects = new TreeSet<>();
        buckets.forEach(bucket -> objects.add(bucket + "/any"));
        if (region.equals(estate.regions().dr())) {
            estate.state().bucket().ifPresent(name -> {
                objects.remove(s3(name) + "/any");
                objects.add(s3(name) + "/" + estate.state().prefix() + "any");
            });
        }
        ask(region, List.of("s3:DeleteObjectVersion"), objects);
        ask(region, OF_KEYS, keys(region));
    }

    private SortedSet<String> buckets(String region) {
        boolean primary = region.equals(estate.regions().primary());
        SortedSet<String> buckets = new TreeSet<>();
        for (Bucket bucket : estate.buckets()) {
            if (primary) {
                buckets.add(s3(bucket.bucket()));
            } else {
                bucket.replica().ifPresent(replica -> buckets.add(s3(replica)));
            }
        }
        for (RedisGroup redis : estate.caches()) {
            redis.restores()
                    .export()
                    .ifPresent(export -> buckets.add(s3(primary ? export.bucket() : export.drBucket())));
        }
        if (!primary) {
            estate.state().bucket().ifPresent(name -> buckets.add(s3(name)));
        }
        return buckets;
    }

    /** Keys AWS manages nobody can delete. */
    private SortedSet<String> keys(String region) {
        boolean primary = region.equals(estate.regions().primary());
        NavigableSet<String> names = new TreeSet<>();
        estate.databases()
                .forEach(database -> names.add(
                        primary ? database.keys().primary() : database.keys().dr()));
        estate.caches().forEach(redis -> {
            CacheRestores restores = redis.restores();
            (primary ? restores.primary() : restores.dr())
                    .flatMap(CachePlace::key)
                    .ifPresent(names::add);
        });
        if (!primary) {
            estate.evidence().signingKey().ifPresent(names::add);
        }
        NavigableSet<String> arns = new TreeSet<>();
        names.forEach(name -> tally.read(
                observatory.read(new EncryptionKey(region, name)),
                found -> found.filter(key -> key.keyManager() != KeyManagerType.AWS)
                        .ifPresent(key -> arns.add(key.arn()))));
        return arns;
    }

    private void ask(String region, List<String> actions, SortedSet<String> resources) {
        if (!resources.isEmpty()) {
            questions.add(new Question(region, actions, List.copyOf(resources)));
        }
    }

    private String arn(String service, String region, String resource) {
        return String.join(":", "arn", partition, service, region, account, resource);
    }

    private String s3(String bucket) {
        return "arn:" + partition + ":s3:::" + bucket;
    }
}
