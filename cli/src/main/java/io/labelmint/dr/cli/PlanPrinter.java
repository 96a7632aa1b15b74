package io.labelmint.dr.cli;

import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.JobPlans;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Batch;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.run.Engine;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Prints the plans of a job without running them. */
final class PlanPrinter {
    private final CommandLine command;
    private final Session session;
    private final Engine engine;
    private final Estate estate;
    private final boolean asJson;

    PlanPrinter(CommandLine command, Session session, Estate estate, boolean asJson) {
        this.command = command;
        this.session = session;
        this.engine = session.engine();
        this.estate = estate;
        this.asJson = asJson;
    }

    /** Prints what {@code job} would do now; the result is the exit code. */
    int print(Job job) {
        JobPlans jobs = new JobPlans(engine, estate);
        List<Plan> plans = engine.timeline().join(jobs.of(job));
        Optional<Finding> budget = engine.timeline().join(jobs.budget(job));
        if (asJson) {
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("plans", plans.stream().map(this::tree).toList());
            tree.put("finishableElsewhere", session.bucket().isPresent());
            budget.ifPresent(finding -> tree.put("budget", finding));
            command.getOut().println(engine.json().canonical(tree));
        } else {
            plans.forEach(plan -> text(plan, command.getOut()));
            budget.ifPresent(finding -> cost(finding, command.getOut()));
            session.nowhereElse().ifPresent(words -> command.getOut().println("Note: " + words + "."));
            command.getOut().println("Nothing was changed.");
        }
        command.getOut().flush();
        return budget.isEmpty() || budget.get().green() ? ExitCode.GREEN : ExitCode.RED;
    }

    /** Prints what copies cost, one by one. */
    static void cost(Finding budget, PrintWriter out) {
        out.println("Cost: " + budget.summary());
        budget.facts().forEach((name, value) -> {
            if (name.startsWith(JobPlans.COPY)) {
                out.println("  " + name.substring(JobPlans.COPY.length()) + ": " + value);
            }
        });
        budget.remedy().ifPresent(remedy -> out.println("  " + remedy));
    }

    private Map<String, Object> tree(Plan plan) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("operation", plan.operation());
        tree.put("digest", plan.digest(engine.json()));
        tree.put("calls", plan.actions().stream().map(Action::call).toList());
        tree.put(
                "batches",
                plan.actions().stream()
                        .filter(Batch.class::isInstance)
                        .map(action -> ((Batch) action).summary())
                        .toList());
        tree.put("begun", begun(plan));
        return tree;
    }

    private boolean begun(Plan plan) {
        return engine.ledgers().read(plan.operation()).isPresent();
    }

    private void text(Plan plan, PrintWriter out) {
        out.println("Operation " + plan.operation() + "  digest "
                + plan.digest(engine.json()).substring(0, 12));
        engine.ledgers()
                .read(plan.operation())
                .ifPresent(history -> out.println("  begun already"
                        + history.closed()
                                .map(Fact.Closed::succeeded)
                                .map(succeeded ->
                                        succeeded ? ", and done: nothing would be done again" : ", and failed")
                                .orElse(", and open: it would be resumed")));
        for (Action action : plan.actions()) {
            var call = action.call();
            String after = action.after().isEmpty()
                    ? ""
                    : ", after " + action.after().stream().map(ActionId::value).collect(Collectors.joining(", "));
            out.println("  " + action.id() + after + ", about "
                    + Ages.words(action.estimate().duration()));
            if (action instanceof Batch batch) {
                out.println("    " + batch.summary());
            }
            print(call, out);
        }
        out.println();
    }

    /** Prints every call of {@code plan}, in its order, with all that is sent. */
    static void calls(Plan plan, PrintWriter out) {
        out.println("Every call:");
        for (Action action : plan.actions()) {
            out.println("  " + action.id());
            print(action.call(), out);
        }
    }

    private static void print(PlannedCall call, PrintWriter out) {
        out.println("    " + call.service() + ":" + call.operation() + " in " + call.region());
        call.parameters().forEach((name, value) -> out.println("      " + name + " = " + value));
    }
}
