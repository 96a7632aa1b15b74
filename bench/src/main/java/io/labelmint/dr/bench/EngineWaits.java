package io.labelmint.dr.bench;

import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.FileLedgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.rehearsal.Fleet;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.run.Outcome;
import io.labelmint.dr.run.PlanRunner;
import io.labelmint.dr.run.RunListener;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.time.SystemTimeline;
import io.labelmint.dr.time.Timeline;
import io.labelmint.dr.time.VirtualTimeline;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** The engine backs up a fleet, with ledgers on the disk. */
final class EngineWaits {
    private static final Json JSON = Capabilities.json();
    private static final PlanRunner.Order ORDER =
            new PlanRunner.Order(RunKind.REHEARSAL, "backup", "fleet", "bench", "bench");

    private final List<String> regions;
    private final Fleet.Size size;

    EngineWaits(List<String> regions, Fleet.Size size) {
        this.regions = regions;
        this.size = size;
    }

    /**
     * What it takes while everything waits and nothing happens.
     *
     * @param threads that were not there before
     * @param heap bytes that are free once the engine is gone
     * @param files that were not open before; -1 if the platform does not tell
     */
    record Standing(int threads, long heap, long files) {}

    /** Waits to the end, on virtual time. */
    Waited run() throws IOException {
        VirtualTimeline timeline = new VirtualTimeline(World.EPOCH);
        World world = SdkWaits.world(timeline, regions);
        List<Fleet> fleets = Fleet.seed(world, regions, size);
        Instant begin = timeline.now();
        int before = world.calls().size();
        try (ScratchFolder folder = ScratchFolder.create()) {
            Engine engine = engine(world, folder.path(), timeline, Lanes.on(timeline));
            List<Outcome> outcomes = start(engine, fleets, RunListener.none()).stream()
                    .map(timeline::join)
                    .toList();
            return new Waited(
                    outcomes.size(),
                    (int) outcomes.stream()
                            .filter(outcome -> outcome.result() != Outcome.Result.SUCCEEDED)
                            .count(),
                    Duration.between(begin, timeline.now()),
                    world.calls().stream().skip(before).filter(Waited::isRead).toList(),
                    late(outcomes, world.restsAt()));
        }
    }

    /** Starts everything on real time in a world whose time stands still, so that nothing is ever done. */
    Standing standing() throws IOException, InterruptedException {
        World world = SdkWaits.world(new VirtualTimeline(World.EPOCH), regions);
        List<Fleet> fleets = Fleet.seed(world, regions, size);
        int operations =
                fleets.stream().mapToInt(fleet -> fleet.backups().size()).sum();
        int threadsBefore = Thread.getAllStackTraces().size();
        long filesBefore = OpenFiles.count();
        try (ScratchFolder folder = ScratchFolder.create()) {
            CountDownLatch accepted = new CountDownLatch(operations);
            RunListener counting = (operation, entry) -> {
                if (entry.fact() instanceof Fact.Accepted) {
                    accepted.countDown();
                }
            };
            int threads;
            long files;
            long used;
            try (SystemTimeline timeline = new SystemTimeline();
                    Lanes lanes = Lanes.threads()) {
                Engine engine = engine(world, folder.path(), timeline, lanes);
                List<CompletableFuture<Outcome>> waiting = start(engine, fleets, counting);
                accepted.await();
                threads = Thread.getAllStackTraces().size() - threadsBefore;
                files = OpenFiles.count() - filesBefore;
                used = Heap.used();
                if (waiting.stream().anyMatch(CompletableFuture::isDone)) {
                    throw new IllegalStateException("something did not wait");
                }
            }
            return new Standing(threads, used - Heap.used(), filesBefore < 0 ? -1 : files);
        } finally {
            Reference.reachabilityFence(world); // so that it counts before and after
        }
    }

    private static Engine engine(World world, Path folder, Timeline timeline, Lanes lanes) {
        return Engine.of(world::client, world::client, new FileLedgers(folder, timeline, JSON), timeline, lanes, JSON);
    }

    private static List<CompletableFuture<Outcome>> start(Engine engine, List<Fleet> fleets, RunListener listener) {
        List<Plan> plans =
                fleets.stream().flatMap(fleet -> fleet.backups().stream()).toList();
        return plans.stream()
                .map(plan -> engine.runner().run(plan, ORDER, listener))
                .toList();
    }

    private static Quantiles late(List<Outcome> outcomes, Map<String, Instant> done) {
        return new Quantiles(outcomes.stream()
                .flatMap(outcome -> outcome.history().actions().values().stream())
                .filter(state -> state.done())
                .map(state -> Duration.between(
                        done.get(state.facts().get("arn")), state.settledAt().orElseThrow()))
                .toList());
    }
}
