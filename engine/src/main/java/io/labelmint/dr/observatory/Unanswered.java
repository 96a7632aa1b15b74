package io.labelmint.dr.observatory;

import io.labelmint.dr.Problem;

/** AWS did not answer what somebody can do nothing without; asking again later may help. */
public final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public Unanswered(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
