package io.labelmint.dr.heartbeat;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.backup.Slots;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.ledger.ActionState;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The heartbeats that were written, read from the ledgers: they are known where the source itself is gone. */
public final class KnownBeats {
    private static final String KIND = "heartbeat";

    private final Ledgers ledgers;
    private final Estate estate;

    public KnownBeats(Ledgers ledgers, Estate estate) {
        this.ledgers = ledgers;
        this.estate = estate;
    }

    /** The operation that writes the heartbeat of {@code database} in the minute of {@code now}. */
    public static OperationId operation(Estate estate, PostgresDatabase database, Instant now) {
        return OperationId.scheduled(estate.name(), KIND, database.id(), Slots.minute(now));
    }

    /**
     * What the last heartbeat of {@code database} at or before {@code moment} said. Ids of one store's heartbeats sort by
     * the time they were made for, so few ledgers are read however many there are. One that cannot be read says nothing,
     * and the one before it is good enough: it only makes the proof weaker, never wrong.
     */
    public Optional<Facts> last(PostgresDatabase database, Instant moment) {
        String prefix = OperationId.prefix(KIND, database.id());
        String end = prefix + Slots.minute(moment) + "~";
        return ledgers.operations().stream()
                .filter(id -> id.value().startsWith(prefix) && id.value().compareTo(end) < 0)
                .sorted(Comparator.<OperationId>naturalOrder().reversed())
                .flatMap(this::beat)
                .filter(facts -> !Instant.parse(facts.get(WriteHeartbeat.AT)).isAfter(moment))
                .findFirst();
    }

    private Stream<Facts> beat(OperationId id) {
        try {
            return ledgers
                    .read(id)
                    .filter(history -> history.opened()
                            .filter(opened -> opened.estate().equals(estate.name()))
                            .isPresent())
                    .map(History::actions)
                    .stream()
                    .flatMap(actions -> actions.values().stream())
                    .map(ActionState::facts)
                    .filter(facts -> facts.get(WriteHeartbeat.AT) != null);
        } catch (ProblemException e) {
            return Stream.empty();
        }
    }
}
