package io.labelmint.dr.estate;

import io.labelmint.dr.estate.CacheValidation.Probe;
import io.labelmint.dr.estate.CacheValidation.Tls;
import io.labelmint.dr.estate.yaml.Choice;
import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.ListOf;
import io.labelmint.dr.estate.yaml.Listed;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.Share;
import io.labelmint.dr.estate.yaml.WholeNumber;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The keys of the validation of a restored Redis group. */
final class CacheValidationKeys {
    static final Key<String> USER =
            Key.optional("user", RedisWords.USER, "User that asks; it only needs to read. Else the default user.");
    static final Key<Section> PASSWORD = Key.optional(
            "password",
            SecretKeys.reference("labelmint-dr-probe-redis", "DR_PROBE_REDIS_PASSWORD", "/run/secrets/dr-probe-redis"),
            "Where its password is kept; never the password itself. Leave out if the group asks for none.");
    static final Key<Tls> TLS = Key.defaulted(
            "tls",
            Choice.of(Tls.class),
            Tls.VERIFY_FULL,
            "How the server proves who it is; none is for groups without encryption in transit and without passwords.");
    static final Key<String> CA_BUNDLE = Key.optional(
            "caBundle",
            Words.SECRET_FILE.like("/etc/ssl/certs/internal-bundle.pem"),
            "File with the certificate authorities; ElastiCache's are those every Java trusts.");
    static final Key<BigDecimal> TOLERANCE = Key.defaulted(
            "tolerance",
            Share.SHARE,
            new BigDecimal("0.05"),
            "Share by which the number of keys may differ from what CloudWatch counted when the snapshot was taken.");
    static final Key<Integer> MIN_KEYS = Key.defaulted(
            "minKeys",
            WholeNumber.between(0, Integer.MAX_VALUE),
            1,
            "The least keys it must have, whatever the source says.");
    static final Key<List<Listed<CacheValidation.Type>>> TYPES =
            Key.list("types", Choice.of(CacheValidation.Type.class), "Types of which there must be keys.");
    static final Key<Integer> SAMPLE = Key.defaulted(
            "sample", WholeNumber.between(1, 1_000_000), 1_000, "How many keys are looked at to count types.");

    static final Key<String> PROBE_NAME =
            Key.required("name", Words.ID.like("schema-version"), "What reports call it.");
    static final Key<List<Listed<String>>> COMMAND = new Key<>(
            "command",
            new ListOf<>(RedisWords.WORD),
            true,
            Optional.empty(),
            "A command that reads one value, and its arguments.");
    static final Key<String> EXPECT =
            Key.optional("expect", SqlWords.VALUE.like("\"7\""), "The answer as text, if it is known to the letter.");
    static final Key<String> MATCHES =
            Key.optional("matches", RedisWords.PATTERN, "A regular expression the whole answer matches, if it is not.");
    static final Key<List<Listed<Section>>> PROBES =
            Key.list("probes", Mapping.of(PROBE_NAME, COMMAND, EXPECT, MATCHES), "Questions with known answers.");

    static final Key<Section> VALIDATION = Key.optional(
            ValidationKeys.VALIDATION.name(),
            Mapping.of(
                    USER,
                    PASSWORD,
                    TLS,
                    CA_BUNDLE,
                    TOLERANCE,
                    MIN_KEYS,
                    TYPES,
                    SAMPLE,
                    PROBES,
                    ValidationKeys.TIME_LIMIT),
            "What must be true inside a restored copy; without it a restore proves only that it starts.");

    private CacheValidationKeys() {}

    static CacheValidation build(Section validation) {
        return new CacheValidation(
                validation.get(USER),
                validation
                        .get(PASSWORD)
                        .map(password -> SecretKeys.build(password).orElseThrow()),
                validation.require(TLS),
                validation.get(CA_BUNDLE),
                validation.require(TOLERANCE),
                validation.require(MIN_KEYS),
                validation.items(TYPES),
                validation.require(SAMPLE),
                validation.items(PROBES).stream()
                        .map(probe -> new Probe(
                                probe.require(PROBE_NAME), probe.items(COMMAND), probe.get(EXPECT), probe.get(MATCHES)))
                        .toList(),
                validation.require(ValidationKeys.TIME_LIMIT));
    }
}
