package io.labelmint.dr.restore;

import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.ObjectEntries;
import io.labelmint.dr.observatory.ObjectEntry;
import io.labelmint.dr.observatory.ObjectHeads;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.observatory.Unanswered;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The objects that restore tests of buckets left in the buckets for tests, by one object of each prefix. */
final class TestObjectSets implements TestCopies {
    @Override
    public boolean declaredBy(Estate estate) {
        return estate.buckets().stream().anyMatch(bucket -> bucket.restoreTest().isPresent());
    }

    @Override
    public Reading<Found> find(Estate estate, String region, Observatory observatory) {
        TreeSet<String> buckets = new TreeSet<>();
        for (Bucket bucket : estate.buckets()) {
            bucket.restoreTest()
                    .filter(test -> test.side().of(estate.regions()).equals(region))
                    .ifPresent(test -> buckets.add(test.bucket()));
        }
        Instant sent = Instant.MAX;
        Found found = Found.NOTHING;
        for (String bucket : buckets) {
            Reading<List<ObjectEntry>> entries =
                    observatory.read(new ObjectEntries(region, bucket, Bucket.TEST_PREFIX));
            try {
                found = found.and(found(estate, region, bucket, entries.orElseThrow(), observatory));
            } catch (Unanswered e) {
                return new Reading.Unseen<>(e.problem(), entries.sent());
            }
            sent = entries.sent();
        }
        return new Reading.Seen<>(found, sent);
    }

    private static Found found(
            Estate estate, String region, String bucket, List<ObjectEntry> entries, Observatory observatory) {
        Map<String, ObjectEntry> firsts = new LinkedHashMap<>();
        for (ObjectEntry entry : entries) {
            int end = entry.key().indexOf('/', Bucket.TEST_PREFIX.length());
            if (end > 0 && !entry.marker()) {
                firsts.putIfAbsent(entry.key().substring(0, end + 1), entry);
            }
        }
        Map<ObjectHeads.Version, Optional<HeadObjectResponse>> heads =
                ObjectPiece.heads(observatory, region, bucket, List.copyOf(firsts.values()));
        List<TestObjectSet> sets = new ArrayList<>();
        List<String> doubtful = new ArrayList<>();
        firsts.forEach((prefix, first) -> heads.get(ObjectHeads.Version.of(first))
                .ifPresent(head -> {
                    Optional<TestObjectSet> set =
                            TestObjectSet.of(region, bucket, estate.name(), first.key(), head.metadata());
                    set.ifPresent(sets::add);
                    if (set.isEmpty() && TestObjectSet.looksLike(estate.name(), head.metadata())) {
                        doubtful.add(bucket + "/" + prefix);
                    }
                }));
        sets.sort(Comparator.comparing(TestObjectSet::expires).thenComparing(TestObjectSet::name));
        return new Found(sets, doubtful);
    }
}
