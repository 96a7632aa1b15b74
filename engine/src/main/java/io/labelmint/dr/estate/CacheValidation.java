package io.labelmint.dr.estate;

import io.labelmint.dr.estate.Notifications.SecretReference;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What must be true inside a restored copy of a Redis group, and who asks it.
 *
 * @param user user that asks; without one, the default user
 * @param password where its password is kept; without one, none is sent
 * @param tls how the server proves who it is
 * @param caBundle file with the certificate authorities the server's certificate must come from, if declared
 * @param tolerance by which share the number of keys may differ from what CloudWatch counted in the source
 * @param minKeys the least keys it must have, whatever the source says
 * @param types types of which there must be keys
 * @param sample how many keys are looked at to count types
 * @param probes questions with known answers
 * @param timeLimit the longest all of it may take
 */
public record CacheValidation(
        Optional<String> user,
        Optional<SecretReference> password,
        Tls tls,
        Optional<String> caBundle,
        BigDecimal tolerance,
        long minKeys,
        List<Type> types,
        int sample,
        List<Probe> probes,
        Duration timeLimit) {

    public CacheValidation {
        types = List.copyOf(types);
        probes = List.copyOf(probes);
    }

    /** What must be known of the server before anything is sent. */
    public enum Tls {
        /** Its certificate comes from a trusted authority and names the host. */
        VERIFY_FULL,
        /** Its certificate comes from a trusted authority; for a host that is reached by another name. */
        VERIFY_CA,
        /** Nothing: for groups without encryption in transit, which ask for no password. */
        NONE
    }

    /** The types of Redis that a copy is looked through for; as TYPE and SCAN call them. */
    public enum Type {
        STRING,
        LIST,
        SET,
        ZSET,
        HASH,
        STREAM
    }

    /**
     * A question with a known answer.
     *
     * @param name what reports call it; they show neither command nor answer
     * @param command a command that reads, with its arguments
     * @param expect the answer as text, if it is known to the letter
     * @param matches a pattern the answer matches in full, if not
     */
    public record Probe(String name, List<String> command, Optional<String> expect, Optional<String> matches) {
        public Probe {
            command = List.copyOf(command);
        }
    }
}
