package io.labelmint.dr.job;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.plan.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The operations somebody began and nobody ended. */
public final class OpenOperations {
    /**
     * Longer than a process that works on an operation is silent: an action that is waited for changes its phase, or is
     * given up, within it.
     */
    public static final Duration SILENCE = Duration.ofMinutes(15);

    /**
     * One of them.
     *
     * @param id its id
     * @param title what it does, in words
     * @param since when the last thing happened in it; when it was looked at, if its ledger cannot be read
     * @param reason why nobody works on it, as far as it is known
     */
    public record Open(OperationId id, String title, Instant since, String reason) {}

    private OpenOperations() {}

    /**
     * The runs and operations of {@code ledgers} that are open and, by what they say, worked on by nobody: given up, or
     * silent for longer than {@link #SILENCE}. An operation whose ledger cannot be read is one of them: nobody knows that
     * it ended, and it must not hide the others. {@linkplain RoutineWork Routine} of before yesterday is nobody's
     * work any more.
     */
    public static List<Open> of(Ledgers ledgers, Instant now) {
        return silentSince(ledgers, now.minus(SILENCE));
    }

    /** The same of those of whom nothing was heard from {@code moment} on, or that were given up. */
    public static List<Open> silentSince(Ledgers ledgers, Instant moment) {
        return ledgers.mayBeOpen(RoutineWork.past(moment)).stream()
                .flatMap(id -> open(ledgers, id, moment).stream())
                .toList();
    }

    private static Optional<Open> open(Ledgers ledgers, OperationId id, Instant moment) {
        try {
            return ledgers.read(id)
                    .filter(history -> history.closed().isEmpty() && !prepared(history))
                    .filter(history ->
                            history.suspended().isPresent() || history.end().isBefore(moment))
                    .map(OpenOperations::open);
        } catch (ProblemException e) {
            return Optional.of(new Open(
                    id,
                    "An operation whose ledger cannot be read",
                    moment,
                    e.problem().toString()));
        }
    }

    /** Whether it is a plan nobody has begun, or the run of one: nothing goes on, and nothing will by itself. */
    public static boolean prepared(History history) {
        return history.prepared() || NeededApproval.waits(history);
    }

    private static Open open(History history) {
        Fact.Opened opened = history.opened().orElseThrow();
        return new Open(
                history.operation(),
                opened.title(),
                history.end(),
                history.suspended()
                        .map(suspended -> suspended.problem().summary())
                        .orElse("The process that worked on it is silent since."));
    }
}
