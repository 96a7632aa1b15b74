package io.labelmint.dr.observatory;

import io.labelmint.dr.Problem;
import java.time.Instant;

/**
 * AWS works on an answer in its own time, or has given it up. Thrown by a query that asks for such an answer; the observatory
 * has the question asked again, and after a while answers it with the problem.
 */
final class NoAnswerYet extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final Instant since;

    /**
     * There is none yet.
     *
     * @param problem what is said if there never is one
     * @param since since when AWS has worked on it; the beginning of time if it does no longer
     */
    NoAnswerYet(Problem problem, Instant since) {
        super(problem.summary(), null, false, false);
        this.problem = problem;
        this.since = since;
    }

    Problem problem() {
        return problem;
    }

    Instant since() {
        return since;
    }
}
