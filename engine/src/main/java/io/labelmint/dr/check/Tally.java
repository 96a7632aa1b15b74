package io.labelmint.dr.check;

import io.labelmint.dr.Problem;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.plan.Facts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Adds up what a look at a subject of several parts finds: one thing that is wrong makes it red, one thing that is not
 * known keeps it from being green, and everything that is wrong is told, not only the first.
 */
public final class Tally {
    private final Look look;
    private final List<String> wrong = new ArrayList<>();
    private final Set<String> remedies = new LinkedHashSet<>();
    private final List<Problem> unknown = new ArrayList<>();
    private Facts facts = Facts.NONE;

    public Tally(Look look) {
        this.look = look;
    }

    /** Something the verdict rests on; nothing if {@code value} is null. */
    public void fact(String name, Object value) {
        facts = facts.and(Facts.of(name, value));
    }

    /** A part is not as it should be. */
    public void wrong(String summary, String remedy) {
        wrong.add(summary);
        remedies.add(remedy);
    }

    /** A part could not be read. */
    public void unknown(Problem problem) {
        unknown.add(problem);
    }

    /** Judges a part that was read; if it was not, that is noted. */
    public <T> void read(Reading<T> reading, Consumer<? super T> judge) {
        if (reading instanceof Reading.Seen<T> seen) {
            judge.accept(seen.value());
        } else if (reading instanceof Reading.Unseen<T> unseen) {
            unknown(unseen.problem());
        }
    }

    /** The finding; {@code well} is said if nothing is wrong and everything is known. */
    public Finding finding(String well) {
        if (!wrong.isEmpty()) {
            unknown.forEach(problem -> wrong.add("Besides: " + problem.summary()));
            return look.failed(String.join(" ", wrong), String.join(" ", remedies), facts);
        }
        if (!unknown.isEmpty()) {
            return look.notTested(unknown.get(0), facts);
        }
        return look.passed(well, facts);
    }
}
