package io.labelmint.dr.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.MemoryLedgers;
import io.labelmint.dr.rehearsal.Fleet;
import io.labelmint.dr.simulator.core.Call;
import io.labelmint.dr.simulator.core.Fault;
import io.labelmint.dr.time.SystemTimeline;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Two hundred backups wait at once: RDS snapshots, ElastiCache snapshots and jobs of AWS Backup in one region. */
class TwoHundredWaitsTest {
    /** Published: AWS General Reference, "AWS Backup endpoints and quotas", List operations, calls a second. */
    private static final double BACKUP_LISTS = 20;

    private static final double SHARE = 0.1;

    @Test
    void costATenthOfWhatAwsAllowsAndNoneIsNoticedLate() {
        Waits waits = new Waits(Waits.TWO_HUNDRED);

        List<Outcome> outcomes = waits.run();

        assertThat(outcomes).hasSize(200).flatExtracting(Outcome::problems).isEmpty();
        assertThat(outcomes).extracting(Outcome::result).containsOnly(Outcome.Result.SUCCEEDED);
        double seconds = waits.lasted().toMillis() / 1000.0;
        waits.reads().forEach((api, calls) -> {
            boolean published = api.startsWith("backup:");
            double allowed = published ? BACKUP_LISTS + seconds * BACKUP_LISTS * SHARE : 12 + seconds / 10;
            assertThat((double) calls.size()).as(api + " in " + seconds + " s").isLessThanOrEqualTo(allowed);
        });
        List<Duration> delays = waits.delays(outcomes);
        assertThat(delays.get(delays.size() * 95 / 100 - 1))
                .as("p95 of " + delays)
                .isLessThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void noneFailsBecauseEveryOtherCallIsThrottled() {
        Waits waits = new Waits(Waits.TWO_HUNDRED);
        waits.world.faults().random(7, 0.5, Fault.THROTTLE);

        List<Outcome> outcomes = waits.run();

        assertThat(outcomes).hasSize(200).flatExtracting(Outcome::problems).isEmpty();
        assertThat(outcomes).extracting(Outcome::result).containsOnly(Outcome.Result.SUCCEEDED);
        List<Call> reads = waits.reads().values().stream().flatMap(List::stream).toList();
        assertThat(reads).filteredOn(call -> !call.outcome().equals(Call.OK)).hasSizeGreaterThan(reads.size() / 3);
    }

    @Test
    void haveFourThreadsAtMost() throws InterruptedException {
        // No jobs of AWS Backup: it admits five starts a second, and here no virtual second passes.
        Waits waits = new Waits(new Fleet.Size(100, 100, 0, 0));
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        CountDownLatch accepted = new CountDownLatch(200);
        try (SystemTimeline timeline = new SystemTimeline();
                Lanes lanes = Lanes.threads()) {
            Engine engine = Engine.of(
                    waits.world::client,
                    waits.world::client,
                    new MemoryLedgers(timeline, Waits.JSON),
                    timeline,
                    lanes,
                    Waits.JSON);
            RunListener counting = (operation, entry) -> {
                if (entry.fact() instanceof Fact.Accepted) {
                    accepted.countDown();
                }
            };
            List<CompletableFuture<Outcome>> waiting = waits.fleets.get(0).backups().stream()
                    .map(plan -> engine.runner().run(plan, Waits.ORDER, counting))
                    .toList();
            // The world's time stands still, so that what was started is never done: all of them wait.
            assertThat(accepted.await(2, TimeUnit.MINUTES)).isTrue();
            assertThat(waiting).hasSize(200).noneMatch(CompletableFuture::isDone);

            Set<String> threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !before.contains(thread))
                    .map(Thread::getName)
                    .collect(Collectors.toSet());
            assertThat(threads).contains("dr-timeline", "dr-us-east-1").hasSizeLessThanOrEqualTo(4);
        }
    }
}
