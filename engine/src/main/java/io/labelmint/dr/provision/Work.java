package io.labelmint.dr.provision;

import static io.labelmint.dr.aws.MutatingOperation.CHANGE_RESOURCE_RECORD_SETS;
import static io.labelmint.dr.aws.MutatingOperation.COPY_CACHE_SNAPSHOT;
import static io.labelmint.dr.aws.MutatingOperation.COPY_DB_SNAPSHOT;
import static io.labelmint.dr.aws.MutatingOperation.COPY_OBJECT;
import static io.labelmint.dr.aws.MutatingOperation.CREATE_CACHE_SNAPSHOT;
import static io.labelmint.dr.aws.MutatingOperation.CREATE_DB_INSTANCE_READ_REPLICA;
import static io.labelmint.dr.aws.MutatingOperation.CREATE_DB_SNAPSHOT;
import static io.labelmint.dr.aws.MutatingOperation.CREATE_REPLICATION_GROUP;
import static io.labelmint.dr.aws.MutatingOperation.DELETE_CACHE_SNAPSHOT;
import static io.labelmint.dr.aws.MutatingOperation.DELETE_DB_INSTANCE;
import static io.labelmint.dr.aws.MutatingOperation.DELETE_DB_SNAPSHOT;
import static io.labelmint.dr.aws.MutatingOperation.DELETE_OBJECT;
import static io.labelmint.dr.aws.MutatingOperation.DELETE_REPLICATION_GROUP;
import static io.labelmint.dr.aws.MutatingOperation.FAILOVER_GLOBAL_REPLICATION_GROUP;
import static io.labelmint.dr.aws.MutatingOperation.MODIFY_DB_INSTANCE;
import static io.labelmint.dr.aws.MutatingOperation.PROMOTE_READ_REPLICA;
import static io.labelmint.dr.aws.MutatingOperation.PUBLISH;
import static io.labelmint.dr.aws.MutatingOperation.PUT_METRIC_DATA;
import static io.labelmint.dr.aws.MutatingOperation.PUT_OBJECT;
import static io.labelmint.dr.aws.MutatingOperation.PUT_RESTORE_VALIDATION_RESULT;
import static io.labelmint.dr.aws.MutatingOperation.RESTORE_DB_INSTANCE_FROM_DB_SNAPSHOT;
import static io.labelmint.dr.aws.MutatingOperation.RESTORE_DB_INSTANCE_TO_POINT_IN_TIME;
import static io.labelmint.dr.aws.MutatingOperation.RUN_TASK;
import static io.labelmint.dr.aws.MutatingOperation.START_BACKUP_JOB;
import static io.labelmint.dr.aws.MutatingOperation.START_COPY_JOB;
import static io.labelmint.dr.aws.MutatingOperation.START_DB_INSTANCE_AUTOMATED_BACKUPS_REPLICATION;
import static io.labelmint.dr.aws.MutatingOperation.STOP_TASK;
import static io.labelmint.dr.aws.MutatingOperation.UPDATE_ROUTING_CONTROL_STATES;
import static io.labelmint.dr.aws.MutatingOperation.UPDATE_SERVICE;

import io.labelmint.dr.aws.MutatingOperation;
import java.util.List;
import java.util.Locale;

/**
 * A kind of work that has a role of its own, so that who backs up cannot delete, and who tests restores cannot fail over.
 * Each reads everything the product reads.
 */
public enum Work {
    /** Makes backups, copies them and tells people. Deletes nothing. */
    BACKUP,
    /** Deletes backups past their last day, and does nothing else. */
    RETENTION,
    /** Restores for a test, asks the copy and destroys it. */
    RESTORE_TEST,
    /** Restores what stays, cuts over, fails over, switches over and goes back. */
    FAILOVER;

    /** The name people write, for example {@code restore-test}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it may change AWS with. */
    public List<MutatingOperation<?, ?, ?>> operations() {
        return switch (this) {
            case BACKUP ->
                List.of(
                        CREATE_DB_SNAPSHOT,
                        COPY_DB_SNAPSHOT,
                        CREATE_CACHE_SNAPSHOT,
                        COPY_CACHE_SNAPSHOT,
                        START_BACKUP_JOB,
                        START_COPY_JOB,
                        PUT_METRIC_DATA,
                        PUBLISH);
            case RETENTION -> List.of(DELETE_DB_SNAPSHOT, DELETE_CACHE_SNAPSHOT);
            case RESTORE_TEST ->
                List.of(
                        RESTORE_DB_INSTANCE_TO_POINT_IN_TIME,
                        RESTORE_DB_INSTANCE_FROM_DB_SNAPSHOT,
                        DELETE_DB_INSTANCE,
                        CREATE_REPLICATION_GROUP,
                        DELETE_REPLICATION_GROUP,
                        COPY_OBJECT,
                        DELETE_OBJECT,
                        RUN_TASK,
                        STOP_TASK,
                        PUT_RESTORE_VALIDATION_RESULT,
                        PUT_METRIC_DATA,
                        PUBLISH);
            case FAILOVER ->
                List.of(
                        RESTORE_DB_INSTANCE_TO_POINT_IN_TIME,
                        RESTORE_DB_INSTANCE_FROM_DB_SNAPSHOT,
                        MODIFY_DB_INSTANCE,
                        PROMOTE_READ_REPLICA,
                        CREATE_DB_INSTANCE_READ_REPLICA,
                        START_DB_INSTANCE_AUTOMATED_BACKUPS_REPLICATION,
                        FAILOVER_GLOBAL_REPLICATION_GROUP,
                        CREATE_REPLICATION_GROUP,
                        COPY_OBJECT,
                        DELETE_OBJECT,
                        RUN_TASK,
                        STOP_TASK,
                        UPDATE_SERVICE,
                        PUT_OBJECT,
                        PUT_METRIC_DATA,
                        CHANGE_RESOURCE_RECORD_SETS,
                        UPDATE_ROUTING_CONTROL_STATES,
                        PUBLISH);
        };
    }
}
