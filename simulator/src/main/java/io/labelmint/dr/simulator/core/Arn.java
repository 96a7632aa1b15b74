package io.labelmint.dr.simulator.core;

import java.util.Optional;

/**
 * The name of a resource across services, regions and accounts.
 *
 * @param service for example {@code rds}
 * @param region empty for global resources
 * @param account twelve digits
 * @param resource the rest, for example {@code snapshot:orders-2026-01-05}
 */
public record Arn(String service, String region, String account, String resource) {
    /** The account a world lives in unless told otherwise; AWS's documentation uses this number for examples. */
    public static final String EXAMPLE_ACCOUNT = "123456789012";

    /** The name of {@code resource} in the account of the resource {@code other}. */
    public static Arn beside(String other, String service, String region, String resource) {
        return new Arn(service, region, accountOf(other), resource);
    }

    /** The account of the resource {@code arn}. */
    public static String accountOf(String arn) {
        return parse(arn).map(Arn::account).orElseThrow(() -> new IllegalArgumentException(arn + " is no ARN"));
    }

    /** Reads an ARN; empty if {@code text} is none. */
    public static Optional<Arn> parse(String text) {
        String[] parts = text == null ? new String[0] : text.split(":", 6);
        return parts.length == 6 && parts[0].equals("arn")
                ? Optional.of(new Arn(parts[2], parts[3], parts[4], parts[5]))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "arn:aws:" + service + ":" + region + ":" + account + ":" + resource;
    }
}
