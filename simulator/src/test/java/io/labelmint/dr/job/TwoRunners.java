package io.labelmint.dr.job;

import static io.labelmint.dr.job.FailoverTrial.EAST;
import static io.labelmint.dr.job.FailoverTrial.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.BucketObjects;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.ledger.BucketLedgers;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.LedgerBucket;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.MemoryLedgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.observatory.Unanswered;
import io.labelmint.dr.outside.Outside;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.rehearsal.Rehearsal;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.simulator.core.Call;
import io.labelmint.dr.simulator.core.Outage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/**
 * Jenkins and a laptop that fail the same estate over at the same time, each as well as its network lets it: whoever finds no
 * move plans one, has it approved and executes it; whoever finds one that stopped goes on with it, and takes it over if
 * nobody seems to be at it. The primary region is lost, or only seems so from one of the two.
 */
final class TwoRunners {
    private static final String BUCKET = "acme-production-dr-state";
    private static final String REPLICA = "acme-production-orders-replica";
    private static final String ORDERS = "acme-production-orders";
    private static final Duration TROUBLED = Duration.ofMinutes(90);
    private static final Duration MENDED = Duration.ofHours(8);

    private final Trial trial;
    private final Estate estate;
    private final SplittableRandom random;
    private final LeaseWindows windows;
    private final List<Machine> machines = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private final int before;
    final Tally tally;
    private boolean troubled = true;

    /** What happened, in numbers. */
    static final class Tally {
        int takenOver;
        int died;
        int changes;
        int stopped;
        int served;
        int begunByBoth;

        @Override
        public String toString() {
            return served + " served, " + changes + " permitted changes, " + takenOver + " take-overs, " + died
                    + " deaths, " + stopped + " attempts that were stopped, " + begunByBoth
                    + " moves that both machines changed something for";
        }
    }

