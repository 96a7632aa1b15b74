package io.labelmint.dr.ledger;

import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.Attempt;
import io.labelmint.dr.plan.Facts;
import java.time.Instant;
import java.util.Optional;

/**
 * Where an action stands, by its ledger.
 *
 * @param intended when its call was last announced, unless that call is known to have had no effect
 * @param accepted when AWS accepted it
 * @param facts what is known of it
 * @param phase the phase it was last seen in
 * @param settled how it ended
 * @param settledAt when it ended
 * @param attempt which attempt at it this is
 */
public record ActionState(
        Optional<Instant> intended,
        Optional<Instant> accepted,
        Facts facts,
        Optional<String> phase,
        Optional<Fact.Settled> settled,
        Optional<Instant> settledAt,
        Attempt attempt) {

    public static final ActionState NEW = new ActionState(
            Optional.empty(),
            Optional.empty(),
            Facts.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Attempt.FIRST);

    public boolean done() {
        return settled.isPresent() && settled.get().done();
    }

    /** Whether what comes after {@code action} may begin: it is done, or had a budget and has ended. */
    public boolean letsOn(Action action) {
        return done() || (settled.isPresent() && action.budget().isPresent());
    }

    /** When a call was last sent, or may have been. */
    public Optional<Instant> lastSent() {
        return accepted.isPresent() ? accepted : intended;
    }

    public ActionState intended(Instant at) {
        return new ActionState(Optional.of(at), Optional.empty(), facts, Optional.empty(), settled, settledAt, attempt);
    }

    public ActionState accepted(Instant at, Facts found) {
        return new ActionState(intended, Optional.of(at), facts.and(found), phase, settled, settledAt, attempt);
    }

    public ActionState refused() {
        return new ActionState(Optional.empty(), accepted, facts, phase, settled, settledAt, attempt);
    }

    public ActionState observed(String seen) {
        return new ActionState(intended, accepted, facts, Optional.of(seen), settled, settledAt, attempt);
    }

    public ActionState settled(Instant at, Fact.Settled how) {
        return new ActionState(
                intended, accepted, facts.and(how.facts()), phase, Optional.of(how), Optional.of(at), attempt);
    }

    /**
     * After a failure somebody went on: what was started is over, and when it is absent now, because it was cleared away
     * as the problem asked, it may be started again. That it was once intended stays, for what must not happen twice.
     *
     * <p>What AWS had accepted is known to have failed, and starting again is another attempt. Without an acceptance a
     * call may still be in doubt; what comes is then the same attempt, for which the same token answers. What was known
     * before is kept either way, because the pieces of a batch that are done stay done.
     */
    public ActionState reopened() {
        return settled.isEmpty() || done()
                ? this
                : new ActionState(
                        intended,
                        Optional.empty(),
                        Facts.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        accepted.isPresent()
                                ? attempt.next(attempt.failed().and(facts))
                                : new Attempt(attempt.number(), attempt.failed().and(facts)));
    }
}
