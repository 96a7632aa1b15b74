package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Rate;
import io.labelmint.dr.simulator.core.Service;
import io.labelmint.dr.simulator.ec2.Ec2Simulator;
import io.labelmint.dr.simulator.kms.KmsSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceResponse;

/**
 * Simulated Amazon RDS for PostgreSQL: instances and their groups, replicas, snapshots, copies, automated backups and their
 * replication, restores.
 */
public final class RdsSimulator implements Service {
    private final KmsSimulator kms;
    private final RdsTags tags = new RdsTags();
    private final Instances instances;
    private final Memberships memberships;
    private final OrderableOptions options;
    private final InstanceCreation creation;
    private final InstanceChanges changes;
    private final Replicas replicas;
    private final Promotions promotions;
    private final Replaying replaying;
    private final BackupSnapshots backups;
    private final Snapshots snapshots;
    private final SnapshotCopies copies;
    private final BackupReplications replications;
    private final Restores restores;
    private final AccountQuotas quotas;

    public RdsSimulator(KmsSimulator kms, Ec2Simulator ec2) {
        this.kms = kms;
        this.instances = new Instances(tags);
        this.memberships = new Memberships(ec2, tags);
        this.options = new OrderableOptions();
        this.creation = new InstanceCreation(instances, memberships, options, kms, tags);
        this.changes = new InstanceChanges(instances, memberships, options, tags);
        this.replicas = new Replicas(instances, memberships, kms, tags);
        this.promotions = new Promotions(instances);
        this.replaying = new Replaying(instances, memberships);
        this.backups = new BackupSnapshots(instances, tags);
        this.snapshots = new Snapshots(instances, backups, tags);
        this.copies = new SnapshotCopies(snapshots, kms, tags);
        this.replications = new BackupReplications(instances, kms);
        RestoredInstances restored = new RestoredInstances(instances, memberships, options, kms, tags);
        this.restores = new Restores(instances, replications, snapshots, restored, tags);
        this.quotas = new AccountQuotas(instances, snapshots);
    }

    @Override
    public String name() {
        return "rds";
    }

    @Override
    public Class<? extends SdkClient> clientType() {
        return RdsClient.class;
    }

    @Override
    public void declare(Operations operations) {
        instances.declare(operations);
        creation.declare(operations);
        changes.declare(operations);
        replicas.declare(operations);
        promotions.declare(operations);
        snapshots.declare(operations);
        new SnapshotSharing(snapshots).declare(operations);
        copies.declare(operations);
        replications.declare(operations);
        restores.declare(operations);
        memberships.declare(operations);
        options.declare(operations);
        quotas.declare(operations);
        operations
                .change("AddTagsToResource", AddTagsToResourceRequest.class, this::addTags)
                .change("RemoveTagsFromResource", RemoveTagsFromResourceRequest.class, this::removeTags)
                .read("ListTagsForResource", ListTagsForResourceRequest.class, this::listTags);
    }

    @Override
    public AwsServiceException.Builder error() {
        return RdsException.builder();
    }

    /** RDS throttles but publishes no rates (user guide, "Quotas and constraints"); this is generous. */
    @Override
    public Rate rate(String operation) {
        return new Rate("rds", 100, 200);
    }

    /** RDS API reference, "Common Errors", and its "Rate exceeded". */
    @Override
    public String throttlingCode() {
        return "Throttling";
    }

    /** How far the replica {@code id} lags, as its ReplicaLag metric would say; empty if it is no running replica. */
    public Optional<Duration> replicaLag(Context context, String id) {
        return replaying.lag(context, id);
    }

    /** Whether nothing is written to the source of the replica {@code id}, so that its lag seems to grow. */
    public boolean sourceIsIdle(Context context, String id) {
        return replaying.idle(context, id);
    }

    /** What the instance {@code id} has of its source; empty if it never was a replica, or is not there. */
    public Optional<ReplicatedFrom> replicatedFrom(Context context, String id) {
        return replaying.replicatedFrom(context, id);
    }

