package io.labelmint.dr.readiness;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.failover.EarlierMove;
import io.labelmint.dr.failover.FailoverPlanner;
import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import java.time.Instant;

/** The failover that would be planned now, whether or not anybody could prove a fence. */
final class ImaginedFailover {
    private static final OperationId ASKING = new OperationId("readiness");

    private ImaginedFailover() {}

    /**
     * Its plan.
     *
     * @throws io.labelmint.dr.ProblemException if something it needs is not there
     * @throws io.labelmint.dr.observatory.Unanswered if the DR region does not say
     */
    static Plan plan(Estate estate, Observatory observatory, Ledgers ledgers, Instant now) {
        return new FailoverPlanner(estate, observatory, ledgers, now, EarlierMove.NONE)
                .plan(ASKING, new FailoverRequest(FailoverRequest.Verb.FAILOVER, true));
    }
}
