package io.labelmint.dr.job;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.evidence.report.VisibleText;
import io.labelmint.dr.failover.FailoverPlanner;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.CriticalPath;
import io.labelmint.dr.plan.Gate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.PlanDigest;
import io.labelmint.dr.plan.ShownFact;
import io.labelmint.dr.run.Approvals;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The stored plan of a failover for the person who approves it at night: what is lost first, then what happens, in which
 * order and behind what, how long it takes, and what it rests on; on one screen. Every call in full is in the ledger and
 * behind {@code --calls} of the command line.
 */
final class FailoverText {
    private final Estate estate;
    private final OperationId run;
    private final boolean timed;
    private final History operation;
    private final Fact.Opened opened;
    private final Plan plan;
    private final Map<ActionId, Integer> numbers = new HashMap<>();
    private final StringBuilder text = new StringBuilder();

    /**
     * The text of one plan.
     *
     * @param timed whether users wait for its end
     */
    FailoverText(Estate estate, OperationId run, History operation, boolean timed) {
        this.estate = estate;
        this.run = run;
        this.timed = timed;
        this.operation = operation;
        this.opened = operation.opened().orElseThrow();
        this.plan = opened.plan().orElseThrow();
        plan.actions().forEach(action -> numbers.put(action.id(), numbers.size() + 1));
    }

    @Override
    public String toString() {
        PlanDigest digest = new PlanDigest(opened.planDigest().orElseThrow());
        line((opened.kind() == RunKind.REHEARSAL ? "Rehearsal: " : "") + opened.title());
        line("Plan " + digest.brief() + ", run " + run);
        line("  made " + Approvals.madeAndGoodUntil(operation));
        line("  approval by " + plan.demand().words());
        if (plan.shown().stream().anyMatch(fact -> fact.name().startsWith(FailoverPlanner.LOSS_OF))) {
            line("What would be lost:");
            facts(true);
        }
        line("What will happen; numbers in brackets are waited for:");
        plan.actions().forEach(this::action);
        line("What it rests on:");
        facts(false);
        line("How long: " + duration());
        line("Digest: " + digest);
        return text.toString();
    }

    private void facts(boolean losses) {
        for (ShownFact fact : plan.shown()) {
            boolean loss = fact.name().startsWith(FailoverPlanner.LOSS_OF);
            if (loss == losses) {
                String name = loss ? fact.name().substring(FailoverPlanner.LOSS_OF.length()) : fact.name();
                String value = loss ? fact.value().replaceFirst("^[0-9]+ s: ", "") : fact.value();
                line("  " + padded(name, width(losses)) + value);
            }
        }
    }

    private int width(boolean losses) {
        return 2
                + plan.shown().stream()
                        .map(ShownFact::name)
                        .filter(name -> name.startsWith(FailoverPlanner.LOSS_OF) == losses)
                        .mapToInt(name -> name.length() - (losses ? FailoverPlanner.LOSS_OF.length() : 0))
                        .max()
                        .orElse(0);
    }

    private void action(Action action) {
        String after = action.after().stream()
                .map(numbers::get)
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
        var call = action.call();
        int width = plan.actions().stream()
                .mapToInt(other -> other.id().value().length())
                .max()
                .orElse(0);
        line("  " + padded(numbers.get(action.id()) + ".", 4)
                + padded(action.id().value(), width + 2)
                + padded(after.isEmpty() ? "" : "[" + after + "]", 12)
                + (action instanceof Gate gate
                        ? "until " + gate.awaits() + ", "
                        : call.service() + ":" + call.operation() + " in " + call.region() + ", ")
                + action.budget()
                        .map(budget -> "tried for " + Ages.words(budget) + " at most")
                        .orElseGet(() -> "about " + Ages.words(action.estimate().duration())));
    }

    private String duration() {
        Duration rto = FailoverWork.rto(estate);
        List<Action> path = CriticalPath.of(plan);
        Duration expected = CriticalPath.length(path);
        return "about " + Ages.words(expected) + " from its approval ("
                + path.stream()
                        .map(action -> String.valueOf(numbers.get(action.id())))
                        .collect(Collectors.joining(" > "))
                + ")"
                + (timed ? "; the objective (RTO) is " + Ages.words(rto) : "")
                + (timed && expected.compareTo(rto) > 0 ? ", which this MISSES" : "");
    }

    private static String padded(String name, int width) {
        return name + " ".repeat(Math.max(1, width - name.length()));
    }

    private void line(String line) {
        text.append(VisibleText.line(line)).append('\n');
    }
}
