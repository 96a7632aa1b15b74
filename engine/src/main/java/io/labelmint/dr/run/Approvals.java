package io.labelmint.dr.run;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.Demand;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.PlanDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rules of approvals. A plan that needs some is stored with its digest before anybody is asked, and says itself how
 * many, whose, and who asked for it ({@link Demand}); each approval names that digest and stands in the same ledger, whose
 * chain ties all together; and they are good for one go at that plan: to its end, through as many processes as that takes.
 * Another go is another plan, with approvals of its own. Whose approval counts, {@link Approver} says.
 */
public final class Approvals {
    static final String AWAITED = "approval.awaited";

    private Approvals() {}

    /** Why nobody works on the operation of {@code history} until its plan is approved. */
    public static Problem awaited(History history) {
        return Problem.of(
                AWAITED,
                "Plan " + digest(history).brief() + " waits for its approval; it is good until "
                        + told(goodUntil(history))
                        + ".",
                "Approve it, or leave it: nothing is done without.");
    }

    /** Until when the stored plan of {@code history}, which needs an approval, may be approved and begun. */
    public static Instant goodUntil(History history) {
        Plan plan = history.opened().flatMap(Fact.Opened::plan).orElseThrow();
        return history.begin().plus(plan.approvedWithin().orElseThrow());
    }

    /** When the stored plan of {@code history} was made and until when it is good, as a person reads it. */
    public static String madeAndGoodUntil(History history) {
        return told(history.begin()) + ", good until " + told(goodUntil(history));
    }

