package io.labelmint.dr.check;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.BucketRegion;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;

/**
 * Is the bucket of the ledgers there, in the DR region, and does it keep what is written: versioned, encrypted, closed to
 * the public? Without it no operation can be finished from another machine. An estate that declares none has no finding.
 */
public final class StateBucket implements Check {
    @Override
    public String id() {
        return "state.bucket";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return estate.state().bucket().stream()
                .map(bucket -> finding(estate, bucket, observatory))
                .toList();
    }

    private Finding finding(Estate estate, String bucket, Observatory observatory) {
        String dr = estate.regions().dr();
        Assessment assessment = new Assessment(
                new Look(id(), bucket, "operations can be finished from another machine", Controls.CONTINUITY));
        assessment.of(observatory.read(new BucketRegion(dr, bucket)), found -> {
            assessment.fact("region", found.orElse("none"));
            if (found.isEmpty()) {
                assessment.wrong(
                        "There is no bucket " + bucket + ".",
                        "Create it in " + dr + ", versioned, encrypted and with public access blocked, or correct"
                                + " state.bucket in the estate file.");
            } else if (!found.get().equals(dr)) {
                assessment.wrong(
                        "Bucket " + bucket + " is in " + found.get() + ", and not in " + dr + ".",
                        "Create one in " + dr + " and declare it as state.bucket: what is needed when a region is lost"
                                + " must not be lost with it.");
            } else {
                settings(assessment, dr, bucket, observatory);
            }
        });
        return assessment.conclude("Bucket " + bucket + " in " + dr + " is versioned, encrypted and not public.");
    }

    private static void settings(Assessment assessment, String dr, String bucket, Observatory observatory) {
        assessment.of(observatory.read(new BucketSetting<>(dr, bucket, BucketSetting.VERSIONING)), versioning -> {
            String status =
                    versioning.map(GetBucketVersioningResponse::statusAsString).orElse("never enabled");
            assessment.fact("versioning", status);
            if (!status.equals(BucketVersioningStatus.ENABLED.toString())) {
                assessment.wrong(
                        "Versioning of " + bucket + " is not enabled: " + status + ".",
                        "Enable it, so that a ledger that somebody removes can be brought back.");
            }
        });
        assessment.of(observatory.read(new BucketSetting<>(dr, bucket, BucketSetting.ENCRYPTION)), encryption -> {
            assessment.fact(
                    "encryption",
                    encryption.map(set -> set.sseAlgorithmAsString()).orElse("none"));
            if (encryption.isEmpty()) {
                assessment.wrong("Bucket " + bucket + " has no default encryption.", "Set one: SSE-S3 costs nothing.");
            }
        });
        assessment.of(observatory.read(new BucketSetting<>(dr, bucket, BucketSetting.PUBLIC_ACCESS_BLOCK)), block -> {
            boolean closed = block.filter(StateBucket::closed).isPresent();
            assessment.fact("publicAccessBlocked", closed);
            if (!closed) {
                assessment.wrong(
                        "Bucket " + bucket + " does not block public access in every way.", "Switch on all four.");
            }
        });
    }

    private static boolean closed(PublicAccessBlockConfiguration block) {
        return Stream.of(
                        block.blockPublicAcls(),
                        block.ignorePublicAcls(),
                        block.blockPublicPolicy(),
                        block.restrictPublicBuckets())
                .allMatch(Boolean.TRUE::equals);
    }
}
