package io.labelmint.dr.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.estate.Validation.Table;
import io.labelmint.dr.outside.Secret;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of the answers: what is not known or not declared is never green, and says how to become so. */
class DatabaseValidationTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final Table ORDERS =
            new Table("public.orders", Optional.empty(), new BigDecimal("0.01"), Optional.empty());

    private final Estate estate = LabelMint.production();
    private final ToldProbe probe = new ToldProbe(NOW);

    private List<Finding> validate(Optional<Validation> validation) {
        return validate(validation, (address, limit) -> probe, Known.NOTHING);
    }

    private List<Finding> validate(Optional<Validation> validation, DatabaseProbes probes, Known known) {
        PostgresDatabase declared = estate.databases().get(0);
        PostgresDatabase database = new PostgresDatabase(
                declared.id(),
                declared.instance(),
                declared.via(),
                declared.scheduledBy(),
                declared.replicas(),
                declared.replicatedBackups(),
                declared.keys(),
                declared.vaults(),
                declared.restores(),
                validation,
                declared.failover(),
                declared.objectives());
        return new DatabaseValidation(probes, probe.timeline)
                .validate(
                        estate,
                        database,
                        new DatabaseAddress(
                                "copy.example",
                                5432,
                                "orders",
                                "dr_probe",
                                new Secret("none"),
                                new DatabaseAddress.Tls(true, Optional.empty())),
                        new Restored(NOW, "rds:snapshot"),
                        known);
    }

    private Finding rows(Known known) {
        return validate(Optional.of(ToldProbe.declaring(List.of(ORDERS))), (address, limit) -> probe, known)
                .get(3);
    }

    private static Known known(Instant at, long rows) {
        return new Known(
                Optional.empty(),
                Optional.empty(),
                List.of(new Testimony.Entry(at, ToldProbe.ORDERS, rows, Optional.empty(), Optional.empty())));
    }

    @Test
    void whatIsNotDeclaredIsNotTestedAndSaysHowToDeclareIt() {
        List<Finding> nothing = validate(Optional.empty());

        assertThat(nothing).singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.NOT_TESTED);
            assertThat(finding.remedy())
                    .hasValueSatisfying(remedy -> assertThat(remedy).contains("validation:"));
        });

        List<Finding> empty = validate(Optional.of(ToldProbe.declaring(List.of())));

        assertThat(empty)
                .filteredOn(finding -> finding.verdict() == Verdict.NOT_TESTED)
                .extracting(Finding::check)
                .containsExactly(
                        "restore.rows", "restore.freshness", "restore.integrity", "restore.queries", "restore.roles");
        assertThat(empty).extracting(Finding::verdict).doesNotContain(Verdict.FAILED);
    }

    @Test
    void aCopyThatCannotBeReachedIsRedOnEveryLevel() {
        Problem problem = Problem.of("probe.unreachable", "No connection came about.", "Open the port.");
        List<Finding> findings = validate(
                Optional.of(ToldProbe.declaring(List.of(ORDERS))),
                (address, limit) -> {
                    throw problem.asException();
                },
                Known.NOTHING);

        assertThat(findings).hasSize(8).allMatch(finding -> finding.verdict() == Verdict.NOT_TESTED);
        assertThat(findings.get(0).summary()).isEqualTo(problem.summary());
    }

    @Test
    void aCopyThatATaskIsToAskIsNotAskedFromHere() {
        Estate estate = LabelMint.production();
        List<Finding> findings = new DatabaseValidation(
                        (address, limit) -> {
                            throw new AssertionError("nothing is connected to");
                        },
                        probe.timeline)
                .validate(estate, estate.databases().get(1), null, new Restored(NOW, "x"), Known.NOTHING);

        assertThat(findings).hasSize(8).allMatch(finding -> finding.verdict() == Verdict.NOT_TESTED);
        assertThat(findings.get(0).remedy())
                .contains("Have it tested, or write probe: direct and run where the copy's port can be reached.");
    }

    @Test
    void aCopyInRecoveryIsNotOneYet() {
        probe.inRecovery = true;

        Finding connects = validate(Optional.of(ToldProbe.declaring(List.of()))).get(0);

        assertThat(connects.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(probe.closed).isTrue();
    }

    @Test
    void aQuestionWithoutAnAnswerIsNotTested() {
        List<Finding> findings = validate(estate.databases().get(0).validation());

        assertThat(findings.get(6).verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(findings.get(6).facts()).containsEntry("query.no-negative-totals", "not answered");
    }

    @Test
    void theFirstFullReadIsMeasured() {
        probe.rows = 500;
        probe.counted(NOW.minusSeconds(600), 500);

        assertThat(rows(Known.NOTHING).facts())
                .containsEntry("ms.public.orders", "2000")
                .containsEntry("readMs", "2000")
                .containsEntry("readBytes", "8192");
    }

    @ParameterizedTest
    @CsvSource({
        // Counted 10,000 an hour ago and 9,000 an hour before: 1,000 more are expected, and twice as many allowed.
        "9000, 10000, 9899, FAILED",
        "9000, 10000, 9900, PASSED",
        "9000, 10000, 11000, PASSED",
        "9000, 10000, 12100, PASSED",
        "9000, 10000, 12101, FAILED",
        // A table that shrinks may have shrunk and not grown.
        "11000, 10000, 7900, PASSED",
        "11000, 10000, 7899, FAILED",
        "11000, 10000, 10101, FAILED",
        // One that stands still has its tolerance.
        "10000, 10000, 9900, PASSED",
        "10000, 10000, 9899, FAILED",
        "0, 0, 1, FAILED"
    })
    void growthSinceTheLastCountIsAllowedInItsDirection(long before, long last, long found, Verdict verdict) {
        probe.counted(NOW.minus(Duration.ofHours(2)), before).counted(NOW.minus(Duration.ofHours(1)), last);
        probe.rows = found;

        assertThat(rows(Known.NOTHING).verdict()).isEqualTo(verdict);
    }

    @Test
    void aCountThatIsTooOldOrTooYoungProvesNothing() {
        probe.rows = 500;
        assertThat(rows(Known.NOTHING).verdict()).isEqualTo(Verdict.NOT_TESTED);

        probe.counted(NOW.minus(Duration.ofHours(27)), 500);
        assertThat(rows(Known.NOTHING).verdict()).isEqualTo(Verdict.NOT_TESTED);

        probe.census.clear();
        probe.counted(NOW.plusSeconds(1), 500);
        assertThat(rows(Known.NOTHING).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    @Test
    void aCopyDoesNotVouchForItselfAgainstWhatIsKnownElsewhere() {
        probe.rows = 500;
        probe.counted(NOW.minusSeconds(600), 500);

        assertThat(rows(known(NOW.minusSeconds(300), 500)).verdict()).isEqualTo(Verdict.PASSED);
        assertThat(rows(known(NOW.minusSeconds(300), 9000)).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void aMinimumAloneIsEnoughOnlyWhereNoCensusIsPromised() {
        probe.rows = 500;
        Table least = new Table("public.orders", Optional.of(100L), BigDecimal.ZERO, Optional.empty());

        assertThat(validate(Optional.of(ToldProbe.declaring(List.of(least))))
                        .get(3)
                        .verdict())
                .isEqualTo(Verdict.PASSED);

        probe.rows = 5000;
        assertThat(validate(estate.databases().get(0).validation()).get(3).verdict())
                .isEqualTo(Verdict.NOT_TESTED);
    }
}
