package io.labelmint.dr.plan;

/** The tag by which everything the product creates is known: its key; the value is the operation's id. */
public final class OperationTag {
    public static final String KEY = "dr:operation";

    private OperationTag() {}
}
