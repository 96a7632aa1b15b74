package io.labelmint.dr.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.labelmint.dr.aws.Hands;

/**
 * An action of many calls, for work of which every item is a call of its own: a million objects of a bucket. It is done
 * piece by piece, each of them {@code intended}, made, and {@code accepted} with a watermark.
 *
 * <p>Looking at it tells the next piece: {@link Progress.Remaining} with the calls that are missing of it, each of which
 * has a condition, or sets a state, so that a call too many has no effect. A process that dies leaves at most one piece in
 * doubt; whoever goes on looks at that piece and makes what is missing. Between pieces, and between their calls, it can be
 * let go of. A batch that fails and is gone on with keeps its watermark.
 *
 * <p>{@link #call()} is the pattern of its calls, for people and for the policy; it is never sent.
 */
public interface Batch extends Action {
    /** The most calls of a piece: what is repeated, at most, after a process died. */
    int MOST_CALLS = 200;

    /** The fact that says how many pieces are done. */
    String WATERMARK = "pieces";

    /** What it does, in one sentence with its numbers. */
    @JsonIgnore
    String summary();

    /** What the pieces that are done brought, in this attempt or in one that failed later. */
    static Facts known(Inputs inputs) {
        return inputs.attempt().failed().and(inputs.accepted());
    }

    /** The number {@code known} has under {@code name}: how many pieces are done, or what they count. */
    static long count(Facts known, String name) {
        String number = known.get(name);
        return number == null ? 0 : Long.parseLong(number);
    }

    @Override
    @JsonIgnore
    default RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    @Override
    @JsonIgnore
    default boolean lengthy() {
        return true;
    }

    @Override
    default Facts start(Hands hands, Inputs inputs) {
        throw new IllegalStateException(id() + " is done in pieces");
    }
}
