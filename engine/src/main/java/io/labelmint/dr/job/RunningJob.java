package io.labelmint.dr.job;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Remembering;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.run.Allowed;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Outcome;
import io.labelmint.dr.run.PlanRunner;
import io.labelmint.dr.run.RunListener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** A run while this process works on it: its phases, each of which says by the ledger what of it is done already. */
final class RunningJob {
    private final JobRun order;
    private final Engine engine;
    private final Estate estate;
    private final OperationId run;
    private final Job job;
    private final Ledger ledger;
    private final Instant slot;
    private final List<Finding> findings = new ArrayList<>();

    RunningJob(JobRun order, OperationId run, Job job, Ledger ledger) {
        this.order = order;
        this.engine = order.engine();
        this.estate = order.estate();
        this.run = run;
        this.job = job;
        this.ledger = ledger;
        this.slot = ledger.history().begin();
    }

    /** Whether nothing of it is done because the estate is between two regions; then that is all it finds. */
    boolean standsStill() {
        if (!Standstill.concerns(job.type())) {
            return false;
        }
        Optional<List<Finding>> recorded = recorded();
        List<Finding> still = recorded.orElseGet(
                () -> new Standstill(new FailoverRuns(engine.ledgers(), estate), estate).findings(job.type(), now()));
        if (still.stream().noneMatch(Standstill::is)) {
            return false;
        }
        still.stream().filter(Standstill::is).forEach(this::add);
        if (recorded.isEmpty()) {
            recordFound();
        }
        return true;
    }

    private Instant now() {
        return engine.timeline().now();
    }

    CompletableFuture<Void> backUp() {
        unlessDetached();
        if (!job.type().backsUp() || recorded().isPresent()) {
            return CompletableFuture.completedFuture(null);
        }
        phase("back up");
        return new Backups(this).make(job.stores(estate));
    }

