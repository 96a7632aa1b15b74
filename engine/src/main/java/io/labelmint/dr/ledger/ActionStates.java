package io.labelmint.dr.ledger;

import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Facts;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where each action of a plan stands, kept up to date entry by entry: an operation of thousands of pieces must not read
 * its whole history again for each of them. Not safe for threads by itself.
 */
public final class ActionStates {
    private final Map<ActionId, ActionState> states = new HashMap<>();

    /** As {@code history} leaves them. */
    public ActionStates(History history) {
        history.entries().forEach(this::follow);
    }

    /** Follows what was appended. */
    public void follow(Entry entry) {
        Fact fact = entry.fact();
        if (fact instanceof Fact.Intended intended) {
            change(intended.action(), of(intended.action()).intended(entry.at()));
        } else if (fact instanceof Fact.Accepted accepted) {
            change(accepted.action(), of(accepted.action()).accepted(entry.at(), accepted.facts()));
        } else if (fact instanceof Fact.Refused refused) {
            change(refused.action(), of(refused.action()).refused());
        } else if (fact instanceof Fact.Observed observed) {
            change(observed.action(), of(observed.action()).observed(observed.phase()));
        } else if (fact instanceof Fact.Settled settled) {
            change(settled.action(), of(settled.action()).settled(entry.at(), settled));
        } else if (fact instanceof Fact.Skipped skipped) {
            Fact.Settled end = new Fact.Settled(skipped.action(), true, Facts.NONE, Optional.empty());
            change(skipped.action(), of(skipped.action()).settled(entry.at(), end));
        } else if (fact instanceof Fact.Resumed) {
            // What had failed may have been mended since: it is looked at again.
            states.replaceAll((id, state) -> state.reopened());
        }
    }

    /** Where {@code action} stands; {@link ActionState#NEW} if nothing happened to it. */
    public ActionState of(ActionId action) {
        return states.getOrDefault(action, ActionState.NEW);
    }

    /** Every action something happened to. */
    public Map<ActionId, ActionState> all() {
        return Collections.unmodifiableMap(states);
    }

    private void change(ActionId action, ActionState state) {
        states.put(action, state);
    }
}
