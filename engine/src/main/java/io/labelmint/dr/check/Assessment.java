package io.labelmint.dr.check;

import io.labelmint.dr.Problem;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.plan.Facts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Gathers what there is to say of one subject that is looked at in several places, until one finding is made of it. What
 * is known to be wrong counts more than what could not be read; green is only what was read everywhere and is right.
 */
final class Assessment {
    private final Look look;
    private final SortedMap<String, String> facts = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private final Set<String> remedies = new LinkedHashSet<>();
    private final List<Problem> unread = new ArrayList<>();

    Assessment(Look look) {
        this.look = look;
    }

    /** Has {@code judge} judge what was read. */
    <T> void of(Reading<T> reading, Consumer<? super T> judge) {
        reading.fold(
                value -> {
                    judge.accept(value);
                    return null;
                },
                problem -> {
                    unknown(problem);
                    return null;
                });
    }

    void fact(String name, Object value) {
        if (value != null) {
            facts.put(name, value.toString());
        }
    }

    /** Notes that something is not as it should be. */
    void wrong(String summary, String remedy) {
        wrong.add(summary);
        remedies.add(remedy);
    }

    /** Notes that something could not be found out. */
    void unknown(Problem problem) {
        unread.add(problem);
    }

    /** The finding; {@code passed} is said if nothing speaks against it. */
    Finding conclude(String passed) {
        if (!wrong.isEmpty()) {
            unread.forEach(problem -> facts.put("notRead", problem.summary()));
            return look.failed(String.join(" ", wrong), String.join(" ", remedies), new Facts(facts));
        }
        if (!unread.isEmpty()) {
            Problem problem = unread.get(0);
            facts.putAll(problem.facts());
            return look.notTested(new Problem(problem.code(), problem.summary(), facts, problem.remedy()));
        }
        return look.passed(passed, new Facts(facts));
    }
}
