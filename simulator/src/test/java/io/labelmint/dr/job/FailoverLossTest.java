package io.labelmint.dr.job;

import static io.labelmint.dr.job.FailoverTrial.EAST;
import static io.labelmint.dr.job.FailoverTrial.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.failover.FailoverPlanner;
import io.labelmint.dr.plan.ShownFact;
import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.rds.RdsScripts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What a plan shows to be lost is what is lost, within a fifth or half a minute: whatever the lag was, whether it rose before
 * the source died, whether the source was idle, and however long after its death anybody asks. A build tries 60 worlds;
 * {@code -Ddr.schedules=200} tries 200.
 */
class FailoverLossTest {
    private static final long FIRST_SEED = 20260105;
    private static final int WORLDS = Integer.getInteger("dr.schedules", 60);
    private static final String SOURCE = "acme-production-orders";
    private static final String REPLICA = "acme-production-orders-replica";
    private static final Estate ESTATE = FailoverTrial.small();

    @Test
    void whatIsShownToBeLostIsWhatIsLost() {
        List<String> wrong = new ArrayList<>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + WORLDS; seed++) {
            FailoverTrial failover = new FailoverTrial(ESTATE, seed);
            String how = past(failover.trial, new SplittableRandom(seed));

            PreparedRun prepared = failover.prepare(true);

            long lost = lost(failover.trial);
            String shown = shown(failover, prepared);
            long estimated = Long.parseLong(shown.replaceFirst(" .*", ""));
            if (Math.abs(estimated - lost) > Math.max(30, lost / 5)) {
                wrong.add("seed " + seed + ", " + how + ": lost " + lost + " s, shown " + shown);
            }
        }
        System.out.println("seeds from " + FIRST_SEED + ": " + wrong.size() + " of " + WORLDS + " wrong");
        assertThat(wrong).isEmpty();
    }

    /** Lets something happen to the source and its replica, and then time pass until somebody asks. */
    private static String past(Trial trial, SplittableRandom random) {
        boolean idle = random.nextInt(4) == 0;
        boolean rises = !idle && random.nextInt(4) == 0;
        // Who writes nothing is not waited for.
        Duration lag = Duration.ofSeconds(random.nextInt(idle ? 30 : 600));
        trial.world.script(RdsScripts.replicaLag(WEST, REPLICA, rises ? Duration.ofSeconds(5) : lag));
        trial.pass(Duration.ofMinutes(20).plusSeconds(random.nextInt(300)));
        if (rises) {
            for (Duration more = Duration.ofSeconds(5); more.compareTo(lag) < 0; more = more.plusSeconds(20)) {
                trial.world.script(RdsScripts.replicaLag(WEST, REPLICA, more));
                trial.pass(Duration.ofMinutes(1));
            }
        }
        if (idle) {
            trial.world.script(RdsScripts.writes(EAST, SOURCE, false));
            trial.pass(Duration.ofSeconds(random.nextInt(1800)));
        }
        trial.world.faults().region(EAST, random.nextBoolean() ? Outage.DOWN : Outage.HANGING);
        Duration dead = Duration.ofMinutes(3).plusSeconds(random.nextInt(7020));
        trial.pass(dead);
        return (rises ? "lag rising to " : "lag ") + lag + (idle ? ", idle" : "") + ", dead for " + dead;
    }

    private static long lost(Trial trial) {
        Instant upTo = trial.world.replicatedUpTo(WEST, REPLICA).orElseThrow().moment();
        Instant written = trial.world.writtenUntil(EAST, SOURCE).orElseThrow();
        return Math.max(0, Duration.between(upTo, written).toSeconds());
    }

    private static String shown(FailoverTrial failover, PreparedRun prepared) {
        return failover.plan(prepared).shown().stream()
                .filter(fact -> fact.name().equals(FailoverPlanner.LOSS_OF + "orders-db"))
                .map(ShownFact::value)
                .findFirst()
                .orElseThrow();
    }
}
