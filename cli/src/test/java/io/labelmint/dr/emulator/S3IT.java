package io.labelmint.dr.emulator;

import static io.labelmint.dr.emulator.Emulator.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.aws.AwsError;
import io.labelmint.dr.aws.AwsError.Kind;
import io.labelmint.dr.aws.SdkAws;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

@Tag("emulator")
class S3IT {
    private static final String DR = "us-west-2";
    private static final int WRITERS = 20;

    /**
     * What the ledger in the bucket stands on: of many who write the same entry, one does and the others learn it. AWS
     * may also answer some with {@code ConditionalRequestConflict} (NOT_YET): they lost no less, but must ask again.
     *
     * <p>moto looks for the object and then stores it, without a lock between the two, so that of several at the same
     * instant two may win there; at AWS "the first write operation to finish succeeds" (Amazon S3 User Guide, "How to prevent object
     * overwrites with conditional writes"). There the first is there before the others come.
     */
    @ParameterizedTest
    @EnumSource
    void ofTwentyWhoPutTheSameEntryOneWins(Emulator emulator) throws Exception {
        try (SdkAws aws = emulator.connect("s3-it")) {
            String bucket = bucket(aws);
            S3Client s3 = aws.mutating().client(S3Client.class, DR);
            List<Optional<AwsError>> outcomes = new ArrayList<>();
            if (emulator == Emulator.MOTO) {
                outcomes.add(put(s3, bucket, "writer -1"));
            }
            outcomes.addAll(atOnce(writer -> put(s3, bucket, "writer " + writer)));

            assertThat(outcomes).filteredOn(Optional::isEmpty).hasSize(1);
            assertThat(outcomes)
                    .flatExtracting(outcome -> outcome.stream().toList())
                    .extracting(AwsError::kind)
                    .containsOnly(Kind.ALREADY_EXISTS)
                    .hasSize(outcomes.size() - 1);
            String winner = aws.reading()
                    .client(S3Client.class, DR)
                    .getObjectAsBytes(r -> r.bucket(bucket).key("op/0001"))
                    .asUtf8String();
            int first = emulator == Emulator.MOTO ? -1 : 0;
            assertThat(winner).isEqualTo("writer " + (outcomes.indexOf(Optional.<AwsError>empty()) + first));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatDoesNotExistIsPositivelyNotFound(Emulator emulator) {
        try (SdkAws aws = emulator.connect("s3-it")) {
            String bucket = bucket(aws);
            S3Client s3 = aws.reading().client(S3Client.class, DR);
            assertThat(Failure.of(
                                    "s3",
                                    "HeadObject",
                                    () -> s3.headObject(r -> r.bucket(bucket).key("nothing")))
                            .kind())
                    .isEqualTo(Kind.NOT_FOUND);
            assertThat(Failure.of(
                                    "s3",
                                    "GetObject",
                                    () -> s3.getObjectAsBytes(
                                            r -> r.bucket(bucket).key("nothing")))
                            .kind())
                    .isEqualTo(Kind.NOT_FOUND);
            assertThat(Failure.of("s3", "HeadBucket", () -> s3.headBucket(r -> r.bucket(fresh("nobody"))))
                            .kind())
                    .isEqualTo(Kind.NOT_FOUND);
        }
    }

    private static String bucket(SdkAws aws) {
        String bucket = fresh("ledger");
        aws.mutating()
                .client(S3Client.class, DR)
                .createBucket(r -> r.bucket(bucket).createBucketConfiguration(c -> c.locationConstraint(DR)));
        return bucket;
    }

    private static Optional<AwsError> put(S3Client s3, String bucket, String text) {
        try {
            s3.putObject(r -> r.bucket(bucket).key("op/0001").ifNoneMatch("*"), RequestBody.fromString(text));
            return Optional.empty();
        } catch (SdkException e) {
            return Optional.of(AwsError.of(e, "s3", "PutObject", DR));
        }
    }

    private static <T> List<T> atOnce(IntFunction<T> writer) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<T>> tasks = IntStream.range(0, WRITERS)
                    .<Callable<T>>mapToObj(i -> () -> writer.apply(i))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
