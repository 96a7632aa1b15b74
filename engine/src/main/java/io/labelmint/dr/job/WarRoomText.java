package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Ages;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.evidence.report.WarRoomPage;
import io.labelmint.dr.evidence.report.WarRoomPage.Line;
import io.labelmint.dr.evidence.report.WarRoomPage.Stand;
import io.labelmint.dr.evidence.report.WarRoomPage.Step;
import io.labelmint.dr.evidence.report.Words;
import io.labelmint.dr.failover.FailoverPlanner;
import io.labelmint.dr.ledger.ActionState;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.CriticalPath;
import io.labelmint.dr.plan.Gate;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.PlanDigest;
import io.labelmint.dr.run.Approvals;
import io.labelmint.dr.run.StuckProblems;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the war room says of one run at one moment, from its two ledgers. */
final class WarRoomText {
    private static final int REFRESH_SECONDS = 10;

    private final Estate estate;
    private final FailoverWork work;
    private final History run;
    private final Optional<History> operation;
    private final Map<ActionId, String> waits;
    private final Instant now;

    /**
     * Of a run.
     *
     * @param work what is done
     * @param operation the ledger of its operation; empty while there is no plan
     * @param waits what each action was last heard to wait for
     */
    WarRoomText(FailoverWork work, History run, Optional<History> operation, Map<ActionId, String> waits, Instant now) {
        this.estate = work.estate();
        this.work = work;
        this.run = run;
        this.operation = operation;
        this.waits = waits;
        this.now = now;
    }

    WarRoomPage page() {
        Where where = where();
        return new WarRoomPage(
                run.opened().orElseThrow().kind() == RunKind.REHEARSAL,
                work.title(),
                run.operation().value(),
                phase(where),
                switch (where) {
                    case SERVED -> "good";
                    case STOPPED, FAILED -> "bad";
                    default -> "open";
                },
                where == Where.SERVED || where == Where.FAILED || where == Where.WITHDRAWN ? 0 : REFRESH_SECONDS,
                Words.time(now),
                clock(where),
                losses(),
                operation.map(this::steps).orElse(List.of()),
                decision(where),
                estate.contacts(),
                commands(where));
    }

    /** Where a run stands. */
    private enum Where {
        PLANNING,
        AWAITS_APPROVAL,
        APPROVED,
        UNDER_WAY,
        STOPPED,
        SERVED,
        FAILED,
        WITHDRAWN
    }

    private Where where() {
        if (operation.isEmpty()) {
            return run.closed().isPresent() ? Where.WITHDRAWN : Where.PLANNING;
        }
        History history = operation.get();
        if (history.closed().isPresent()) {
            return history.closed().get().succeeded()
                    ? Where.SERVED
                    : history.prepared() ? Where.WITHDRAWN : Where.FAILED;
        }
        if (history.approval().isEmpty()) {
            return Where.AWAITS_APPROVAL;
        }
        boolean begun = history.entries().stream().anyMatch(entry -> entry.fact() instanceof Fact.Resumed);
        return !begun ? Where.APPROVED : history.suspended().isPresent() ? Where.STOPPED : Where.UNDER_WAY;
    }

    private String phase(Where where) {
        return switch (where) {
            case PLANNING -> "A plan is being made.";
            case AWAITS_APPROVAL -> "A plan is made and waits for its approval. Nothing was changed.";
            case APPROVED -> "The plan is approved and not begun.";
            case UNDER_WAY -> "It is under way.";
            case STOPPED ->
                "It has stopped and waits for a person: "
                        + operation
                                .flatMap(History::suspended)
                                .orElseThrow()
                                .problem()
                                .summary();
            case SERVED -> work.done();
            case FAILED -> "It has ended, and not everything of it was done.";
            case WITHDRAWN -> "It has ended before anything of it was done.";
        };
    }

