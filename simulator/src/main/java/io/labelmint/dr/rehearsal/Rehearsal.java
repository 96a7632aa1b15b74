package io.labelmint.dr.rehearsal;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.time.VirtualTimeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.stream.Stream;

/**
 * An estate on simulated AWS, with a clock of its own, kept in a folder: what was begun in one process can be gone on
 * with in the next, at the instant the first one died.
 */
public final class Rehearsal implements AutoCloseable {
    /** When the spec's daily job runs. */
    private static final LocalTime DAILY = LocalTime.of(2, 0);

    /** Time a new world is given before anything is rehearsed in it: its instances start, its first backups are made. */
    private static final Duration SETTLING = Duration.ofHours(30);

    /** Marks the folder of a world whose estate is in order; without it nothing was rehearsed there. */
    private static final String SETTLED = "settled";

    private static final long SEED = 20260105;

    private final World world;
    private final RecordedPosts posts = new RecordedPosts();

    private Rehearsal(World world) {
        this.world = world;
    }

    /**
     * The rehearsal in {@code folder}; a new one begins with {@code estate} as it is declared, all in order. A process
     * that died while it brought the estate about left a world in which nothing was rehearsed yet: it is made anew.
     */
    public static Rehearsal open(Path folder, Estate estate) {
        Path settled = folder.resolve(SETTLED);
        if (!Files.exists(settled)) {
            forget(folder);
        }
        World world = World.open(folder, SEED);
        Rehearsal rehearsal = new Rehearsal(world);
        try {
            if (!Files.exists(settled)) {
                settle(estate, world, world.timeline().now().plus(SETTLING));
                Files.createFile(settled);
            }
            return rehearsal;
        } catch (IOException e) {
            world.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            world.close();
            throw e;
        }
    }

    private static void forget(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Brings {@code estate} about in the new {@code world} and lets it settle until {@code end}: everything is available
     * then, replicated, and backed up by the backup plans there are.
     */
    public static void settle(Estate estate, World world, Instant end) {
        RehearsedEstate.begin(estate, world, end);
    }

    /** The clients of the simulated AWS. */
    public Aws aws() {
        return world::client;
    }

    /** What changes the simulated AWS; what it posts is recorded and goes nowhere. */
    public Hands hands() {
        return new Hands(aws(), posts.outside());
    }

    /** What was posted to the outside, which is nowhere. */
    public RecordedPosts posts() {
        return posts;
    }

    /** The clock of the simulated AWS. */
    public VirtualTimeline timeline() {
        return world.timeline();
    }

    /** The simulated AWS, to make things go wrong in it and to look at what came of it. */
    public World world() {
        return world;
    }

    /** Lets time pass to the next moment the daily job is due. */
    public void untilDaily() {
        ZonedDateTime now = world.timeline().now().atZone(ZoneOffset.UTC);
        ZonedDateTime today = now.with(DAILY);
        Instant next = (today.isAfter(now) ? today : today.plusDays(1)).toInstant();
        world.timeline().runUntil(next);
    }

    @Override
    public void close() {
        world.close();
    }
}
