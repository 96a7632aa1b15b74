package io.labelmint.dr.cli;

import io.labelmint.dr.Problem;
import io.labelmint.dr.discovery.DiscoveryRequest;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.JobRun;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.rehearsal.Rehearsal;
import io.labelmint.dr.run.Lanes;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dr rehearse}: runs a job on simulated AWS, in seconds and without an account. */
@Command(
        name = "rehearse",
        description = "Run a job on simulated AWS, in seconds and without an account. A rehearsal that was interrupted"
                + " is gone on with; otherwise the next day is rehearsed.",
        mixinStandardHelpOptions = true)
final class RehearseCommand implements Callable<Integer> {
    /** The estate that is rehearsed where there is none. */
    @Spec
    CommandSpec spec;

    @Parameters(
            paramLabel = "JOB",
            converter = RehearsedJobConverter.class,
            description =
                    "daily, backup, check, readiness, heartbeat, restore-test, drill, sweep, review, failover, failback or discover.")
    RehearsedJobConverter.Rehearsed what;

    @Option(
            names = {"-e", "--estate"},
            paramLabel = "FILE",
            description = "The estate file (default: estate.yaml, or the example if there is none).")
    Optional<Path> file = Optional.empty();

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "Where the rehearsal is kept (default: ${DEFAULT-VALUE}).",
            defaultValue = "dr-rehearsal")
    Path folder;

    @Option(
            names = "--pace",
            paramLabel = "N",
            description = "Let N virtual seconds pass in one real second (default: as fast as possible).",
            defaultValue = "0")
    double pace;

    @Option(names = "--fresh", description = "Forget earlier rehearsals in the folder and begin anew.")
    boolean fresh;

    @ArgGroup
    FailoverCommand.Ending ending;

    @Option(
            names = "--json",
            description = "Print the result as one JSON object, and nothing else, to standard output.")
    boolean json;

    @Option(names = "--debug", description = "Print stack traces.")
    boolean debug;

    @Mixin
    Narrowing narrowing;

    @Override
    public Integer call() throws IOException {
        if (pace < 0 || pace > 1e9) {
            throw new ParameterException(
                    spec.commandLine(),
                    "A pace is from 0 (as fast as possible) to a thousand million, not " + pace + ".");
        }
        Estate estate = estate();
        Path place = folder.resolve(estate.name());
        Job.Type type = what.type();
        if (type == Job.Type.FAILOVER && !(what.home() && ending != null)) {
            return failover(place, estate);
        }
        if (ending != null) {
            throw new ParameterException(
                    spec.commandLine(), "--commit and --roll-back end a failover: dr rehearse failover --roll-back");
        }
        if (what.discovery()) {
            return discover(place, estate);
        }
        Job job = narrowing.job(type);
        Rehearsal rehearsal = rehearsal(place, estate);
        try (Session session = Session.simulated(estate, rehearsal, place.resolve("ledgers"))) {
            Optional<OperationId> open = open(session.engine().ledgers(), place.resolve("runs"));
            if (open.isEmpty()) {
                rehearsal.untilDaily();
            }
            rehearsal.timeline().pace(pace);
            return new JobExecution(spec.commandLine(), session, estate, place.resolve("runs"), json)
                    .of(type)
                    .run(run -> open.map(id -> goOn(run, session.engine().ledgers(), id))
                            .orElseGet(() -> run.start(job)));
        }
    }

    /** Finds the estate again in its simulated account; the file is in the rehearsal's folder, where no other command takes it for the estate. */
    private int discover(Path place, Estate estate) throws IOException {
        Path found = place.resolve("discovered.yaml");
        FirstFile.requireNew(found, "Move it away, or rehearse in another folder with --folder.");
        try (Rehearsal rehearsal = rehearsal(place, estate)) {
            rehearsal.timeline().pace(pace);
            DiscoveryRequest request = new DiscoveryRequest(estate.project(), estate.environment(), estate.regions());
            return new FirstFile(spec.commandLine().getOut(), request, found, " --rehearsal " + folder)
                    .write(rehearsal.aws(), rehearsal.timeline(), Lanes.on(rehearsal.timeline()));
        }
    }

    private int failover(Path place, Estate estate) {
        Rehearsal rehearsal = rehearsal(place, estate);
        try (Session session = Session.simulated(estate, rehearsal, place.resolve("ledgers"))) {
            rehearsal.timeline().pace(pace);
            PrintWriter told =
                    json ? spec.commandLine().getErr() : spec.commandLine().getOut();
            RehearsedFailover rehearsed = new RehearsedFailover(session, estate, rehearsal, told);
            JobExecution execution = new JobExecution(spec.commandLine(), session, estate, place.resolve("runs"), json);
            if (what.home() && (rehearsed.uncommitted() || rehearsed.commits())) {
                told.println("The failover is not committed, so that is rehearsed first: --commit.");
                OperationId commit = rehearsed.ready(Verb.COMMIT);
                int committed = execution.quietly().run(job -> job.resume(commit));
                if (committed != ExitCode.GREEN) {
                    return committed;
                }
            }
            OperationId run = rehearsed.ready(what.home() ? Verb.FAILBACK : FailoverCommand.Ending.verb(ending));
            return execution.run(job -> job.resume(run));
        }
    }

    private Estate estate() {
        Path here = Path.of("estate.yaml");
        if (file.isPresent() || Files.exists(here)) {
            return EstateLoader.load(file.orElse(here));
        }
        return ExampleEstate.load();
    }

    /** The run an earlier process left open, or ended without leaving its evidence in {@code runs}. */
    static Optional<OperationId> open(Ledgers ledgers, Path runs) {
        return ledgers.operations().stream()
                .filter(id -> ledgers.read(id)
                        .filter(history -> isOpen(history, runs))
                        .isPresent())
                .findFirst();
    }

    private static boolean isOpen(History run, Path runs) {
        Optional<Job.Type> type = run.opened()
                .flatMap(opened -> Job.requestedBy(opened.request()))
                .map(Job::type)
                .filter(JobConverter::isOfRehearsals);
        if (type.isEmpty() || run.closed().isEmpty()) {
            return type.isPresent();
        }
        // The heartbeat before a failover is part of its rehearsal, and leaves no evidence of its own.
        return type.get() != Job.Type.HEARTBEAT
                && !Files.exists(runs.resolve(run.operation().value()));
    }

    /** Goes on with what {@link #open} found; of a run that has ended, only the evidence is made. */
    static CompletableFuture<Evidence> goOn(JobRun run, Ledgers ledgers, OperationId id) {
        boolean ended = ledgers.read(id).orElseThrow().closed().isPresent();
        return ended ? CompletableFuture.completedFuture(run.evidence(id)) : run.resume(id);
    }

    private Rehearsal rehearsal(Path place, Estate estate) {
        Path world = place.resolve("world");
        if (!fresh) {
            return Rehearsal.open(world, estate);
        }
        if (Files.exists(place) && !Files.isDirectory(world)) {
            throw Problem.of(
                            "rehearsal.not-one",
                            "Folder " + place + " is not a rehearsal.",
                            "Name the folder of a rehearsal with --folder, or leave --fresh out.")
                    .asException();
        }
        return Rehearsal.fresh(world, estate, List.of(place.resolve("ledgers"), place.resolve("runs")));
    }
}
