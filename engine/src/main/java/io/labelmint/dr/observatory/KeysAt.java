package io.labelmint.dr.observatory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The keys of a part of a bucket, each with what it had at a moment and what it has now.
 *
 * @param region the bucket's region
 * @param bucket its name
 * @param prefix what the keys begin with
 * @param at the moment
 * @param after the key before the first; empty for the first of all
 * @param upTo the last key; empty for the last of all
 */
public record KeysAt(String region, String bucket, String prefix, Instant at, String after, String upTo)
        implements Query<List<KeyAt>> {
    /** More than any part has; who finds so many in it finds another part than was meant, and no more memory is used. */
    public static final int MOST = 5000;

    @Override
    public Api api() {
        return VersionListing.API;
    }

    @Override
    public List<String> permissions() {
        return VersionListing.PERMISSIONS;
    }

    @Override
    public List<KeyAt> fetch(Pages pages) {
        List<KeyAt> keys = new ArrayList<>();
        new VersionListing(bucket, prefix, at, after)
                .read(
                        pages,
                        request -> pages.client(S3Client.class).listObjectVersions(request),
                        Integer.MAX_VALUE,
                        key -> {
                            boolean inside = upTo.isEmpty() || KeyAt.ORDER.compare(key.key(), upTo) <= 0;
                            // What was and is not is nobody's concern, and there may be any number of it.
                            if (inside && (key.then().isPresent() || key.exists())) {
                                keys.add(key);
                            }
                            return inside && !key.key().equals(upTo) && keys.size() < MOST;
                        });
        return List.copyOf(keys);
    }
}
