package io.labelmint.dr.check;

import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.Observatory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Looks at one setting of a bucket and of its replica: settings are not replicated, so each side has its own. */
final class BucketSides {
    private BucketSides() {}

    /**
     * One side.
     *
     * @param region where the bucket is
     * @param bucket its name
     */
    record Side(String region, String bucket) {
        @Override
        public String toString() {
            return bucket + " in " + region;
        }
    }

    static List<Side> of(Estate estate, Bucket bucket) {
        List<Side> sides = new ArrayList<>();
        sides.add(new Side(estate.regions().primary(), bucket.bucket()));
        bucket.replica()
                .ifPresent(replica -> sides.add(new Side(estate.regions().dr(), replica)));
        return sides;
    }

    /** Has {@code judge} judge the setting of each side; empty where it is not configured. */
    static <T> void each(
            Assessment assessment,
            Estate estate,
            Bucket bucket,
            Observatory observatory,
            BucketSetting.Kind<T> kind,
            BiConsumer<Side, Optional<T>> judge) {
        for (Side side : of(estate, bucket)) {
            assessment.of(
                    observatory.read(new BucketSetting<>(side.region(), side.bucket(), kind)),
                    setting -> judge.accept(side, setting));
        }
    }
}
