package io.labelmint.dr.validation;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.observatory.KeyAt;
import io.labelmint.dr.observatory.KeysAt;
import io.labelmint.dr.observatory.ObjectHeads;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Batch;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.restore.ObjectMark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Copies of objects beside the versions they are copies of.
 *
 * @param wanted how many there should be
 * @param lost copies whose version is not there any more
 * @param pairs each copy with its version
 */
record CopiedObjects(long wanted, long lost, List<Pair> pairs) {

    /** A copy and its version, as S3 describes them. */
    record Pair(HeadObjectResponse copy, HeadObjectResponse version) {
        boolean sameSize() {
            return Objects.equals(copy.contentLength(), version.contentLength());
        }

        /** Whether the content is the same, as far as checksums tell; empty if they do not. */
        Optional<Boolean> sameContent() {
            // Of the parts of a multipart upload S3 makes a checksum of checksums, and a copy has other parts.
            if (Objects.equals(copy.checksumTypeAsString(), version.checksumTypeAsString())
                    && !"COMPOSITE".equals(version.checksumTypeAsString())) {
                for (List<String> both : List.of(
                        both(copy.checksumSHA256(), version.checksumSHA256()),
                        both(copy.checksumSHA1(), version.checksumSHA1()),
                        both(copy.checksumCRC64NVME(), version.checksumCRC64NVME()),
                        both(copy.checksumCRC32C(), version.checksumCRC32C()),
                        both(copy.checksumCRC32(), version.checksumCRC32()))) {
                    if (!both.isEmpty()) {
                        return Optional.of(both.get(0).equals(both.get(1)));
                    }
                }
            }
            return isDigest(copy) && isDigest(version)
                    ? Optional.of(copy.eTag().equals(version.eTag()))
                    : Optional.empty();
        }

        private static List<String> both(String one, String other) {
            return one == null || other == null ? List.of() : List.of(one, other);
        }

        /** Whether the ETag is the MD5 of the content: not of parts, nor with KMS (API Reference, Object). */
        private static boolean isDigest(HeadObjectResponse head) {
            return head.eTag() != null
                    && !head.eTag().contains("-")
                    && (head.serverSideEncryptionAsString() == null
                            || head.serverSideEncryptionAsString().equals("AES256"));
        }

        boolean sameMetadata() {
            return own(copy).equals(own(version))
                    && Objects.equals(copy.contentType(), version.contentType())
                    && Objects.equals(copy.contentEncoding(), version.contentEncoding())
                    && Objects.equals(copy.contentDisposition(), version.contentDisposition())
                    && Objects.equals(copy.contentLanguage(), version.contentLanguage())
                    && Objects.equals(copy.cacheControl(), version.cacheControl())
                    && Objects.equals(copy.tagCount(), version.tagCount());
        }

        private static Map<String, String> own(HeadObjectResponse head) {
            Map<String, String> own = new HashMap<>(head.metadata());
            own.keySet().removeIf(name -> name.startsWith(ObjectMark.PREFIX));
            return own;
        }
    }

