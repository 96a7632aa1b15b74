package io.labelmint.dr.jenkins.runtime;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.plan.OperationId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Runs on simulated AWS: one world for each declaration of an estate, shared by everybody who rehearses it. */
final class SimulatedAws {
    private final Json json;
    private final StateFolders folders;
    private final Supplier<Set<OperationId>> live;
    private final Map<Path, RehearsalWorld> worlds = new HashMap<>();

    /** {@code live} are the runs and operations this controller works on. */
    SimulatedAws(Json json, StateFolders folders, Supplier<Set<OperationId>> live) {
        this.json = json;
        this.folders = folders;
        this.live = live;
    }

    /** Begins {@code run}, or goes on with it. */
    CompletableFuture<Optional<EndedRun>> begin(LiveRun run) {
        Estate estate = run.order().estate();
        StateFolders.Folder folder = folders.rehearsal(estate);
        run.says("preparing the simulated estate");
        synchronized (worlds) {
            RehearsalWorld world = worlds.get(folder.path());
            if (world == null) {
                world = new RehearsalWorld(folder, estate, json, live, this::left);
                worlds.put(folder.path(), world);
                world.start();
            }
            return world.join(run);
        }
    }

    /** Forgets {@code world} unless somebody has joined it; true if it is forgotten. */
    private boolean left(RehearsalWorld world, Path place) {
        synchronized (worlds) {
            return world.isIdle() && worlds.remove(place, world);
        }
    }
}
