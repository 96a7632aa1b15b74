package io.labelmint.dr.jenkins.runtime;

import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.evidence.report.VisibleText;
import io.labelmint.dr.job.JobRun;
import io.labelmint.dr.job.PreparedRun;
import io.labelmint.dr.job.RunApprovals;
import io.labelmint.dr.job.RunLog;
import io.labelmint.dr.job.RunPreparation;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Remembering;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.provision.ImportBlocks;
import io.labelmint.dr.run.Allowed;
import io.labelmint.dr.run.Detachment;
import io.labelmint.dr.run.Engine;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** A run while this controller works on it, as its step sees it. */
public final class LiveRun {
    private final RunOrder order;
    private final Detachment detachment = new Detachment();
    private final CompletableFuture<Optional<EndedRun>> end = new CompletableFuture<>();
    private volatile Executor timelineThread = Runnable::run;
    private volatile Optional<RunLog> log = Optional.empty();
    private final Set<OperationId> operations = ConcurrentHashMap.newKeySet();
    private volatile Optional<Engine> engine = Optional.empty();
    private volatile Optional<PreparedRun> prepared = Optional.empty();
    private volatile Optional<PreparedRun> imagined = Optional.empty();
    private volatile Optional<String> imports = Optional.empty();
    private volatile boolean withdrawn;
    private volatile String before = "waiting for its turn";

    LiveRun(RunOrder order) {
        this.order = order;
    }

    /** The run's end, or what kept it from ending; empty if it was only planned, or withdrawn. */
    public CompletableFuture<Optional<EndedRun>> end() {
        return end;
    }

    /** Where it stands, in a few words. */
    public String status() {
        return log.map(RunLog::status).orElse(before);
    }

    /** What AWS was asked for and goes on with, whatever becomes of the run. */
    public List<String> underWay() {
        return log.map(RunLog::underWay).orElse(List.of());
    }

    /** Lets go of it: see {@link Detachment}. {@link #end()} then fails, soon, and the run is open. */
    public void detach(String by) {
        timelineThread.execute(() -> detachment.request(by));
    }

    /** The run and the operations that were begun in it. */
    Set<OperationId> operations() {
        return Set.copyOf(operations);
    }

    /** What it runs on; there once it has begun. */
    Engine engine() {
        return engine.orElseThrow();
    }

    RunOrder order() {
        return order;
    }

    void says(String status) {
        before = status;
    }

    /** Timelines that belong to one thread hear of a detachment on it. */
    void livesOn(Executor thread) {
        timelineThread = thread;
    }

    /**
     * Begins {@code id}, or goes on with it. A run that an earlier process of this controller brought to its end is not
     * run again: only its evidence is made. Empty where nothing was to be run.
     */
    CompletableFuture<Optional<Evidence>> begin(Engine engine, OperationId asked) {
        this.engine = Optional.of(engine);
        // Jenkins' own stream: it decides about the encoding of the file, and takes UTF-8.
        RunLog told =
                new RunLog(
                        new PrintWriter(new OutputStreamWriter(order.log(), StandardCharsets.UTF_8)),
                        false,
                        engine.timeline()) {
                    @Override
                    public synchronized void recorded(OperationId operation, Entry entry) {
                        operations.add(operation);
                        super.recorded(operation, entry);
                    }
                };
        log = Optional.of(told);
        RunKind kind = order.simulation().isPresent() ? RunKind.REHEARSAL : RunKind.REAL;
        JobRun job = new JobRun(engine, order.estate(), kind, order.actor(), order.holder(), detachment, told);
        OperationId id = order.numbered(job).orElse(asked);
        if (order.work().kept()) {
            operations.add(id);
            order.named().accept(id);
        }
        if (order.work()
                instanceof RunOrder.Execute execute) { // also of a run that has ended, before anything follows it
            new RunApprovals(job).requireFile(id, execute.file());
        }
        // What is withdrawn twice is withdrawn: a controller that is back says so as the one before would have.
        boolean ended = order.known().isPresent()
                && !(order.work() instanceof RunOrder.Withdraw)
                && engine.ledgers()
                        .read(id)
                        .filter(history -> history.closed().isPresent())
                        .isPresent();
        return ended ? CompletableFuture.completedFuture(Optional.of(job.evidence(id))) : work(job, id);
    }

    private CompletableFuture<Optional<Evidence>> work(JobRun job, OperationId id) {
        if (order.work() instanceof RunOrder.WhatIf) {
            return new RunPreparation(job, order.users()).whatIf(order.job()).thenApply(plan -> {
                imagined = Optional.of(plan);
                return Optional.empty();
            });
        }
        if (order.work() instanceof RunOrder.Imports) {
            Engine reading = engine.orElseThrow();
            Observatory observatory = new Remembering(reading.observatory());
            return Allowed.run(
                            reading.timeline(),
                            reading.lanes(),
                            order.estate().regions().primary(),
                            () -> ImportBlocks.of(order.estate(), observatory).text())
                    .thenApply(text -> {
                        imports = Optional.of(text);
                        return Optional.empty();
                    });
        }
        if (order.work() instanceof RunOrder.Withdraw) {
            new RunPreparation(job).withdraw(id);
            withdrawn = true;
            return CompletableFuture.completedFuture(Optional.empty());
        }
        if (order.work() instanceof RunOrder.Execute execute) {
            approve(execute, job, id);
            return job.resume(id).thenApply(Optional::of);
        }
        if (order.work() instanceof RunOrder.Prepare) {
            return new RunPreparation(job, order.users())
                    .prepare(order.job(), id)
                    .thenApply(plan -> {
                        prepared = Optional.of(plan);
                        return Optional.empty();
                    });
        }
        return job.start(order.job(), id).thenApply(Optional::of);
    }

    private void approve(RunOrder.Execute execute, JobRun job, OperationId id) {
        RunApprovals approvals = new RunApprovals(job);
        approvals.requireGood(id, execute.digest());
        if (execute.glass().isPresent()) {
            execute.approvals().forEach(given -> approvals.tried(id, given, order.users()));
            RunOrder.BreakGlass glass = execute.glass().get();
            approvals.breakGlass(id, glass.given(), glass.reason());
            return;
        }
        approvals
                .approve(id, execute.approvals(), order.users())
                .forEach(problem ->
                        order.log().println("An approval does not count: " + VisibleText.of(problem.summary())));
    }

    /** What would be done if it were begun now, if that was all there was to say. */
    public Optional<PreparedRun> imagined() {
        return imagined;
    }

    /** What is there already, for Terraform to adopt, if that was all there was to look for. */
    public Optional<String> imports() {
        return imports;
    }

    /** Whether a plan was withdrawn, and that was all there was to do. */
    public boolean withdrawn() {
        return withdrawn;
    }

    /** The plan that was made, if that was all there was to do. */
    public Optional<PreparedRun> prepared() {
        return prepared;
    }
}
