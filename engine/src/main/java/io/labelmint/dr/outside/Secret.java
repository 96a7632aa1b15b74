package io.labelmint.dr.outside;

/**
 * A value that must not be shown. It exists between reading it and sending it, and prints as nothing.
 *
 * <p>Not a record: a record would print, compare and serialise its value.
 */
public final class Secret {
    private final String value;

    /** The secret {@code value}. */
    public Secret(String value) {
        this.value = value;
    }

    /** The value, for the one who sends it. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