    private List<Line> clock(Where where) {
        List<Line> clock = new ArrayList<>();
        Instant asked = operation.map(History::begin).orElseGet(run::begin);
        Optional<Instant> approved = operation.flatMap(History::approval).map(Entry::at);
        boolean over = where == Where.SERVED || where == Where.FAILED || where == Where.WITHDRAWN;
        Instant until = over ? operation.map(History::end).orElseGet(run::end) : now;
        Duration rto = FailoverWork.rto(estate);
        Duration used = Duration.between(asked, until);
        Duration left = rto.minus(used);
        clock.add(new Line("Plan asked for", Words.time(asked)));
        operation.ifPresent(history -> approvals(history).ifPresent(clock::add));
        operation
                .flatMap(History::brokenGlass)
                .map(entry -> (Fact.BrokenGlass) entry.fact())
                .ifPresent(glass -> clock.add(new Line(
                        "GLASS BROKEN",
                        "by " + glass.actor() + ", without the approvals that are missing: " + glass.reason())));
        approved.ifPresent(at -> clock.add(
                new Line("Approved", Words.time(at) + ", after " + Words.duration(Duration.between(asked, at)))));
        clock.add(new Line(over ? "Took" : "Running for", Words.duration(used)));
        clock.add(new Line(
                "Objective (RTO)",
                Words.duration(rto) + ", until " + Words.time(asked.plus(rto)) + ": "
                        + (left.isNegative()
                                ? "MISSED by " + Words.duration(left.negated())
                                : over ? "kept" : Words.duration(left) + " left")));
        if (!over) {
            operation
                    .flatMap(History::opened)
                    .flatMap(Fact.Opened::plan)
                    .ifPresent(plan -> clock.add(expected(plan, approved)));
        }
        return clock;
    }

    /** How many have approved it, and who. */
    private static Optional<Line> approvals(History history) {
        return history.opened().flatMap(Fact.Opened::plan).map(plan -> {
            List<Fact.Approved> by = Approvals.approved(history);
            String names = by.stream().map(Fact.Approved::approver).collect(Collectors.joining(", "));
            return new Line(
                    "Approvals", by.size() + " of " + plan.demand().needed() + (by.isEmpty() ? "" : ", by " + names));
        });
    }

    private Line expected(Plan plan, Optional<Instant> approved) {
        Duration length = CriticalPath.length(CriticalPath.of(plan));
        return approved.map(at -> new Line("Expected end", "about " + Words.time(at.plus(length))))
                .orElseGet(() -> new Line("Expected to take", Words.duration(length) + " from its approval"));
    }

    private List<Line> losses() {
        return operation.flatMap(History::opened).flatMap(Fact.Opened::plan).map(Plan::shown).orElse(List.of()).stream()
                .filter(fact -> fact.name().startsWith(FailoverPlanner.LOSS_OF))
                .map(fact -> new Line(
                        fact.name().substring(FailoverPlanner.LOSS_OF.length()),
                        fact.value().replaceFirst("^[0-9]+ s: ", "")))
                .toList();
    }

    private List<Step> steps(History history) {
        Plan plan = history.opened().flatMap(Fact.Opened::plan).orElseThrow();
        Map<ActionId, Integer> numbers = new HashMap<>();
        plan.actions().forEach(action -> numbers.put(action.id(), numbers.size() + 1));
        Map<ActionId, ActionState> states = history.actions();
        Map<ActionId, Fact.Skipped> skipped = new HashMap<>();
        history.entries().stream()
                .map(Entry::fact)
                .filter(Fact.Skipped.class::isInstance)
                .map(Fact.Skipped.class::cast)
                .forEach(fact -> skipped.put(fact.action(), fact));
        List<Step> steps = new ArrayList<>();
        for (Action action : plan.actions()) {
            ActionState state = states.getOrDefault(action.id(), ActionState.NEW);
            String open = action.after().stream()
                    .filter(before -> !ended(states.getOrDefault(before, ActionState.NEW)))
                    .map(numbers::get)
                    .sorted()
                    .map(String::valueOf)
                    .collect(Collectors.joining(", "));
            steps.add(
                    step(numbers.get(action.id()), action, state, Optional.ofNullable(skipped.get(action.id())), open));
        }
        return steps;
    }

    private static boolean ended(ActionState state) {
        return state.done() || inVain(state);
    }

