package io.labelmint.dr.job;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How long it took in one run until everything was recovered, against the recovery time objective: until users were served
 * after a failover or at home, or until the last store of a drill was usable.
 *
 * @param reached how long; empty if the run says itself that nobody knows
 * @param objective how long it may take; empty if nobody knows either
 */
public record RecoveryTime(Optional<Duration> reached, Optional<Duration> objective) {
    private static final Set<String> CHECKS = Set.of(FailoverFindings.TIME, FailbackFindings.TIME, Drill.RECOVERY_TIME);

    /** That of a run that found {@code findings}; empty if it is no run that recovers everything, or got nowhere. */
    public static Optional<RecoveryTime> of(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> CHECKS.contains(finding.check()))
                .findFirst()
                .map(finding -> new RecoveryTime(reached(finding.facts()), seconds(finding.facts(), "rtoSeconds")));
    }

    /** Whether the objective was kept; what nobody knows was not. */
    public boolean kept() {
        return reached.isPresent() && objective.isPresent() && reached.get().compareTo(objective.get()) <= 0;
    }

    /** For example {@code 52 min 10 s of 4 h 0 min}. */
    public String words() {
        return reached.map(Ages::words).orElse("not known")
                + objective.map(allowed -> " of " + Ages.words(allowed)).orElse("");
    }

    /** A failover tells when it was asked for and when users were served; the others tell how long it was. */
    private static Optional<Duration> reached(Map<String, String> facts) {
        return seconds(facts, "recoverySeconds")
                .or(() -> instant(facts, "askedAt")
                        .flatMap(asked -> instant(facts, "servedAt").map(served -> Duration.between(asked, served))));
    }

    /** Nine digits are thirty years; more is no measurement. */
    private static Optional<Duration> seconds(Map<String, String> facts, String name) {
        return Optional.ofNullable(facts.get(name))
                .filter(value -> value.matches("[0-9]{1,9}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }

    private static Optional<Instant> instant(Map<String, String> facts, String name) {
        try {
            return Optional.ofNullable(facts.get(name)).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
