package io.labelmint.dr.check;

import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;

/** Is versioning on in each bucket and its replica? It is what overwritten and deleted objects are restored from. */
public final class S3Versioning implements Check {
    @Override
    public String id() {
        return "s3.versioning";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return estate.buckets().stream()
                .map(bucket -> finding(estate, bucket, observatory))
                .toList();
    }

    private Finding finding(Estate estate, Bucket bucket, Observatory observatory) {
        Assessment assessment =
                new Assessment(new Look(id(), bucket.id(), "every version of every object is kept", Controls.BACKUP));
        BucketSides.each(assessment, estate, bucket, observatory, BucketSetting.VERSIONING, (side, versioning) -> {
            // A bucket that never had it has no status.
            String status =
                    versioning.map(GetBucketVersioningResponse::statusAsString).orElse("never enabled");
            assessment.fact(side.region() + ".versioning", status);
            assessment.fact(
                    side.region() + ".mfaDelete",
                    versioning
                            .map(GetBucketVersioningResponse::mfaDeleteAsString)
                            .orElse("Disabled"));
            if (!status.equals(BucketVersioningStatus.ENABLED.toString())) {
                assessment.wrong(
                        "Versioning of " + side + " is not enabled: " + status + ".",
                        "Enable it; what was overwritten or deleted until then is lost.");
            }
        });
        return assessment.conclude("Versioning of " + bucket.bucket() + " is enabled on every side.");
    }
}
