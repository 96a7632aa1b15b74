package io.labelmint.dr.job;

import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.evidence.EvidencePack;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.MemoryLedgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.outside.Outside;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.rehearsal.EstateAccount;
import io.labelmint.dr.rehearsal.RecordedPosts;
import io.labelmint.dr.rehearsal.Rehearsal;
import io.labelmint.dr.rehearsal.RehearsedMaskings;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.simulator.core.Call;
import io.labelmint.dr.time.VirtualTimeline;
import io.labelmint.dr.validation.CopyAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** An estate on simulated AWS in which processes run a job, and die. */
final class Trial {
    static final Json JSON = Capabilities.json();

    final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-05T00:00:00Z"));
    final World world;
    final MemoryLedgers ledgers = new MemoryLedgers(timeline, JSON);
    final RecordedPosts posts = new RecordedPosts();
    Outside outside;
    Job job = Job.of(Job.Type.DAILY);
    CopyAccess copies;
    final Estate estate;

    Trial(Estate estate, long seed) {
        this.estate = estate;
        this.world = World.inMemory(timeline, seed, EstateAccount.of(estate));
        // To two o'clock of the day after tomorrow, when everything has started and has its first automated backup.
        this.copies = Rehearsal.copies(world, estate);
        this.outside = posts.outside().with(new RehearsedMaskings(world));
        Rehearsal.settle(estate, world, Instant.parse("2026-01-07T02:00:00Z"));
    }

    static Estate example(String name) {
        return EstateLoader.load(Path.of(System.getProperty("dr.root"), "examples", name));
    }

    /** Lets one process run the daily job until it ends or dies at {@code boundary}; empty if it died. */
    Optional<Evidence> process(int boundary) {
        try {
            return process(ledgers, boundary);
        } finally {
            ledgers.releaseAll();
        }
    }

    /** The same with ledgers kept in {@code ledgers}; a process that dies lets go of none. */
    Optional<Evidence> process(Ledgers ledgers, int boundary) {
        Engine engine = engine(new MortalLedgers(ledgers, boundary));
        JobListener silent = (operation, entry) -> {};
        try {
            JobRun run = new JobRun(engine, estate, RunKind.REHEARSAL, "test", "test", silent);
            return Optional.of(timeline.join(open(ledgers).map(run::resume).orElseGet(() -> run.start(job))));
        } catch (MortalLedgers.Killed e) {
            return Optional.empty();
        } finally {
            timeline.forget();
        }
    }

    private Engine engine(Ledgers kept) {
        return Engine.of(world::client, new Hands(world::client, outside), kept, timeline, Lanes.on(timeline), JSON)
                .reaching(copies);
    }

    /** What {@code work} does with the runs of one process, which dies at {@code boundary}; whatever it held is let go of. */
    <T> T onEngine(int boundary, Function<JobRun, T> work) {
        return onEngine(estate, boundary, work);
    }

    /** The same, by {@code declared}. */
    <T> T onEngine(Estate declared, int boundary, Function<JobRun, T> work) {
        Engine engine = engine(new MortalLedgers(ledgers, boundary));
        try {
            return work.apply(
                    new JobRun(engine, declared, RunKind.REHEARSAL, "test", "test", (operation, entry) -> {}));
        } finally {
            timeline.forget();
            ledgers.releaseAll();
        }
    }

    /** A process that runs {@code other} to its end, whatever an earlier one left. */
    Evidence fresh(Job other) {
        Engine engine = engine(ledgers);
        JobListener silent = (operation, entry) -> {};
        return timeline.join(new JobRun(engine, estate, RunKind.REHEARSAL, "test", "test", silent).start(other));
    }

    /** The pack of {@code evidence}, sealed. */
    Sealing.Sealed sealed(Evidence evidence) {
        return sealed(evidence, ledgers, ledgers);
    }

    /** The same by a process that sees the chain in {@code seals}. */
    Sealing.Sealed sealed(Evidence evidence, Ledgers texts, Ledgers seals) {
        Engine engine =
                Engine.of(world::client, new Hands(world::client, outside), seals, timeline, Lanes.on(timeline), JSON);
        return new Sealing(engine, estate).seal(evidence, pack(evidence, texts));
    }

    private EvidencePack pack(Evidence evidence, Ledgers ledgers) {
        Map<OperationId, String> all = new TreeMap<>();
        all.put(evidence.run(), ledgers.text(evidence.run()).orElseThrow());
        evidence.operations()
                .forEach(operation ->
                        all.put(operation.id(), ledgers.text(operation.id()).orElseThrow()));
        return EvidencePack.of(evidence, all, estate.source(), JSON);
    }

    /** The way into the copies of its databases as they are, before any was ruined. */
    static CopyAccess copiesOf(Trial trial) {
        return Rehearsal.copies(trial.world, trial.estate);
    }

    /** The run an earlier process left. */
    private static Optional<OperationId> open(Ledgers ledgers) {
        return ledgers.operations().stream()
                .filter(id -> ledgers.read(id)
                        .filter(history -> history.closed().isEmpty())
                        .flatMap(history -> history.opened())
                        .filter(opened -> !opened.request().isEmpty())
                        .isPresent())
                .findFirst();
    }

    /** Lets time pass in which nobody works. */
    void pass(Duration duration) {
        timeline.runUntil(timeline.now().plus(duration));
    }

    /**
     * What was done twice: changes AWS accepted more than once, resources of which one operation has two in a region,
     * notices that went out more than once. (A second start of a backup job or of a task is not a change: the same token
     * answers as the first time. A second job or task would be a second resource. Nor is the same value of a metric at the same
     * moment.)
     */
    List<String> doneTwice() {
        Map<String, Long> accepted = world.calls().stream()
                .filter(
                        call -> !call.operation()
                                .matches(
                                        "(Describe|Get|List|Head|Simulate|GenerateServiceLast).*|StartBackupJob|RunTask|PutMetricData"))
                .filter(call -> call.outcome().equals(Call.OK))
                .collect(Collectors.groupingBy(Trial::words, TreeMap::new, Collectors.counting()));
        Map<String, Long> resources = world.inventory().stream()
                .filter(line -> line.contains("dr:operation="))
                .collect(Collectors.groupingBy(Trial::kindAndOperation, TreeMap::new, Collectors.counting()));
        List<String> twice = new ArrayList<>();
        accepted.forEach((call, times) -> {
            if (times > 1) {
                twice.add(call);
            }
        });
        resources.forEach((resource, times) -> {
            if (times > 1) {
                twice.add(resource);
            }
        });
        world.inventory().stream()
                .filter(line -> line.contains(" sns message ") && !line.endsWith(" times=1"))
                .forEach(twice::add);
        return twice;
    }

    static String words(Call call) {
        return call.region() + " " + call.service() + ":" + call.operation() + " " + call.params();
    }

    private static String kindAndOperation(String line) {
        String[] words = line.split(" ", 4);
        return words[0] + " " + words[1] + " " + words[2] + " "
                + line.replaceFirst(".*dr:operation=([a-z0-9-]+).*", "$1");
    }
}
