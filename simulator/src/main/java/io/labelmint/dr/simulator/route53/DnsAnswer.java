package io.labelmint.dr.simulator.route53;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a DNS server answers.
 *
 * @param value the address or name
 * @param setIdentifier which of the record sets of that name it is of; empty with a simple record
 * @param ttl how long a client may use it without asking again
 */
public record DnsAnswer(String value, Optional<String> setIdentifier, Duration ttl) {
    private static final Pattern REGION = Pattern.compile("(?<![a-z0-9])[a-z]{2}(-[a-z]+)+-[0-9](?![0-9])");

    /** The region it leads to, as its value or the identifier of its record set says; empty if neither does. */
    public Optional<String> region() {
        return regionIn(value).or(() -> setIdentifier.flatMap(DnsAnswer::regionIn));
    }

    static Optional<String> regionIn(String text) {
        Matcher found = REGION.matcher(text);
        return found.find() ? Optional.of(found.group()) : Optional.empty();
    }
}
