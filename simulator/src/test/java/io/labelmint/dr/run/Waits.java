package io.labelmint.dr.run;

import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.ActionState;
import io.labelmint.dr.ledger.MemoryLedgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.rehearsal.Fleet;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.simulator.core.Call;
import io.labelmint.dr.simulator.rds.RdsScripts;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Two hundred backups of a fleet in one region, which wait at once, on virtual time. */
final class Waits {
    /** With automated backups of a week, 1,400 of them, in the same lists. */
    static final Fleet.Size TWO_HUNDRED = new Fleet.Size(80, 80, 40, 7);

    static final PlanRunner.Order ORDER = new PlanRunner.Order(RunKind.REHEARSAL, "backup", "fleet", "test", "test");
    static final Json JSON = Capabilities.json();

    final World world = World.inMemory(new VirtualTimeline(World.EPOCH), 7);
    final List<Fleet> fleets;
    final Instant begin;
    private final long callsBefore;

    Waits(Fleet.Size size) {
        world.script(RdsScripts.instanceQuota("us-east-1", 500));
        this.fleets = Fleet.seed(world, List.of("us-east-1"), size);
        this.begin = world.timeline().now();
        this.callsBefore = world.calls().size();
    }

    /** Runs them all to their end. */
    List<Outcome> run() {
        VirtualTimeline timeline = world.timeline();
        Engine engine = Engine.of(
                world::client, world::client, new MemoryLedgers(timeline, JSON), timeline, Lanes.on(timeline), JSON);
        List<CompletableFuture<Outcome>> all = fleets.stream()
                .flatMap(fleet -> fleet.backups().stream())
                .map(plan -> engine.runner().run(plan, ORDER, RunListener.none()))
                .toList();
        return all.stream().map(timeline::join).toList();
    }

    /** The calls that only read, by what shares a budget: the service, or the operation where AWS publishes its rate. */
    Map<String, List<Call>> reads() {
        return world.calls().stream()
                .skip(callsBefore)
                .filter(call -> call.operation().matches("(Describe|List|Get).*"))
                .collect(Collectors.groupingBy(
                        call -> call.service().equals("backup")
                                ? call.service() + ":" + call.operation()
                                : call.service(),
                        TreeMap::new,
                        Collectors.toList()));
    }

    /** From the first call to the last. */
    Duration lasted() {
        return Duration.between(begin, world.timeline().now());
    }

    /** How long after it was done in AWS each operation was settled, sorted. */
    List<Duration> delays(List<Outcome> outcomes) {
        Map<String, Instant> done = world.restsAt();
        return outcomes.stream()
                .flatMap(outcome -> outcome.history().actions().values().stream())
                .map(state -> Duration.between(done.get(name(state.facts())), settledAt(state)))
                .sorted()
                .toList();
    }

    private static Instant settledAt(ActionState state) {
        return state.settledAt().orElseThrow();
    }

    private static String name(Facts facts) {
        return Stream.of("jobId", "arn")
                .map(facts::get)
                .flatMap(value -> Optional.ofNullable(value).stream())
                .findFirst()
                .orElseThrow();
    }
}
