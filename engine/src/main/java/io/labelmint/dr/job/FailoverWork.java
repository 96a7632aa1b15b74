package io.labelmint.dr.job;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.evidence.report.Words;
import io.labelmint.dr.failover.CommitPlanner;
import io.labelmint.dr.failover.EarlierMove;
import io.labelmint.dr.failover.FailbackPlanner;
import io.labelmint.dr.failover.FailoverPlanner;
import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.failover.RollBackPlanner;
import io.labelmint.dr.failover.SwitchoverPlanner;
import io.labelmint.dr.failover.UsersServed;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.run.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The move of an estate to its DR region, or home. Nobody does it without an approval of its plan. */
record FailoverWork(Engine engine, Estate estate, Job job) implements RequestedWork {
    /** Id of the finding whether users are served. */
    static final String COMPLETED = "failover.completed";

    /** Id of the finding whether a move was committed. */
    static final String COMMITTED = "failover.committed";

    /** Id of the finding whether an estate has come home. */
    static final String HOME = "failback.completed";

    /** Id of the finding whether a move was rolled back. */
    static final String ROLLED_BACK = "failover.rolled-back";

    private FailoverRequest request() {
        return job.failover().orElseThrow();
    }

    @Override
    public String region() {
        return estate.regions().dr();
    }

    @Override
    public String title() {
        return job.title(estate)
                + (request().verb().moves() ? " to " + estate.regions().dr() : "")
                + (request().verb() == Verb.FAILBACK ? " to " + estate.regions().primary() : "");
    }

    @Override
    public String done() {
        String served = estate.failover().probe().isPresent()
                ? ", and its users are served."
                : "; no probe is declared that would tell whether users are served.";
        return switch (request().verb()) {
            case FAILOVER, SWITCHOVER ->
                estate.name() + " runs in " + estate.regions().dr() + served;
            case ROLL_BACK -> estate.name() + " runs in " + estate.regions().primary() + " again" + served;
            case COMMIT ->
                "The failover of " + estate.name() + " is committed: it stays in "
                        + estate.regions().dr() + ", and no roll-back leads out of it.";
            case FAILBACK ->
                estate.name() + " is home: it runs in " + estate.regions().primary()
                        + " with everything that was written in "
                        + estate.regions().dr() + served;
        };
    }

    /** What somebody has to decide when it is done, which it was at {@code end}. */
    String next(Instant end) {
        return switch (request().verb()) {
            case FAILOVER, SWITCHOVER ->
                "Whether it stays: `dr failover --commit`, or `dr failover --roll-back` to the data of "
                        + estate.regions().primary() + ", before "
                        + Words.time(end.plus(estate.failover().inspection()))
                        + ". Nothing happens by itself. What was lost has to be reconciled.";
            case COMMIT -> "When the regions are swapped in the estate file: jobs stand still until then.";
            case ROLL_BACK ->
                "What becomes of the stores that are left behind in "
                        + estate.regions().dr() + "; replicas have to be" + " created anew.";
            case FAILBACK ->
                "What becomes of the databases that were put aside in "
                        + estate.regions().dr() + " and in "
                        + estate.regions().primary() + ": nothing was deleted. And who writes the post-mortem: its"
                        + " skeleton is in the evidence, `dr postmortem`.";
        };
    }

    @Override
    public OperationId operation(OperationId run) {
        return FailoverRuns.operation(run);
    }

    @Override
    public Plan plan(OperationId operation, Observatory observatory) {
        return switch (request().verb()) {
            case FAILOVER -> planner(observatory).plan(operation, request());
            case SWITCHOVER -> new SwitchoverPlanner(estate, observatory).plan(operation);
            case COMMIT -> new CommitPlanner(estate, observatory, earlier()).plan(operation);
            case ROLL_BACK -> new RollBackPlanner(estate, observatory, earlier()).plan(operation);
            case FAILBACK ->
                new FailbackPlanner(
                                estate,
                                observatory,
                                earlier(),
                                engine.copies(),
                                engine.timeline().now())
                        .plan(operation);
        };
    }

