package io.labelmint.dr.plan;

/**
 * Which try at an action this is. There is a next one only after AWS accepted the one before, the action failed, and
 * somebody went on with the operation; so every process derives the same number from the ledger, and a call in doubt is
 * repeated as the same attempt.
 *
 * @param number from 1
 * @param failed what the attempt before it had found; empty for the first
 */
public record Attempt(int number, Facts failed) {
    public static final Attempt FIRST = new Attempt(1, Facts.NONE);

    /** The one after this, which failed with {@code facts}. */
    public Attempt next(Facts facts) {
        return new Attempt(number + 1, facts);
    }

    /** What tells AWS that a call belongs to this attempt at {@code operation}. */
    public String token(OperationId operation) {
        return number == 1 ? operation.value() : operation.value() + "-" + number;
    }
}
