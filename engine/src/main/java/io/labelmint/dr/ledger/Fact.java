package io.labelmint.dr.ledger;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Something that happened in an operation, as a ledger keeps it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "what")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Fact.Opened.class, name = "opened"),
    @JsonSubTypes.Type(value = Fact.Approved.class, name = "approved"),
    @JsonSubTypes.Type(value = Fact.BrokenGlass.class, name = "broken-glass"),
    @JsonSubTypes.Type(value = Fact.Resumed.class, name = "resumed"),
    @JsonSubTypes.Type(value = Fact.Intended.class, name = "intended"),
    @JsonSubTypes.Type(value = Fact.Accepted.class, name = "accepted"),
    @JsonSubTypes.Type(value = Fact.Refused.class, name = "refused"),
    @JsonSubTypes.Type(value = Fact.Observed.class, name = "observed"),
    @JsonSubTypes.Type(value = Fact.Settled.class, name = "settled"),
    @JsonSubTypes.Type(value = Fact.Skipped.class, name = "skipped"),
    @JsonSubTypes.Type(value = Fact.Suspended.class, name = "suspended"),
    @JsonSubTypes.Type(value = Fact.Ran.class, name = "ran"),
    @JsonSubTypes.Type(value = Fact.Found.class, name = "found"),
    @JsonSubTypes.Type(value = Fact.Closed.class, name = "closed")
})
public sealed interface Fact {

    /**
     * The operation began.
     *
     * @param kind what it is
     * @param title what it does, in words
     * @param estate name of the estate
     * @param estateDigest digest of its declaration
     * @param actor who or what started it
     * @param request what was asked for, in a form programs read; empty for operations that are part of a run
     * @param plan what is to be done; a run that only checks has none
     * @param planDigest digest of the plan
     */
    record Opened(
            RunKind kind,
            String title,
            String estate,
            String estateDigest,
            String actor,
            SortedMap<String, String> request,
            Optional<Plan> plan,
            Optional<String> planDigest)
            implements Fact {}

    /**
     * A person approved the plan of the operation, at the time of the entry.
     *
     * @param planDigest digest of the plan
     * @param approver who
     * @param how where that is recorded, for example a build and its input
     * @param confirmed how the person named the plan; empty in ledgers from before it was kept
     * @param shown the plan as the person could read it; empty likewise
     */
    record Approved(
            String planDigest,
            String approver,
            String how,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> confirmed,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> shown)
            implements Fact {
        @JsonCreator
        public Approved {
            confirmed = confirmed == null ? Optional.empty() : confirmed;
            shown = shown == null ? Optional.empty() : shown;
        }

        public Approved(String planDigest, String approver, String how) {
            this(planDigest, approver, how, Optional.empty(), Optional.empty());
        }

        /** Whether this is the very approval {@code other}, recorded once more by a process that died in between. */
        public boolean again(Approved other) {
            return planDigest.equals(other.planDigest) && approver.equals(other.approver) && how.equals(other.how);
        }
    }

    /**
     * A person decided that the plan is begun with fewer approvals than it needs. No approval: an act of its own, which
     * everybody is told of.
     *
     * @param planDigest digest of the plan
     * @param actor who
     * @param how where that is recorded
     * @param reason why, in the person's words
     * @param confirmed how the person named the plan
     * @param shown the plan as the person could read it
     */
    record BrokenGlass(String planDigest, String actor, String how, String reason, String confirmed, String shown)
            implements Fact {}

    /**
     * A process took the operation up again.
     *
     * @param actor who or what
     * @param estateDigest digest of the declaration a run goes on with; operations go on with their stored plan
     */
    record Resumed(String actor, Optional<String> estateDigest) implements Fact {
        @JsonCreator
        public Resumed {}

        public Resumed(String actor) {
            this(actor, Optional.empty());
        }
    }

    /**
     * The call of an action, or those of the next piece of a batch, are about to be made. Durable before the call: without
     * it, the call was never made.
     *
     * @param action which
     * @param found what the action found before it changed it, for whoever has to give it back; empty if nothing is known
     */
    record Intended(ActionId action, Optional<Facts> found) implements Fact {
        @JsonCreator
        public Intended {}

        public Intended(ActionId action) {
            this(action, Optional.empty());
        }
    }

    /**
     * AWS accepted the call, or every call of a piece; then the facts say how many pieces are done.
     *
     * @param action which
     * @param facts what AWS answered
     */
    record Accepted(ActionId action, Facts facts) implements Fact {}

    /**
     * AWS refused the call: it had no effect. Of a piece, its first call; what is refused later is seen by looking.
     *
     * @param action which
     * @param problem why
     */
    record Refused(ActionId action, Problem problem) implements Fact {}

    /**
     * An action was seen in a new phase.
     *
     * @param action which
     * @param phase in AWS's words
     */
    record Observed(ActionId action, String phase) implements Fact {}

    /**
     * An action ended.
     *
     * @param action which
     * @param done whether it did what it was for
     * @param facts what it brought
     * @param problem why it failed
     * @param lastPending when AWS was last asked and said that it had not ended; empty if this process never saw that. It
     *     ended between then and the time of the entry
     */
    record Settled(ActionId action, boolean done, Facts facts, Optional<Problem> problem, Optional<Instant> lastPending)
            implements Fact {
        @JsonCreator
        public Settled {}

        public Settled(ActionId action, boolean done, Facts facts, Optional<Problem> problem) {
            this(action, done, facts, problem, Optional.empty());
        }
    }

    /**
     * A person decided that an action is left out: it counts as done, and nothing of it was looked at.
     *
     * @param action which
     * @param actor who
     * @param reason why, in the person's words
     */
    record Skipped(ActionId action, String actor, String reason) implements Fact {}

    /**
     * The process stopped working on the operation, which stays open.
     *
     * @param problem why
     */
    record Suspended(Problem problem) implements Fact {}

    /**
     * An operation of this run came to an end in this process. Ties its ledger to this one.
     *
     * @param operation which
     * @param head hash of the last entry of its ledger
     * @param succeeded whether it did what it was for
     */
    record Ran(OperationId operation, String head, boolean succeeded) implements Fact {}

    /**
     * Checks were made.
     *
     * @param findings what they found
     */
    record Found(List<Finding> findings) implements Fact {
        public Found {
            findings = List.copyOf(findings);
        }
    }

    /**
     * The operation ended.
     *
     * @param succeeded whether it did what it was for
     */
    record Closed(boolean succeeded) implements Fact {}
}
