package io.labelmint.dr.heartbeat;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.backup.Slots;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.ledger.ActionState;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import java.time.Duration;
import java.time.Instant;
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
        return latest(database, moment)
                .flatMap(this::beat)
                .filter(facts -> !at(facts).isAfter(moment))
                .findFirst();
    }

    /**
     * How the last heartbeat of {@code database} at or before {@code moment} was written: where it was reached, and by whom,
     * which its own region need not be asked for.
     */
    public Optional<WriteHeartbeat> written(PostgresDatabase database, Instant moment) {
        return latest(database, moment)
                .filter(history -> beat(history).anyMatch(facts -> !at(facts).isAfter(moment)))
                .flatMap(history -> history.opened().flatMap(Fact.Opened::plan).stream())
                .flatMap(plan -> plan.actions().stream())
                .filter(WriteHeartbeat.class::isInstance)
                .map(WriteHeartbeat.class::cast)
                .findFirst();
    }

    private Stream<History> latest(PostgresDatabase database, Instant moment) {
        String prefix = OperationId.prefix(KIND, database.id());
        String end = prefix + Slots.minute(moment) + "~";
        String lately = prefix + Slots.day(moment.minus(Duration.ofDays(1)));
        return ledgers.latest(prefix, lately, end).flatMap(this::history);
    }

    private Stream<History> history(OperationId id) {
        try {
            return ledgers
                    .read(id)
                    .filter(history -> history.opened()
                            .filter(opened -> opened.estate().equals(estate.name()))
                            .isPresent())
                    .stream();
        } catch (ProblemException e) {
            return Stream.empty();
        }
    }

    private Stream<Facts> beat(History history) {
        return history.actions().values().stream()
                .map(ActionState::facts)
                .filter(facts -> facts.get(WriteHeartbeat.AT) != null);
    }

    private static Instant at(Facts facts) {
        return Instant.parse(facts.get(WriteHeartbeat.AT));
    }
}
