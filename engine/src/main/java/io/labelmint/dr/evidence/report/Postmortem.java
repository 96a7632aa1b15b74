package io.labelmint.dr.evidence.report;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.failover.FailoverPlanner;
import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.failover.ProveFence;
import io.labelmint.dr.failover.UsersServed;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.PlanDigest;
import io.labelmint.dr.plan.ShownFact;
import io.labelmint.dr.restore.RenameInstance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The skeleton of a post-mortem of moves between regions, in Markdown: everything their ledgers tell, and a place for what
 * only people know. Made from the evidence and the ledgers beside it alone, so that it comes out the same whenever it is
 * made. It holds no secret, because ledgers hold none.
 */
public final class Postmortem {
    /** Its name in a pack. */
    public static final String FILE = "postmortem.md";

    private static final String OPEN = "*(to be written)*";

    private final Evidence evidence;
    private final List<History> operations;
    private final StringBuilder text = new StringBuilder();

    private Postmortem(Evidence evidence, Map<OperationId, History> histories) {
        this.evidence = evidence;
        this.operations = evidence.operations().stream()
                .map(operation -> histories.get(operation.id()))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(History::begin))
                .toList();
    }

    /**
     * That of the run {@code evidence} is of; empty if it moved nothing between regions.
     *
     * @param histories the ledgers of its operations
     */
    public static Optional<String> of(Evidence evidence, Map<OperationId, History> histories) {
        return evidence.operations().stream()
                        .noneMatch(operation -> operation.id().value().startsWith(FailoverRequest.OPERATION))
                ? Optional.empty()
                : Optional.of(new Postmortem(evidence, histories).written());
    }

    /** Whether that of {@code run} lies beside its evidence: where a move has come to its end, which is at home. */
    public static boolean belongsTo(History run) {
        return run.opened()
                .map(opened -> FailoverRequest.Verb.FAILBACK
                        .label()
                        .equals(opened.request().get("verb")))
                .orElse(false);
    }

    private String written() {
        line("# Post-mortem: " + MarkdownText.cell(evidence.title()));
        line("");
        line((evidence.kind() == RunKind.REHEARSAL ? "**A rehearsal.** " : "") + "Made from the ledgers of run `"
                + evidence.run() + "` by dr " + evidence.version() + ". Times are UTC. What is marked " + OPEN
                + " no ledger knows.");
        section("Summary");
        line(OPEN + " What happened, whom it hurt and for how long, in three sentences.");
        timeline();
        decisions();
        objectives();
        List<String> deviations = deviations();
        section("Causes");
        line(OPEN + " What failed first, and why nothing caught it earlier.");
        section("What went well, what did not, where we were lucky");
        line(OPEN);
        actions(deviations);
        return text.toString();
    }

    private void timeline() {
        section("Timeline");
        table("When", "What");
        for (History operation : operations) {
            for (Entry entry : operation.entries()) {
                told(operation, entry.fact()).ifPresent(what -> row(Words.time(entry.at()), what));
            }
        }
    }

    private static Optional<String> told(History operation, Fact fact) {
        if (fact instanceof Fact.Opened opened) {
            return Optional.of("**" + MarkdownText.cell(opened.title()) + "** is planned, asked for by "
                    + MarkdownText.cell(opened.actor()));
        } else if (fact instanceof Fact.Approved approved) {
            return Optional.of("approved by " + MarkdownText.cell(approved.approver()));
        } else if (fact instanceof Fact.Resumed resumed) {
            return Optional.of("begun, or gone on with, by " + MarkdownText.cell(resumed.actor()));
        } else if (fact instanceof Fact.Settled settled) {
            return Optional.of(settled.problem()
                    .map(problem -> settled.action() + ": " + MarkdownText.cell(problem.summary()))
                    .orElse(settled.action() + " is done"));
        } else if (fact instanceof Fact.Skipped skipped) {
            return Optional.of(skipped.action() + " is left out by " + MarkdownText.cell(skipped.actor()));
        } else if (fact instanceof Fact.Suspended suspended) {
            return Optional.of(
                    "stopped: " + MarkdownText.cell(suspended.problem().summary()));
        } else if (fact instanceof Fact.Closed closed) {
            return Optional.of(
                    MarkdownText.cell(operation.opened().map(Fact.Opened::title).orElse("")) + " has ended"
                            + (closed.succeeded() ? "" : ", and not everything of it was done"));
        }
        return Optional.empty();
    }

    private void decisions() {
        section("Decisions");
        table("When", "Who", "What", "On what");
        for (History operation : operations) {
            Optional<Fact.Opened> opened = operation.opened();
            for (Entry entry : operation.entries()) {
                if (entry.fact() instanceof Fact.Approved approved) {
                    row(
                            Words.time(entry.at()),
                            MarkdownText.cell(approved.approver()),
                            "approved: "
                                    + MarkdownText.cell(
                                            opened.map(Fact.Opened::title).orElse("")),
                            "plan " + new PlanDigest(approved.planDigest()).brief() + ", "
                                    + MarkdownText.cell(approved.how()));
                } else if (entry.fact() instanceof Fact.Skipped skipped) {
                    row(
                            Words.time(entry.at()),
                            MarkdownText.cell(skipped.actor()),
                            "left out: " + skipped.action(),
                            MarkdownText.cell(skipped.reason()));
                }
            }
            if (acceptsUnfenced(operation)) {
                row(
                        "",
                        "",
                        "with that approval: to go on where no fence could be proved",
                        MarkdownText.cell(opened.map(Fact.Opened::title).orElse("")));
            }
        }
    }

    private static List<Action> steps(History operation) {
        return operation.opened().flatMap(Fact.Opened::plan).map(Plan::actions).orElse(List.of());
    }

    private static boolean acceptsUnfenced(History operation) {
        return steps(operation).stream()
                .anyMatch(action ->
                        action instanceof ProveFence && action.budget().isPresent());
    }

    private void objectives() {
        section("Objectives");
        table("What", "Objective", "Reached");
        OptionalLong rto = evidence.stores().stream()
                .mapToLong(Evidence.Subject::rtoSeconds)
                .min();
        String objective = rto.isPresent() ? Words.duration(Duration.ofSeconds(rto.getAsLong())) : "none";
        for (History operation : operations) {
            served(operation)
                    .ifPresent(at -> row(
                            MarkdownText.cell(operation
                                            .opened()
                                            .map(Fact.Opened::title)
                                            .orElse("")) + ": users served",
                            "RTO " + objective,
                            Words.duration(Duration.between(operation.begin(), at)) + " after a plan was asked for"));
        }
        evidence.findings().stream()
                .filter(finding -> finding.check().equals("failback.outage"))
                .forEach(finding -> row(
                        "Users not served on the way home", "RTO " + objective, MarkdownText.cell(finding.summary())));
        for (History operation : operations) {
            String title =
                    MarkdownText.cell(operation.opened().map(Fact.Opened::title).orElse(""));
            for (ShownFact fact : shown(operation)) {
                if (fact.name().startsWith(FailoverPlanner.LOSS_OF)) {
                    String store = fact.name().substring(FailoverPlanner.LOSS_OF.length());
                    row(
                            title + ": lost of " + MarkdownText.cell(store) + ", by the plan that was approved",
                            rpo(store),
                            MarkdownText.cell(fact.value().replaceFirst("^[0-9]+ s: ", "")));
                }
            }
        }
        line("");
        line(OPEN + " What was really lost, reconciled with what the old region held.");
    }

    private String rpo(String store) {
        return evidence.stores().stream()
                .filter(subject -> subject.id().equals(store))
                .map(subject -> "RPO " + Words.duration(Duration.ofSeconds(subject.rpoSeconds())))
                .findFirst()
                .orElse("");
    }

    private static List<ShownFact> shown(History operation) {
        return operation.opened().flatMap(Fact.Opened::plan).map(Plan::shown).orElse(List.of());
    }

    private static Optional<Instant> served(History operation) {
        return steps(operation).stream()
                .filter(UsersServed.class::isInstance)
                .map(action -> operation.actions().get(action.id()))
                .flatMap(state ->
                        state == null ? Stream.<Instant>empty() : state.settledAt().filter(at -> state.done()).stream())
                .findFirst();
    }

    private List<String> deviations() {
        section("Deviations");
        Set<String> found = new LinkedHashSet<>();
        for (History operation : operations) {
            for (Entry entry : operation.entries()) {
                if (entry.fact() instanceof Fact.Skipped skipped) {
                    found.add(skipped.action() + " was left out by " + MarkdownText.cell(skipped.actor()) + ": "
                            + MarkdownText.cell(skipped.reason()));
                } else if (entry.fact() instanceof Fact.Suspended suspended
                        && !suspended.problem().code().startsWith("approval.")) {
                    found.add("It stopped: "
                            + MarkdownText.cell(suspended.problem().summary()));
                } else if (entry.fact() instanceof Fact.Settled settled) {
                    settled.problem()
                            .map(Problem::summary)
                            .ifPresent(summary ->
                                    found.add(settled.action() + " was not done: " + MarkdownText.cell(summary)));
                }
            }
            steps(operation).stream()
                    .filter(ProveFence.class::isInstance)
                    .filter(action -> !operation.skipped(action.id()).isPresent())
                    .filter(action -> operation.actions().containsKey(action.id())
                            && !operation.actions().get(action.id()).done())
                    .forEach(action -> found.add("**Unfenced**: " + action.id() + " did not prove that the old database"
                            + " took no writes any more"));
        }
        evidence.findings().stream()
                .filter(finding -> !finding.green())
                .forEach(finding -> found.add("RED " + finding.check() + " of " + MarkdownText.cell(finding.subject())
                        + ": " + MarkdownText.cell(finding.summary())));
        if (found.isEmpty()) {
            line("None that a ledger knows of.");
        }
        found.forEach(deviation -> line("- " + deviation));
        return List.copyOf(found);
    }

    /** Every deviation is followed up by somebody, and what was put aside is looked through and deleted by somebody. */
    private void actions(List<String> deviations) {
        section("Actions");
        table("Action", "Owner", "Due");
        List<String> actions = new ArrayList<>();
        deviations.forEach(deviation -> actions.add("Follow up: " + deviation));
        evidence.findings().stream()
                .filter(finding -> !finding.green())
                .map(Finding::remedy)
                .flatMap(Optional::stream)
                .forEach(remedy -> actions.add(MarkdownText.cell(remedy)));
        for (History operation : operations) {
            steps(operation).stream()
                    .filter(RenameInstance.class::isInstance)
                    .map(RenameInstance.class::cast)
                    .forEach(aside -> {
                        if (aside.id().value().matches(".*/put-aside(-dr)?")) {
                            actions.add(deletion(aside));
                        }
                    });
        }
        actions.stream().distinct().forEach(action -> row(action, "", ""));
        row(OPEN, "", "");
    }

    private static String deletion(RenameInstance aside) {
        String name = aside.to();
        return "When nobody needs what only `" + name + "` in " + aside.region()
                + " holds: end its deletion protection, then `aws rds delete-db-instance --region " + aside.region()
                + " --db-instance-identifier " + name + " --final-db-snapshot-identifier " + name + "-final`";
    }

    private void section(String title) {
        line("");
        line("## " + title);
        line("");
    }

    private void table(String... columns) {
        row(columns);
        line("|" + " --- |".repeat(columns.length));
    }

    private void row(String... cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
