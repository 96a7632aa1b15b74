package io.labelmint.dr.review;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The days of which a ledger says that a store was backed up. Ledgers are read only where somebody asks for their day. */
final class RecordedDays {
    private final Ledgers ledgers;
    private final Estate estate;
    private final RunKind kind;
    private final TreeMap<LocalDate, OperationId> byDay = new TreeMap<>();

    /**
     * Those of {@code store}.
     *
     * @param kind which count: a rehearsal made nothing that is real
     */
    RecordedDays(Ledgers ledgers, Estate estate, Store store, RunKind kind) {
        this.ledgers = ledgers;
        this.estate = estate;
        this.kind = kind;
        // The day and the hash after it, so that a store whose name goes on is not taken for this one.
        String prefix = OperationId.prefix("backup", store.id());
        Pattern name = Pattern.compile(Pattern.quote(prefix)
                + "(?<year>\\d{4})(?<month>0[1-9]|1[0-2])(?<day>0[1-9]|[12]\\d|3[01])-[0-9a-f]{8}");
        for (OperationId operation : ledgers.operations(prefix, "")) {
            Matcher matcher = name.matcher(operation.value());
            if (matcher.matches()) {
                byDay.put(
                        LocalDate.of(
                                Integer.parseInt(matcher.group("year")),
                                Integer.parseInt(matcher.group("month")),
                                Integer.parseInt(matcher.group("day"))),
                        operation);
            }
        }
    }

    /** The first day of which there is one that made a backup; empty if none did. */
    Optional<LocalDate> first() {
        return byDay.entrySet().stream()
                .filter(entry -> made(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** What made the backup of {@code day}; empty if no ledger says so. */
    Optional<OperationId> made(LocalDate day) {
        return Optional.ofNullable(byDay.get(day)).filter(this::made);
    }

    /** A ledger that cannot be read says nothing. */
    private boolean made(OperationId operation) {
        try {
            return ledgers.read(operation)
                    .filter(history -> history.opened()
                            .filter(opened ->
                                    opened.kind() == kind && opened.estate().equals(estate.name()))
                            .isPresent())
                    .flatMap(history -> history.closed().map(Fact.Closed::succeeded))
                    .orElse(false);
        } catch (ProblemException e) {
            return false;
        }
    }
}
