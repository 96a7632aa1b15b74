package io.labelmint.dr.plan;

import java.util.Locale;

/**
 * The digest of a plan, as people compare it.
 *
 * @param value SHA-256 in lower-case hex
 */
public record PlanDigest(String value) {
    /** 48 bits: nobody makes another plan that has them as well in the hours a plan is good for. */
    private static final int BRIEF = 12;

    /** Its first twelve digits in groups of four, for example {@code 1f2e 3d4c 5b6a}. */
    public String brief() {
        return value.substring(0, 4) + " " + value.substring(4, 8) + " " + value.substring(8, BRIEF);
    }

    /** Whether {@code text} names it: by at least its first twelve digits, however they are grouped. */
    public boolean isNamedBy(String text) {
        String digits = text.replaceAll("[\\s-]+", "").toLowerCase(Locale.ROOT);
        return digits.length() >= BRIEF && value.startsWith(digits);
    }

    @Override
    public String toString() {
        return value;
    }
}
