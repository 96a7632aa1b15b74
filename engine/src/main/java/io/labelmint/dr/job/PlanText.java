package io.labelmint.dr.job;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.evidence.report.VisibleText;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Batch;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.PlanDigest;
import io.labelmint.dr.plan.ShownFact;
import io.labelmint.dr.run.Approvals;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A stored plan for the person who approves it: what will happen, call by call, on what grounds, how long it takes, what
 * it loses and costs. Made from the ledger, so it is the same in a terminal, in a build and a week later. What AWS and
 * the people of an estate wrote is {@linkplain VisibleText made visible}.
 */
final class PlanText {
    private final Estate estate;
    private final StoreWork work;
    private final OperationId run;
    private final History operation;
    private final Fact.Opened opened;
    private final Plan plan;

    /**
     * That of {@code run}.
     *
     * @param work what the run was asked for
     * @param operation what the ledger of its operation says
     */
    PlanText(Estate estate, StoreWork work, OperationId run, History operation) {
        this.estate = estate;
        this.work = work;
        this.run = run;
        this.operation = operation;
        this.opened = operation.opened().orElseThrow();
        this.plan = opened.plan().orElseThrow();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        PlanDigest digest = new PlanDigest(opened.planDigest().orElseThrow());
        line(text, opened.kind().prefix() + opened.title() + ", " + estate.name());
        line(text, "Plan " + digest.brief() + ", run " + run);
        line(text, "  digest      " + digest);
        line(text, "  made        " + Approvals.madeAndGoodUntil(operation));
        line(text, "  approval    by " + plan.demand().words());
        line(text, "What will happen:");
        int number = 1;
        for (Action action : plan.actions()) {
            action(text, number++, action);
        }
        line(text, "What it rests on:");
        plan.shown().forEach(fact -> line(text, "  " + padded(fact.name()) + fact.value() + tolerance(fact)));
        line(text, padded("How long") + duration());
        line(text, padded("Not in it") + work.loss(operation));
        line(text, padded("Cost") + work.cost(operation));
        return text.toString();
    }

    private static void action(StringBuilder text, int number, Action action) {
        String after = action.after().isEmpty()
                ? ""
                : ", after "
                        + action.after().stream().map(ActionId::value).sorted().collect(Collectors.joining(", "));
        line(
                text,
                "  " + number + ". " + action.id() + after + ", about "
                        + Ages.words(action.estimate().duration()));
        if (action instanceof Batch batch) {
            line(text, "     " + batch.summary());
        }
        var call = action.call();
        line(text, "     " + call.service() + ":" + call.operation() + " in " + call.region());
        call.parameters().forEach((name, value) -> line(text, "       " + name + " = " + value));
    }

    private static String tolerance(ShownFact fact) {
        return fact.percent() > 0 ? " (may differ by " + fact.percent() + " % when it is begun)" : "";
    }

    /**
     * From earlier recoveries where there were any, and estimated elsewhere; held against the objective by the time nine of
     * ten took. It is no fact of the plan and not in its digest: a test that ends tonight changes what may be expected, and
     * nothing of what will be done. Recoveries since the plan was made are left out, so the text stays what it was.
     */
    private String duration() {
        Duration rto = work.store().objectives().rto();
        Optional<Expectation> known = work.expected(operation);
        Duration expected = known.map(Expectation::nineOfTen).orElseGet(() -> longest(plan.actions()));
        return known.map(Expectation::words).orElseGet(() -> "about " + Ages.words(expected) + ", estimated")
                + (expected.compareTo(rto) > 0 ? "; LONGER than its rto of " : "; within its rto of ")
                + Ages.words(rto);
    }

    /** The sum of the longest way through the graph. */
    private static Duration longest(List<Action> actions) {
        Map<ActionId, Duration> ends = new HashMap<>();
        Duration longest = Duration.ZERO;
        for (Action action : actions) {
            Duration begin = Duration.ZERO;
            for (ActionId before : action.after()) {
                begin = ends.get(before).compareTo(begin) > 0 ? ends.get(before) : begin;
            }
            Duration end = begin.plus(action.estimate().duration());
            ends.put(action.id(), end);
            longest = end.compareTo(longest) > 0 ? end : longest;
        }
        return longest;
    }

    private static String padded(String name) {
        return name + " ".repeat(Math.max(1, 18 - name.length()));
    }

    private static void line(StringBuilder text, String line) {
        text.append(VisibleText.line(line)).append('\n');
    }
}
