package io.labelmint.dr.observatory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Every version and delete marker whose key begins with a prefix, up to some thousands: for prefixes that are small.
 *
 * @param region the bucket's region
 * @param bucket its name
 * @param prefix what the keys begin with
 */
public record ObjectEntries(String region, String bucket, String prefix) implements Query<List<ObjectEntry>> {
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
        new VersionListing(bucket, prefix, Instant.MAX, "")
                .entries(pages, request -> pages.client(S3Client.class).listObjectVersions(request), (page, entry) -> {
                    entries.add(entry);
                    return entries.size() < MOST;
                });
        return List.copyOf(entries);
    }
}
