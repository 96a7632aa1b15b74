package io.labelmint.dr.observatory;

import io.labelmint.dr.aws.AwsError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What S3 tells of versions of objects without their content: metadata, checksums, class; empty for one that is not there.
 *
 * @param region the bucket's region
 * @param bucket its name
 * @param versions which: at most a few hundred, each a request
 */
public record ObjectHeads(String region, String bucket, List<Version> versions)
        implements Query<Map<ObjectHeads.Version, Optional<HeadObjectResponse>>> {

    /** "5,500 GET/HEAD requests per second per partitioned prefix" (User Guide, "Best practices design patterns"). */
    private static final Api API = Api.published("s3", "HeadObject", 5500);

    /**
     * A version of an object.
     *
     * @param key its key
     * @param versionId its version id
     */
    public record Version(String key, String versionId) {
        /** That of {@code entry}. */
        public static Version of(ObjectEntry entry) {
            return new Version(entry.key(), entry.versionId());
        }
    }

    public ObjectHeads {
        versions = List.copyOf(versions);
    }

    @Override
    public Api api() {
        return API;
    }

    /**
     * HeadObject has no IAM action of its own; without ListBucket a missing object is denied instead of not found. Checksums of
     * what KMS encrypts want its key, which copying is granted anyway (API Reference, HeadObject).
     */
    @Override
    public List<String> permissions() {
        return List.of("s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket");
    }

    @Override
    public Map<Version, Optional<HeadObjectResponse>> fetch(Pages pages) {
        Map<Version, Optional<HeadObjectResponse>> heads = new LinkedHashMap<>();
        for (Version version : versions) {
            pages.count();
            heads.put(version, head(pages.client(S3Client.class), version));
        }
        return heads;
    }

    private Optional<HeadObjectResponse> head(S3Client s3, Version version) {
        try {
            return Optional.of(s3.headObject(request -> request.bucket(bucket)
                    .key(version.key())
                    .versionId(version.versionId())
                    .checksumMode(ChecksumMode.ENABLED)));
        } catch (S3Exception e) {
            if (AwsError.of(e, API.service(), API.operation(), region).kind() == AwsError.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
