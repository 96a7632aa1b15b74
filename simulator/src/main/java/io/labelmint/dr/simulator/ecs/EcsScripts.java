package io.labelmint.dr.simulator.ecs;

import io.labelmint.dr.simulator.core.Script;
import io.labelmint.dr.simulator.core.Scripts;
import java.time.Duration;
import java.util.Optional;

/** What can be scripted about ECS. The fates of tasks are read when the task is started. */
public final class EcsScripts {
    private static final String NONE = "none";
    private static final String EXITED = "ecs.exited.";
    private static final String CAPACITY = "ecs.capacity.";
    private static final String IMAGE = "ecs.image.";
    private static final String EXITS = "ecs.exits.";

    private EcsScripts() {}

    /** From now on Fargate has, or has not, room for another task in {@code region}; what runs is not touched. */
    public static Script capacity(String region, boolean available) {
        return new Script(CAPACITY + region, available ? "available" : NONE);
    }

    /** From now on {@code image} can, or cannot, be pulled in {@code region}: it was never pushed there, or removed. */
    public static Script image(String region, String image, boolean available) {
        return new Script(IMAGE + region + "." + image, available ? "available" : NONE);
    }

    /** Tasks of {@code family} that start from now on exit with {@code code} after they have run for {@code after}. */
    public static Script exits(String region, String family, Duration after, int code) {
        return new Script(EXITS + region + "." + family, after + " " + code);
    }

    /** Tasks of {@code family} that start from now on run until they are stopped, which is what tasks do by nature. */
    public static Script runs(String region, String family) {
        return new Script(EXITS + region + "." + family, NONE);
    }

    /** An event: the essential container of the task {@code arn} exits with {@code code} now. */
    public static Script exited(String arn, int code) {
        return new Script(EXITED + arn, Integer.toString(code));
    }

    static Optional<String> exitedTask(Script script) {
        return script.key().startsWith(EXITED)
                ? Optional.of(script.key().substring(EXITED.length()))
                : Optional.empty();
    }

    static boolean concernsServices(Script script) {
        return script.key().startsWith(CAPACITY)
                || script.key().startsWith(IMAGE)
                || script.key().startsWith(EXITS);
    }

    static boolean hasCapacity(Scripts scripts, String region) {
        return scripts.get(CAPACITY + region).filter(NONE::equals).isEmpty();
    }

    static boolean hasImage(Scripts scripts, String region, String image) {
        return scripts.get(IMAGE + region + "." + image).filter(NONE::equals).isEmpty();
    }

    /** After how long a task of {@code family} exits, and how; empty if it runs until it is stopped. */
    static Optional<Exit> exit(Scripts scripts, String region, String family) {
        return scripts.get(EXITS + region + "." + family)
                .filter(value -> !value.equals(NONE))
                .map(value -> value.split(" ", 2))
                .map(parts -> new Exit(Duration.parse(parts[0]), Integer.parseInt(parts[1])));
    }

    /**
     * How a task ends by itself.
     *
     * @param after how long its container runs
     * @param code what it exits with
     */
    record Exit(Duration after, int code) {}
}
