package io.labelmint.dr.observatory;

import io.labelmint.dr.Problem;
import java.time.Instant;
import java.util.function.Function;

/**
 * What came of a query.
 *
 * @param <T> type of the answer
 */
public sealed interface Reading<T> {
    /**
     * AWS answered.
     *
     * @param value the answer
     * @param sent when the request was sent: the answer tells of no later moment
     */
    record Seen<T>(T value, Instant sent) implements Reading<T> {}

    /**
     * AWS did not answer, or refused: nothing is known.
     *
     * @param problem why
     * @param sent when it was asked
     */
    record Unseen<T>(Problem problem, Instant sent) implements Reading<T> {}

    /** When AWS was asked. */
    Instant sent();

    /** What to make of it: {@code seen} of the answer, or {@code unseen} of the reason there is none. */
    default <R> R fold(Function<? super T, ? extends R> seen, Function<? super Problem, ? extends R> unseen) {
        if (this instanceof Seen<T> answer) {
            return seen.apply(answer.value());
        }
        return unseen.apply(((Unseen<T>) this).problem());
    }

    /** The same with {@code change} made to the answer, if there is one. */
    default <R> Reading<R> map(Function<? super T, ? extends R> change) {
        return fold(value -> new Seen<R>(change.apply(value), sent()), problem -> new Unseen<R>(problem, sent()));
    }

    /**
     * The answer, for whoever can do nothing without it.
     *
     * @throws Unanswered if there is none
     */
    default T orElseThrow() {
        return fold(Function.identity(), problem -> {
            throw new Unanswered(problem);
        });
    }
}