    /** Until when clients could write to the instance {@code id}; empty if it is not there. */
    public Optional<Instant> writtenUntil(Context context, String id) {
        return replaying.writtenUntil(context, id);
    }

    /** What the instance {@code id} of {@code region} was restored from; empty if it was not, or is not there. */
    public Optional<RestoredFrom> restoredFrom(Instant now, String region, String id) {
        return instances.all(region).stream()
                .filter(instance -> !instance.isGone(now) && instance.id(now).equals(id))
                .findFirst()
                .flatMap(instance -> instance.restoredFrom);
    }

    /** What AWS Backup works with. */
    public BackupSnapshots backupSnapshots() {
        return backups;
    }

    /** What AWS Backup restores with. */
    public BackupRestores backupRestores() {
        return new BackupRestores(restores, instances, tags);
    }

    @Override
    public Map<String, Instant> restsAt() {
        Map<String, Instant> all = new TreeMap<>();
        snapshots.manual().forEach(snapshot -> all.put(snapshot.arn(), snapshot.lifecycle.restsAt()));
        instances.all().forEach(instance -> all.put(instance.createdAs, instance.usableFrom()));
        return all;
    }

    @Override
    public List<String> inventory(Instant now) {
        List<String> lines = new ArrayList<>();
        for (DbInstance instance : instances.all()) {
            if (!instance.isGone(now)) {
                DBInstance fixed = instance.atRest();
                lines.add(instance.region + " rds instance " + fixed.dbInstanceIdentifier() + " "
                        + instance.lifecycle.atRest() + " source="
                        + orNone(fixed.readReplicaSourceDBInstanceIdentifier()) + " gib=" + fixed.allocatedStorage()
                        + " retention=" + fixed.backupRetentionPeriod() + " key=" + key(fixed.kmsKeyId()) + " tags="
                        + tags.of(fixed.dbInstanceArn()));
            }
        }
        for (DbSnapshot snapshot : snapshots.manual()) {
            DBSnapshot fixed = snapshot.fixed;
            lines.add(snapshot.region + " rds snapshot " + snapshot.id() + " " + snapshot.lifecycle.atRest() + " of="
                    + fixed.dbInstanceIdentifier() + " source=" + orNone(fixed.sourceDBSnapshotIdentifier()) + " key="
                    + key(fixed.kmsKeyId()) + " tags=" + tags.of(snapshot.arn()));
        }
        lines.addAll(replications.inventory(now));
        lines.addAll(memberships.inventory());
        return lines;
    }

    private static String orNone(String source) {
        return source == null ? "none" : source;
    }

    private String key(String arn) {
        return arn == null ? "none" : kms.nameOf(arn);
    }

    private AddTagsToResourceResponse addTags(Context context, AddTagsToResourceRequest request) {
        tags.add(existing(context, request.resourceName()), request.tags());
        return AddTagsToResourceResponse.builder().build();
    }

    private RemoveTagsFromResourceResponse removeTags(Context context, RemoveTagsFromResourceRequest request) {
        tags.remove(existing(context, request.resourceName()), request.tagKeys());
        return RemoveTagsFromResourceResponse.builder().build();
    }

    private ListTagsForResourceResponse listTags(Context context, ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tagList(tags.list(existing(context, request.resourceName())))
                .build();
    }

    /** The ARN {@code arn}, which must name something in the client's region. */
    private String existing(Context context, String arn) {
        if (!RdsNames.region(arn, "").equals(context.region())) {
            throw RdsErrors.invalidValue("Invalid resource name: " + arn);
        }
        if (memberships.created(arn)) {
            return arn;
        }
        if (arn.contains(":snapshot:")) {
            String id = RdsNames.existing(arn, "snapshot");
            return snapshots
                    .find(context, context.region(), id)
                    .orElseThrow(() -> RdsErrors.snapshotNotFound(id))
                    .arn();
        }
        return instances.require(context, arn).arn(context.now());
    }
}
