package io.labelmint.dr.job;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run as its own ledger tells it, in a line of a history.
 *
 * @param run which
 * @param kind what it is
 * @param title what it did, in words
 * @param began when
 * @param last when the last thing happened in it
 * @param state how it stands
 * @param checks how many findings it has recorded
 * @param red how many of them are red
 * @param reason why it stopped, was withdrawn or was superseded, if that is the last that is known
 * @param recovery how long it took until everything was recovered; empty if it is no such run, or got nowhere
 * @param losses what it lost of each store, as far as it is a move that says so
 */
public record PastRun(
        OperationId run,
        RunKind kind,
        String title,
        Instant began,
        Instant last,
        State state,
        int checks,
        int red,
        Optional<String> reason,
        Optional<RecoveryTime> recovery,
        List<Loss> losses) {

    public PastRun {
        losses = List.copyOf(losses);
    }

    /** How a run stands. */
    public enum State {
        /** It has ended, and nothing is red. */
        GREEN,
        /** It has ended, and something is red. */
        RED,
        /** It was begun and has not ended: somebody works on it, or nobody does any more. */
        OPEN,
        /** Its plan waits for somebody to approve and begin it. */
        PREPARED
    }

    /**
     * What a move lost of a store.
     *
     * @param store its id
     * @param shown how much, as it was shown to who approved the move
     */
    public record Loss(String store, String shown) {}

    /** The run {@code history} tells; empty if it is no run but part of one. */
    static Optional<PastRun> of(History history) {
        return history.opened().filter(opened -> !opened.request().isEmpty()).map(opened -> of(history, opened));
    }

    private static PastRun of(History history, Fact.Opened opened) {
        List<Finding> findings = history.findings().orElse(List.of());
        return new PastRun(
                history.operation(),
                opened.kind(),
                opened.title(),
                history.begin(),
                history.end(),
                state(history),
                findings.size(),
                (int) findings.stream().filter(finding -> !finding.green()).count(),
                reason(history),
                RecoveryTime.of(findings),
                findings.stream()
                        .filter(finding -> finding.check().equals(FailoverFindings.LOSS)
                                && finding.facts().containsKey("shown"))
                        .map(finding ->
                                new Loss(finding.subject(), finding.facts().get("shown")))
                        .toList());
    }

    /** How long it took; empty while it has not ended. */
    public Optional<Duration> took() {
        return ended() ? Optional.of(Duration.between(began, last)) : Optional.empty();
    }

    /** Whether it has ended. */
    public boolean ended() {
        return state == State.GREEN || state == State.RED;
    }

    private static State state(History history) {
        return history.closed()
                .map(closed -> closed.succeeded() && lookedAt(history) ? State.GREEN : State.RED)
                .orElse(OpenOperations.prepared(history) ? State.PREPARED : State.OPEN);
    }

    /** What ended without finding or doing anything is not green, as in its evidence. */
    private static boolean lookedAt(History history) {
        return history.findings().filter(findings -> !findings.isEmpty()).isPresent()
                || history.entries().stream().anyMatch(entry -> entry.fact() instanceof Fact.Ran);
    }

    /** What was suspended may be closed by who gives it up, and by nothing else that says why. */
    private static Optional<String> reason(History history) {
        List<Fact> last = history.entries().stream()
                .skip(Math.max(0, history.entries().size() - 2))
                .map(Entry::fact)
                .toList();
        boolean over = last.get(last.size() - 1) instanceof Fact.Closed closed && !closed.succeeded();
        Fact telling = over ? last.get(0) : last.get(last.size() - 1);
        return telling instanceof Fact.Suspended suspended
                ? Optional.of(suspended.problem().summary())
                : Optional.empty();
    }
}
