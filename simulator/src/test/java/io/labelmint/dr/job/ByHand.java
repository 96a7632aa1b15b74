package io.labelmint.dr.job;

import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.failover.ImaginedFailover;
import io.labelmint.dr.failover.ProveFence;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Gate;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Lanes;
import java.time.Duration;
import java.util.Map;

/** A person who does what the runbook says, with its calls and no ledger, and gives up at once where the lost region hangs. */
record ByHand(Trial trial) {
    void doAll() {
        Engine engine = Engine.of(
                trial.world::client,
                new Hands(trial.world::client, trial.outside),
                trial.ledgers,
                trial.timeline,
                Lanes.on(trial.timeline),
                Trial.JSON);
        Hands hands = new Hands(trial.world::client, trial.outside);
        for (Action action : ImaginedFailover.plan(
                        trial.estate, engine.observatory(), trial.ledgers, trial.timeline.now())
                .actions()) {
            if (!(action instanceof Gate)
                    && !(action instanceof ProveFence)
                    && action.budget().isEmpty()) {
                action.start(hands, new Inputs(Map.of(), Facts.NONE));
                trial.pass(Duration.ofHours(1));
            }
        }
    }
}
