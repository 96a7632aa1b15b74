package io.labelmint.dr.check;

import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.util.List;

/** Is each bucket and its replica encrypted by default, and how? */
public final class S3Encryption implements Check {
    @Override
    public String id() {
        return "s3.encryption";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return estate.buckets().stream()
                .map(bucket -> finding(estate, bucket, observatory))
                .toList();
    }

    private Finding finding(Estate estate, Bucket bucket, Observatory observatory) {
        Assessment assessment =
                new Assessment(new Look(id(), bucket.id(), "encrypted by default", Controls.ENCRYPTION));
        BucketSides.each(assessment, estate, bucket, observatory, BucketSetting.ENCRYPTION, (side, encryption) -> {
            if (encryption.isEmpty()) {
                assessment.wrong(
                        "Bucket " + side + " has no default encryption.",
                        "Set one: SSE-S3 costs nothing, SSE-KMS needs a key in each region.");
                return;
            }
            assessment.fact(side.region() + ".algorithm", encryption.get().sseAlgorithmAsString());
            assessment.fact(side.region() + ".key", encryption.get().kmsMasterKeyID());
        });
        return assessment.conclude("Bucket " + bucket.bucket() + " is encrypted by default on every side.");
    }
}
