package io.labelmint.dr.diff;

import java.util.Locale;

/** What a difference does to an estate. */
public enum Effect {
    WEAKER,
    STRONGER,
    /** It may be either, and no rule can tell which. */
    CHANGED;

    /** What the same difference does the other way round. */
    Effect mirrored() {
        return switch (this) {
            case WEAKER -> STRONGER;
            case STRONGER -> WEAKER;
            case CHANGED -> CHANGED;
        };
    }

    /** As programs read it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
