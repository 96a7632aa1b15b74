package io.labelmint.dr.rehearsal;

import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.outside.Outside;
import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.simulator.core.Journal;
import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.time.VirtualTimeline;
import io.labelmint.dr.validation.CopyAccess;
import io.labelmint.dr.validation.ProbedRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
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
    private final Estate estate;
    private final RecordedPosts posts = new RecordedPosts();

    private Rehearsal(World world, Estate estate) {
        this.world = world;
        this.estate = estate;
    }

    /**
     * The rehearsal in {@code folder}; a new one begins with {@code estate} as it is declared, all in order. A process
     * that died while it brought the estate about left a world in which nothing was rehearsed yet: it is made anew.
     *
     * @throws io.labelmint.dr.ProblemException {@code rehearsal.held} if another process has it open; nothing of it was
     *     touched then
     */
    public static Rehearsal open(Path folder, Estate estate) {
        return open(folder, estate, () -> false);
    }

    /**
     * As {@link #open(Path, Estate)}, but a rehearsal that is there already is forgotten, and so is what is in {@code
     * beside}: the ledgers and runs that tell of its world.
     */
    public static Rehearsal fresh(Path folder, Estate estate, List<Path> beside) {
        return open(folder, estate, () -> {
            // The mark goes last: a world without ledgers can be rehearsed in, ledgers without their world cannot.
            beside.forEach(Rehearsal::delete);
            delete(folder.resolve(SETTLED));
            return true;
        });
    }

    private static Rehearsal open(Path folder, Estate estate, BooleanSupplier forgotten) {
        Path settled = folder.resolve(SETTLED);
        World world = world(folder, EstateAccount.of(estate), () -> !forgotten.getAsBoolean() && Files.exists(settled));
        try {
            requireAccount(world, folder, estate);
            if (!Files.exists(settled)) {
                settle(estate, world, world.timeline().now().plus(SETTLING));
                Files.createFile(settled);
            }
            return new Rehearsal(world, estate);
        } catch (IOException e) {
            world.close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            world.close();
            throw e;
        }
    }

    private static World world(Path folder, String account, BooleanSupplier whole) {
        try {
            return World.open(folder, World.EPOCH, SEED, account, whole);
        } catch (Journal.InUseException e) {
            throw Problem.of(
                            "rehearsal.held",
                            "Another process rehearses in " + folder + ".",
                            "Wait until it has ended, or rehearse in another folder with --folder.")
                    .with("folder", folder)
                    .asException(e);
        }
    }

    private static void requireAccount(World world, Path folder, Estate estate) {
        String wanted = EstateAccount.of(estate);
        if (!world.account().equals(wanted)) {
            throw Problem.of(
                            "rehearsal.another-account",
                            "The rehearsal in " + folder + " is of account " + world.account() + ", and the estate is"
                                    + " in account " + wanted + " now.",
                            "Begin anew with --fresh, or rehearse in another folder with --folder.")
                    .with("folder", folder)
                    .asException();
        }
    }

    private static void delete(Path place) {
        if (!Files.exists(place)) {
            return;
        }
        try (Stream<Path> all = Files.walk(place)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
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
        return new Hands(aws(), outside(world, estate, posts));
    }

    /**
     * The ways out of {@code world}: what is posted is kept in {@code posts}, simulated databases beat and are masked, and users
     * of {@code estate} ask for its pages.
     */
    public static Outside outside(World world, Estate estate, RecordedPosts posts) {
        return posts.outside()
                .with(new RehearsedHeartbeats(world))
                .with(new RehearsedMaskings(world))
                .with(new RehearsedUsers(world, estate))
                .with(new ProbedRows(new RehearsedCopies(world, estate)));
    }

    /** What was posted to the outside, which is nowhere. */
    public RecordedPosts posts() {
        return posts;
    }

    /**
     * The way into simulated copies of the databases and caches of {@code estate}, also for the tasks that ask them; no
     * password is read for it.
     */
    public static CopyAccess copies(World world, Estate estate) {
        CopyAccess copies = new CopyAccess(
                new RehearsedCopies(world, estate),
                new RehearsedCaches(world, estate),
                reference -> new Secret("of a rehearsal"));
        program(world, copies);
        return copies;
    }

    /** From now on tasks in {@code world} that are to ask copies get into them through {@code copies}. */
    public static void program(World world, CopyAccess copies) {
        world.program(new RehearsedProbe(world, copies));
    }

    /** The same, into those of this rehearsal. */
    public CopyAccess copies(Estate estate) {
        return copies(world, estate);
    }

    /** The clock of the simulated AWS. */
    public VirtualTimeline timeline() {
        return world.timeline();
    }

    /** From now on {@code region} hangs: connections are taken, and nothing is answered. */
    public void lose(String region) {
        world.faults().region(region, Outage.HANGING);
    }

    /** From now on {@code region} answers again. */
    public void bringBack(String region) {
        world.faults().region(region, Outage.NONE);
    }

    /** Whether {@code region} hangs. */
    public boolean isLost(String region) {
        return world.outage(region) != Outage.NONE;
    }

    /** The simulated AWS, to make things go wrong in it and to look at what came of it. */
    public World world() {
        return world;
    }

    /** Lets time pass to the next moment the daily job is due; what AWS does by itself happens on the way. */
    public void untilDaily() {
        ZonedDateTime now = world.timeline().now().atZone(ZoneOffset.UTC);
        ZonedDateTime today = now.with(DAILY);
        Instant next = (today.isAfter(now) ? today : today.plusDays(1)).toInstant();
        new RestoreTestingRuns(estate, world).before(next);
    }

    @Override
    public void close() {
        world.close();
    }
}
