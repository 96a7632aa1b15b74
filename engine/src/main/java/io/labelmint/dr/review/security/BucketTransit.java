package io.labelmint.dr.review.security;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.Observatory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;

/**
 * Whether a bucket refuses what comes without TLS: its policy denies everybody every action on it and its objects while
 * {@code aws:SecureTransport} is false (S3 User Guide, "Security best practices for Amazon S3", "Enforce encryption of data
 * in transit").
 */
final class BucketTransit {
    private static final String KEY = "aws:SecureTransport";
    private static final Set<String> OPERATORS = Set.of("Bool", "BoolIfExists");

    /** Stand for all: who reads, who writes and who looks around. */
    private static final List<String> OF_OBJECTS = List.of("s3:GetObject", "s3:PutObject");

    private static final String OF_BUCKET = "s3:ListBucket";

    private final Observatory observatory;

    BucketTransit(Observatory observatory) {
        this.observatory = observatory;
    }

    void judge(Tally tally, String region, String bucket) {
        tally.read(observatory.read(new BucketSetting<>(region, bucket, BucketSetting.POLICY)), policy -> {
            Optional<List<PolicyStatement>> statements =
                    policy.isEmpty() ? Optional.of(List.of()) : PolicyStatement.all(policy.get());
            if (statements.isEmpty()) {
                tally.unknown(Problem.of(
                        "policy.unreadable",
                        "The policy of bucket " + bucket + " cannot be understood.",
                        "Look at it in the S3 console of " + region + "."));
                return;
            }
            boolean refuses = refuses(statements.get(), region, bucket);
            tally.fact(bucket + ".refusesPlain", policy.isEmpty() ? "no policy" : refuses);
            if (!refuses) {
                tally.wrong(
                        "Bucket " + bucket + " in " + region + " takes requests without TLS"
                                + (policy.isEmpty() ? ": it has no policy." : "."),
                        "Add a statement to its policy that denies everybody s3:* on the bucket and its objects while "
                                + KEY + " is false.");
            }
        });
    }

    private static boolean refuses(List<PolicyStatement> statements, String region, String bucket) {
        String arn = "arn:" + RegionMetadata.of(Region.of(region)).partition().id() + ":s3:::" + bucket;
        List<PolicyStatement> plain = statements.stream()
                .filter(statement -> !statement.allows()
                        && !statement.allBut()
                        && statement.principals().contains("*")
                        && isPlain(statement.conditions()))
                .toList();
        return plain.stream().anyMatch(each -> each.covers(OF_BUCKET) && each.reaches(arn))
                && OF_OBJECTS.stream()
                        .allMatch(action -> plain.stream()
                                .anyMatch(each -> each.covers(action) && each.reaches(arn + "/any/object")));
    }

    /** Any other condition beside it would let plain requests through. */
    private static boolean isPlain(Map<String, Map<String, List<String>>> conditions) {
        return conditions.size() == 1
                && conditions.entrySet().stream()
                        .allMatch(operator -> OPERATORS.contains(operator.getKey())
                                && operator.getValue().size() == 1
                                && List.of("false").equals(operator.getValue().get(KEY)));
    }
}
