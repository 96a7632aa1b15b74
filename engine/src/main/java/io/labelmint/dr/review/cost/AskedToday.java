package io.labelmint.dr.review.cost;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.backup.Slots;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What reviews of this day have found in the bill already, by their ledgers: the first that found something. A ledger that cannot be
 * read says nothing, and then the bill is asked for once more.
 */
final class AskedToday {
    private final Ledgers ledgers;
    private final RunKind kind;

    AskedToday(Ledgers ledgers, RunKind kind) {
        this.ledgers = ledgers;
        this.kind = kind;
    }

    /**
     * A bill and where it is.
     *
     * @param bill what was found
     * @param run the run that asked
     */
    record Found(Bill bill, OperationId run) {}

    Optional<Found> of(Estate estate, Instant now) {
        // The name has the minute its run began in, so that only today's are read.
        String prefix = OperationId.prefix("review", estate.name());
        String today = "-" + Slots.day(now) + "-";
        return ledgers.operations(prefix, "").stream()
                .filter(id -> id.value().contains(today))
                .sorted(Comparator.naturalOrder())
                .flatMap(id -> found(id, estate, now))
                .findFirst();
    }

    private Stream<Found> found(OperationId id, Estate estate, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return read(id, estate).stream()
                .flatMap(history -> history.entries().stream())
                .flatMap(entry -> entry.fact() instanceof Fact.Found found ? found.findings().stream() : Stream.empty())
                .filter(finding -> finding.check().equals(BackupSpend.ID)
                        // What another review found is in its own ledger.
                        && !finding.facts().containsKey(BackupSpend.FOUND_BY))
                .flatMap(finding -> Bill.read(finding.facts(), today).stream())
                .map(bill -> new Found(bill, id));
    }

    private Optional<History> read(OperationId id, Estate estate) {
        try {
            return ledgers.read(id)
                    .filter(history -> history.opened()
                            .filter(opened ->
                                    opened.kind() == kind && opened.estate().equals(estate.name()))
                            .isPresent());
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }
}
