package io.labelmint.dr.job;

import static io.labelmint.dr.job.CacheTrials.PRODUCTION;
import static io.labelmint.dr.job.CacheTrials.groups;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.simulator.core.Fault;
import java.time.Duration;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Restore tests of a Redis group under random faults of AWS, random deaths of the process and random pauses between:
 * nothing is restored twice, nothing is left that a sweep does not find, and nothing is deleted that was not ours.
 */
class RandomCacheRestoresTest {
    @Property(shrinking = ShrinkingMode.OFF)
    void nothingTwiceNothingLeftAndNothingOfOthers(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Trial trial = CacheTrials.of(seed);
        trial.world.faults().random(seed, random.nextDouble(0.3), Fault.values());

        int processes = 1 + random.nextInt(4);
        for (int i = 0; i < processes; i++) {
            trial.process(random.nextInt(5) == 0 ? -1 : random.nextInt(40));
            trial.pass(Duration.ofSeconds(random.nextInt(7200)));
        }
        trial.world.faults().clear();
        boolean abandoned = random.nextInt(4) == 0;
        if (!abandoned) {
            Evidence evidence = trial.process(-1).orElseThrow();
            // What failed for good, as a request that was refused, is tried again by the next run.
            assertThat(
                            evidence.green()
                                    ? evidence.findings()
                                    : trial.process(-1).orElseThrow().findings())
                    .allMatch(Finding::green);
        }
        trial.pass(Duration.ofHours(12));
        trial.fresh(Job.of(Job.Type.SWEEP));
        trial.pass(Duration.ofHours(1));

        assertThat(trial.doneTwice()).isEmpty();
        assertThat(groups(trial)).containsExactly(PRODUCTION);
    }
}
