package io.labelmint.dr.run;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.OperationId;
import java.util.List;

/**
 * How far an operation came in this process.
 *
 * @param operation which
 * @param result how it stands now
 * @param history everything its ledger says
 * @param problems what kept it from succeeding
 */
public record Outcome(OperationId operation, Result result, History history, List<Problem> problems) {

    public Outcome {
        problems = List.copyOf(problems);
    }

    /** How the operation of {@code history} stood when somebody last worked on it. */
    public static Outcome of(History history) {
        Result result = history.closed()
                .map(closed -> closed.succeeded() ? Result.SUCCEEDED : Result.FAILED)
                .orElse(Result.SUSPENDED);
        return new Outcome(history.operation(), result, history, List.of());
    }

    /** How an operation stands. */
    public enum Result {
        /** Everything is done. */
        SUCCEEDED,
        /** Something failed; running it again looks at it again. */
        FAILED,
        /** Something goes on in AWS or could not be read: the operation is open and can be resumed. */
        SUSPENDED
    }
}
