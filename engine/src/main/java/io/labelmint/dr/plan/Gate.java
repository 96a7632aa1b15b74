package io.labelmint.dr.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.PlannedCall;
import java.util.Map;

/**
 * A place in a plan where what comes after it waits until something is seen: a lag of zero, a fence that holds, users that
 * are served. It changes nothing, so it is never started: {@link #observe} answers {@link Progress.Held} while it waits,
 * and never {@link Progress.Absent}.
 */
public interface Gate extends Action {
    /** What stands for a service where the calls of a plan are listed: a gate makes none. */
    String SERVICE = "gate";

    /** The region it looks at. */
    String region();

    /** What it waits for, as whoever approves the plan reads it. */
    @JsonIgnore
    String awaits();

    @Override
    @JsonIgnore
    default PlannedCall call() {
        return new PlannedCall(SERVICE, "Await", region(), Map.of("until", awaits()));
    }

    @Override
    @JsonIgnore
    default RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    @Override
    default Facts start(Hands hands, Inputs inputs) {
        throw new IllegalStateException(id() + " is a gate, and starts nothing");
    }
}
