package io.labelmint.dr.job;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.backup.Slots;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run found that the run of the same job before it did not: what a person wants to be woken for by something that
 * looks every few minutes.
 *
 * @param red what is red now and was not; everything red, if there was no such run before
 * @param recovered what is green now and was red, as {@code SUBJECT CHECK}
 */
public record News(List<Finding> red, List<String> recovered) {

    public News {
        red = List.copyOf(red);
        recovered = List.copyOf(recovered);
    }

    /** Whether there is none. */
    public boolean none() {
        return red.isEmpty() && recovered.isEmpty();
    }

    /** The news of {@code run}, which has recorded its findings. */
    public static News of(Ledgers ledgers, History run) {
        List<Finding> now = run.findings().orElse(List.of());
        List<Finding> before = before(ledgers, run).flatMap(History::findings).orElse(List.of());
        Set<String> wasRed = names(before, false);
        Set<String> isGreen = names(now, true);
        return new News(
                now.stream()
                        .filter(finding -> !finding.green() && !wasRed.contains(name(finding)))
                        .toList(),
                wasRed.stream().filter(isGreen::contains).sorted().toList());
    }

    /**
     * The run of the same job before; ids of one job sort by the time they were made for. If somebody changed its ledger
     * there is none: what is red now is news then, rather than nobody's.
     */
    private static Optional<History> before(Ledgers ledgers, History run) {
        var opened = run.opened().orElseThrow();
        Job job = Job.of(opened.request());
        String prefix = job.idPrefix(opened.estate());
        try {
            String lately = prefix + Slots.day(run.begin().minus(Duration.ofDays(1)));
            return ledgers.latest(prefix, lately, run.operation().value())
                    .flatMap(id -> ledgers.read(id).stream())
                    .filter(history ->
                            sameScope(job, history) && history.findings().isPresent())
                    .findFirst();
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private static boolean sameScope(Job job, History history) {
        return history.opened()
                .filter(opened -> !opened.request().isEmpty())
                .map(opened -> Job.of(opened.request()))
                .filter(other -> other.type() == job.type() && other.only().equals(job.only()))
                .isPresent();
    }

    private static Set<String> names(Collection<Finding> findings, boolean green) {
        return findings.stream()
                .filter(finding -> finding.green() == green)
                .map(News::name)
                .collect(Collectors.toSet());
    }

    private static String name(Finding finding) {
        return finding.subject() + " " + finding.check();
    }
}
