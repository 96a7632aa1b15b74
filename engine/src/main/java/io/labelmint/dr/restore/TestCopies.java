package io.labelmint.dr.restore;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.restore.redis.TestCacheGroups;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Finds the copies that restore tests of one kind of store left. */
public interface TestCopies {
    /** All kinds of which restores are tested. */
    static List<TestCopies> all() {
        return List.of(new TestInstances(), new TestCacheGroups(), new TestObjectSets(), new TestTasks());
    }

    /** Whether the estate declares a restore test of a store of this kind. */
    boolean declaredBy(Estate estate);

    /** Whether the estate has stores of this kind, so that there may be copies of them. */
    default boolean concerns(Estate estate) {
        return true;
    }

    /** Reads which there are in {@code region}. */
    Reading<Found> find(Estate estate, String region, Observatory observatory);

    /**
     * What was found.
     *
     * @param copies copies of tests, the longest expired first
     * @param doubtful names of what only looks like one, by some of its tags: nobody deletes it by itself
     */
    record Found(List<? extends TestCopy> copies, List<String> doubtful) {
        static final Found NOTHING = new Found(List.of(), List.of());

        public Found {
            copies = List.copyOf(copies);
            doubtful = List.copyOf(doubtful);
        }

        Found and(Found other) {
            return new Found(joined(copies, other.copies), joined(doubtful, other.doubtful));
        }

        private static <T> List<T> joined(Collection<? extends T> some, Collection<? extends T> more) {
            List<T> all = new ArrayList<>(some);
            all.addAll(more);
            return all;
        }
    }

    /**
     * What there is in {@code region} of all kinds.
     *
     * @throws io.labelmint.dr.observatory.Unanswered if it could not be read
     */
    static Found in(String region, Estate estate, Observatory observatory) {
        return all().stream()
                .filter(kind -> kind.concerns(estate))
                .map(kind -> kind.find(estate, region, observatory).orElseThrow())
                .reduce(Found.NOTHING, Found::and);
    }
}
