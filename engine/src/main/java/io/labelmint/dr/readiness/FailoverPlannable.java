package io.labelmint.dr.readiness;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.failover.ImaginedFailover;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Unanswered;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.ShownFact;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/**
 * Could a failover be planned now? It is planned as it would be, and thrown away; what the plan would show is kept as facts.
 * Reads the DR region only, because that is all a failover reads.
 */
public final class FailoverPlannable implements Check {
    private final Ledgers ledgers;

    /**
     * The check.
     *
     * @param ledgers where the heartbeats are, by which losses are estimated
     */
    public FailoverPlannable(Ledgers ledgers) {
        this.ledgers = ledgers;
    }

    @Override
    public String id() {
        return "readiness.plan";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        Look look = new Look(id(), estate.name(), "a failover can be planned", Controls.CONTINUITY);
        try {
            Plan plan = ImaginedFailover.plan(estate, observatory, ledgers, now);
            TreeMap<String, String> facts = new TreeMap<>();
            for (ShownFact fact : plan.shown()) {
                facts.put(fact.name(), fact.value());
            }
            return List.of(look.passed(
                    "A failover to " + estate.regions().dr() + " could be planned now: "
                            + plan.actions().size() + " steps.",
                    new Facts(facts)));
        } catch (ProblemException e) {
            return List.of(look.failed(
                    "A failover could not be planned: " + e.problem().summary(),
                    e.problem().remedy(),
                    new Facts(new TreeMap<>(e.problem().facts()))));
        } catch (Unanswered e) {
            return List.of(look.notTested(e.problem()));
        }
    }
}
