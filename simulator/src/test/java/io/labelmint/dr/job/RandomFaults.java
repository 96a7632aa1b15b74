package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.simulator.core.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Random faults of AWS, random deaths of the process, random pauses between: nothing twice, nothing lost. Two
 * classes share the schedules, so that two cores do; {@code -Ddr.schedules} says how many each tries.
 */
abstract class RandomFaults {
    private static final Estate ESTATE = Trial.example("minimal.yaml");

    /** What is red in the smallest estate when nothing goes wrong: it has no topics, no alarms, no contacts. */
    private static final Set<String> UNDISTURBED =
            red(new Trial(ESTATE, 1).process(-1).orElseThrow());

    @Property(shrinking = ShrinkingMode.OFF)
    void nothingIsDoneTwiceAndNoEntryIsLost(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Trial trial = new Trial(ESTATE, seed);
        trial.world.faults().random(seed, random.nextDouble(0.3), Fault.values());
        Map<OperationId, List<Entry>> known = new TreeMap<>();

        int processes = 1 + random.nextInt(4);
        for (int i = 0; i < processes; i++) {
            trial.process(random.nextInt(5) == 0 ? -1 : random.nextInt(120));
            known = kept(known, entries(trial));
            trial.pass(Duration.ofSeconds(random.nextInt(3600)));
        }
        trial.world.faults().clear();
        Set<String> red = red(trial.process(-1).orElseThrow());
        known = kept(known, entries(trial));
        if (!UNDISTURBED.containsAll(red)) {
            // What failed for good, as a request that was refused, is tried again by the next run.
            red = red(trial.process(-1).orElseThrow());
            known = kept(known, entries(trial));
        }

        assertThat(trial.doneTwice()).isEmpty();
        // Everything is done in the end; what is red is only ever a notice nobody can be sure of.
        red.removeAll(UNDISTURBED);
        assertThat(red).allMatch(finding -> finding.startsWith("notice.delivered "));
        assertThat(known).isNotEmpty();
    }

    private static Set<String> red(Evidence evidence) {
        return evidence.findings().stream()
                .filter(finding -> !finding.green())
                .map(finding -> finding.check() + " " + finding.subject())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What was acknowledged once is there, unchanged and in its place. */
    private static Map<OperationId, List<Entry>> kept(
            Map<OperationId, List<Entry>> before, Map<OperationId, List<Entry>> after) {
        before.forEach(
                (operation, entries) -> assertThat(after.get(operation)).startsWith(entries.toArray(Entry[]::new)));
        return after;
    }

    private static Map<OperationId, List<Entry>> entries(Trial trial) {
        Map<OperationId, List<Entry>> all = new TreeMap<>();
        trial.ledgers
                .operations()
                .forEach(operation ->
                        trial.ledgers.read(operation).ifPresent(history -> all.put(operation, history.entries())));
        return all;
    }
}
