package io.labelmint.dr;

import java.util.Objects;

/** Carries a {@link Problem} up to whoever tells the user. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        this(problem, null);
    }

    public ProblemException(Problem problem, Throwable cause) {
        super(problem.toString(), cause);
        this.problem = problem;
    }

    /** What went wrong; rebuilt from the message when this exception crossed a serialization boundary. */
    public Problem problem() {
        return Objects.requireNonNullElseGet(
                problem, () -> Problem.of("unknown", getMessage(), "Look at the log of the process that failed."));
    }
}
