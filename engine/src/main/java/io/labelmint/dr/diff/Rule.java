package io.labelmint.dr.diff;

import io.labelmint.dr.estate.Declared;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How a field is judged. Every rule is its own mirror: what is weaker one way is stronger the other. */
enum Rule {
    /** The more the better; none is least. */
    MORE {
        @Override
        Effect judge(Optional<Declared> before, Optional<Declared> after) {
            return before.isEmpty() || after.isEmpty() ? PRESENT.judge(before, after) : ordered(compare(before, after));
        }
    },
    /** The less the better; a limit is better than none. */
    LESS {
        @Override
        Effect judge(Optional<Declared> before, Optional<Declared> after) {
            return before.isEmpty() || after.isEmpty()
                    ? PRESENT.judge(before, after)
                    : ordered(-compare(before, after));
        }
    },
    /** Better true than false. */
    TRUE {
        @Override
        Effect judge(Optional<Declared> before, Optional<Declared> after) {
            return ordered(Boolean.compare(isTrue(after), isTrue(before)));
        }
    },
    /** Better false than true. */
    FALSE {
        @Override
        Effect judge(Optional<Declared> before, Optional<Declared> after) {
            return TRUE.judge(after, before);
        }
    },
    /** Better there than not; what it is nobody can judge. */
    PRESENT {
        @Override
        Effect judge(Optional<Declared> before, Optional<Declared> after) {
            return before.isPresent() && after.isPresent()
                    ? Effect.CHANGED
                    : ordered(Boolean.compare(after.isPresent(), before.isPresent()));
        }
    },
    /** Texts of which each is asked for: one more is better. */
    ALL {
        @Override
        Effect judge(Optional<Declared> before, Optional<Declared> after) {
            return subsets(texts(before), texts(after));
        }
    },
    /** People of whom any may: fewer are stricter, and none named is everybody. */
    ANY {
        @Override
        Effect judge(Optional<Declared> before, Optional<Declared> after) {
            return before.isEmpty() || after.isEmpty()
                    ? PRESENT.judge(before, after)
                    : subsets(texts(after), texts(before));
        }
    },
    /** Whoever is let do something: one fewer is better, and none best. */
    FEWER {
        @Override
        Effect judge(Optional<Declared> before, Optional<Declared> after) {
            return subsets(texts(after), texts(before));
        }
    },
    /** One of the words of {@link #WORST_FIRST}. */
    GRADED {
        @Override
        Effect judge(Optional<Declared> before, Optional<Declared> after) {
            return ordered(Integer.compare(grade(after), grade(before)));
        }
    },
    /** Nothing one can judge: what something is called, where it is, when a job runs. */
    NEUTRAL {
        @Override
        Effect judge(Optional<Declared> before, Optional<Declared> after) {
            return Effect.CHANGED;
        }
    };

    /**
     * Words that mean more than the words before them. A record that is changed needs Route 53's control plane, which may be
     * lost with us-east-1; the other ways of moving traffic do not, and are equals.
     */
    private static final List<Set<String>> WORST_FIRST = List.of(
            Set.of("none", "record-change", "pilot-light"),
            Set.of("verify-ca", "standby-takes-over", "routing-control", "warm-standby"),
            Set.of("verify-full", "hot"));

    /** What it does that {@code before}, which differs from it, becomes {@code after}. */
    abstract Effect judge(Optional<Declared> before, Optional<Declared> after);

    private static Effect ordered(int sign) {
        return sign == 0 ? Effect.CHANGED : sign > 0 ? Effect.STRONGER : Effect.WEAKER;
    }

    /** Positive if {@code after} is more. Values of a field have one type, which is ordered wherever this is asked. */
    @SuppressWarnings("unchecked")
    private static int compare(Optional<Declared> before, Optional<Declared> after) {
        return ((Comparable<Object>) after.orElseThrow().value())
                .compareTo(before.orElseThrow().value());
    }

    private static boolean isTrue(Optional<Declared> declared) {
        return declared.filter(found -> Boolean.TRUE.equals(found.value())).isPresent();
    }

    @SuppressWarnings("unchecked") // a list of texts is declared as the set of them
    private static Set<String> texts(Optional<Declared> declared) {
        return declared.map(found -> (Set<String>) found.value()).orElse(Set.of());
    }

    private static Effect subsets(Set<String> before, Set<String> after) {
        boolean nothingLost = after.containsAll(before);
        boolean nothingGained = before.containsAll(after);
        return nothingLost == nothingGained ? Effect.CHANGED : nothingLost ? Effect.STRONGER : Effect.WEAKER;
    }

    private static int grade(Optional<Declared> declared) {
        String word =
                declared.map(found -> found.text().toLowerCase(Locale.ROOT)).orElse("");
        for (int grade = 0; grade < WORST_FIRST.size(); grade++) {
            if (WORST_FIRST.get(grade).contains(word)) {
                return grade;
            }
        }
        return -1;
    }
}
