package io.labelmint.dr.observatory;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.OptionalObjectAttributes;

/**
 * Reads the histories of the keys of a bucket, key by key in the order of keys, page by page: whatever the bucket has, no
 * more than a page and one key are in memory.
 *
 * @param bucket its name
 * @param prefix what the keys begin with
 * @param at the moment that is asked about
 * @param after the key after which to begin; empty to begin with the first
 */
record VersionListing(String bucket, String prefix, Instant at, String after) {
    /** Nothing is published for listing; a fiftieth of a second is a hundredth of what a prefix is read at. */
    static final Api API = new Api("s3", "ListObjectVersions", Duration.ofMillis(20), 100, false);

    static final List<String> PERMISSIONS = List.of("s3:ListBucketVersions");

    /** Classes that must be restored before they are read (Amazon S3 User Guide, "Working with archived objects"). */
    private static final Set<String> ARCHIVED = Set.of("GLACIER", "DEEP_ARCHIVE");

    /** Asks S3 for a page. */
    interface Ask {
        ListObjectVersionsResponse versions(ListObjectVersionsRequest request);
    }

    private static final int LARGEST_PAGE = 1000; // API reference, ListObjectVersions, max-keys

    /**
     * Hands each key to {@code reader} until it wants no more.
     *
     * @param most after how many pages to stop, at the next end of a key
     * @return the last key that was read whole, if there may be more after it; null if that were all
     */
    String read(Pages pages, Ask ask, int most, Predicate<KeyAt> reader) {
        Keys keys = new Keys(reader, most);
        boolean all = entries(pages, ask, keys);
        if (all && (keys.open == null || reader.test(keys.open.known()))) {
            return null;
        }
        return all ? keys.open.key() : keys.whole;
    }

    /** Puts entries together to keys. */
    private final class Keys implements BiPredicate<Integer, ObjectEntry> {
        private final Predicate<KeyAt> reader;
        private final int most;
        private KeyHistory open;
        private String whole;

        Keys(Predicate<KeyAt> reader, int most) {
            this.reader = reader;
            this.most = most;
        }

        @Override
        public boolean test(Integer page, ObjectEntry entry) {
            if (open != null && !open.key().equals(entry.key())) {
                whole = open.key();
                boolean goOn = reader.test(open.known()) && page <= most;
                open = null;
                if (!goOn) {
                    return false;
                }
            }
            open = open == null ? new KeyHistory(entry.key(), at) : open;
            open.add(entry);
            return true;
        }
    }

    /** Hands each entry, and the page it is on, to {@code reader}; whether it wanted them all. */
    boolean entries(Pages pages, Ask ask, BiPredicate<Integer, ObjectEntry> reader) {
        String keyMarker = after.isEmpty() ? null : after;
        String versionMarker = null;
        for (int page = 1; ; page++) {
            pages.count();
            ListObjectVersionsResponse answer = ask.versions(request(keyMarker, versionMarker));
            for (ObjectEntry entry : entries(answer)) {
                boolean beyond = after.isEmpty() || KeyAt.ORDER.compare(entry.key(), after) > 0;
                if (beyond && !reader.test(page, entry)) {
                    return false;
                }
            }
            if (!Boolean.TRUE.equals(answer.isTruncated())) {
                return true;
            }
            keyMarker = answer.nextKeyMarker();
            versionMarker = answer.nextVersionIdMarker();
        }
    }

    private ListObjectVersionsRequest request(String keyMarker, String versionMarker) {
        return ListObjectVersionsRequest.builder()
                .bucket(bucket)
                .prefix(prefix)
                .keyMarker(keyMarker)
                .versionIdMarker(versionMarker)
                .maxKeys(LARGEST_PAGE)
                // XML 1.0 has no way to write some characters that keys may have; the SDK decodes it again.
                .encodingType(EncodingType.URL)
                .optionalObjectAttributes(OptionalObjectAttributes.RESTORE_STATUS)
                .build();
    }

    /** S3 gives versions and markers apart, each in the order of the listing. */
    private static List<ObjectEntry> entries(ListObjectVersionsResponse page) {
        List<ObjectEntry> entries = new ArrayList<>();
        page.versions().forEach(version -> entries.add(entry(version)));
        page.deleteMarkers().forEach(marker -> entries.add(entry(marker)));
        entries.sort(Comparator.comparing(ObjectEntry::key, KeyAt.ORDER));
        return entries;
    }

    private static ObjectEntry entry(ObjectVersion version) {
        String storageClass = version.storageClassAsString() == null ? "STANDARD" : version.storageClassAsString();
        boolean thawed =
                version.restoreStatus() != null && version.restoreStatus().restoreExpiryDate() != null;
        return new ObjectEntry(
                version.key(),
                version.versionId() == null ? "null" : version.versionId(),
                false,
                Boolean.TRUE.equals(version.isLatest()),
                version.lastModified(),
                version.eTag(),
                version.size() == null ? 0 : version.size(),
                storageClass,
                thawed || !ARCHIVED.contains(storageClass));
    }

    private static ObjectEntry entry(DeleteMarkerEntry marker) {
        return new ObjectEntry(
                marker.key(),
                marker.versionId() == null ? "null" : marker.versionId(),
                true,
                Boolean.TRUE.equals(marker.isLatest()),
                marker.lastModified(),
                "",
                0,
                "",
                false);
    }
}
