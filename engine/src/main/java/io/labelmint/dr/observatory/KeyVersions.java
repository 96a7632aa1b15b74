package io.labelmint.dr.observatory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Every version and delete marker of one key, up to some thousands.
 *
 * @param region the bucket's region
 * @param bucket its name
 * @param key the key
 */
public record KeyVersions(String region, String bucket, String key) implements Query<List<ObjectEntry>> {
    private static final int MOST = 5000;

    @Override
    public Api api() {
        return VersionListing.API;
    }

    @Override
    public List<String> permissions() {
        return VersionListing.PERMISSIONS;
    }

    @Override
    public List<ObjectEntry> fetch(Pages pages) {
        List<ObjectEntry> entries = new ArrayList<>();
        // Of all keys that begin with it, it is the first.
        new VersionListing(bucket, key, Instant.MAX, "")
                .entries(pages, request -> pages.client(S3Client.class).listObjectVersions(request), (page, entry) -> {
                    boolean same = entry.key().equals(key);
                    if (same) {
                        entries.add(entry);
                    }
                    return same && entries.size() < MOST;
                });
        return List.copyOf(entries);
    }
}