    TwoRunners(Estate estate, long seed, Tally tally) {
        this.estate = estate;
        this.tally = tally;
        this.random = new SplittableRandom(seed);
        this.trial = new Trial(estate, seed);
        this.windows = new LeaseWindows(trial.timeline);
        trial.outside = Rehearsal.outside(trial.world, estate, trial.posts);
        S3Client s3 = trial.world.client(S3Client.class, WEST);
        s3.createBucket(r -> r.bucket(BUCKET).createBucketConfiguration(c -> c.locationConstraint(WEST)));
        s3.putBucketVersioning(
                r -> r.bucket(BUCKET).versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
        this.before = trial.world.calls().size();
    }

    /** Lets both try, through all that happens and until the network has been whole for long enough. */
    void run() {
        if (random.nextInt(3) > 0) {
            trial.world.faults().region(EAST, random.nextBoolean() ? Outage.HANGING : Outage.DOWN);
        }
        for (String name : List.of("jenkins", "laptop")) {
            machines.add(new Machine(name));
        }
        machines.forEach(Machine::start);
        trial.timeline.runUntil(trial.timeline.now().plus(TROUBLED));
        judge();
        troubled = false;
        trial.world.faults().region(EAST, Outage.NONE);
        machines.forEach(machine -> machine.process.mend());
        for (int i = 0; i < MENDED.toMinutes() && !served(); i += 10) {
            trial.timeline.runUntil(trial.timeline.now().plus(Duration.ofMinutes(10)));
        }
        judge();
        assertThat(served()).as("served when the network is whole; " + machines).isTrue();
        assertThat(users()).isEqualTo("ok from " + WEST);
        tally.served++;
        tally.changes += windows.permitted();
        tally.begunByBoth += windows.machines() > 1 ? 1 : 0;
    }

    private String users() {
        return trial.outside
                .get()
                .get(estate.failover().probe().orElseThrow().url())
                .text();
    }

    /** The ledgers as they are, read by nobody's network. */
    private Ledgers truth() {
        LedgerBucket bucket =
                new LedgerBucket(new BucketObjects(trial.world::client, trial.world::client, WEST, BUCKET), BUCKET, "");
        return new BucketLedgers(
                bucket,
                new MemoryLedgers(trial.timeline, Trial.JSON),
                trial.timeline,
                task -> trial.timeline.in(Duration.ZERO, task),
                Trial.JSON);
    }

    private boolean served() {
        Ledgers truth = truth();
        return new FailoverRuns(truth, estate)
                .last().flatMap(truth::read).stream()
                        .flatMap(history -> history.findings().stream())
                        .flatMap(List::stream)
                        .anyMatch(finding -> finding.check().equals(FailoverWork.COMPLETED) && finding.green());
    }

    private void judge() {
        assertThat(broken).isEmpty();
        assertThat(windows.overlapping()).as("two that may change AWS at once").isEmpty();
        List<String> promoted = trial.world.calls().stream()
                .skip(before)
                .filter(call -> call.outcome().equals(Call.OK))
                .filter(call -> call.operation().matches("PromoteReadReplica|FailoverGlobalReplicationGroup"))
                .map(Trial::words)
                .toList();
        // What nobody waits for any more, because it took too long or its process died, may arrive beside what is sent
        // next:
        // "Promotion is allowed anytime", and both promote the same member.
        long late = machines.stream()
                .flatMap(machine -> machine.processes.stream())
                .flatMap(process -> process.late().stream())
                .filter("failoverGlobalReplicationGroup"::equals)
                .count();
        assertThat(Set.copyOf(promoted)).as("one promotion of each").hasSizeLessThanOrEqualTo(2);
        assertThat(promoted).as("one promotion of each").hasSizeLessThanOrEqualTo(2 + (int) late);
        machines.forEach(machine -> assertThat(machine.processes)
                .flatMap(PartitionedProcess::uncaught)
                .isEmpty());
    }

    /** A machine, on which one process works, and another when that one has died. */
    private final class Machine {
        private final String name;
        private final MemoryLedgers copies = new MemoryLedgers(trial.timeline, Trial.JSON);
        private final Duration offset = Duration.ofMillis(random.nextInt(-60_000, 60_000));
        private final boolean unfenced = random.nextBoolean();
        private final List<PartitionedProcess> processes = new ArrayList<>();
        private PartitionedProcess process;
        private BucketLedgers ledgers;
        private JobRun order;
        private Optional<Problem> stopped = Optional.empty();

        Machine(String name) {
            this.name = name;
        }

        void start() {
            copies.releaseAll();
            process = new PartitionedProcess(trial.timeline, trial.world::client, offset, random.split());
            if (troubled) {
                process.cutOffWithin(TROUBLED);
            } else {
                process.mend();
            }
            PartitionedProcess mine = process;
            processes.add(mine);
            process.onSending(method -> sending(method.getName()));
            ledgers = new BucketLedgers(
                    new LedgerBucket(new BucketObjects(process, process, WEST, BUCKET), BUCKET, ""),
                    copies,
                    process,
                    task -> mine.in(Duration.ZERO, task),
                    Trial.JSON);
            Outside outside = trial.outside.with(new CutOffHeartbeats(trial.outside.heartbeats(), process));
            Engine engine = Engine.of(
                            process,
                            new Hands(process, outside),
                            windows.watching(ledgers, name),
                            process,
                            Pageless.lanes(process),
                            Trial.JSON)
                    .reaching(trial.copies);
            order = new JobRun(engine, estate, RunKind.REHEARSAL, name, name, (operation, entry) -> {});
            next(60);
        }

        private void next(int seconds) {
            process.in(Duration.ofMillis(random.nextInt(seconds * 1000)), this::act);
        }

        @SuppressWarnings("FutureReturnValueIgnored") // what comes of it is looked at where it comes
        private void act() {
            PartitionedProcess mine = process;
            if (troubled && random.nextInt(12) == 0) {
                process.in(Duration.ofSeconds(random.nextInt(900)), () -> perish(mine));
            }
            try {
                move().whenComplete((evidence, failure) -> {
                    if (mine.isDead()) {
                        return;
                    }
                    if (failure == null) {
                        next(served() ? 36_000 : 120);
                    } else {
                        told(failure);
                    }
                });
            } catch (ProblemException | Unanswered e) {
                told(e);
            }
        }

        private void perish(PartitionedProcess mine) {
            if (mine == process && troubled) {
                tally.died++;
                process.die();
                trial.timeline.in(Duration.ofSeconds(random.nextInt(300)), this::start);
            }
        }

        private CompletableFuture<?> move() {
            RunPreparation preparation = new RunPreparation(order);
            Job job = Job.failingOver(new FailoverRequest(Verb.FAILOVER, unfenced));
            CompletableFuture<PreparedRun> prepared;
            try {
                prepared = preparation.prepare(job);
            } catch (ProblemException e) {
                if (!e.problem().code().equals("failover.under-way")) {
                    throw e;
                }
                return goOn(
                        preparation, new FailoverRuns(ledgers, estate).last().orElseThrow());
            }
            return prepared.thenCompose(plan -> after(random.nextInt(200), () -> goOn(preparation, plan.run())));
        }

        private CompletableFuture<?> goOn(RunPreparation preparation, OperationId run) {
            History history = ledgers.read(run).orElseThrow();
            if (NeededApproval.waits(history)) {
                try {
                    preparation.approve(run, preparation.of(run).digest().value(), "ann", "by hand");
                } catch (ProblemException e) {
                    if (!e.problem().code().equals("approval.given")) {
                        throw e;
                    }
                }
            }
            return order.resume(run);
        }

        private <T> CompletableFuture<T> after(int seconds, Supplier<CompletableFuture<T>> work) {
            CompletableFuture<Void> later = new CompletableFuture<>();
            process.in(Duration.ofSeconds(seconds), () -> later.complete(null));
            return later.thenCompose(nothing -> work.get());
        }

        /** Somebody reads why it stopped, and does what they are told. */
        private void told(Throwable failure) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            tally.stopped++;
            if (cause instanceof ProblemException e) {
                stopped = Optional.of(e.problem());
            } else if (cause instanceof Unanswered e) {
                stopped = Optional.of(e.problem());
            } else {
                broken.add(name + ": " + cause + " at "
                        + List.of(cause.getStackTrace()).subList(0, 5));
                return;
            }
            Problem problem = stopped.orElseThrow();
            if (problem.remedy().isBlank() || problem.code().matches("ledger.(broken|differs)")) {
                broken.add(name + ": " + problem);
            }
            if (problem.code().equals("ledger.held")) {
                takeOver();
            } else {
                next(180);
            }
        }

        @SuppressWarnings("FutureReturnValueIgnored") // what comes of it is looked at where it comes
        private void takeOver() {
            List<OperationId> all;
            try {
                all = new FailoverRuns(ledgers, estate)
                        .last().stream()
                                .flatMap(run -> List.of(run, FailoverRuns.operation(run)).stream())
                                .toList();
            } catch (ProblemException e) {
                next(180);
                return;
            }
            PartitionedProcess mine = process;
            ledgers.takeOver(all).whenComplete((nothing, alive) -> {
                if (mine.isDead()) {
                    return;
                }
                tally.takenOver += alive == null ? 1 : 0;
                next(alive == null ? 2 : 180);
            });
        }

        @Override
        public String toString() {
            return name + " " + stopped.map(Problem::toString).orElse("") + "; ";
        }
    }

    /** What must be true whenever something is sent that moves users: what they are sent to takes writes, and nothing else does. */
    private void sending(String call) {
        if (!call.equals("putMetricData")) {
            return;
        }
        boolean promoted = trial.world.inventory().stream()
                .anyMatch(line ->
                        line.matches(WEST + " rds instance " + REPLICA + " (available|backing-up) source=none .*"));
        if (!promoted) {
            broken.add("users are sent to a database that is not promoted");
        }
        boolean fenced = !trial.world
                .writtenUntil(EAST, ORDERS)
                .orElseThrow()
                .isAfter(trial.timeline.now().minusMillis(1));
        Ledgers truth = truth();
        boolean accepted = new FailoverRuns(truth, estate)
                .last()
                .flatMap(truth::read)
                .flatMap(history -> JobRun.job(history).failover())
                .filter(FailoverRequest::unfenced)
                .isPresent();
        if (!fenced && !accepted) {
            broken.add("users are sent on while the old database takes writes, which nobody has accepted");
        }
    }
}
