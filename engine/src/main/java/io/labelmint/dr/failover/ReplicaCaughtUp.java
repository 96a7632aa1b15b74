package io.labelmint.dr.failover;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.estate.Notifications.SecretReference;
import io.labelmint.dr.heartbeat.WriteHeartbeat;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.outside.Heartbeats;
import io.labelmint.dr.outside.Secrets;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Waits until a replica has the last heartbeat of its source: a row that was written when nobody else wrote any more. What
 * has that row has everything before it, because a replica replays the log in order. That is a position and no metric: it
 * cannot say zero while something is missing, and does not climb while the source is idle.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region where the replica is
 * @param lastWrite the action that had the source write its last heartbeat
 * @param estate name of the estate
 * @param store id of the store
 * @param replica where the replica is reached, and as whom
 * @param password where the password is kept
 */
@JsonTypeName("postgres-replica-caught-up")
public record ReplicaCaughtUp(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String region,
        ActionId lastWrite,
        String estate,
        String store,
        Heartbeats.Source replica,
        SecretReference password)
        implements Action {
    private static final String REPLAYED = "replayed";

    @Override
    public PlannedCall call() {
        return new PlannedCall(
                "postgresql",
                "ReadHeartbeat",
                region,
                Map.of(
                        "host", replica.host(),
                        "database", replica.database(),
                        "user", replica.user(),
                        "password", Secrets.words(password)));
    }

    /** Reading changes nothing. */
    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    /** How long until it is asked again. */
    @Override
    public Duration settleTime() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return inputs.accepted().get(REPLAYED) == null ? new Progress.Absent() : new Progress.Done(inputs.accepted());
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        Instant written = Instant.parse(inputs.earlier().get(lastWrite).get(WriteHeartbeat.AT));
        Heartbeats.Beat beat = hands.lastBeat(replica, password, estate, store);
        return beat.at().isBefore(written)
                ? Facts.of("has", beat.at(), "wanted", written)
                : Facts.of(REPLAYED, beat.at(), "lsn", beat.lsn(), "wanted", written);
    }
}
