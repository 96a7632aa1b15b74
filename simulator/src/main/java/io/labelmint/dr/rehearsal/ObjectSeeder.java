package io.labelmint.dr.rehearsal;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Puts objects into the buckets of an estate, and later overwrites and deletes some, as people and applications do. */
final class ObjectSeeder {
    private static final int OBJECTS = 60;

    private final Estate estate;
    private final S3Client s3;

    ObjectSeeder(Estate estate, Aws aws) {
        this.estate = estate;
        this.s3 = aws.client(S3Client.class, estate.regions().primary());
    }

    /** What there is at first. */
    void first() {
        for (Bucket bucket : estate.buckets()) {
            for (int i = 0; i < OBJECTS; i++) {
                put(bucket, i, "first");
            }
        }
    }

    /** Every third is overwritten, every fifth deleted, and some are new. */
    void later() {
        for (Bucket bucket : estate.buckets()) {
            for (int i = 0; i < OBJECTS; i += 3) {
                put(bucket, i, "second");
            }
            for (int i = 0; i < OBJECTS; i += 5) {
                String key = key(i);
                s3.deleteObject(request -> request.bucket(bucket.bucket()).key(key));
            }
            for (int i = OBJECTS; i < OBJECTS + 5; i++) {
                put(bucket, i, "first");
            }
        }
    }

    private void put(Bucket bucket, int number, String text) {
        s3.putObject(
                request -> request.bucket(bucket.bucket())
                        .key(key(number))
                        .contentType("text/plain")
                        .metadata(Map.of("number", String.valueOf(number)))
                        .tagging("kind=rehearsed"),
                RequestBody.fromString(text + " content of " + number));
    }

    private static String key(int number) {
        return (number % 2 == 0 ? "labels/" : "invoices/2026/") + number + ".txt";
    }
}
