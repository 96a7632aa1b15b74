package io.labelmint.dr.failover;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import java.time.Instant;

/** The failover that would be planned now, whether or not anybody could prove a fence. */
public final class ImaginedFailover {
    private ImaginedFailover() {}

    /**
     * Its plan. Nobody runs it; but what a person does by its calls is found by a failover that is planned afterwards, because it
     * is named and tagged as that of a move.
     *
     * @throws io.labelmint.dr.ProblemException if something it needs is not there
     * @throws io.labelmint.dr.observatory.Unanswered if the DR region does not say
     */
    public static Plan plan(Estate estate, Observatory observatory, Ledgers ledgers, Instant now) {
        OperationId operation = new OperationId(
                FailoverRequest.OPERATION + OperationId.prefix(FailoverRequest.KIND, estate.name()) + "break-glass");
        return new FailoverPlanner(estate, observatory, ledgers, now, EarlierMove.NONE)
                .plan(operation, new FailoverRequest(FailoverRequest.Verb.FAILOVER, true));
    }
}