    /** {@code at} for people: to the second, cut off, so that no plan is said to be good for longer than it is. */
    private static Instant told(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS);
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
            return Optional.of(used(history));
        }
        Optional<Fact.BrokenGlass> glass =
                history.brokenGlass().map(Entry::fact).map(Fact.BrokenGlass.class::cast);
        if (glass.isPresent() && !glass.get().planDigest().equals(digest)) {
            return Optional.of(otherPlan(digest, glass.get().planDigest()));
        }
        if (glass.isEmpty()) {
            // What is in the ledger was let in by these rules; they are asked again, because this is where it counts.
            List<Fact.Approved> counted = new ArrayList<>();
            for (Fact.Approved approval : approved(history)) {
                if (!approval.planDigest().equals(digest)) {
                    return Optional.of(otherPlan(digest, approval.planDigest()));
                }
                if (Approver.objection(plan.demand(), approval.approver(), counted, List.of())
                        .isEmpty()) {
                    counted.add(approval);
                }
            }
            if (counted.size() < plan.demand().needed()) {
                return Optional.of(missing(history, plan.demand(), digest, counted));
            }
        }
        return history.prepared() ? expired(history, now) : Optional.empty();
    }

    /**
     * What speaks at {@code now} against recording {@code approval}; empty if nothing does.
     *
     * @param besides who else counts as having asked for the plan, as who started the build that is to run it
     */
    public static Optional<Problem> objection(
            History history, Fact.Approved approval, List<String> besides, Instant now) {
        Fact.Opened opened = history.opened().orElseThrow();
        String digest = opened.planDigest().orElseThrow();
        Optional<Problem> closed = closedTo(history, digest, approval.planDigest());
        if (closed.isPresent()) {
            return closed;
        }
        Optional<Problem> doubt =
                Approver.objection(opened.plan().get().demand(), approval.approver(), approved(history), besides);
        if (doubt.isPresent()) {
            return doubt.map(problem -> problem.with("planDigest", digest));
        }
        if (history.approval().isPresent()) {
            return Optional.of(Problem.of(
                    "approval.given",
                    "Plan " + new PlanDigest(digest).brief() + " was approved already, by " + givenBy(history) + ".",
                    "Go on with the run: it needs no more approvals."));
        }
        return expired(history, now);
    }

    /** What speaks at {@code now} against recording that somebody does without the approvals that are missing. */
    static Optional<Problem> objection(History history, Fact.BrokenGlass glass, Instant now) {
        String digest = history.opened().orElseThrow().planDigest().orElseThrow();
        Optional<Problem> closed = closedTo(history, digest, glass.planDigest());
        if (closed.isPresent()) {
            return closed;
        }
        if (glass.reason().isBlank()) {
            return Optional.of(Problem.of(
                    "break-glass.no-reason",
                    "The glass was to be broken for plan " + new PlanDigest(digest).brief() + " without a reason.",
                    "Say why nobody can be waited for: it is told to everybody and stays in the evidence."));
        }
        if (history.approval().isPresent()) {
            return Optional.of(Problem.of(
                    "approval.given",
                    "Plan " + new PlanDigest(digest).brief() + " may be begun already, by " + givenBy(history) + ".",
                    "Go on with the run: there is no glass to break."));
        }
        return expired(history, now);
    }

    private static Optional<Problem> closedTo(History history, String digest, String named) {
        if (history.opened()
                .flatMap(Fact.Opened::plan)
                .orElseThrow()
                .approvedWithin()
                .isEmpty()) {
            return Optional.of(Problem.of(
                    "approval.not-needed",
                    history.operation() + " was begun without asking anybody, so there is nothing to approve.",
                    "See `dr status` for the plans that wait for an approval."));
        }
        if (history.entries().stream().anyMatch(entry -> entry.fact() instanceof Fact.Closed)) {
            return Optional.of(used(history));
        }
        if (!named.equals(digest)) {
            return Optional.of(otherPlan(digest, named));
        }
        return Optional.empty();
    }

    /** Who has approved the plan of {@code history}, in order. */
    public static List<Fact.Approved> approved(History history) {
        return history.approvals().stream()
                .map(Entry::fact)
                .map(Fact.Approved.class::cast)
                .toList();
    }

    private static String givenBy(History history) {
        return history.brokenGlass()
                .map(entry -> ((Fact.BrokenGlass) entry.fact()).actor() + ", who broke the glass at " + entry.at())
                .orElseGet(() -> history.approvals().stream()
                        .map(entry -> {
                            Fact.Approved given = (Fact.Approved) entry.fact();
                            return given.approver() + " at " + entry.at() + " (" + given.how() + ")";
                        })
                        .collect(Collectors.joining(", ")));
    }

    /** That a plan waits for more approvals. */
    private static Problem missing(History history, Demand demand, String digest, List<Fact.Approved> counted) {
        String plan = "Plan " + new PlanDigest(digest).brief() + " of " + history.operation();
        String has = counted.isEmpty()
                ? plan + " is not approved, so nothing of it was begun."
                : plan + " has " + counted.size() + " of " + demand.needed() + " approvals, by "
                        + counted.stream().map(Fact.Approved::approver).collect(Collectors.joining(", "))
                        + ", so nothing of it was begun.";
        return Problem.of(
                        "approval.missing", has, "Have " + demand.words() + " read and approve it, then run it again.")
                .with("planDigest", digest);
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
                        "Plan " + digest(history).brief() + " of " + history.operation() + " was good until "
                                + told(until)
                                + ", and it is " + told(now) + ".",
                        "Make a new plan and have it approved: the world has gone on since."));
    }

    /** That one plan is meant and another one is there. */
    public static Problem otherPlan(String digest, String approved) {
        return Problem.of(
                        "approval.other-plan",
                        "The plan is " + digest + ", and what was approved is " + approved + ".",
                        "Read the plan that is to be run, and approve that one.")
                .with("planDigest", digest)
                .with("approved", approved);
    }

    /** That the stored plan of {@code history} has had its one go. */
    public static Problem used(History history) {
        return Problem.of(
                "approval.used",
                "Plan " + digest(history).brief() + " of " + history.operation() + " has ended at " + history.end()
                        + ", and its approval with it.",
                "Make a new plan and have it approved.");
    }
}
