package io.labelmint.dr.simulator.cloudwatch;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.s3.S3Simulator;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/**
 * How much buckets hold: BucketSizeBytes by BucketName and StorageType, once a day, of all versions (S3 user guide, "Metrics and
 * dimensions"). What was scripted, or what there is; a bucket holds it in {@code StandardStorage}, whatever its classes are, and
 * held on the days before it was made what it held then, as it stands for one that has always been there.
 */
public final class StorageMetrics implements MetricSource {
    private final S3Simulator s3;

    /** @param s3 whose buckets they are */
    public StorageMetrics(S3Simulator s3) {
        this.s3 = s3;
    }

    @Override
    public Duration every(MetricId metric) {
        return isOurs(metric) ? Duration.ofDays(1) : MetricSource.super.every(metric);
    }

    @Override
    public Optional<Sample> sample(Context minute, MetricId metric) {
        if (!isOurs(metric)) {
            return Optional.empty();
        }
        String bucket = metric.dimensions().get("BucketName");
        String type = metric.dimensions().get("StorageType");
        if (s3.regionOf(bucket).filter(minute.region()::equals).isEmpty()) {
            return Optional.empty();
        }
        return minute.scripts()
                .get(CloudWatchScripts.stored(bucket, type))
                .map(Double::valueOf)
                .or(() -> type.equals("StandardStorage")
                        ? s3.bytes(minute, bucket).map(Double::valueOf)
                        : Optional.empty())
                .filter(bytes -> bytes >= 0)
                .map(bytes -> Sample.of(minute.now(), bytes, StandardUnit.BYTES));
    }

    private static boolean isOurs(MetricId metric) {
        return metric.is("AWS/S3", "BucketSizeBytes", "BucketName", "StorageType");
    }
}
