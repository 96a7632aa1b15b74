package io.labelmint.dr.discovery;

import io.labelmint.dr.estate.Regions;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.observatory.AutomatedBackups;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.EncryptionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** The PostgreSQL databases on RDS, with what of them is in the DR region. */
final class Databases {
    /** What RDS calls PostgreSQL that is not Aurora (Amazon RDS API Reference, CreateDBInstance, Engine). */
    private static final String POSTGRES = "postgres";

    private final Regions regions;
    private final Sight sight;
    private final Ids ids;
    private final BackedUp backedUp;
    private final List<DBInstance> here;
    private final List<DBInstance> there;
    private final List<DBInstanceAutomatedBackup> replicated;
    private final List<String> uncovered = new ArrayList<>();

    Databases(Regions regions, Sight sight, Ids ids, BackedUp backedUp) {
        this.regions = regions;
        this.sight = sight;
        this.ids = ids;
        this.backedUp = backedUp;
        this.here = sight.list("DB instances", new DbInstances(regions.primary()));
        this.there = sight.list("DB instances", new DbInstances(regions.dr()));
        this.replicated = sight.list("automated backups", new AutomatedBackups(regions.dr()));
    }

    /** One for each database that can be declared. */
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (DBInstance instance : here) {
            Optional<String> reason = notDeclared(instance);
            reason.ifPresent(why -> uncovered.add("RDS instance " + instance.dbInstanceIdentifier() + " ("
                    + instance.engine() + " " + instance.engineVersion() + ", " + instance.allocatedStorage()
                    + " GiB): "
                    + why));
            if (reason.isEmpty() && instance.readReplicaSourceDBInstanceIdentifier() == null) {
                entries.add(entry(instance));
            }
        }
        return entries;
    }

    /** Databases that cannot be declared; known after {@link #entries}. */
    List<String> uncovered() {
        return List.copyOf(uncovered);
    }

    /** How far automated backups reach back today, for whoever decides how far they should. */
    List<Integer> backupDays() {
        return here.stream()
                .filter(instance -> notDeclared(instance).isEmpty())
                .map(DBInstance::backupRetentionPeriod)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    private Optional<String> notDeclared(DBInstance instance) {
        if (!POSTGRES.equals(instance.engine())) {
            return Optional.of("not covered, only PostgreSQL on RDS is.");
        }
        if (instance.dbClusterIdentifier() != null) {
            return Optional.of("not covered, it is part of the cluster " + instance.dbClusterIdentifier() + ".");
        }
        if (instance.dbInstanceIdentifier().startsWith(Restores.TEST_PREFIX)) {
            return Optional.of("left out, it is named as the copies of restore tests are, which are deleted.");
        }
        String source = instance.readReplicaSourceDBInstanceIdentifier();
        return source != null && here.stream().noneMatch(other -> isOf(instance, other))
                ? Optional.of("left out, it is a replica of " + source + ", which is not in " + regions.primary() + ".")
                : Optional.empty();
    }

    private Entry entry(DBInstance instance) {
        String name = instance.dbInstanceIdentifier();
        List<DBInstance> nearby = replicas(here, instance);
        List<DBInstance> abroad = replicas(there, instance);
        Optional<DBInstanceAutomatedBackup> backups = replicated.stream()
                .filter(backup -> name.equals(backup.dbInstanceIdentifier()))
                // The region the source is in; the DR region may have an instance of that name itself.
                .filter(backup -> regions.primary().equals(backup.region()))
                .findFirst();
        Entry entry = new Entry("databases", ids.of(name, "db"), facts(instance, abroad, backups));
        entry.with("instance", name);
        Optional<BackedUp.Vaults> vaults = backedUp.vaults(instance.dbInstanceArn());
        vaults.ifPresent(found ->
                entry.line("via: aws-backup").line("scheduledBy: " + (found.byPlan() ? "backup-plan" : "jenkins")));
        if (!nearby.isEmpty() || !abroad.isEmpty()) {
            entry.line("replicas:");
            abroad.forEach(replica -> replica(entry, replica, regions.dr()));
            nearby.forEach(replica -> replica(entry, replica, regions.primary()));
        }
        backups.ifPresent(
                found -> entry.line("replicatedBackups:").line("  retentionDays: " + found.backupRetentionPeriod()));
        keys(entry, instance, abroad, backups);
        vaults.ifPresent(found -> found.write(entry));
        backedUp.halfFound(instance.dbInstanceArn()).forEach(entry::line);
        place(entry, "primary", instance);
        abroad.stream().findFirst().ifPresent(replica -> place(entry, "dr", replica));
        boolean survives = !abroad.isEmpty() || backups.isPresent();
        return entry.objectives(survives ? "1h" : "24h", "4h");
    }

    private static void replica(Entry entry, DBInstance replica, String region) {
        entry.line("  - instance: " + Entry.plain(replica.dbInstanceIdentifier()))
                .line("    region: " + region);
    }

    private List<DBInstance> replicas(List<DBInstance> among, DBInstance source) {
        return among.stream().filter(candidate -> isOf(candidate, source)).toList();
    }

    /** The source of a replica in another region is told by its ARN, in the same one by its name. */
    private boolean isOf(DBInstance replica, DBInstance source) {
        String of = replica.readReplicaSourceDBInstanceIdentifier();
        return source.dbInstanceArn().equals(of)
                || (here.contains(replica) && source.dbInstanceIdentifier().equals(of));
    }

    private String facts(DBInstance instance, List<DBInstance> abroad, Optional<DBInstanceAutomatedBackup> backups) {
        String replicas = abroad.isEmpty()
                ? "no replica in " + regions.dr()
                : abroad.stream().map(DBInstance::dbInstanceIdentifier).collect(Collectors.joining(", "))
                        + " is a replica in " + regions.dr();
        return "PostgreSQL " + instance.engineVersion() + ", " + instance.dbInstanceClass() + ", "
                + instance.allocatedStorage() + " GiB, "
                + (Boolean.TRUE.equals(instance.multiAZ()) ? "Multi-AZ" : "one zone only") + ", "
                + (Boolean.TRUE.equals(instance.storageEncrypted()) ? "encrypted" : "not encrypted")
                + ", automated backups "
                + (instance.backupRetentionPeriod() == null || instance.backupRetentionPeriod() == 0
                        ? "off"
                        : instance.backupRetentionPeriod() + " days")
                + ", " + replicas + ", "
                + (backups.isPresent() ? "backups replicated there" : "backups not replicated there");
    }

    /** Keys of the account's own; AWS's are the default. */
    private void keys(
            Entry entry, DBInstance instance, List<DBInstance> abroad, Optional<DBInstanceAutomatedBackup> backups) {
        Optional<String> primary = own(regions.primary(), instance.kmsKeyId());
        Optional<String> dr = Stream.concat(
                        abroad.stream().map(DBInstance::kmsKeyId),
                        backups.stream().map(DBInstanceAutomatedBackup::kmsKeyId))
                .flatMap(key -> own(regions.dr(), key).stream())
                .findFirst();
        if (primary.isPresent() || dr.isPresent()) {
            entry.line("keys:");
            primary.ifPresent(key -> entry.line("  primary: " + key));
            dr.ifPresent(key -> entry.line("  dr: " + key));
        }
    }

    private Optional<String> own(String region, String key) {
        return Optional.ofNullable(key)
                .flatMap(name -> sight.read("the key " + name, new EncryptionKey(region, name)))
                .flatMap(found -> found)
                .filter(found -> found.keyManager() != KeyManagerType.AWS)
                .map(found -> found.arn());
    }

    /** Where it is today is where it could be restored: ready to be used, but no decision of ours. */
    private static void place(Entry entry, String side, DBInstance instance) {
        if (instance.dbSubnetGroup() == null
                || !instance.hasVpcSecurityGroups()
                || !instance.hasDbParameterGroups()
                || instance.dbParameterGroups().isEmpty()) {
            return;
        }
        if (side.equals("primary")) {
            entry.line("# restore:   # DECIDE where restores are put, and tested (docs/restores.md); today it is in");
        }
        entry.line("#   " + side + ": { subnetGroup: "
                + instance.dbSubnetGroup().dbSubnetGroupName() + ", securityGroups: "
                + instance.vpcSecurityGroups().stream()
                        .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                        .toList()
                + ", parameterGroup: " + instance.dbParameterGroups().get(0).dbParameterGroupName() + " }");
    }
}
