package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/** What AWS Backup restores for its restore tests: instances like any other, which it deletes again. */
public final class BackupRestores {
    private final Restores restores;
    private final Instances instances;
    private final RdsTags tags;

    BackupRestores(Restores restores, Instances instances, RdsTags tags) {
        this.restores = restores;
        this.instances = instances;
        this.tags = tags;
    }

    /**
     * Restores the snapshot {@code arn} as the instance {@code id} with {@code marks}; groups are the default ones.
     *
     * @return when it takes connections
     */
    public Instant restore(Context context, String arn, String id, Map<String, String> marks) {
        List<Tag> given = marks.entrySet().stream()
                .map(mark ->
                        Tag.builder().key(mark.getKey()).value(mark.getValue()).build())
                .toList();
        restores.fromSnapshot(
                context,
                RestoreDbInstanceFromDbSnapshotRequest.builder()
                        .dbSnapshotIdentifier(arn)
                        .dbInstanceIdentifier(id)
                        .tags(given)
                        .build());
        return instances.require(context, id).lifecycle.leaves("creating").orElse(Instant.MAX);
    }

    /** Whether the instance {@code arn} is there and has the tag {@code key}. */
    public boolean isMarked(Context context, String arn, String key) {
        return tags.of(arn).containsKey(key) && find(context, arn);
    }

    /** Deletes the instance {@code id} at {@code at}; when it is gone. */
    public Instant delete(Context context, String id, Instant at) {
        DbInstance instance = instances.require(context, id);
        Instant gone = at.plus(RdsDurations.deletion(context.seed(), instance.arn(context.now())));
        instance.ended = at;
        instance.lifecycle.become(at, "deleting");
        instance.lifecycle.become(gone, "deleted");
        return gone;
    }

    private boolean find(Context context, String arn) {
        return instances
                .find(context, RdsNames.region(arn, ""), RdsNames.existing(arn, "db"))
                .isPresent();
    }
}
