package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.evidence.report.Words;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.ShownFact;
import io.labelmint.dr.run.Engine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A sign-off somebody asks for: a plan that does nothing, whose approvals are the signatures. What is signed is named by the
 * heads of the ledgers, so a run that went on afterwards is not what was signed.
 */
record SignOffWork(Engine engine, Estate estate, Job job) implements RequestedWork {
    /** Id of the finding that it was signed, and by whom. */
    static final String GIVEN = "sign-off.given";

    /** Those who sign are not on call. */
    private static final Duration TWO_WEEKS = Duration.ofDays(14);

    /** As many red findings of a run as anybody reads before signing; its report has them all. */
    private static final int MOST_RED = 10;

    /** As many digits of a head as tell ledgers apart for a reader; the pack of the run has all of them. */
    private static final int HEAD = 16;

    private static final String FAILED = "failed ";
    private static final String ACTION = "action ";
    private static final String DONE = "done ";
    private static final String WORDS = "in words";

    private SignOffRequest request() {
        return job.signOff().orElseThrow();
    }

    @Override
    public String region() {
        return estate.regions().dr();
    }

    @Override
    public String title() {
        int runs = request().runs().size();
        String of = request().of().map(Practised::words).orElse("");
        return "Sign-off of "
                + (of.isEmpty() ? "" : of + (runs == 0 ? "" : " and "))
                + (runs == 0 && !of.isEmpty() ? "" : runs == 1 ? "one run" : runs + " runs")
                + " of " + estate.name();
    }

    @Override
    public String done() {
        return title() + " was given.";
    }

    @Override
    public Look look() {
        return new Look(GIVEN, estate.name(), "those who answer for it have seen what was shown", Controls.CONTINUITY);
    }

    @Override
    public Finding judged(History operation, String words, Facts facts) {
        Facts all = facts;
        for (ShownFact fact : shown(operation)) {
            all = all.and(Facts.of(fact.name(), fact.value()));
        }
        return look().passed(words, all);
    }

    private static List<ShownFact> shown(History operation) {
        return operation.opened().flatMap(Fact.Opened::plan).orElseThrow().shown();
    }

    @Override
    public Duration goodFor() {
        return TWO_WEEKS;
    }

    @Override
    public OperationId operation(OperationId run) {
        return new OperationId("signature-" + run);
    }

    @Override
    public Plan plan(OperationId operation, Observatory observatory) {
        SignOffRequest asked = request();
        if (asked.runs().isEmpty()
                && asked.failures().isEmpty()
                && asked.actions().isEmpty()
                && asked.done().isEmpty()
                && asked.of().isEmpty()) {
            throw Problem.of(
                            "sign-off.nothing",
                            "There is nothing to sign off.",
                            "Name the runs that are signed, as `dr status` and the reports do, or say what was done again"
                                    + " (`--of training`).")
                    .asException();
        }
        List<ShownFact> shown = new ArrayList<>();
        asked.of().ifPresent(of -> shown.add(ShownFact.same(of.label(), of.sentence() + ".")));
        for (OperationId run : asked.runs()) {
            shown.add(ShownFact.same(run.value(), ended(run)));
        }
        for (int i = 0; i < asked.failures().size(); i++) {
            shown.add(ShownFact.same(FAILED + (i + 1), asked.failures().get(i)));
        }
        for (int i = 0; i < asked.actions().size(); i++) {
            shown.add(ShownFact.same(ACTION + (i + 1), asked.actions().get(i).words()));
        }
        requireOpen(asked.done().keySet());
        asked.done().forEach((id, how) -> shown.add(ShownFact.same(DONE + id, how)));
        if (!asked.words().isEmpty()) {
            shown.add(ShownFact.same(WORDS, asked.words()));
        }
        return new Plan(operation, estate.digest(), List.of()).showing(shown);
    }

    /** How {@code run} ended, in words, with what its ledger can be recognized by. */
    private String ended(OperationId run) {
        History history = engine.ledgers()
                .read(run)
                .filter(known -> known.opened()
                        .filter(opened -> opened.estate().equals(estate.name()) && isRun(opened))
                        .isPresent())
                .orElseThrow(() -> refused(run, "is no run of " + estate.name(), "Name one that `dr status` lists."));
        if (history.closed().isEmpty()) {
            throw refused(run, "has not ended", "Have it ended first: `dr resume " + run + "`.");
        }
        Fact.Opened opened = history.opened().orElseThrow();
        List<Finding> findings = history.findings().orElse(List.of());
        long red = findings.stream().filter(finding -> !finding.green()).count();
        return opened.kind().prefix() + opened.title() + ", ended " + history.end() + ", "
                + (red == 0
                        ? Words.all(findings.size(), "check") + " green"
                        : red + " of " + findings.size() + " checks RED")
                + ", ledger " + history.head().substring(0, HEAD);
    }

    private static boolean isRun(Fact.Opened opened) {
        return Job.requestedBy(opened.request())
                .filter(of -> of.type() != Job.Type.SIGN_OFF)
                .isPresent();
    }

    private static ProblemException refused(OperationId run, String why, String remedy) {
        return Problem.of("sign-off.run", run + " cannot be signed off: it " + why + ".", remedy)
                .asException();
    }

    /** Done is what was to be done: a mistyped id would leave the one that is meant open for ever. */
    private void requireOpen(Set<String> done) {
        Set<String> open = Arrays.stream(RunKind.values())
                .flatMap(kind ->
                        CorrectiveActions.open(
                                engine.ledgers(),
                                estate,
                                kind,
                                engine.timeline().now())
                                .stream())
                .map(CorrectiveActions.Open::id)
                .collect(Collectors.toSet());
        done.stream().filter(id -> !open.contains(id)).findFirst().ifPresent(id -> {
            throw Problem.of(
                            "sign-off.not-open",
                            "No corrective action " + id + " of " + estate.name() + " is open.",
                            "`dr actions` lists those that are.")
                    .asException();
        });
    }

    @Override
    public String text(OperationId run, History operation) {
        DecisionText text = new DecisionText(run, operation).line("What is signed; nothing is done:");
        for (ShownFact fact : shown(operation)) {
            text.line("  " + fact.name() + ": " + fact.value());
            red(fact.name(), text);
        }
        return text.toString();
    }

    /** What was red in the run {@code name}, if it is one: whoever signs has to have seen it. */
    private void red(String name, DecisionText text) {
        if (!OperationId.valid(name)) {
            return;
        }
        List<Finding> red =
                engine.ledgers().read(new OperationId(name)).flatMap(History::findings).orElse(List.of()).stream()
                        .filter(finding -> !finding.green())
                        .toList();
        red.stream()
                .limit(MOST_RED)
                .forEach(finding ->
                        text.line("    RED " + finding.subject() + " " + finding.check() + ": " + finding.summary()));
        if (red.size() > MOST_RED) {
            text.line("    and " + (red.size() - MOST_RED) + " more, see its report");
        }
    }
}
