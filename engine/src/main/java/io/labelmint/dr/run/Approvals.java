package io.labelmint.dr.run;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.PlanDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The rules of approvals. A plan that needs one is stored with its digest before anybody is asked; the approval names
 * that digest and stands in the same ledger, whose chain ties both together; and it is good for one go at that plan: to
 * its end, through as many processes as that takes. Another go is another plan, with an approval of its own.
 */
public final class Approvals {
    static final String AWAITED = "approval.awaited";

    private Approvals() {}

    /** Why nobody works on the operation of {@code history} until its plan is approved. */
    public static Problem awaited(History history) {
        return Problem.of(
                AWAITED,
                "Plan " + digest(history).brief() + " waits for its approval; it is good until " + goodUntil(history)
                        + ".",
                "Approve it, or leave it: nothing is done without.");
    }

    /** Until when the stored plan of {@code history}, which needs an approval, may be approved and begun. */
    public static Instant goodUntil(History history) {
        Plan plan = history.opened().flatMap(Fact.Opened::plan).orElseThrow();
        return history.begin().plus(plan.approvedWithin().orElseThrow());
    }

    private static PlanDigest digest(History history) {
        return new PlanDigest(history.opened().flatMap(Fact.Opened::planDigest).orElseThrow());
    }

    /** What speaks at {@code now} against going on with the operation of {@code history}; empty if nothing does. */
    public static Optional<Problem> objection(History history, Instant now) {
        Fact.Opened opened = history.opened().orElseThrow();
        Plan plan = opened.plan().orElseThrow();
        boolean done = history.closed().filter(Fact.Closed::succeeded).isPresent();
        if (plan.approvedWithin().isEmpty() || done) {
            return Optional.empty();
        }
        String digest = opened.planDigest().orElseThrow();
        if (history.entries().stream().anyMatch(entry -> entry.fact() instanceof Fact.Closed)) {
            return Optional.of(over(history));
        }
        List<Fact.Approved> approvals = history.entries().stream()
                .map(Entry::fact)
                .filter(Fact.Approved.class::isInstance)
                .map(Fact.Approved.class::cast)
                .toList();
        if (approvals.isEmpty()) {
            return Optional.of(Problem.of(
                            "approval.missing",
                            "Plan " + new PlanDigest(digest).brief() + " of " + history.operation()
                                    + " is not approved, so nothing of it was begun.",
                            "Have somebody read and approve it, then run it again.")
                    .with("planDigest", digest));
        }
        if (!approvals.stream().allMatch(approval -> approval.planDigest().equals(digest))) {
            return Optional.of(otherPlan(digest, approvals.get(0).planDigest()));
        }
        return history.prepared() ? expired(history, now) : Optional.empty();
    }

    /** What speaks at {@code now} against recording {@code approval}; empty if nothing does. */
    public static Optional<Problem> objection(History history, Fact.Approved approval, Instant now) {
        Fact.Opened opened = history.opened().orElseThrow();
        String digest = opened.planDigest().orElseThrow();
        if (opened.plan().orElseThrow().approvedWithin().isEmpty()) {
            return Optional.of(Problem.of(
                    "approval.not-needed",
                    history.operation() + " was begun without asking anybody, so there is nothing to approve.",
                    "See `dr status` for the plans that wait for an approval."));
        }
        if (history.entries().stream().anyMatch(entry -> entry.fact() instanceof Fact.Closed)) {
            return Optional.of(over(history));
        }
        if (!approval.planDigest().equals(digest)) {
            return Optional.of(otherPlan(digest, approval.planDigest()));
        }
        if (history.approval().isPresent()) {
            Entry given = history.approval().get();
            Fact.Approved before = (Fact.Approved) given.fact();
            return Optional.of(Problem.of(
                    "approval.given",
                    "Plan " + new PlanDigest(digest).brief() + " was approved already, by " + before.approver() + " at "
                            + given.at() + " (" + before.how() + ").",
                    "Go on with the run; an approval is given once."));
        }
        return expired(history, now);
    }

    /** That something is not as it was shown. */
    static Problem moved(String digest, List<String> moved) {
        return Problem.of(
                        "plan.moved",
                        "What plan " + new PlanDigest(digest).brief() + " was approved on has moved: "
                                + String.join("; ", moved) + ". Nothing of it was begun.",
                        "Make a new plan and have it approved: an approval is for one plan only.")
                .with("planDigest", digest);
    }

    /** That a plan was to be begun which nobody could have approved yet. */
    static Problem unprepared(Plan plan) {
        return Problem.of(
                "approval.missing",
                "The plan of " + plan.operation() + " needs an approval, and nobody was asked for one.",
                "Prepare it, have somebody read and approve it, then run it.");
    }

    /** That somebody goes on with an approved plan without having planned once more. */
    static Problem unseen(History history) {
        return Problem.of(
                "approval.unseen",
                history.operation()
                        + " has not begun, and it was not read again whether what it was approved on holds.",
                "Go on with its run, which does.");
    }

    /** That it is too late to leave it. */
    static Problem begun(OperationId operation) {
        return Problem.of(
                "approval.begun",
                operation + " was begun, so its plan cannot be withdrawn any more.",
                "See `dr status` for how far it is.");
    }

    private static Optional<Problem> expired(History history, Instant now) {
        Instant until = goodUntil(history);
        return now.isBefore(until)
                ? Optional.empty()
                : Optional.of(Problem.of(
                        "approval.expired",
                        "Plan " + digest(history).brief() + " of " + history.operation() + " was good until " + until
                                + ", and it is " + now + ".",
                        "Make a new plan and have it approved: the world has gone on since."));
    }

    private static Problem otherPlan(String digest, String approved) {
        return Problem.of(
                        "approval.other-plan",
                        "The plan is " + digest + ", and what was approved is " + approved + ".",
                        "Read the plan that is to be run, and approve that one.")
                .with("planDigest", digest)
                .with("approved", approved);
    }

    /** That it has ended. */
    static Problem over(History history) {
        return Problem.of(
                "approval.used",
                "Plan " + digest(history).brief() + " of " + history.operation() + " has ended at " + history.end()
                        + ", and its approval with it.",
                "Make a new plan and have it approved.");
    }
}
