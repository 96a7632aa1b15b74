package io.labelmint.dr.simulator.backup;

import io.labelmint.dr.simulator.core.Arn;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Lifecycle;
import java.time.Instant;
import software.amazon.awssdk.services.backup.model.CopyJob;
import software.amazon.awssdk.services.backup.model.CopyJobState;

/** A simulated copy job: its timetable, written when it is created. */
final class CopyRun {
    final String id;
    final String sourceRegion;
    final Vault destination;
    final Instant created;
    final CopyJob fixed;
    private final Instant begins;
    private final Lifecycle states;
    private String message;
    private String category;

    /** A job that is created now and waits until {@code begins}. */
    CopyRun(String sourceRegion, Vault destination, CopyJob fixed, Instant begins) {
        this.id = fixed.copyJobId();
        this.sourceRegion = sourceRegion;
        this.destination = destination;
        this.created = fixed.creationDate();
        this.fixed = fixed.toBuilder()
                .accountId(Arn.accountOf(destination.arn))
                .resourceType("RDS")
                .isParent(false)
                .build();
        this.begins = begins;
        this.states =
                new Lifecycle(created, CopyJobState.CREATED.toString()).become(begins, CopyJobState.RUNNING.toString());
    }

    Instant begins() {
        return begins;
    }

    void end(Instant at, CopyJobState state, String how, String group) {
        states.become(at, state.toString());
        message = how;
        category = group;
    }

    /** When it leaves the queue; in the far future if it never does. */
    Instant ends() {
        Instant rest = states.restsAt();
        return states.atRest().equals(CopyJobState.RUNNING.toString()) ? Instant.parse("9999-01-01T00:00:00Z") : rest;
    }

    CopyJob described(Context context) {
        Instant reached = Progress.of(context, sourceRegion);
        CopyJobState state = CopyJobState.fromValue(states.at(reached));
        CopyJob.Builder described = fixed.toBuilder().state(state);
        if (state == CopyJobState.COMPLETED || state == CopyJobState.FAILED) {
            described.completionDate(ends()).statusMessage(message).messageCategory(category);
        }
        if (state != CopyJobState.COMPLETED) {
            described.destinationRecoveryPointArn(null).backupSizeInBytes(0L);
        }
        return described.build();
    }
}