    /**
     * There and back is one account: the evidence of a failback holds what the move did that it leads home. What never came to
     * its end and was gone on with in another way is in the evidence of its own run.
     */
    @Override
    public List<History> includes() {
        return request().verb() != Verb.FAILBACK
                ? List.of()
                : earlier().operations().stream()
                        .filter(history ->
                                history.closed().filter(Fact.Closed::succeeded).isPresent())
                        .toList();
    }

    /**
     * What was done in the run this one takes up from, and in those before: of a commit and a roll-back in all that led to
     * where it led, of a failback in its commit and in failbacks that ended half-way.
     */
    private EarlierMove earlier() {
        List<History> operations = new ArrayList<>();
        Optional<OperationId> run = request().follows();
        boolean ends = request().verb() == Verb.COMMIT || request().verb() == Verb.ROLL_BACK;
        if (run.isPresent() && ends) {
            return new EarlierMove(
                    new FailoverRuns(engine.ledgers(), estate).made().leadingTo(run.get()));
        }
        while (run.isPresent()) {
            engine.ledgers().read(FailoverRuns.operation(run.get())).ifPresent(operations::add);
            run = engine.ledgers()
                    .read(run.get())
                    .map(JobRun::job)
                    .flatMap(Job::failover)
                    .flatMap(FailoverRequest::follows);
        }
        return new EarlierMove(operations);
    }

    private FailoverPlanner planner(Observatory observatory) {
        return new FailoverPlanner(
                estate, observatory, engine.ledgers(), engine.timeline().now(), earlier());
    }

    @Override
    public RequestedWork fixed(Observatory observatory) {
        if (request().verb() != Verb.FAILOVER) {
            return this; // a switchover goes to the last write, whenever that will be; the others restore nothing
        }
        return new FailoverWork(
                engine, estate, job.asking(request().to(planner(observatory).moments())));
    }

    @Override
    public Duration goodFor() {
        return estate.failover().planGoodFor();
    }

    @Override
    public String text(OperationId run, History operation) {
        return new FailoverText(estate, run, operation, request().verb() != Verb.COMMIT).toString();
    }

    /** The strictest objective of what is moved. */
    static Duration rto(Estate estate) {
        return estate.stores().stream()
                .map(Store::objectives)
                .map(objectives -> objectives.rto())
                .min(Comparator.naturalOrder())
                .orElse(Duration.ofHours(4));
    }

    @Override
    public Look look() {
        return switch (request().verb()) {
            case FAILOVER, SWITCHOVER ->
                look(
                        COMPLETED,
                        "users are served from " + estate.regions().dr() + " within " + Ages.words(rto(estate)));
            case COMMIT -> look(COMMITTED, "what has moved can be lost again without being lost");
            case ROLL_BACK ->
                look(ROLLED_BACK, "users are served from " + estate.regions().primary() + " again");
            case FAILBACK ->
                look(
                        HOME,
                        "users are served from " + estate.regions().primary() + " with all that was written meanwhile");
        };
    }

    private Look look(String check, String objective) {
        return new Look(check, estate.name(), objective, Controls.RESTORE);
    }

    @Override
    public List<Finding> look(History operation, Facts facts) {
        return switch (request().verb()) {
            case FAILOVER, SWITCHOVER -> new FailoverFindings(estate, operation).all();
            case FAILBACK -> new FailbackFindings(estate, operation).all();
            case COMMIT, ROLL_BACK -> List.of();
        };
    }

    @Override
    public Finding judged(History operation, String words, Facts facts) {
        boolean left = operation.opened().flatMap(Fact.Opened::plan).stream()
                .flatMap(plan -> plan.actions().stream())
                .filter(UsersServed.class::isInstance)
                .anyMatch(action -> operation.skipped(action.id()).isPresent());
        if (left) {
            return look().failed(
                            "Whether users are served was left out, so nobody knows.",
                            "Look whether they are, and write down how.",
                            facts);
        }
        return estate.failover().probe().isPresent() || request().verb() == Verb.COMMIT
                ? look().passed(words, facts)
                : look().failed(
                                words,
                                "Declare failover.probe in the estate file, and look whether users are served.",
                                facts);
    }
}
