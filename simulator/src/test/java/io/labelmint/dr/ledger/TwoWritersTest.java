package io.labelmint.dr.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.Manner;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Two processes that want the same operation, on different machines with different clocks, paused, cut off and killed at
 * random. Both write the same words, so that nothing but the protocol tells their entries apart.
 */
final class TwoWritersTest {
    private static final long FIRST_SEED = 20261125;
    private static final int SCHEDULES = 1000;
    private static final Json JSON = new Json(List.of());
    private static final OperationId OPERATION = new OperationId("failover-acme-20260105");

    /** What a call can take that was sent: from the moment it was permitted to the end of its time. */
    record Window(int opening, Instant from, Instant to) {
        boolean overlaps(Window other) {
            return opening != other.opening && from.isBefore(other.to) && other.from.isBefore(to);
        }
    }

    /** One schedule. */
    private static final class Schedule {
        final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-05T02:00:00Z"));
        final BucketFixture bucket = new BucketFixture(timeline, JSON);
        final SplittableRandom random;
        final Map<Long, Entry> acknowledged = new HashMap<>();
        final List<Window> windows = new ArrayList<>();
        int openings;
        int takenOver;
        int stopped;

        Schedule(long seed) {
            random = new SplittableRandom(seed);
        }

        void run() {
            for (int writer = 0; writer < 2; writer++) {
                start(new MemoryLedgers(timeline, JSON));
            }
            timeline.runUntil(timeline.now().plus(Duration.ofMinutes(20)));
        }

        private void start(MemoryLedgers copies) {
            UnreliableProcess process = new UnreliableProcess(timeline, bucket.s3(), random.split());
            process.in(seconds(30), () -> new Writer(process, copies).want());
        }

        Duration seconds(int most) {
            return Duration.ofMillis(random.nextInt(most * 1000));
        }

        private final class Writer {
            private final UnreliableProcess process;
            private final MemoryLedgers copies;
            private final BucketLedgers ledgers;
            private Ledger ledger;
            private int opening;

            Writer(UnreliableProcess process, MemoryLedgers copies) {
                this.process = process;
                this.copies = copies;
                this.ledgers = bucket.ledgers(copies, process, process);
            }

            @SuppressWarnings("FutureReturnValueIgnored") // what comes of it is looked at where it completes
            private void want() {
                try {
                    ledger = ledgers.open(OPERATION, "a process");
                    opening = ++openings;
                    process.in(seconds(20), this::work);
                } catch (ProblemException e) {
                    ledgers.takeOver(List.of(OPERATION)).whenComplete((nothing, alive) -> {
                        takenOver += alive == null ? 1 : 0;
                        process.in(seconds(alive == null ? 1 : 20), this::want);
                    });
                }
            }

            private void work() {
                try {
                    step();
                } catch (ProblemException e) {
                    stopped++;
                    leave();
                }
            }

            private void step() {
                int what = random.nextInt(24);
                if (what == 0) {
                    leave();
                    return;
                } else if (what == 1) {
                    process.die();
                    copies.releaseAll();
                    // The next process is on the same machine, or on one that knows nothing.
                    Schedule.this.start(random.nextBoolean() ? copies : new MemoryLedgers(timeline, JSON));
                    return;
                } else if (what < 4) {
                    process.stand(seconds(400));
                } else if (what == 4) {
                    process.cutOff(seconds(300));
                } else if (what < 8) {
                    append();
                } else if (what < 16) {
                    append();
                    if (random.nextInt(3) == 0) {
                        process.stand(seconds(200));
                    }
                    ledger.proveHeld();
                    Instant now = timeline.now();
                    Duration call = Manner.MUTATING.deadline();
                    windows.add(new Window(opening, now, now.plus(call)));
                    // No operation is let go of while a call is on the wire.
                    process.in(call.multipliedBy(2), this::work);
                    return;
                }
                process.in(seconds(20), this::work);
            }

            private void append() {
                Entry entry = ledger.append(new Fact.Resumed("somebody"));
                Entry other = acknowledged.put(entry.sequence(), entry);
                assertThat(other).as("acknowledged twice").isNull();
            }

            private void leave() {
                ledger.close();
                process.in(seconds(60), this::want);
            }
        }
    }

    @Test
    void noTwoEntriesOfOneNumberAndNoTwoWhoMayChangeAwsAtOnce() {
        int takenOver = 0;
        int stopped = 0;
        int windows = 0;
        for (int i = 0; i < SCHEDULES; i++) {
            Schedule schedule = new Schedule(FIRST_SEED + i);
            schedule.run();

            String seed = "seed " + (FIRST_SEED + i);
            for (Window window : schedule.windows) {
                assertThat(schedule.windows).as(seed).noneMatch(window::overlaps);
            }
            History history = schedule.bucket
                    .ledgers(new MemoryLedgers(schedule.timeline, JSON))
                    .read(OPERATION)
                    .orElseGet(() -> new History(OPERATION, List.of()));
            assertThat(history.entries()).as(seed).containsAll(schedule.acknowledged.values());
            takenOver += schedule.takenOver;
            stopped += schedule.stopped;
            windows += schedule.windows.size();
        }
        System.out.println("seeds from " + FIRST_SEED + ": " + windows + " changes, " + takenOver + " take-overs, "
                + stopped + " stopped");
        // Otherwise nothing was tried.
        assertThat(takenOver).isGreaterThan(SCHEDULES / 2);
        assertThat(stopped).isGreaterThan(SCHEDULES / 2);
        assertThat(windows).isGreaterThan(SCHEDULES);
    }
}
