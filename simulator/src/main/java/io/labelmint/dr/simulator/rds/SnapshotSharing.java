package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import software.amazon.awssdk.services.rds.model.DBSnapshotAttribute;
import software.amazon.awssdk.services.rds.model.DBSnapshotAttributesResult;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotAttributesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotAttributesResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbSnapshotAttributeRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbSnapshotAttributeResponse;

/** Who else may restore manual snapshots. That they do is not simulated. */
final class SnapshotSharing {
    private static final String RESTORE = "restore";
    private static final String EVERYBODY = "all";

    private final Snapshots snapshots;

    SnapshotSharing(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    void declare(Operations operations) {
        operations
                .change("ModifyDBSnapshotAttribute", ModifyDbSnapshotAttributeRequest.class, this::modify)
                .read("DescribeDBSnapshotAttributes", DescribeDbSnapshotAttributesRequest.class, this::describe);
    }

    /** "You can't use all as a value" for an encrypted one: API reference, ModifyDBSnapshotAttribute, ValuesToAdd. */
    private ModifyDbSnapshotAttributeResponse modify(Context context, ModifyDbSnapshotAttributeRequest request) {
        DbSnapshot snapshot = require(context, request.dbSnapshotIdentifier());
        if (!RESTORE.equals(request.attributeName())) {
            throw RdsErrors.invalidValue("Invalid attribute name: " + request.attributeName());
        }
        if (!snapshot.isManual()) {
            throw RdsErrors.snapshotState("Only manual snapshots may be shared.");
        }
        if (request.valuesToAdd().contains(EVERYBODY) && Boolean.TRUE.equals(snapshot.fixed.encrypted())) {
            throw RdsErrors.snapshotState("An encrypted snapshot cannot be shared with everybody.");
        }
        snapshot.restorableBy.addAll(request.valuesToAdd());
        snapshot.restorableBy.removeAll(request.valuesToRemove());
        return ModifyDbSnapshotAttributeResponse.builder()
                .dbSnapshotAttributesResult(attributes(snapshot))
                .build();
    }

    private DescribeDbSnapshotAttributesResponse describe(
            Context context, DescribeDbSnapshotAttributesRequest request) {
        return DescribeDbSnapshotAttributesResponse.builder()
                .dbSnapshotAttributesResult(attributes(require(context, request.dbSnapshotIdentifier())))
                .build();
    }

    private DbSnapshot require(Context context, String given) {
        String id = RdsNames.existing(given, "snapshot");
        return snapshots.find(context, context.region(), id).orElseThrow(() -> RdsErrors.snapshotNotFound(id));
    }

    private static DBSnapshotAttributesResult attributes(DbSnapshot snapshot) {
        return DBSnapshotAttributesResult.builder()
                .dbSnapshotIdentifier(snapshot.id())
                .dbSnapshotAttributes(DBSnapshotAttribute.builder()
                        .attributeName(RESTORE)
                        .attributeValues(snapshot.restorableBy)
                        .build())
                .build();
    }
}
