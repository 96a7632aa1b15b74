package io.labelmint.dr.heartbeat;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.estate.Notifications.SecretReference;
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
import java.util.Map;
import java.util.Set;

/**
 * Has a database write that it is alive, into the one row there is for that. Written twice it says the same of a later
 * moment, so it may be repeated.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region where the database is
 * @param estate name of the estate
 * @param store id of the store
 * @param source where the database is, and who writes
 * @param password where the password is kept
 */
@JsonTypeName("postgres-write-heartbeat")
public record WriteHeartbeat(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String region,
        String estate,
        String store,
        Heartbeats.Source source,
        SecretReference password)
        implements Action {
    /** When the beat was, by the clock of the source. */
    public static final String AT = "beat";

    /** Log written since the beat before, in bytes a second. */
    public static final String RATE = "walBytesPerSecond";

    @Override
    public PlannedCall call() {
        return new PlannedCall(
                "postgresql",
                "Beat",
                region,
                Map.of(
                        "host", source.host(),
                        "database", source.database(),
                        "user", source.user(),
                        "password", Secrets.words(password)));
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return inputs.accepted().get(AT) == null ? new Progress.Absent() : new Progress.Done(inputs.accepted());
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        Heartbeats.Beat beat = hands.beat(source, password, estate, store);
        return Facts.of(AT, beat.at(), "lsn", beat.lsn(), RATE, beat.walBytesPerSecond());
    }
}
