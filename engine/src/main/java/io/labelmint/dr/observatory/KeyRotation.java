package io.labelmint.dr.observatory;

import software.amazon.awssdk.services.kms.KmsClient;

/**
 * Whether a KMS key gets other material by itself; "for AWS managed keys the status is always true". Keys that KMS cannot
 * rotate by itself must not be asked about: it refuses the question (AWS KMS API Reference, GetKeyRotationStatus).
 *
 * @param region the region
 * @param key ARN of a symmetric key whose material is KMS's own
 */
public record KeyRotation(String region, String key) implements Query<Boolean> {
    /** KMS allows GetKeyRotationStatus a thousand times a second ("Request quotas"); an estate has a handful of keys. */
    private static final double PER_SECOND = 100;

    private static final Api API = Api.published("kms", "GetKeyRotationStatus", PER_SECOND);

    @Override
    public Api api() {
        return API;
    }

    @Override
    public Boolean fetch(Pages pages) {
        pages.count();
        return Boolean.TRUE.equals(pages.client(KmsClient.class)
                .getKeyRotationStatus(request -> request.keyId(key))
                .keyRotationEnabled());
    }
}
