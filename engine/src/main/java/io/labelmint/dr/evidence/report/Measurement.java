package io.labelmint.dr.evidence.report;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.evidence.Evidence.Subject;
import java.time.Duration;
import java.util.Optional;

/**
 * Something measured against an objective.
 *
 * @param store of which store
 * @param check by which check
 * @param measured how long it was
 * @param objective how long it may be
 * @param sign what the check concluded, which may rest on more than this
 */
public record Measurement(Subject store, String check, Duration measured, Duration objective, Sign sign) {
    private static final String AGE = "ageSeconds";
    private static final String LIMIT = "limitSeconds";
    private static final String RPO = "rpoSeconds";
    private static final String RECOVERY = "recoverySeconds";
    private static final String RTO = "rtoSeconds";

    /**
     * How old the data was that could have been brought back, as far as {@code finding} says so. A check that names the
     * limit it judges by is shown against that: a daily backup is not too old because the RPO, which other means keep, is
     * an hour.
     */
    public static Optional<Measurement> age(Subject store, Finding finding) {
        String objective = finding.facts().containsKey(LIMIT) ? LIMIT : RPO;
        return of(store, finding, AGE, objective, store.rpoSeconds());
    }

    /** How long bringing it back took, as far as {@code finding} says so. */
    static Optional<Measurement> recovery(Subject store, Finding finding) {
        return of(store, finding, RECOVERY, RTO, store.rtoSeconds());
    }

    /** Whether the objective is kept. */
    public boolean within() {
        return measured.compareTo(objective) <= 0;
    }

    /** How much of the objective is used up: 1 is all of it. */
    public double share() {
        return measured.toSeconds() / (double) Math.max(1, objective.toSeconds());
    }

    private static Optional<Measurement> of(
            Subject store, Finding finding, String measured, String objective, long declared) {
        return seconds(finding, measured)
                .map(time -> new Measurement(
                        store,
                        finding.check(),
                        time,
                        seconds(finding, objective).orElse(Duration.ofSeconds(declared)),
                        Sign.of(finding.verdict())));
    }

    private static Optional<Duration> seconds(Finding finding, String fact) {
        String value = finding.facts().get(fact);
        // Nine digits are thirty years; more is no measurement.
        return value != null && value.matches("-?[0-9]{1,9}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(value)))
                : Optional.empty();
    }
}