    private static boolean inVain(ActionState state) {
        return state.settled()
                .flatMap(Fact.Settled::problem)
                .filter(problem -> problem.code().equals(StuckProblems.BUDGET_OVER))
                .isPresent();
    }

    private Step step(int number, Action action, ActionState state, Optional<Fact.Skipped> skipped, String open) {
        String what = action instanceof Gate gate
                ? "until " + gate.awaits()
                : action.call().service() + ":" + action.call().operation() + " in "
                        + action.call().region();
        String name = action.id().value();
        if (skipped.isPresent()) {
            String text = "by " + skipped.get().actor() + ": " + skipped.get().reason();
            return new Step(number, name, what, Stand.LEFT_OUT, text);
        }
        if (state.settled().isPresent()) {
            String at = state.settledAt().map(Words::time).orElse("");
            String why = state.settled()
                    .flatMap(Fact.Settled::problem)
                    .map(Problem::summary)
                    .orElse("");
            Stand stand = state.done() ? Stand.DONE : inVain(state) ? Stand.IN_VAIN : Stand.FAILED;
            return new Step(number, name, what, stand, why.isEmpty() ? at : at + ": " + why);
        }
        if (!open.isEmpty()) {
            return new Step(number, name, what, Stand.WAITS, "for " + open);
        }
        Where where = where();
        if (where != Where.UNDER_WAY && where != Where.STOPPED) {
            return new Step(
                    number, name, what, Stand.WAITS, where == Where.WITHDRAWN ? "" : "for the plan to be begun");
        }
        String phase = Optional.ofNullable(waits.get(action.id()))
                .or(state::phase)
                .orElse(where == Where.STOPPED ? "nobody is at it" : "looked at");
        String since = state.lastSent()
                .map(at -> ", for " + Ages.words(Duration.between(at, now)))
                .orElse("");
        return new Step(number, name, what, Stand.UNDER_WAY, phase + since);
    }

    private String decision(Where where) {
        return switch (where) {
            case PLANNING -> "None yet: whether to do it is decided when the plan is there.";
            case AWAITS_APPROVAL ->
                "Approve plan " + digest() + " or withdraw it, before "
                        + Words.time(Approvals.goodUntil(operation.orElseThrow())) + ". Nothing happens without.";
            case APPROVED ->
                "Begin it before " + Words.time(Approvals.goodUntil(operation.orElseThrow()))
                        + ": its approval does not by itself.";
            case UNDER_WAY -> "None: it goes on by itself until it is done or stops.";
            case STOPPED ->
                operation.flatMap(History::suspended).orElseThrow().problem().remedy()
                        + " Then go on with it, or leave a step out.";
            case SERVED -> work.next(operation.orElseThrow().end());
            case FAILED -> "Look at what failed, put it right, and make a new plan; what is done stays done.";
            case WITHDRAWN -> "Whether to make another plan.";
        };
    }

    private String digest() {
        return new PlanDigest(operation
                        .flatMap(History::opened)
                        .flatMap(Fact.Opened::planDigest)
                        .orElseThrow())
                .brief();
    }

    private List<Line> commands(Where where) {
        List<Line> commands = new ArrayList<>();
        String id = run.operation().value();
        if (where == Where.AWAITS_APPROVAL) {
            commands.add(new Line("Read the plan", "dr approve " + id));
            commands.add(new Line("Approve it", "dr approve " + id + " --digest \"" + digest() + "\""));
        }
        switch (where) {
            case AWAITS_APPROVAL, APPROVED -> {
                commands.add(new Line("Begin it", "dr resume " + id));
                commands.add(new Line("Take it back", "dr approve " + id + " --withdraw"));
            }
            case PLANNING, UNDER_WAY, STOPPED -> {
                commands.add(new Line("Go on with it", "dr resume " + id));
                commands.add(new Line("If whoever had it is dead", "dr resume " + id + " --take-over"));
            }
            case SERVED, FAILED, WITHDRAWN -> {}
        }
        commands.add(new Line("See where it stands", "dr status"));
        return commands;
    }
}
