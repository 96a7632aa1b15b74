package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceStatusInfo;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.Endpoint;

/** The DB instances of all regions, and describing them. */
final class Instances {
    /** RDS user guide, "Quotas and constraints": DB instances a region. */
    private static final long MOST = 40;

    /** By the name they were created with and their resource id: names change, and pass to other instances. */
    private final Regional<DbInstance> instances = new Regional<>();

    private final RdsTags tags;

    Instances(RdsTags tags) {
        this.tags = tags;
    }

    void declare(Operations operations) {
        operations.read("DescribeDBInstances", DescribeDbInstancesRequest.class, this::describe);
    }

    /** The instances of {@code region}, deleted ones included. */
    Collection<DbInstance> all(String region) {
        return instances.all(region);
    }

    /** The instances of all regions, deleted ones included. */
    Collection<DbInstance> all() {
        return instances.all();
    }

    Optional<DbInstance> find(Context context, String region, String id) {
        return existing(context, region)
                .filter(instance -> instance.id(context.now()).equals(id))
                .findFirst();
    }

    /** The instance whose resource id is {@code id}, in whatever region. */
    Optional<DbInstance> withResourceId(Context context, String id) {
        return all().stream()
                .filter(instance ->
                        !instance.isGone(context.now()) && instance.resourceId().equals(id))
                .findFirst();
    }

    /** The instance that {@code nameOrArn} names. */
    DbInstance require(Context context, String nameOrArn) {
        String id = RdsNames.existing(nameOrArn, "db");
        return find(context, RdsNames.region(nameOrArn, context.region()), id)
                .orElseThrow(() -> RdsErrors.instanceNotFound(id));
    }

    /** Checks that {@code id} is free. */
    void admit(Context context, String id) {
        if (existing(context, context.region()).anyMatch(instance -> instance.claims(id, context.now()))) {
            throw RdsErrors.instanceExists();
        }
    }

    /** Checks that {@code id} is free and one more instance allowed. */
    void admitNew(Context context, String id) {
        admit(context, id);
        if (used(context) >= most(context)) {
            throw RdsErrors.instanceQuota();
        }
    }

    /** How many instances count towards the quota of the region. */
    long used(Context context) {
        return existing(context, context.region()).count();
    }

    /** The quota of the region. */
    long most(Context context) {
        return context.scripts()
                .get(RdsScripts.instances(context.region()))
                .map(Long::parseLong)
                .orElse(MOST);
    }

    void add(DbInstance instance) {
        instances.put(instance.region, instance.createdAs + " " + instance.resourceId(), instance);
    }

    /** The description as of now. */
    DBInstance described(Context context, DbInstance instance) {
        Instant now = context.now();
        String status = instance.status(context.seed(), now);
        List<String> replicas = all().stream()
                .filter(other -> !other.isGone(now)
                        && other.isReplica(now)
                        && instance.resourceId().equals(other.replicates))
                .map(replica -> replica.region.equals(instance.region) ? replica.id(now) : replica.arn(now))
                .toList();
        DBInstance.Builder described = instance.fixed(now).toBuilder()
                .dbInstanceStatus(status)
                .latestRestorableTime(
                        instance.latestRestorable(context.seed(), now).orElse(null))
                .readReplicaSourceDBInstanceIdentifier(sourceOf(context, instance))
                .readReplicaDBInstanceIdentifiers(replicas)
                .tagList(tags.list(instance.arn(now)));
        if (status.equals("creating")) {
            described.endpoint((Endpoint) null);
        }
        if (instance.isReplica(now)) {
            described.statusInfos(replication(context, instance));
        }
        return described.build();
    }

    /**
     * How its replication is described: API reference, DBInstanceStatusInfo. That of a PostgreSQL replica whose source was
     * deleted is {@code terminated}, and it is not promoted: user guide, "Cross-Region replication considerations".
     */
    private DBInstanceStatusInfo replication(Context context, DbInstance replica) {
        boolean terminated = withResourceId(context, replica.replicates).isEmpty();
        boolean stopped = context.scripts()
                .get(RdsScripts.replication(replica.region, replica.id(context.now())))
                .isPresent();
        String status = terminated ? "terminated" : stopped ? "error" : "replicating";
        return DBInstanceStatusInfo.builder()
                .statusType("read replication")
                .normal(status.equals("replicating"))
                .status(status)
                .build();
    }

    /**
     * The ARN of the source of {@code replica}, or null if it is none. Replicas stay with a source that is renamed: user
     * guide, "Renaming a DB instance".
     */
    String sourceOf(Context context, DbInstance replica) {
        if (!replica.isReplica(context.now())) {
            return null;
        }
        return withResourceId(context, replica.replicates)
                .map(source -> source.arn(context.now()))
                .orElse(replica.fixed(context.now()).readReplicaSourceDBInstanceIdentifier());
    }

    private Stream<DbInstance> existing(Context context, String region) {
        return all(region).stream().filter(instance -> !instance.isGone(context.now()));
    }

    private DescribeDbInstancesResponse describe(Context context, DescribeDbInstancesRequest request) {
        Instant now = context.now();
        String wanted = request.dbInstanceIdentifier();
        List<DbInstance> found = existing(context, context.region())
                .filter(instance ->
                        context.sees(instance.arn(now), instance.fixed(now).instanceCreateTime()))
                .filter(instance -> wanted == null
                        || RdsNames.existing(wanted, "db").equals(instance.id(now))
                        || wanted.equals(instance.resourceId()))
                .filter(instance -> RdsListing.passes(
                        request.filters(),
                        Map.of(
                                "db-instance-id", instance.id(now),
                                "dbi-resource-id", instance.resourceId(),
                                "engine", instance.fixed(now).engine())))
                .sorted(Comparator.comparing(instance -> instance.id(now)))
                .toList();
        if (wanted != null && found.isEmpty()) {
            throw RdsErrors.instanceNotFound(wanted);
        }
        Page<DbInstance> page =
                RdsListing.page(found, instance -> instance.id(now), request.marker(), request.maxRecords());
        return DescribeDbInstancesResponse.builder()
                .dbInstances(page.items().stream()
                        .map(instance -> described(context, instance))
                        .toList())
                .marker(page.marker())
                .build();
    }
}
