package io.labelmint.dr.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.Observatory;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * One change to AWS. It knows how to see whether it is already done and how to start it; it never waits, retries or
 * loops: that is the {@link PlanRunner}'s work.
 *
 * <p>Implementations are records, stored in the ledger as JSON with the plan and read back by whichever process goes on
 * with it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action")
public interface Action {
    /** Its name, unique in the plan. */
    ActionId id();

    /** The actions that must be done before it. */
    Set<ActionId> after();

    /** What it is expected to take. */
    Estimate estimate();

    /** The call that starts it; parameters may refer to facts of earlier actions. */
    @JsonIgnore
    PlannedCall call();

    /** What makes it safe to start again. */
    @JsonIgnore
    RepeatRule repeatRule();

    /**
     * Reads how far it is.
     *
     * @param observatory answers only with what was read after the action was last started
     * @param inputs facts of the actions before it, and what its own start returned
     */
    Progress observe(Observatory observatory, Inputs inputs);

    /**
     * Makes the call: exactly one request on the wire.
     *
     * @return what only the call can tell: ids, ARNs
     * @throws io.labelmint.dr.ProblemException if it is known that nothing was sent, or that it was refused for good
     */
    Facts start(Hands hands, Inputs inputs);

    /** Whether what is called answers only after minutes or hours: it is called where it holds up nobody else. */
    @JsonIgnore
    default boolean lengthy() {
        return false;
    }

    /**
     * How long it may hold up what comes after it, if what comes after it goes on whether this was done or not. Empty for
     * what must be done first, which is nearly everything. What is tried in a region that may be lost has a budget: nothing
     * waits for that region. Part of the stored plan, as a component of the actions that have one.
     */
    default Optional<Duration> budget() {
        return Optional.empty();
    }

    /**
     * How long after the call AWS may still answer reads as if it had not been made. The services document eventual
     * consistency without a bound; two minutes is ours.
     */
    @JsonIgnore
    default Duration settleTime() {
        return Duration.ofMinutes(2);
    }
}
