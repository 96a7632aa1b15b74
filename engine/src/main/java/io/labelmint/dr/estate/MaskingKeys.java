package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Flag;
import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.ListOf;
import io.labelmint.dr.estate.yaml.Listed;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The keys of how restored copies of a database are masked. */
final class MaskingKeys {
    static final Key<String> USER =
            Key.required("user", SqlWords.NAME.like("dr_masking"), "Role that runs the statements.");
    static final Key<Section> PASSWORD = Key.required(
            "password",
            SecretKeys.reference("labelmint-dr-masking", "DR_MASKING_PASSWORD", "/run/secrets/dr-masking"),
            "Where its password is kept; never the password itself.");
    static final Key<List<Listed<String>>> STATEMENTS = new Key<>(
            "statements",
            new ListOf<>(SqlWords.MASKING),
            true,
            Optional.empty(),
            "What masks the copy: run in order, in one transaction, before anyone else may connect.");
    static final Key<Boolean> TESTS = Key.defaulted(
            "tests",
            new Flag(),
            false,
            "Whether the copies of restore tests are masked too, before they are looked at.");
    static final Key<Duration> STATEMENT_LIMIT =
            Key.defaulted("statementLimit", Span.SPAN, Duration.ofMinutes(30), "The longest one statement may take.");
    static final Key<Duration> TIME_LIMIT =
            Key.defaulted("timeLimit", Span.SPAN, Duration.ofHours(1), "The longest all of it may take.");

    static final Key<Section> MASKING = Key.optional(
            "masking",
            Mapping.of(USER, PASSWORD, STATEMENTS, TESTS, STATEMENT_LIMIT, TIME_LIMIT),
            "Masks every restored copy people are to use; a restore that is to take the place of production says so and"
                    + " is left as it was.");

    private MaskingKeys() {}

    static Masking build(Section masking) {
        return new Masking(
                masking.require(USER),
                SecretKeys.build(masking.require(PASSWORD)).orElseThrow(),
                masking.items(STATEMENTS),
                masking.require(TESTS),
                masking.require(STATEMENT_LIMIT),
                masking.require(TIME_LIMIT));
    }
}
