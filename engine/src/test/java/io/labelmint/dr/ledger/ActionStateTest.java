package io.labelmint.dr.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.Problem;
import io.labelmint.dr.plan.Attempt;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which attempt a process that goes on makes, and with which token. */
class ActionStateTest {
    private static final Instant NOW = Instant.parse("2026-11-18T02:00:00Z");
    private static final OperationId OPERATION = new OperationId("backup-billing-db-20261118");
    private static final Problem PROBLEM = Problem.of("test.failed", "It failed.", "Mend it.");
    private static final ActionState ACCEPTED = ActionState.NEW.intended(NOW).accepted(NOW, Facts.of("jobId", "1"));

    @Test
    void whatWasAcceptedAndFailedIsAnotherAttemptWithAnotherToken() {
        ActionState again = failed(ACCEPTED).reopened();

        assertThat(again.attempt()).isEqualTo(new Attempt(2, Facts.of("jobId", "1")));
        assertThat(again.attempt().token(OPERATION)).isEqualTo("backup-billing-db-20261118-2");
        assertThat(again.facts()).isEqualTo(Facts.NONE);
        assertThat(failed(again.intended(NOW).accepted(NOW, Facts.of("jobId", "2")))
                        .reopened()
                        .attempt())
                .isEqualTo(new Attempt(3, Facts.of("jobId", "2")));
    }

    @Test
    void aCallInDoubtIsRepeatedAsTheSameAttempt() {
        ActionState inDoubt = failed(ACCEPTED).reopened().intended(NOW);

        assertThat(inDoubt.reopened().attempt().number()).isEqualTo(2);
        assertThat(failed(inDoubt).reopened().attempt().number()).isEqualTo(2);
        assertThat(ActionState.NEW.intended(NOW).reopened().attempt().token(OPERATION))
                .isEqualTo(OPERATION.value());
    }

    @Test
    void whatIsDoneOrGoesOnStaysTheAttemptItWas() {
        ActionState done = ACCEPTED.settled(NOW, new Fact.Settled(null, true, Facts.NONE, Optional.empty()));

        assertThat(done.reopened()).isEqualTo(done);
        assertThat(ACCEPTED.reopened()).isEqualTo(ACCEPTED);
    }

    private static ActionState failed(ActionState state) {
        return state.settled(NOW, new Fact.Settled(null, false, Facts.NONE, Optional.of(PROBLEM)));
    }
}