    /**
     * Reads what {@code copy} tells of.
     *
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    static CopiedObjects read(Observatory observatory, Facts copy) {
        String region = copy.get("region");
        String bucket = copy.get("bucket");
        String prefix = copy.get("prefix");
        List<ObjectHeads.Version> copies =
                observatory.read(new KeysAt(region, bucket, prefix, Instant.MAX, "", "")).orElseThrow().stream()
                        .filter(KeyAt::exists)
                        .map(key -> ObjectHeads.Version.of(key.now()))
                        .toList();
        List<Pair> pairs = new ArrayList<>();
        long lost = 0;
        for (int from = 0; from < copies.size(); from += Batch.MOST_CALLS) {
            List<ObjectHeads.Version> some = copies.subList(from, Math.min(copies.size(), from + Batch.MOST_CALLS));
            Map<ObjectHeads.Version, Optional<HeadObjectResponse>> heads =
                    observatory.read(new ObjectHeads(region, bucket, some)).orElseThrow();
            Map<ObjectHeads.Version, ObjectHeads.Version> versions = new HashMap<>();
            heads.forEach((version, head) -> head.map(found -> found.metadata().get(ObjectMark.VERSION))
                    .ifPresent(id -> versions.put(
                            version,
                            new ObjectHeads.Version(
                                    copy.get("sourcePrefix") + version.key().substring(prefix.length()), id))));
            Map<ObjectHeads.Version, Optional<HeadObjectResponse>> sources = observatory
                    .read(new ObjectHeads(
                            copy.get("sourceRegion"), copy.get("sourceBucket"), List.copyOf(versions.values())))
                    .orElseThrow();
            for (Map.Entry<ObjectHeads.Version, ObjectHeads.Version> each : versions.entrySet()) {
                Optional<HeadObjectResponse> source = sources.get(each.getValue());
                source.ifPresent(
                        version -> pairs.add(new Pair(heads.get(each.getKey()).orElseThrow(), version)));
                lost += source.isPresent() ? 0 : 1;
            }
        }
        return new CopiedObjects(Long.parseLong(copy.get("sampled")), lost, pairs);
    }

    List<Finding> findings(BucketValidation validation) {
        return List.of(
                objects(validation.look(BucketValidation.OBJECTS, "every restored object is there")),
                checksums(validation.look(BucketValidation.CHECKSUMS, "what is restored is what was stored")),
                metadata(validation.look(BucketValidation.METADATA, "metadata and tags are restored too")));
    }

    private Finding objects(Look look) {
        long otherSize = pairs.stream().filter(pair -> !pair.sameSize()).count();
        long missing = wanted - lost - pairs.size();
        Facts facts = Facts.of(
                "wanted", wanted, "found", pairs.size(), "missing", missing, "lost", lost, "otherSize", otherSize);
        return missing == 0 && lost == 0 && otherSize == 0
                ? look.passed("All " + wanted + " sampled objects were restored, each with its size.", facts)
                : look.failed(
                        "Of " + wanted + " sampled objects " + missing + " have no copy, " + otherSize
                                + " have another size, and of " + lost + " the version is gone.",
                        "Find out in CloudTrail who writes or deletes there, then test again.",
                        facts);
    }

    private Finding checksums(Look look) {
        List<Boolean> same =
                pairs.stream().flatMap(pair -> pair.sameContent().stream()).toList();
        long differ = same.stream().filter(equal -> !equal).count();
        int unknown = pairs.size() - same.size();
        Facts facts = Facts.of("compared", same.size(), "differ", differ, "notComparable", unknown);
        if (differ > 0) {
            return look.failed(
                    differ + " of " + same.size() + " restored objects have another checksum than what was stored.",
                    "Do not rely on this bucket: compare both with what you have elsewhere, and ask AWS Support.",
                    facts);
        }
        if (same.isEmpty()) {
            return look.notTested(
                    Problem.of(
                            "validation.no-checksums",
                            "None of " + pairs.size() + " restored objects has a checksum that can be compared.",
                            "Write objects with a checksum of the whole object, as current SDKs do by default."),
                    facts);
        }
        return look.passed(
                same.size() + " restored objects have the checksums of what was stored"
                        + (unknown == 0 ? "." : "; of " + unknown + " they cannot be compared."),
                facts);
    }

    private Finding metadata(Look look) {
        long differ = pairs.stream().filter(pair -> !pair.sameMetadata()).count();
        Facts facts = Facts.of("compared", pairs.size(), "differ", differ);
        return differ == 0
                ? look.passed("Metadata and number of tags of " + pairs.size() + " objects are what they were.", facts)
                : look.failed(
                        differ + " of " + pairs.size() + " restored objects have other metadata or tags.",
                        "Report it with the ledger of this run, and copy the tags with S3 Batch Operations meanwhile.",
                        facts);
    }
}
