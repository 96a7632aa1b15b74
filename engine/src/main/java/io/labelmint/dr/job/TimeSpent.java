package io.labelmint.dr.job;

import io.labelmint.dr.ledger.ActionState;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the time of an operation went that was approved and has ended: along the actions that decided how long it took, each
 * the last one that the next waited for.
 *
 * <pre>
 *  the one before ended      call sent       last seen under way       seen to be done
 *          |------ours----------|------------ AWS ----------|------ours------|
 * </pre>
 *
 * AWS ends somewhere between the last look that found it under way and the one that found it done. All of that is counted as
 * ours, so ours is <i>at most</i> what is said; with a look every few seconds it is said closely.
 *
 * @param path the actions, in the order in which they ended
 * @param tried what was given up, because a region did not answer, had been tried for that long
 * @param paused nobody worked on it: it had stopped, or its process had died, and somebody went on with it
 * @param ours the most that this program may have added
 * @param aws everything else
 */
record TimeSpent(List<ActionId> path, Duration tried, Duration paused, Duration ours, Duration aws) {

    /** Of {@code operation}, as its ledger tells. */
    static TimeSpent of(History operation) {
        return new Walk(operation).spent();
    }

    private record Span(Instant from, Instant to) {
        Duration length() {
            return to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
        }

        Duration common(Span other) {
            return new Span(from.isAfter(other.from) ? from : other.from, to.isBefore(other.to) ? to : other.to)
                    .length();
        }
    }

    private static final class Walk {
        private final History operation;
        private final Plan plan;
        private final Map<ActionId, ActionState> states;
        private final Instant begun;
        private final List<Span> pauses;

        Walk(History operation) {
            this.operation = operation;
            plan = operation.opened().flatMap(Fact.Opened::plan).orElseThrow();
            states = operation.actions();
            begun = operation.approval().map(Entry::at).orElse(operation.begin());
            pauses = pauses(operation, begun);
        }

        /** From the last thing that was recorded until somebody went on; being approved is going on, too. */
        private static List<Span> pauses(History operation, Instant begun) {
            List<Span> pauses = new ArrayList<>();
            Instant last = begun;
            for (Entry entry : operation.entries()) {
                if (entry.at().isBefore(begun) || entry.fact() instanceof Fact.Skipped) {
                    continue;
                }
                if (entry.fact() instanceof Fact.Resumed) {
                    pauses.add(new Span(last, entry.at()));
                }
                last = entry.at();
            }
            return pauses;
        }

        TimeSpent spent() {
            List<ActionId> path = new ArrayList<>();
            Duration tried = Duration.ZERO;
            Duration paused = Duration.ZERO;
            Duration ours = Duration.ZERO;
            Duration all = Duration.ZERO;
            Optional<Entry> next =
                    latest(plan.actions().stream().filter(action -> !mayFail(action)), Instant.MAX, Long.MAX_VALUE);
            while (next.isPresent()) {
                Entry end = next.get();
                Action action = plan.action(ended(end));
                Optional<Instant> again = end.fact() instanceof Fact.Settled given && !given.done()
                        ? resumedBefore(end)
                        : Optional.empty();
                // What is tried again begins when somebody resumes; until then it was about whatever had ended last.
                next = again.isPresent()
                        ? latest(plan.actions().stream(), again.get(), end.sequence())
                        : latest(action.after().stream().map(plan::action), goesOn(action, end.at()), end.sequence());
                Span span = new Span(next.map(Entry::at).orElse(begun), end.at());
                path.add(0, action.id());
                all = all.plus(span.length());
                paused = paused.plus(paused(span));
                if (end.fact() instanceof Fact.Settled settled && !settled.done()) {
                    Span trying = new Span(again.orElse(span.from()), span.to());
                    tried = tried.plus(trying.length()).minus(paused(trying));
                } else if (end.fact() instanceof Fact.Settled) {
                    for (Span own : own(action, span)) {
                        ours = ours.plus(own.length()).minus(paused(own));
                    }
                }
            }
            Duration aws = all.minus(tried).minus(paused).minus(ours);
            return new TimeSpent(path, tried, paused, ours, aws);
        }

        /** Before its call, and after AWS was last seen to be at it. */
        private List<Span> own(Action action, Span span) {
            ActionState state = states.get(action.id());
            Optional<Instant> sent = state.intended().filter(at -> !at.isBefore(span.from()));
            Instant known = Stream.of(
                            Optional.of(span.from()),
                            state.accepted(),
                            state.settled().flatMap(Fact.Settled::lastPending),
                            observed(action))
                    .flatMap(Optional::stream)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            Span noticing = new Span(known, span.to());
            return sent.map(at -> List.of(new Span(span.from(), at), noticing)).orElse(List.of(noticing));
        }

        /** When it was last recorded that AWS was at it: what a process that died had seen. */
        private Optional<Instant> observed(Action action) {
            return operation.entries().stream()
                    .filter(entry -> entry.fact() instanceof Fact.Observed seen
                            && seen.action().equals(action.id()))
                    .map(Entry::at)
                    .max(Comparator.naturalOrder());
        }

        private Duration paused(Span span) {
            return pauses.stream().map(span::common).reduce(Duration.ZERO, Duration::plus);
        }

        /**
         * The last of {@code actions} that had ended by {@code until}, by the entry that says so. It stands before {@code
         * sequence} in the ledger: clocks of two machines differ, and by their times alone each may be before the other.
         */
        private Optional<Entry> latest(Stream<Action> actions, Instant until, long sequence) {
            return actions.flatMap(action -> end(action, until, sequence).stream())
                    .max(Comparator.comparing(Entry::at));
        }

        /** What is given up is tried again by whoever resumes; what had begun by then was not held up by that. */
        private Optional<Entry> end(Action action, Instant until, long sequence) {
            return operation.entries().stream()
                    .filter(entry -> entry.sequence() < sequence && !entry.at().isAfter(until))
                    .filter(entry -> entry.fact() instanceof Fact.Skipped
                            || (entry.fact() instanceof Fact.Settled settled && (settled.done() || mayFail(action))))
                    .filter(entry -> ended(entry).equals(action.id()))
                    .reduce((first, second) -> second);
        }

        /** When somebody last went on before {@code end}, if anything had ended by then; the beginning does not count. */
        private Optional<Instant> resumedBefore(Entry end) {
            return operation.entries().stream()
                    .filter(entry ->
                            entry.fact() instanceof Fact.Resumed && entry.at().isBefore(end.at()))
                    .map(Entry::at)
                    .filter(at ->
                            latest(plan.actions().stream(), at, end.sequence()).isPresent())
                    .reduce((first, second) -> second);
        }

        private static ActionId ended(Entry entry) {
            return entry.fact() instanceof Fact.Skipped skipped
                    ? skipped.action()
                    : ((Fact.Settled) entry.fact()).action();
        }

        private static boolean mayFail(Action action) {
            return action.budget().isPresent();
        }

        /** When {@code action} went on: when its call was first announced, or, without one, when it ended. */
        private Instant goesOn(Action action, Instant end) {
            return operation.entries().stream()
                    .filter(entry -> entry.fact() instanceof Fact.Intended intended
                            && intended.action().equals(action.id()))
                    .map(Entry::at)
                    .findFirst()
                    .orElse(end);
        }
    }
}
