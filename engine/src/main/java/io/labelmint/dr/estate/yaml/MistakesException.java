package io.labelmint.dr.estate.yaml;

import io.labelmint.dr.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Says that a file cannot be used, with every mistake in it at once. */
public final class MistakesException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** More than a screen of mistakes has one cause; the list itself has all that were looked for. */
    private static final int PRINTED = 50;

    private final transient List<Mistake> mistakes;

    MistakesException(List<Mistake> mistakes) {
        super(print(mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    /** Every mistake, or the first thousand, in the order of the file; never empty. */
    public List<Mistake> mistakes() {
        return mistakes == null ? List.of() : mistakes;
    }

    /** All of it as one problem, for places that show only one. */
    public Problem problem() {
        return Problem.of("estate.mistakes", getMessage(), "Correct the file and try again.");
    }

    private static String print(List<Mistake> mistakes) {
        String lines = mistakes.stream().limit(PRINTED).map(Mistake::toString).collect(Collectors.joining("\n"));
        return mistakes.size() <= PRINTED
                ? lines
                : lines + "\n... and " + (mistakes.size() - PRINTED) + " more mistakes.";
    }
}
