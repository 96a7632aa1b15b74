package io.labelmint.dr.estate.yaml;

import io.labelmint.dr.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers the mistakes of one file, so that the user learns of all of them at once. */
public final class Mistakes {
    /**
     * Nobody corrects so many one by one, and a file that was made to be wrong in a million places must not fill the
     * memory of who looks at it.
     */
    private static final int MOST = 1000;

    private final String file;
    private final int lastLine;
    private final List<Mistake> found = new ArrayList<>();

    public Mistakes(String file, String text) {
        this.file = file;
        int afterText = Position.in(text, text.length()).line();
        boolean endsWithLineBreak = text.endsWith("\n") || text.endsWith("\r");
        this.lastLine = endsWithLineBreak ? afterText - 1 : afterText;
    }

    /**
     * Adds a mistake; what YAML places behind the last line is told at the last line, where an editor can go.
     *
     * @throws MistakesException with all of them, if it is one too many: the rest is not read
     */
    public void add(Position position, Problem problem) {
        boolean behind = position.line() > lastLine;
        found.add(new Mistake(
                file, behind ? lastLine : position.line(), behind ? 1 : Math.max(1, position.column()), problem));
        if (found.size() >= MOST) {
            throw new MistakesException(list());
        }
    }

    public void add(Position position, String code, String summary, String fix) {
        add(position, Problem.of(code, summary, fix));
    }

    /** The mistakes so far, in the order of the file. */
    public List<Mistake> list() {
        return found.stream()
                .sorted(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column))
                .toList();
    }

    /** Throws what was found, if anything was. */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw new MistakesException(list());
        }
    }
}
