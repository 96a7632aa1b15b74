package io.labelmint.dr.rehearsal;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.PostgresDatabase.Vaults;
import io.labelmint.dr.estate.Restores.AwsTesting;
import io.labelmint.dr.estate.Restores.Side;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.simulator.backup.BackupScripts;
import java.time.Duration;
import java.time.Instant;

/** The restore testing plans of AWS Backup an estate names, as the simulated AWS has them: they run when they are told to. */
public final class RestoreTestingRuns {
    /** Long enough before the daily job for a restore of simulated size. */
    private static final Duration BEFORE_DAILY = Duration.ofHours(4);

    /** The longest AWS allows, so that a rehearsal of any later day finds the copy. */
    private static final int WINDOW_HOURS = 168;

    private final Estate estate;
    private final World world;

    public RestoreTestingRuns(Estate estate, World world) {
        this.estate = estate;
        this.world = world;
    }

    /** Lets time pass until {@code daily}; on the way, each plan runs once. */
    public void before(Instant daily) {
        Instant evening = daily.minus(BEFORE_DAILY);
        if (!evening.isBefore(world.timeline().now())) {
            world.timeline().runUntil(evening);
            run(WINDOW_HOURS);
        }
        world.timeline().runUntil(daily);
    }

    /** Has each plan run now, with selections whose validation windows are of {@code windowHours}. */
    public void run(int windowHours) {
        for (PostgresDatabase database : estate.databases()) {
            database.restores().awsTesting().ifPresent(testing -> run(database, testing, windowHours));
        }
    }

    private void run(PostgresDatabase database, AwsTesting testing, int windowHours) {
        Vaults vaults = database.vaults().orElseThrow();
        // By name and not by asking: the primary region may be the one that is lost.
        String instance =
                "arn:aws:rds:" + estate.regions().primary() + ":" + world.account() + ":db:" + database.instance();
        world.script(BackupScripts.restoreTest(
                testing.side().of(estate.regions()),
                testing.plan(),
                testing.side() == Side.DR ? vaults.dr() : vaults.primary(),
                instance,
                windowHours,
                world.timeline().now().toString()));
    }
}
