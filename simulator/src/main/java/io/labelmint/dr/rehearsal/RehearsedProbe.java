package io.labelmint.dr.rehearsal;

import io.labelmint.dr.aws.BucketObjects;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.probe.ProbeAnswer;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.simulator.ecs.TaskProgram;
import io.labelmint.dr.simulator.ecs.TaskRun;
import io.labelmint.dr.validation.CopyAccess;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code dr probe} inside a simulated task: reads its request from simulated S3, asks the simulated copy, and writes the result. */
final class RehearsedProbe implements TaskProgram {
    private static final Json JSON = new Json(List.of());

    private final World world;
    private final CopyAccess copies;

    RehearsedProbe(World world, CopyAccess copies) {
        this.world = world;
        this.copies = copies;
    }

    @Override
    public OptionalInt run(TaskRun task) {
        if (task.command().size() < 2 || !task.command().subList(0, 2).equals(List.of("dr", "probe"))) {
            return OptionalInt.empty();
        }
        BucketObjects objects =
                new BucketObjects(world::client, world::client, option(task, "--region"), option(task, "--bucket"));
        try {
            String request = objects.read(option(task, "--request")).text();
            String result = new ProbeAnswer(copies.probes(), copies.secrets(), world.timeline(), JSON)
                    .to(request, option(task, "--sha256"));
            BucketObjects.Written written =
                    objects.write(option(task, "--result"), result, "dr probe", Optional.empty());
            return OptionalInt.of(written instanceof BucketObjects.Written.Yes ? 0 : 3);
        } catch (BucketObjects.Unread | RuntimeException e) {
            return OptionalInt.of(3);
        }
    }

    private static String option(TaskRun task, String name) {
        return task.command().get(task.command().indexOf(name) + 1);
    }
}
