package io.labelmint.dr.review;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.backup.CopyDbSnapshot;
import io.labelmint.dr.backup.CreateCacheSnapshot;
import io.labelmint.dr.backup.CreateDbSnapshot;
import io.labelmint.dr.backup.ExportCacheSnapshot;
import io.labelmint.dr.backup.Slots;
import io.labelmint.dr.backup.StartBackupJob;
import io.labelmint.dr.backup.StartCopyJob;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the ledgers say of backups. Ids of one kind of work sort by the time it was made for, so only ledgers of the asked time
 * are read. A ledger that cannot be read, or is another estate's, says nothing.
 */
public final class BackupHistory {
    private final Ledgers ledgers;
    private final Estate estate;
    private final RunKind kind;
    private final Instant since;

    /**
     * Since {@code since}.
     *
     * @param kind which count: a rehearsal says nothing of what is real
     */
    public BackupHistory(Ledgers ledgers, Estate estate, RunKind kind, Instant since) {
        this.ledgers = ledgers;
        this.estate = estate;
        this.kind = kind;
        this.since = since;
    }

    /** The backups and copies of {@code store} that came about, oldest first. */
    public List<Made> of(Store store) {
        return histories("backup", store.id())
                .flatMap(history -> made(store, history))
                .sorted(Comparator.comparing(Made::at))
                .toList();
    }

    /** What the daily runs found, with the check's id, of one subject; oldest first. */
    List<Map.Entry<Instant, Finding>> findings(String check, String subject) {
        return Stream.of("daily", "backup")
                .flatMap(job -> histories(job, estate.name()))
                .sorted(Comparator.comparing(History::begin))
                .flatMap(run -> run.findings().stream()
                        .flatMap(List::stream)
                        .filter(finding -> finding.check().equals(check)
                                && finding.subject().equals(subject))
                        .map(finding -> Map.entry(run.begin(), finding)))
                .toList();
    }

    private Stream<History> histories(String work, String subject) {
        String prefix = OperationId.prefix(work, subject);
        String first = prefix + Slots.day(since);
        return ledgers.operations(prefix, first).stream().flatMap(id -> read(id).stream());
    }

    private Optional<History> read(OperationId id) {
        try {
            return ledgers.read(id)
                    .filter(history -> history.opened()
                            .filter(opened ->
                                    opened.kind() == kind && opened.estate().equals(estate.name()))
                            .isPresent())
                    .filter(history -> !history.begin().isBefore(since));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private static Stream<Made> made(Store store, History history) {
        List<Action> actions = history.opened().orElseThrow().plan().stream()
                .flatMap(plan -> plan.actions().stream())
                .toList();
        Map<ActionId, Instant> asked = new HashMap<>();
        Map<ActionId, Instant> done = new HashMap<>();
        for (Entry entry : history.entries()) {
            if (entry.fact() instanceof Fact.Accepted accepted) {
                asked.put(accepted.action(), entry.at());
            } else if (entry.fact() instanceof Fact.Settled settled && settled.done()) {
                done.put(settled.action(), entry.at());
            }
        }
        return actions.stream()
                .filter(action -> action.id().value().startsWith(store.id() + "/"))
                .filter(action -> asked.containsKey(action.id()) && done.containsKey(action.id()))
                .flatMap(action -> kind(action).stream()
                        .map(kind -> new Made(
                                store.id(),
                                kind,
                                asked.get(action.id()),
                                Duration.between(asked.get(action.id()), done.get(action.id())),
                                history.operation().value())));
    }

    private static Optional<Made.Kind> kind(Action action) {
        if (action instanceof CreateDbSnapshot
                || action instanceof StartBackupJob
                || action instanceof CreateCacheSnapshot) {
            return Optional.of(Made.Kind.BACKUP);
        }
        return action instanceof CopyDbSnapshot
                        || action instanceof StartCopyJob
                        || action instanceof ExportCacheSnapshot
                ? Optional.of(Made.Kind.COPY)
                : Optional.empty();
    }
}
