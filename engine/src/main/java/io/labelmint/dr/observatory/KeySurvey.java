package io.labelmint.dr.observatory;

import io.labelmint.dr.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A survey of what a bucket had at a moment, a few thousand keys at a time: in ranges, counted, with a sample. A bucket of
 * any size is surveyed by asking for one chunk after the other; none of them, and none of the answers, is large.
 *
 * @param region the bucket's region
 * @param bucket its name
 * @param prefix what the keys begin with
 * @param at the moment
 * @param after the key before the first
 * @param range how many keys a range has at most
 * @param sample how many keys to choose
 * @param choice among which
 * @param seed what the choice depends on: equal seeds choose the same keys, wherever the chunks end
 */
public record KeySurvey(
        String region,
        String bucket,
        String prefix,
        Instant at,
        String after,
        int range,
        int sample,
        Choice choice,
        String seed)
        implements Query<KeySurvey.Chunk> {

    /** Twenty thousand entries: some seconds, for which other questions to the region wait. */
    private static final int PAGES = 20;

    /** Which keys are chosen from. */
    public enum Choice {
        /** Those that existed at the moment and can be copied at once. */
        COPYABLE,
        /** All that have any entry, deleted ones too. */
        ANY
    }

    /**
     * What was found in a chunk.
     *
     * @param ranges its ranges, in order
     * @param counts its numbers
     * @param chosen those of its keys to choose from whose hash with the seed is least, the least first
     * @param next the key to go on after; empty if this is the last chunk
     */
    public record Chunk(List<KeyRange> ranges, KeyCounts counts, List<KeyAt> chosen, Optional<String> next) {
        public Chunk {
            ranges = List.copyOf(ranges);
            chosen = List.copyOf(chosen);
        }
    }

    @Override
    public Api api() {
        return VersionListing.API;
    }

    @Override
    public List<String> permissions() {
        return VersionListing.PERMISSIONS;
    }

    @Override
    public Chunk fetch(Pages pages) {
        List<KeyRange> ranges = new ArrayList<>();
        List<KeyAt> open = new ArrayList<>();
        Comparator<KeyAt> byLot = lot(seed);
        PriorityQueue<KeyAt> chosen = new PriorityQueue<>(byLot.reversed());
        KeyCounts[] counts = {KeyCounts.NONE};
        String next = new VersionListing(bucket, prefix, at, after)
                .read(pages, request -> pages.client(S3Client.class).listObjectVersions(request), PAGES, key -> {
                    counts[0] = counts[0].and(KeyCounts.of(key, prefix));
                    open.add(key);
                    if (open.size() == range) {
                        close(ranges, open);
                    }
                    if (sample > 0
                            && (choice == Choice.ANY
                                    || key.then().filter(KeySurvey::canBeCopied).isPresent())) {
                        chosen.add(key);
                        if (chosen.size() > sample) {
                            chosen.poll();
                        }
                    }
                    return true;
                });
        close(ranges, open);
        return new Chunk(ranges, counts[0], chosen.stream().sorted(byLot).toList(), Optional.ofNullable(next));
    }

    /** At once, and under a longer name: a key has at most 1,024 bytes (User Guide, "Naming Amazon S3 objects"). */
    private static boolean canBeCopied(ObjectEntry then) {
        return then.readable()
                && then.size() <= KeyCounts.LARGEST_COPY
                && then.key().getBytes(StandardCharsets.UTF_8).length <= 900;
    }

    private static void close(List<KeyRange> ranges, List<KeyAt> open) {
        if (!open.isEmpty()) {
            ranges.add(KeyRange.of(open.get(open.size() - 1).key(), open));
            open.clear();
        }
    }

    /** The order in which keys are drawn. */
    public static Comparator<KeyAt> lot(String seed) {
        return Comparator.comparing(
                        (KeyAt key) -> Json.sha256((seed + "\n" + key.key()).getBytes(StandardCharsets.UTF_8)))
                .thenComparing(KeyAt::key);
    }
}
