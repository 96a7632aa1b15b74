package io.labelmint.dr.monitoring;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.backup.Slots;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Since when a store is looked after: from the first run that backed it up or found anything of it. No backup is missed of a
 * time before that, so a store that is declared today is not red for yesterday, however old it is itself.
 */
final class LookedAfter {
    /** Jobs that find something of each store they cover. */
    private static final List<String> LOOKING = List.of("check", "daily", "backup");

    /** A run that found nothing died, and the one before it is asked; somebody has to find something some time. */
    private static final int MOST_READ = 5;

    private final Ledgers ledgers;
    private final Estate estate;
    private final RunKind kind;

    /**
     * By the runs in {@code ledgers}.
     *
     * @param kind which count: a rehearsal looks after nothing that is real
     */
    LookedAfter(Ledgers ledgers, Estate estate, RunKind kind) {
        this.ledgers = ledgers;
        this.estate = estate;
        this.kind = kind;
    }

    /** Whether it was, of {@code store}, before {@code moment}. */
    boolean before(Store store, Instant moment) {
        boolean backedUp = earlier("backup", store.id(), moment).findFirst().isPresent();
        return backedUp
                || LOOKING.stream()
                        .anyMatch(job -> earlier(job, estate.name(), moment)
                                .filter(run -> run.findings().isPresent())
                                .findFirst()
                                .flatMap(History::findings)
                                .stream()
                                .flatMap(List::stream)
                                .anyMatch(finding -> finding.subject().equals(store.id())));
    }

    /** The last ones of that work, the newest first. Ids of one kind of work sort by the time it was made for. */
    private Stream<History> earlier(String work, String subject, Instant moment) {
        String prefix = OperationId.prefix(work, subject);
        String latest = prefix + Slots.minute(moment);
        return ledgers.latest(prefix, prefix + Slots.day(moment.minus(Duration.ofDays(1))), latest)
                .filter(id -> id.value().matches(prefix + "\\d{8}-.*"))
                .limit(MOST_READ)
                .flatMap(id -> read(id).stream())
                .filter(history -> history.begin().isBefore(moment));
    }

    /** One that somebody changed, or that is another estate's, tells nothing. */
    private Optional<History> read(OperationId id) {
        try {
            return ledgers.read(id)
                    .filter(history -> history.opened().filter(this::isOurs).isPresent());
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private boolean isOurs(Fact.Opened opened) {
        return opened.kind() == kind && opened.estate().equals(estate.name());
    }
}
