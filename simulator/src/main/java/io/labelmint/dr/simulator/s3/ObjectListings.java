package io.labelmint.dr.simulator.s3;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Listing objects and versions, by key; in pages of at most 1000 (API reference, ListObjectsV2, max-keys). */
final class ObjectListings {
    private static final int MOST = 1000;

    /** The last of all characters: no key comes after a prefix and this that begins with the prefix and another one. */
    private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

    private final Buckets buckets;

    ObjectListings(Buckets buckets) {
        this.buckets = buckets;
    }

    void declare(Operations operations) {
        operations
                .read("ListObjectsV2", ListObjectsV2Request.class, this::list)
                .read("ListObjectVersions", ListObjectVersionsRequest.class, this::listVersions);
    }

    private ListObjectsV2Response list(Context context, ListObjectsV2Request request) {
        Bucket bucket = buckets.require(context, request.bucket());
        String prefix = request.prefix() == null ? "" : request.prefix();
        int size = size(request.maxKeys());
        String token = Page.after(request.continuationToken()).orElseThrow(ObjectListings::incorrect);
        // Keys, and the prefixes that stand for several of them; one more than is told, and the one before.
        TreeMap<String, StoredVersion> entries = new TreeMap<>(KeyOrder.UTF_8);
        Optional<String> next = first(bucket, prefix, later(token, request.startAfter()));
        while (next.filter(key -> key.startsWith(prefix)).isPresent() && entries.size() < size + 2) {
            String key = next.get();
            String common = common(key, prefix, request.delimiter());
            Optional<StoredVersion> current = bucket.current(context, key);
            current.ifPresent(version -> entries.put(common == null ? key : common, common == null ? version : null));
            next = bucket.keyAfter(common != null && current.isPresent() ? common + LAST : key);
        }
        Page<String> page = Page.of(
                        List.copyOf(entries.keySet()), key -> key, request.continuationToken(), Math.max(size, 1))
                .orElseThrow(ObjectListings::incorrect);
        List<String> keys = size == 0 ? List.of() : page.items();
        return ListObjectsV2Response.builder()
                .name(bucket.name)
                .prefix(prefix)
                .delimiter(request.delimiter())
                .startAfter(request.startAfter())
                .maxKeys(size)
                .keyCount(keys.size())
                .continuationToken(request.continuationToken())
                .nextContinuationToken(size == 0 ? null : page.marker())
                .isTruncated(size != 0 && page.marker() != null)
                .contents(keys.stream()
                        .filter(key -> entries.get(key) != null)
                        .map(key -> described(entries.get(key)))
                        .toList())
                .commonPrefixes(keys.stream()
                        .filter(key -> entries.get(key) == null)
                        .map(key -> CommonPrefix.builder().prefix(key).build())
                        .toList())
                .build();
    }

    private static String later(String token, String startAfter) {
        return startAfter != null && KeyOrder.UTF_8.compare(startAfter, token) > 0 ? startAfter : token;
    }

    private static Optional<String> first(Bucket bucket, String prefix, String after) {
        return KeyOrder.UTF_8.compare(after, prefix) < 0 || after.isEmpty()
                ? bucket.keyFrom(prefix)
                : bucket.keyAfter(after);
    }

    private static RuntimeException incorrect() {
        return S3Errors.invalidArgument("The continuation token provided is incorrect");
    }

    private static String common(String key, String prefix, String delimiter) {
        int end = delimiter == null || delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        return end < 0 ? null : key.substring(0, end + delimiter.length());
    }

    private static int size(Integer maxKeys) {
        if (maxKeys != null && maxKeys < 0) {
            throw S3Errors.invalidArgument("Argument maxKeys must be an integer between 0 and 2147483647");
        }
        return maxKeys == null ? MOST : Math.min(maxKeys, MOST);
    }

    private static S3Object described(StoredVersion version) {
        return S3Object.builder()
                .key(version.key)
                .eTag(version.etag())
                .size(version.size)
                .lastModified(shown(version))
                .storageClass(version.storageClass.toString())
                .build();
    }

    private ListObjectVersionsResponse listVersions(Context context, ListObjectVersionsRequest request) {
        if (request.delimiter() != null) {
            throw S3Errors.notImplemented("delimiters in ListObjectVersions");
        }
        Bucket bucket = buckets.require(context, request.bucket());
        String prefix = request.prefix() == null ? "" : request.prefix();
        List<StoredVersion> all = bucket.versions(context).stream()
                .filter(version -> version.key.startsWith(prefix))
                .toList();
        List<StoredVersion> rest = after(all, request.keyMarker(), request.versionIdMarker());
        int size = size(request.maxKeys());
        List<StoredVersion> page = rest.subList(0, Math.min(size, rest.size()));
        StoredVersion last = page.size() == rest.size() || page.isEmpty() ? null : page.get(page.size() - 1);
        Set<StoredVersion> latest = latest(all);
        return ListObjectVersionsResponse.builder()
                .name(bucket.name)
                .prefix(prefix)
                .maxKeys(size)
                .keyMarker(request.keyMarker())
                .versionIdMarker(request.versionIdMarker())
                .isTruncated(last != null)
                .nextKeyMarker(last == null ? null : last.key)
                .nextVersionIdMarker(last == null ? null : last.id)
                .versions(page.stream()
                        .filter(version -> !version.isDeleteMarker())
                        .map(version -> version(version, latest.contains(version)))
                        .toList())
                .deleteMarkers(page.stream()
                        .filter(StoredVersion::isDeleteMarker)
                        .map(version -> marker(version, latest.contains(version)))
                        .toList())
                .build();
    }

    /** What follows the version that the markers name; with the key alone, what follows all its versions. */
    private static List<StoredVersion> after(List<StoredVersion> all, String key, String id) {
        if (key == null) {
            return all;
        }
        for (int i = 0; id != null && i < all.size(); i++) {
            if (all.get(i).key.equals(key) && all.get(i).id.equals(id)) {
                return all.subList(i + 1, all.size());
            }
        }
        return all.stream()
                .filter(version -> KeyOrder.UTF_8.compare(version.key, key) > 0)
                .toList();
    }

    private static Set<StoredVersion> latest(List<StoredVersion> all) {
        Set<String> keys = new HashSet<>();
        List<StoredVersion> latest = new ArrayList<>();
        for (StoredVersion version : all) {
            if (keys.add(version.key)) {
                latest.add(version);
            }
        }
        return Set.copyOf(latest);
    }

    /** Whole seconds, as listings have them: aws/aws-sdk-cpp #1649. */
    private static Instant shown(StoredVersion version) {
        return version.modified.truncatedTo(ChronoUnit.SECONDS);
    }

    private static ObjectVersion version(StoredVersion version, boolean latest) {
        return ObjectVersion.builder()
                .key(version.key)
                .versionId(version.id)
                .isLatest(latest)
                .eTag(version.etag())
                .size(version.size)
                .lastModified(shown(version))
                // The enumeration of the API reference, ObjectVersion, has STANDARD alone; S3 answers the class there
                // is.
                .storageClass(version.storageClass.toString())
                .build();
    }

    private static DeleteMarkerEntry marker(StoredVersion version, boolean latest) {
        return DeleteMarkerEntry.builder()
                .key(version.key)
                .versionId(version.id)
                .isLatest(latest)
                .lastModified(shown(version))
                .build();
    }
}
