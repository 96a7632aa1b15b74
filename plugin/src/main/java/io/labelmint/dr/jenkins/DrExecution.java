package io.labelmint.dr.jenkins;

import hudson.AbortException;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.yaml.MistakesException;
import io.labelmint.dr.evidence.report.VisibleText;
import io.labelmint.dr.jenkins.config.DisasterRecoveryConfiguration;
import io.labelmint.dr.jenkins.report.DrRunAction;
import io.labelmint.dr.jenkins.runtime.DrRuntime;
import io.labelmint.dr.jenkins.runtime.EndedRun;
import io.labelmint.dr.jenkins.runtime.KeptEvidence;
import io.labelmint.dr.jenkins.runtime.LiveRun;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.PreparedRun;
import io.labelmint.dr.job.RunResult;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * A step of this plugin while it runs: the same for all that have a run done.
 *
 * <p><b>Nothing is held.</b> {@link #start} notes the request and returns; a worker begins the run, the engine waits for
 * AWS, a worker ends the step. In between there is neither a thread nor an executor.
 *
 * <p><b>Restarts.</b> Jenkins keeps the request, the token made with it and, from the moment it is known, the name of the
 * run; the truth about the run is its ledger. {@link #onResume} orders the run again: what is done in AWS is found, what
 * is recorded is not done again, and a run that had ended is not run again. A process killed before Jenkins kept the name
 * finds the run by the moment of the request (slots) and the token.
 *
 * <p><b>Abort.</b> The run is let go of at its next step and stays open: it says what goes on in AWS, and is finished by
 * the next run of the same slot or by {@code dr resume}. The step ends when it has let go, or shortly after.
 *
 * <p><b>End.</b> Red findings make build and stage unstable, and the step answers; what could not be done fails the step
 * with one sentence of what and one of what to do.
 */
public final class DrExecution extends StepExecution {
    /** Jobs of which another build asks for another one, beside what goes on. */
    private static final Set<String> ASKED_FOR_ONCE = Stream.of(
                    Job.Type.RESTORE, Job.Type.FAILOVER, Job.Type.SIGN_OFF, Job.Type.PROVISION)
            .map(Job.Type::label)
            .collect(Collectors.toUnmodifiableSet());

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(DrExecution.class.getName());

    /** Longer than a call that is being made takes to be answered; then the build ends without waiting for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What was asked, in texts. */
    private final TreeMap<String, String> request;

    /** Tells this request from others, for ever. */
    private final String token;

    /** When it was made, in milliseconds since 1970. */
    private final long requestedMillis;

    /** Name of the run, once it has one. */
    private volatile String run;

    /** The runtime of this process; set by {@link #begin}. */
    private transient volatile DrRuntime runtime;

    /** The run in this process; set by {@link #begin}. */
    private transient volatile LiveRun live;

    /** What its build knows the estate by, once it is read; see {@link StepRequest#place}. */
    private transient volatile String place;

    /** Why it is aborted; set by {@link #stop}. */
    private transient volatile Throwable aborted;

    /** Whether the step has ended; set by {@link #begin}. */
    private transient AtomicBoolean over;

    DrExecution(StepContext context, SortedMap<String, String> request) {
        super(context);
        this.request = new TreeMap<>(request);
        this.token = UUID.randomUUID().toString();
        this.requestedMillis = DrRuntimes.get().now().toEpochMilli();
    }

    @Override
    public boolean start() {
        begin(false);
        return false;
    }

    @Override
    public void onResume() {
        begin(true);
    }

    private void begin(boolean again) {
        over = new AtomicBoolean();
        runtime = DrRuntimes.get();
        runtime.work(() -> work(again));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // end() leaves no exception
    private void work(boolean again) {
        try {
            if (aborted != null) {
                fail(aborted);
                return;
            }
            PrintStream log = getContext().get(TaskListener.class).getLogger();
            if (again) {
                PendingInputs.load(getContext().get(Run.class));
                log.println("The controller was restarted; going on with "
                        + (run == null ? "what was asked for" : "run " + run) + ".");
            }
            StepRequest asked = new StepRequest(request);
            Estate estate = asked.estate();
            place = asked.place(estate);
            LiveRun begun = runtime.begin(
                    new StepOrder(getContext(), asked).of(estate, token, requestedMillis, run, this::named));
            live = begun;
            if (aborted != null) {
                begun.detach(by(aborted));
            }
            begun.end().whenComplete(this::end);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        } catch (IOException | RuntimeException | LinkageError e) {
            failUntold(e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a name that is not kept is found again by the token
    private void named(OperationId id) {
        if (!id.value().equals(run)) {
            run = id.value();
            getContext().saveState();
        }
        try {
            if (!StepRequest.untold(request)) {
                BegunRuns.add(getContext().get(Run.class), place, run);
            }
        } catch (IOException e) {
            throw Problem.of(
                            "build.unwritable",
                            "This build cannot be saved (" + e.getMessage() + ").",
                            "Make room in JENKINS_HOME, then run the same job again: nothing is done twice.")
                    .asException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void end(Optional<EndedRun> ended, Throwable failure) {
        if (runtime.stopping()) {
            return; // not the end: the step is taken up again when the controller is back
        }
        try {
            if (aborted != null) {
                fail(aborted);
            } else if (failure != null) {
                failUntold(failure);
            } else if (live.prepared().isPresent()) {
                answer(live.prepared().get());
            } else if (live.imagined().isPresent()) {
                answerImagined(live.imagined().get());
            } else if (live.withdrawn()) {
                answerWithdrawn();
            } else {
                answer(ended.orElseThrow());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(e);
        } catch (IOException | RuntimeException | LinkageError e) {
            failUntold(e); // a LinkageError is a Jenkins, or a plugin, that is not what this one was made for
        }
    }

    private void answer(PreparedRun plan) throws IOException, InterruptedException {
        getContext().get(TaskListener.class).getLogger().print(plan.text());
        getContext()
                .get(FlowNode.class)
                .addOrReplaceAction(new PlannedHere(plan.run().value()));
        if (over.compareAndSet(false, true)) {
            getContext().onSuccess(new PlanAnswer(plan).asMap());
        }
    }

    private void answerImagined(PreparedRun imagined) throws IOException, InterruptedException {
        PrintStream log = getContext().get(TaskListener.class).getLogger();
        log.print(imagined.text());
        log.println("Nothing was changed, and nothing was stored.");
        if (over.compareAndSet(false, true)) {
            getContext().onSuccess(new PlanAnswer(imagined).imagined());
        }
    }

    private void answerWithdrawn() throws IOException, InterruptedException {
        getContext()
                .get(TaskListener.class)
                .getLogger()
                .println("Run " + run + " is withdrawn. Nothing of it was done.");
        if (over.compareAndSet(false, true)) {
            getContext().onSuccess(new TreeMap<>(Map.of("run", run)));
        }
    }

    private void answer(EndedRun ended) throws IOException, InterruptedException {
        Run<?, ?> build = getContext().get(Run.class);
        PrintStream log = getContext().get(TaskListener.class).getLogger();
        Path folder = DrRunAction.keep(build, ended);
        if (ended.evidence().kind() != RunKind.REHEARSAL) {
            Path runs = runtime.folders().real(ended.evidence().estate()).runs();
            new KeptEvidence(runs, DisasterRecoveryConfiguration.get().evidenceKept())
                    .keep(ended.pack(), runtime.now());
        }
        RunResult result = ended.result(folder);
        log.println(new Summary(result));
        Optional<AbortException> undone = new Summary(result).undone();
        if (undone.isPresent()) {
            fail(undone.get());
            return;
        }
        if (!ended.evidence().green() || ended.sealed().problem().isPresent()) {
            String warning = new Summary(result).warning();
            log.println("WARNING: " + warning);
            FlowNode node = getContext().get(FlowNode.class);
            node.addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(warning));
            build.setResult(Result.UNSTABLE);
        }
        if (over.compareAndSet(false, true)) {
            getContext().onSuccess(result.asMap());
        }
    }

    @Override
    public void stop(Throwable cause) {
        aborted = cause;
        LiveRun current = live;
        if (current == null) {
            fail(cause);
            return;
        }
        current.detach(by(cause));
        runtime.work(() -> tellWhatGoesOn(current));
        runtime.later(PATIENCE, () -> fail(cause));
    }

    private void tellWhatGoesOn(LiveRun current) {
        try {
            PrintStream log = getContext().get(TaskListener.class).getLogger();
            log.println("Letting go of " + (run == null ? "the run" : "run " + run) + ", which stays open. "
                    + (current.underWay().isEmpty()
                            ? "Nothing goes on in AWS."
                            : "This goes on in AWS: " + String.join("; ", current.underWay()) + "."));
            log.println(
                    ASKED_FOR_ONCE.contains(request.get(StepRequest.JOB))
                            ? "`dr resume` with that run finishes it: nothing is done twice."
                            : "Run the same job again, or `dr resume` with that run, to finish it: nothing is done twice.");
        } catch (IOException e) {
            LOG.log(Level.FINE, "the log of an aborted build could not be written", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String getStatus() {
        LiveRun current = live;
        String what = run == null ? request.get(StepRequest.JOB) : run;
        return current == null ? what : what + ": " + current.status();
    }

    /**
     * Fails with what no ledger has: the build remembers it, so that its notice tells it. An estate that cannot be read
     * names nobody to tell.
     */
    private void failUntold(Throwable failure) {
        Throwable words = words(failure);
        if (words instanceof AbortException && place != null && !StepRequest.tells(request)) {
            try {
                BegunRuns.failed(getContext().get(Run.class), place, words.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException | LinkageError e) {
                LOG.log(Level.WARNING, "the notice of this build will not tell why a step failed", e);
            }
        }
        fail(words);
    }

    private void fail(Throwable failure) {
        if (over.compareAndSet(false, true)) {
            getContext().onFailure(words(failure));
        }
    }

    /** Jenkins prints the whole stack of anything but an {@link AbortException}; a person needs the two sentences. */
    private static Throwable words(Throwable failure) {
        if (failure instanceof FlowInterruptedException
                || failure instanceof InterruptedException
                || failure instanceof AbortException) {
            return failure;
        }
        if (failure instanceof ProblemException known) {
            LOG.log(Level.FINE, "a step failed", failure);
            return new AbortException(VisibleText.of(known.problem().toString()));
        }
        if (failure instanceof MistakesException mistakes) {
            return new AbortException("The declaration of the estate is wrong. Correct it:\n" + mistakes.getMessage());
        }
        LOG.log(Level.WARNING, "a step failed", failure);
        Problem mistake = DrRuntime.mistake(failure);
        return new AbortException(VisibleText.of(mistake.toString()));
    }

    private static String by(Throwable cause) {
        if (cause instanceof FlowInterruptedException interrupted
                && !interrupted.getCauses().isEmpty()) {
            return interrupted.getCauses().get(0).getShortDescription();
        }
        return "the build was aborted";
    }
}
