package io.labelmint.dr.check;

import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;

/**
 * Is public access blocked, in all four ways, on each bucket and its replica? Only the bucket's own block is read: one
 * of the whole account may block more, but whoever lifts that one does not think of this bucket.
 */
public final class S3PublicAccessBlock implements Check {
    @Override
    public String id() {
        return "s3.public-access-block";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return estate.buckets().stream()
                .map(bucket -> finding(estate, bucket, observatory))
                .toList();
    }

    private Finding finding(Estate estate, Bucket bucket, Observatory observatory) {
        Assessment assessment =
                new Assessment(new Look(id(), bucket.id(), "not readable by the public", Controls.ENCRYPTION));
        BucketSides.each(
                assessment, estate, bucket, observatory, BucketSetting.PUBLIC_ACCESS_BLOCK, (side, configured) -> {
                    Map<String, Boolean> blocks = blocks(configured.orElseGet(
                            () -> PublicAccessBlockConfiguration.builder().build()));
                    String open = blocks.entrySet().stream()
                            .filter(block -> !Boolean.TRUE.equals(block.getValue()))
                            .map(Map.Entry::getKey)
                            .collect(Collectors.joining(", "));
                    assessment.fact(side.region() + ".notBlocked", open.isEmpty() ? "none" : open);
                    if (!open.isEmpty()) {
                        assessment.wrong(
                                "Bucket " + side + " does not block public access in every way: " + open + ".",
                                "Switch on all four; serve what must be public through CloudFront.");
                    }
                });
        return assessment.conclude("Public access to " + bucket.bucket() + " is blocked on every side.");
    }

    private static Map<String, Boolean> blocks(PublicAccessBlockConfiguration configured) {
        Map<String, Boolean> blocks = new LinkedHashMap<>();
        blocks.put("BlockPublicAcls", configured.blockPublicAcls());
        blocks.put("IgnorePublicAcls", configured.ignorePublicAcls());
        blocks.put("BlockPublicPolicy", configured.blockPublicPolicy());
        blocks.put("RestrictPublicBuckets", configured.restrictPublicBuckets());
        return blocks;
    }
}
