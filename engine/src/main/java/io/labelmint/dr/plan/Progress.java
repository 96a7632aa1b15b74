package io.labelmint.dr.plan;

import io.labelmint.dr.Problem;

/** How far an action is, as read from AWS. */
public sealed interface Progress {
    /**
     * Positively read: nothing of it exists. The only answer on which an action is started.
     *
     * @param found what is there instead, for whoever has to give it back; it is recorded before the call
     */
    record Absent(Facts found) implements Progress {
        public Absent() {
            this(Facts.NONE);
        }
    }

    /**
     * Positively read: nothing is known to exist of it, and something else is in its way that passes. It is not started
     * before that has passed.
     *
     * @param reason what it waits for, for example {@code waits for job 7, RUNNING}
     */
    record Held(String reason) implements Progress {}

    /**
     * It was started and goes on.
     *
     * @param phase what AWS says it is doing, for example {@code creating 40 %}
     */
    record InProgress(String phase) implements Progress {}

    /**
     * Positively read: of a {@link Batch} this much is missing, and may be called for now.
     *
     * @param piece what is missing of its next piece
     */
    record Remaining(Piece piece) implements Progress {}

    /**
     * It is done.
     *
     * @param facts what it brought
     */
    record Done(Facts facts) implements Progress {}

    /**
     * It failed, and AWS will not go on with it.
     *
     * @param problem why
     */
    record Failed(Problem problem) implements Progress {}

    /**
     * It could not be read; it may be any of the others.
     *
     * @param problem why
     */
    record Unknown(Problem problem) implements Progress {}
}
