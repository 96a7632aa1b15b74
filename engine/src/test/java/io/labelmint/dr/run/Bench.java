package io.labelmint.dr.run;

import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.MemoryLedgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A plan runner in a {@link FakeWorld}, on virtual time, and ledgers that outlive its processes. */
final class Bench {
    static final Json JSON = new Json(List.of(FakeWorld.Make.class, Heap.class));
    static final OperationId OPERATION = new OperationId("test-operation");
    static final PlanRunner.Order ORDER =
            new PlanRunner.Order(RunKind.REHEARSAL, "a test", "acme", "somebody", "this process");

    final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-05T02:00:00Z"));
    final FakeWorld world = new FakeWorld(timeline);
    final MemoryLedgers ledgers = new MemoryLedgers(timeline, JSON);
    RunListener listener = RunListener.none();

    static Plan plan(Action... actions) {
        return new Plan(OPERATION, "digest of the estate", List.of(actions));
    }

    PlanRunner runner(Ledgers kept) {
        return new PlanRunner(kept, world, world.hands(), timeline, Lanes.on(timeline), JSON);
    }

    /** Runs a plan of {@code actions}, or goes on with it, until it ends. */
    Outcome run(Action... actions) {
        return timeline.join(begin(actions));
    }

    CompletableFuture<Outcome> begin(Action... actions) {
        return runner(ledgers).run(plan(actions), ORDER, listener);
    }

    /** One process, which may die; whatever it held is let go of. */
    void process(Ledgers kept, Plan plan) {
        try {
            timeline.join(runner(kept).run(plan, ORDER, listener));
        } catch (FakeWorld.Killed e) {
            timeline.forget();
            ledgers.releaseAll();
        }
    }

    History history() {
        return ledgers.read(OPERATION).orElseThrow();
    }

    long count(Class<? extends Fact> type) {
        return history().entries().stream()
                .filter(entry -> type.isInstance(entry.fact()))
                .count();
    }
}
