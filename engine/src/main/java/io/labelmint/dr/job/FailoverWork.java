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

/** The move of an estate to its DR region. Nobody does it without an approval of its plan. */
record FailoverWork(Engine engine, Estate estate, Job job) implements RequestedWork {
    /** Id of the finding whether users are served. */
    static final String COMPLETED = "failover.completed";

    /** Id of the finding whether a move was committed. */
    static final String COMMITTED = "failover.committed";

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
                + (request().verb().moves() ? " to " + estate.regions().dr() : "");
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
        };
    }

    /** What was done in the run this one takes up from, and in those before that it goes on with, or back behind. */
    private EarlierMove earlier() {
        List<History> operations = new ArrayList<>();
        Optional<OperationId> run = request().follows();
        if (run.isPresent() && !request().verb().moves()) {
            return new EarlierMove(new FailoverRuns(engine.ledgers(), estate).leadingTo(run.get()));
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
        };
    }

    private Look look(String check, String objective) {
        return new Look(check, estate.name(), objective, Controls.RESTORE);
    }

    @Override
    public List<Finding> look(History operation, Facts facts) {
        return request().verb().moves() ? new FailoverFindings(estate, operation).all() : List.of();
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
