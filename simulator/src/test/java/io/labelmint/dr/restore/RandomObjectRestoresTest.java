package io.labelmint.dr.restore;

import static io.labelmint.dr.restore.ObjectWorld.BUCKET;
import static io.labelmint.dr.restore.ObjectWorld.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.run.Outcome;
import io.labelmint.dr.run.Outcome.Result;
import io.labelmint.dr.simulator.core.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Restores of buckets under random pasts, faults of AWS, deaths of the process and writes of other people: every key is
 * right at the end, nothing else is touched, no version is removed, and nothing of anybody else is overwritten.
 */
final class RandomObjectRestoresTest {
    private static final List<String> KEYS = List.of(
            "p/a",
            "p/b",
            "p/b/",
            "p/b c",
            "p/\u00e9",
            "p/\uD83D\uDE42",
            "p/\uFF5E",
            "p/+",
            "p/%",
            "p/z/1",
            "p/z/2",
            "o/x",
            "q/a");

    @Property(shrinking = ShrinkingMode.OFF)
    void everyKeyIsRightAndNothingElseIsTouched(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ObjectWorld world = new ObjectWorld(seed);
        Map<String, String> now = new TreeMap<>();
        live(world, random, now, 4 + random.nextInt(20));
        world.put(BUCKET, "p/always", "always");
        now.put("p/always", "always");
        world.pass(Duration.ofSeconds(2));
        Instant at = world.timeline.now();
        Map<String, String> then = new TreeMap<>(now);
        world.pass(Duration.ofSeconds(2));
        live(world, random, now, random.nextInt(15));
        world.put(BUCKET, "p/later", "later");
        now.put("p/later", "later");
        world.put(OTHER, "r0/near", "near");
        world.pass(Duration.ofMinutes(2));

        boolean inPlace = random.nextBoolean();
        int range = 1 + random.nextInt(5);
        Plan plan = inPlace ? world.inPlace(at, "p/", range) : world.beside(at, "p/", OTHER + "/r/", range);
        List<String> versions = world.everything(BUCKET);
        world.pass(Duration.ofSeconds(2));
        Set<String> theirs = meddle(world, random, inPlace, then);

        world.world.faults().random(seed, random.nextDouble(0.4), Fault.values());
        int processes = random.nextInt(4);
        for (int i = 0; i < processes; i++) {
            world.process(plan, random.nextInt(3) == 0 ? -1 : random.nextInt(25));
            world.pass(Duration.ofSeconds(random.nextInt(3600)));
        }
        world.world.faults().clear();
        Optional<Outcome> end = world.process(plan, -1);

        assertThat(end.orElseThrow().result()).isEqualTo(theirs.isEmpty() ? Result.SUCCEEDED : Result.FAILED);
        assertThat(world.everything(BUCKET)).containsAll(versions);
        if (inPlace) {
            now.keySet().removeIf(key -> key.startsWith("p/"));
            then.forEach((key, content) -> {
                if (key.startsWith("p/")) {
                    now.put(key, content);
                }
            });
            theirs.forEach(key -> now.put(key, "theirs"));
            assertThat(world.contents(BUCKET)).isEqualTo(now);
        } else {
            Map<String, String> expected = new TreeMap<>(Map.of("r0/near", "near"));
            then.forEach((key, content) -> {
                if (key.startsWith("p/")) {
                    expected.put("r/" + key.substring(2), content);
                }
            });
            theirs.forEach(key -> expected.put(key, "theirs"));
            assertThat(world.contents(OTHER)).isEqualTo(expected);
            assertThat(world.contents(BUCKET)).isEqualTo(now);
            assertThat(world.everything(OTHER)).hasSize(expected.size());
        }
    }

    private static void live(ObjectWorld world, SplittableRandom random, Map<String, String> now, int events) {
        for (int i = 0; i < events; i++) {
            String key = KEYS.get(random.nextInt(KEYS.size()));
            if (random.nextInt(3) == 0) {
                world.delete(BUCKET, key);
                now.remove(key);
            } else {
                String content = "content " + random.nextInt(1000);
                world.put(BUCKET, key, content);
                now.put(key, content);
            }
            // Listings tell whole seconds.
            world.pass(Duration.ofSeconds(1 + random.nextInt(100)));
        }
    }

    /** Somebody else writes where the restore would; the keys, of whose content the restore must keep its hands. */
    private static Set<String> meddle(
            ObjectWorld world, SplittableRandom random, boolean inPlace, Map<String, String> then) {
        Set<String> theirs = new TreeSet<>();
        for (String key : KEYS) {
            if (key.startsWith("p/") && random.nextInt(12) == 0 && (inPlace || then.containsKey(key))) {
                String name = inPlace ? key : "r/" + key.substring(2);
                world.put(
                        inPlace ? BUCKET : OTHER,
                        name,
                        "theirs",
                        Map.of("dr-operation", ObjectWorld.OPERATION.value(), "dr-version", "made-up"));
                theirs.add(name);
            }
        }
        return theirs;
    }
}
