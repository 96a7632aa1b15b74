package io.labelmint.dr.restore;

import io.labelmint.dr.Problem;
import io.labelmint.dr.observatory.KeyAt;
import io.labelmint.dr.observatory.KeyCounts;
import io.labelmint.dr.observatory.KeyRange;
import io.labelmint.dr.observatory.KeySurvey;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Batch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a whole place had at a moment, put together from the chunks it is surveyed in. */
public final class KeySurveys {
    /** Four million keys: the plan then has some megabytes, which every ledger and every pack holds. */
    private static final int MOST_RANGES = 20_000;

    private final List<KeyRange> ranges = new ArrayList<>();
    private final List<KeyAt> chosen;
    private final KeyCounts counts;

    /** The ranges of {@code place}, of at most {@code range} keys each. */
    KeySurveys(Observatory observatory, ObjectPlace place, Instant at, int range) {
        this(observatory, place, at, range, 0, KeySurvey.Choice.ANY, "");
    }

    /**
     * A sample of {@code place} instead of its ranges.
     *
     * @param sample how many keys
     * @param choice among which
     * @param seed what the choice depends on
     */
    public KeySurveys(
            Observatory observatory, ObjectPlace place, Instant at, int sample, KeySurvey.Choice choice, String seed) {
        this(observatory, place, at, Batch.MOST_CALLS, sample, choice, seed);
    }

    private KeySurveys(
            Observatory observatory,
            ObjectPlace place,
            Instant at,
            int range,
            int sample,
            KeySurvey.Choice choice,
            String seed) {
        List<KeyAt> lots = List.of();
        KeyCounts total = KeyCounts.NONE;
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            KeySurvey.Chunk chunk = observatory
                    .read(new KeySurvey(
                            place.region(),
                            place.bucket(),
                            place.prefix(),
                            at,
                            next.get(),
                            range,
                            sample,
                            choice,
                            seed))
                    .orElseThrow();
            total = total.and(chunk.counts());
            lots = Stream.concat(lots.stream(), chunk.chosen().stream())
                    .sorted(KeySurvey.lot(seed))
                    .limit(sample)
                    .toList();
            if (sample == 0) {
                ranges.addAll(chunk.ranges());
            }
            next = chunk.next();
            if (ranges.size() > MOST_RANGES) {
                throw Problem.of(
                                "restore.too-many",
                                "There are more than " + (long) MOST_RANGES * Batch.MOST_CALLS + " keys under " + place
                                        + ".",
                                "Restore one prefix after the other with --prefix.")
                        .with("bucket", place.bucket())
                        .asException();
            }
        }
        this.chosen = lots;
        this.counts = total;
    }

    List<KeyRange> ranges() {
        return ranges;
    }

    /** The sample. */
    public List<KeyAt> chosen() {
        return chosen;
    }

    /** The numbers of all keys. */
    public KeyCounts counts() {
        return counts;
    }
}
