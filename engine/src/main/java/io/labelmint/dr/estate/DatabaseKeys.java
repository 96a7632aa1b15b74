package io.labelmint.dr.estate;

import io.labelmint.dr.estate.PostgresDatabase.Keys;
import io.labelmint.dr.estate.PostgresDatabase.Replica;
import io.labelmint.dr.estate.PostgresDatabase.ReplicatedBackups;
import io.labelmint.dr.estate.PostgresDatabase.ScheduledBy;
import io.labelmint.dr.estate.PostgresDatabase.Vaults;
import io.labelmint.dr.estate.PostgresDatabase.Via;
import io.labelmint.dr.estate.yaml.Choice;
import io.labelmint.dr.estate.yaml.Flag;
import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Listed;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.Span;
import java.time.Duration;
import java.util.List;

/** The keys of a PostgreSQL database. */
final class DatabaseKeys {
    static final Key<String> INSTANCE =
            Key.required("instance", Words.DB_INSTANCE, "DB instance identifier in the primary region.");
    static final Key<Via> VIA = Key.defaulted(
            "via", Choice.of(Via.class), Via.RDS_SNAPSHOT, "How its scheduled backups are made and copied.");
    static final Key<ScheduledBy> SCHEDULED_BY = Key.defaulted(
            "scheduledBy",
            Choice.of(ScheduledBy.class),
            ScheduledBy.JENKINS,
            "Who starts them; with a plan of AWS Backup the daily job observes, copies and verifies.");

    static final Key<String> REPLICA_REGION =
            Key.required("region", RegionName.REGION.like("us-west-2"), "Where the replica lives.");
    // Streaming to another region trails by seconds; an idle source shows up to five minutes of lag that is not there
    // (RDS user guide, "Working with read replicas for Amazon RDS for PostgreSQL").
    static final Key<Duration> REPLICA_MAX_LAG =
            Key.defaulted("maxLag", Span.SPAN, Duration.ofMinutes(5), "The longest its replication may lag.");
    static final Key<List<Listed<Section>>> REPLICAS = Key.list(
            "replicas",
            Mapping.of(
                    Key.required(
                            INSTANCE.name(),
                            Words.DB_INSTANCE.like("labelmint-production-orders-replica"),
                            "DB instance identifier of the replica."),
                    REPLICA_REGION,
                    REPLICA_MAX_LAG),
            "Read replicas; one in the DR region can be promoted.");

    static final Key<Integer> REPLICATED_DAYS =
            Key.defaulted("retentionDays", PolicyKeys.AUTOMATED_BACKUP_DAYS, 7, "Days they are kept in the DR region.");
    static final Key<Duration> REPLICATED_MAX_LAG = Key.defaulted(
            "maxLag",
            Span.SPAN,
            Duration.ofMinutes(15),
            "The longest the latest restorable time in the DR region may lie back.");
    static final Key<Section> REPLICATED_BACKUPS = Key.optional(
            "replicatedBackups",
            Mapping.of(REPLICATED_DAYS, REPLICATED_MAX_LAG),
            "Automated backups replicated into the DR region: point-in-time recovery there. Write {} for the defaults.");

    /** The key RDS uses when nobody chooses one: enough inside one account, useless for sharing across accounts. */
    private static final String AWS_MANAGED_KEY = "alias/aws/rds";

    static final Key<String> PRIMARY_KEY =
            Key.defaulted("primary", Words.KMS_KEY, AWS_MANAGED_KEY, "Key in the primary region.");
    static final Key<String> DR_KEY = Key.defaulted("dr", Words.KMS_KEY, AWS_MANAGED_KEY, "Key in the DR region.");
    static final Key<Section> KEYS =
            Key.optional("keys", Mapping.of(PRIMARY_KEY, DR_KEY), "KMS keys its backups must be encrypted with.");

    static final Key<String> PRIMARY_VAULT = Key.required("primary", Words.VAULT, "Vault in the primary region.");
    static final Key<String> DR_VAULT =
            Key.required("dr", Words.VAULT.like("labelmint-production-dr"), "Vault in the DR region.");
    static final Key<String> VAULT_ROLE = Key.required(
            "role",
            Words.ROLE.like("arn:aws:iam::123456789012:role/labelmint-production-backup"),
            "Service role passed to AWS Backup.");
    static final Key<Boolean> LOCKED =
            Key.defaulted("locked", new Flag(), false, "Whether both vaults must carry a vault lock.");
    static final Key<Section> VAULTS = Key.optional(
            "vaults",
            Mapping.of(PRIMARY_VAULT, DR_VAULT, VAULT_ROLE, LOCKED).refusing(PolicyKeys.COLD_STORAGE),
            "AWS Backup vaults; needed with via: aws-backup.");

    static final Mapping TYPE = Mapping.of(
                    StoreKeys.ID,
                    INSTANCE,
                    VIA,
                    SCHEDULED_BY,
                    REPLICAS,
                    REPLICATED_BACKUPS,
                    KEYS,
                    VAULTS,
                    RestoreKeys.RESTORE,
                    ValidationKeys.VALIDATION,
                    FailoverKeys.OF_DATABASE,
                    StoreKeys.OBJECTIVES)
            .refusing(PolicyKeys.COLD_STORAGE);

    private DatabaseKeys() {}

    static PostgresDatabase build(Section database) {
        Section keys = database.section(KEYS);
        return new PostgresDatabase(
                database.require(StoreKeys.ID),
                database.require(INSTANCE),
                database.require(VIA),
                database.require(SCHEDULED_BY),
                database.items(REPLICAS).stream()
                        .map(replica -> new Replica(
                                replica.require(INSTANCE),
                                replica.require(REPLICA_REGION),
                                replica.require(REPLICA_MAX_LAG)))
                        .toList(),
                database.get(REPLICATED_BACKUPS)
                        .map(copies -> new ReplicatedBackups(
                                copies.require(REPLICATED_DAYS), copies.require(REPLICATED_MAX_LAG))),
                new Keys(keys.require(PRIMARY_KEY), keys.require(DR_KEY)),
                database.get(VAULTS)
                        .map(vaults -> new Vaults(
                                vaults.require(PRIMARY_VAULT),
                                vaults.require(DR_VAULT),
                                vaults.require(VAULT_ROLE),
                                vaults.require(LOCKED))),
                database.get(RestoreKeys.RESTORE).map(RestoreKeys::build).orElse(Restores.NONE),
                database.get(ValidationKeys.VALIDATION).map(ValidationKeys::build),
                FailoverKeys.ofDatabase(database),
                StoreKeys.objectives(database));
    }
}