    /** Does the one thing the job asks for, if it is of that kind. */
    CompletableFuture<Void> requested() {
        unlessDetached();
        Optional<RequestedWork> work = RequestedWork.of(job, engine, estate);
        if (work.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        RequestedOperation operation = new RequestedOperation(this, work.get());
        if (recorded().isPresent() && !operation.goesOn()) {
            findings.addAll(recorded().get());
            return CompletableFuture.completedFuture(null);
        }
        phase(job.type().label().replace('-', ' '));
        return operation.complete();
    }

    /** Has the page of a move say how it ended. */
    CompletableFuture<Void> showLast() {
        return job.type() != Job.Type.FAILOVER
                ? CompletableFuture.completedFuture(null)
                : order.room().last().thenRun(() -> add(order.room().finding(run)));
    }

    CompletableFuture<Void> beat() {
        unlessDetached();
        if (job.type() != Job.Type.HEARTBEAT) {
            return CompletableFuture.completedFuture(null);
        }
        if (recorded().isPresent()) {
            findings.addAll(recorded().get());
            return CompletableFuture.completedFuture(null);
        }
        phase("heartbeat");
        return new SourceHeartbeats(this).beat(job.stores(estate));
    }

    /** Looks back, area by area. */
    CompletableFuture<Void> review() {
        unlessDetached();
        if (job.type() != Job.Type.REVIEW) {
            return CompletableFuture.completedFuture(null);
        }
        if (recorded().isPresent()) {
            findings.addAll(recorded().get());
            return CompletableFuture.completedFuture(null);
        }
        phase("review");
        return new ReviewWork(this, job).findings().thenRun(this::recordFound);
    }

    CompletableFuture<Void> testRestores() {
        unlessDetached();
        if (!job.type().testsRestores()) {
            return CompletableFuture.completedFuture(null);
        }
        // How the copies ended is told by their ledgers, again; what was seen of them cannot be seen again.
        recorded().stream()
                .flatMap(List::stream)
                .filter(finding -> !RestoreTests.ENDS.contains(finding.check()))
                .forEach(findings::add);
        RestoreTests tests = new RestoreTests(this);
        TestSweep sweep = new TestSweep(this);
        phase("sweep");
        return sweep.sweep()
                .thenCompose(nothing -> {
                    unlessDetached();
                    if (job.type() == Job.Type.SWEEP) {
                        sweep.nothingLeft();
                        return CompletableFuture.<Void>completedFuture(null);
                    }
                    return job.type() == Job.Type.DRILL ? drill(tests) : restored(tests, job.stores(estate));
                })
                .thenRun(this::recordFound);
    }

    private CompletableFuture<Void> drill(RestoreTests tests) {
        List<Store> stores = job.stores(estate);
        Drill drill = new Drill(this);
        phase("budget");
        return drill.affordable(stores)
                .thenCompose(affordable ->
                        affordable.isEmpty() ? CompletableFuture.completedFuture(null) : restored(tests, affordable))
                .thenRun(() -> drill.ended(stores));
    }

    private CompletableFuture<Void> restored(RestoreTests tests, List<Store> stores) {
        phase("restore");
        return tests.test(stores);
    }

    /**
     * The end of an operation of this run: of what was begun before, or of what {@code planner} plans.
     *
     * @param lane the region whose silence holds the planning up
     * @param planner reads and plans; empty if there is nothing to do
     */
    CompletableFuture<Optional<Outcome>> operation(
            OperationId operation, String title, String lane, Function<Observatory, Optional<Plan>> planner) {
        PlanRunner.Order ordered = order.order(title, run, job);
        Optional<History> begun = engine.ledgers().read(operation);
        if (begun.filter(Outcome::isOver).isPresent()) {
            return CompletableFuture.completedFuture(begun.map(Outcome::of)); // its process died before it said so
        }
        if (begun.isPresent() && !begun.get().prepared()) {
            return engine.runner().resume(operation, ordered, order.listener()).thenApply(Optional::of);
        }
        // What was approved is held against the world as it is now, not as somebody else read it a moment ago.
        Observatory observatory = new Remembering(
                begun.isPresent() ? engine.observatory().since(engine.timeline().now()) : engine.observatory());
        CompletableFuture<Optional<Plan>> planned =
                Allowed.run(engine.timeline(), engine.lanes(), lane, () -> planner.apply(observatory));
        if (begun.isPresent()) {
            return planned.thenCompose(again ->
                            engine.runner().runApproved(operation, ordered, again.orElseThrow(), order.listener()))
                    .thenApply(Optional::of);
        }
        return planned.thenCompose(plan -> plan.isEmpty()
                ? CompletableFuture.completedFuture(Optional.empty())
                : engine.runner().run(plan.get(), ordered, order.listener()).thenApply(Optional::of));
    }

    CompletableFuture<Void> check() {
        unlessDetached();
        if (!job.type().checks()) {
            return CompletableFuture.completedFuture(null);
        }
        Optional<List<Finding>> recorded = recorded();
        if (recorded.isPresent()) {
            findings.clear();
            // Whether people were told is found out anew: from the ledger of the notices, if they went out.
            recorded.get().stream()
                    .filter(finding -> !List.of(OperationFindings.DELIVERED, RunMetrics.PUBLISHED)
                            .contains(finding.check()))
                    .forEach(findings::add);
            return CompletableFuture.completedFuture(null);
        }
        phase("check");
        // One picture for all checks: what they conclude from the same answers cannot contradict each other.
        Observatory picture =
                new Remembering(engine.observatory().since(engine.timeline().now()));
        CompletableFuture<Void> chain = CompletableFuture.completedFuture(null);
        for (Check check : checks()) {
            chain = chain.thenCompose(nothing -> check(check, picture));
        }
        return chain.thenCompose(nothing -> writeRunbook(picture)).thenRun(this::recordFound);
    }

    /** What a person would do without us is written down anew whenever something is backed up, and held up by nothing else. */
    private CompletableFuture<Void> writeRunbook(Observatory picture) {
        unlessDetached();
        return job.type().backsUp()
                ? new RunbookWriting(engine, estate, order.kind())
                        .write(picture)
                        .thenAccept(finding -> finding.ifPresent(this::add))
                : CompletableFuture.completedFuture(null);
    }

    private List<Check> checks() {
        return job.type() == Job.Type.READINESS
                ? Capabilities.readiness(engine.ledgers(), order.kind())
                : Capabilities.checks(engine.ledgers(), order.kind());
    }

    CompletableFuture<Void> check(Check check, Observatory picture) {
        unlessDetached();
        return new Checking(engine.timeline(), engine.lanes())
                .made(check, estate, picture)
                .thenAccept(found -> found.stream()
                        .filter(finding -> inScope(finding.subject()))
                        .forEach(this::add));
    }

    /** What {@code looking} finds, as soon as the rates at which AWS may be asked allow it. */
    CompletableFuture<List<Finding>> look(Supplier<List<Finding>> looking) {
        return new Checking(engine.timeline(), engine.lanes()).allowed(looking);
    }

    /** Sends {@code notice}, whatever else the run does meanwhile. */
    CompletableFuture<Outcome> notice(Plan notice, String title) {
        return engine.runner().run(notice, order.order(title + " of " + run, run, job), order.listener());
    }

    RunKind kind() {
        return order.kind(job);
    }

    /** Which runs count as history: a rehearsal says nothing of what is real. */
    RunKind counting() {
        return order.kind();
    }

    /** Who asked for it. */
    String actor() {
        return ledger.history().opened().orElseThrow().actor();
    }

    Evidence close() {
        unlessDetached();
        record(new Fact.Closed(findings.stream().allMatch(Finding::green)));
        return new RunEvidence(engine, estate, job).of(ledger.history());
    }

    /** The findings recorded since the run last ended; a run that is run again checks again. */
    private Optional<List<Finding>> recorded() {
        return ledger.history().sinceClosed().stream()
                .map(Entry::fact)
                .filter(Fact.Found.class::isInstance)
                .map(fact -> ((Fact.Found) fact).findings())
                .reduce((earlier, later) -> later);
    }

    /** Takes back what an earlier process found by {@code check}. */
    synchronized void takeBack(String check) {
        findings.removeIf(finding -> finding.check().equals(check));
    }

    /** Records what was found so far. */
    void recordFound() {
        record(new Fact.Found(findings()));
    }

    /** Whether {@code check} has said something of {@code subject}. */
    synchronized boolean found(String check, String subject) {
        return findings.stream()
                .anyMatch(finding ->
                        finding.check().equals(check) && finding.subject().equals(subject));
    }

    /** What was found so far. */
    synchronized List<Finding> findings() {
        return List.copyOf(findings);
    }

    OperationId id() {
        return run;
    }

    /** What kind of job it is. */
    Job.Type type() {
        return job.type();
    }

    Engine engine() {
        return engine;
    }

    Estate estate() {
        return estate;
    }

    /** The moment everything of this run is derived from. */
    Instant slot() {
        return slot;
    }

    /** What its ledger says so far. */
    History history() {
        return ledger.history();
    }

    /** How often this run was begun: a run that ended red may be run again. */
    long attempt() {
        return 1
                + ledger.history().entries().stream()
                        .filter(entry -> entry.fact() instanceof Fact.Closed)
                        .count();
    }

    /** Ends the run, open, where this process was told to let go of it. */
    void unlessDetached() {
        order.detachment().requested().ifPresent(reason -> {
            throw reason.asException();
        });
    }

    private boolean inScope(String subject) {
        return estate.stores().stream().noneMatch(known -> known.id().equals(subject))
                || job.stores(estate).stream().anyMatch(covered -> covered.id().equals(subject));
    }

    void record(Fact fact) {
        order.record(ledger, fact);
    }

    void phase(String name) {
        RunListener.tell(() -> order.listener().phase(name));
    }

    synchronized void add(Finding finding) {
        findings.add(finding);
        RunListener.tell(() -> order.listener().found(finding));
    }
}
