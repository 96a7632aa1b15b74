package io.labelmint.dr.simulator.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * The chance of a world: numbers that look random and are a pure function of the seed and of what they are for.
 *
 * <p>There is no generator whose state the order of calls could disturb. The duration of a snapshot depends on the seed
 * and on the snapshot alone, so reading the world more or less often, or replaying only its changes, changes nothing.
 *
 * @param value what distinguishes this world from others
 */
public record Seed(long value) {
    private static final HexFormat HEX = HexFormat.of();
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /** A number in [0, 1) for {@code purpose}. */
    public double fraction(Object... purpose) {
        byte[] digest = digest(purpose);
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits = bits << 8 | (digest[i] & 0xff);
        }
        return (bits >>> 11) * 0x1.0p-53;
    }

    /** A duration in [{@code least}, {@code most}) for {@code purpose}, in whole milliseconds. */
    public Duration between(Duration least, Duration most, Object... purpose) {
        double span = most.minus(least).toMillis();
        return least.plusMillis((long) (span * fraction(purpose)));
    }

    /** {@code estimate} plus or minus {@code share} of it. */
    public Duration around(Duration estimate, double share, Object... purpose) {
        double factor = 1 + share * (2 * fraction(purpose) - 1);
        return Duration.ofMillis((long) (estimate.toMillis() * factor));
    }

    /** {@code length} upper-case letters and digits, at most 32, as in a DbiResourceId. */
    public String letters(int length, Object... purpose) {
        byte[] digest = digest(purpose);
        StringBuilder letters = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            letters.append(ALPHABET.charAt(digest[i] & 31));
        }
        return letters.toString();
    }

    /** {@code length} hexadecimal digits, at most 64. */
    public String hex(int length, Object... purpose) {
        return HEX.formatHex(digest(purpose)).substring(0, length);
    }

    /** A UUID of version 4 by its looks. */
    public String uuid(Object... purpose) {
        String hex = hex(32, purpose);
        return hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-4" + hex.substring(13, 16) + "-a"
                + hex.substring(17, 20) + "-" + hex.substring(20, 32);
    }

    private byte[] digest(Object... purpose) {
        StringBuilder text = new StringBuilder().append(value);
        for (Object part : purpose) {
            text.append('\0').append(part);
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
