package io.labelmint.dr.plan;

import io.labelmint.dr.aws.PlannedCall;
import java.util.List;

/**
 * The next piece of a {@link Batch}: what is missing of it, as seen just now.
 *
 * @param phase which piece it is, in words: {@code piece 3 of 17}
 * @param calls the calls that are missing, in any order; none if all of it is there already
 * @param accepted what is known when all of them were accepted, with the watermark
 */
public record Piece(String phase, List<PlannedCall> calls, Facts accepted) {
    public Piece {
        calls = List.copyOf(calls);
        if (calls.size() > Batch.MOST_CALLS) {
            throw new IllegalArgumentException(
                    phase + " has " + calls.size() + " calls, more than " + Batch.MOST_CALLS);
        }
        if (accepted.get(Batch.WATERMARK) == null) {
            throw new IllegalArgumentException(phase + " has no watermark");
        }
    }
}
