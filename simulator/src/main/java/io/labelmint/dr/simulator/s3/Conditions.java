package io.labelmint.dr.simulator.s3;

import io.labelmint.dr.simulator.core.Context;
import java.util.Optional;

/** Conditions of writes, copies and deletions, on the current version alone. */
final class Conditions {
    static final String ANY = "*";

    private Conditions() {}

    /** User guide, "How to prevent object overwrites with conditional writes"; API reference, PutObject, CopyObject. */
    static void ofWrite(Context context, Bucket bucket, String key, String ifMatch, String ifNoneMatch) {
        if (ifNoneMatch == null && ifMatch == null) {
            return;
        }
        if (ifNoneMatch != null && (!ifNoneMatch.equals(ANY) || ifMatch != null)) {
            throw S3Errors.notImplemented("If-None-Match with other values than *, or together with If-Match");
        }
        conflict(context, bucket);
        Optional<StoredVersion> current = bucket.current(context, key);
        if (ifMatch != null) {
            match(current, ifMatch);
        } else if (current.isPresent()) {
            throw S3Errors.preconditionFailed();
        }
    }

    /** User guide, "How to perform conditional deletes": they "only apply to the current version of the object". */
    static void ofDelete(Context context, Bucket bucket, String key, String ifMatch) {
        if (ifMatch != null) {
            conflict(context, bucket);
            match(bucket.current(context, key), ifMatch);
        }
    }

    private static void match(Optional<StoredVersion> current, String ifMatch) {
        if (!same(current.orElseThrow(S3Errors::noSuchKey).etag(), ifMatch)) {
            throw S3Errors.preconditionFailed();
        }
    }

    private static void conflict(Context context, Bucket bucket) {
        if (context.scripts()
                .get(S3Scripts.conflict(bucket.name))
                .filter(Boolean::parseBoolean)
                .isPresent()) {
            throw S3Errors.of(
                    "ConditionalRequestConflict",
                    409,
                    "The conditional request cannot succeed due to a conflicting operation against this resource.");
        }
    }

    /** ETags are given with and without quotes. */
    static boolean same(String etag, String given) {
        return given.equals(ANY) || etag.replace("\"", "").equals(given.replace("\"", ""));
    }
}
