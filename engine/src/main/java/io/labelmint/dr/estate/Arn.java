package io.labelmint.dr.estate;

import java.util.Optional;

/**
 * The parts of an Amazon Resource Name.
 *
 * @param partition for example {@code aws}
 * @param service for example {@code sns}
 * @param region where it is; empty for what is global
 * @param account whose it is; empty for what AWS owns
 */
record Arn(String partition, String service, String region, String account) {
    /** The parts of {@code text}, if it is an ARN. */
    static Optional<Arn> parse(String text) {
        String[] parts = text.split(":", 6);
        return parts.length == 6 && parts[0].equals("arn")
                ? Optional.of(new Arn(parts[1], parts[2], parts[3], parts[4]))
                : Optional.empty();
    }
}
