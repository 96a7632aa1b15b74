package io.labelmint.dr.observatory;

import java.util.Optional;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.NotFoundException;

/**
 * The KMS key a name stands for; empty if there is none of that name.
 *
 * @param region the region
 * @param name the key's id or ARN, or the name or ARN of an alias
 */
public record EncryptionKey(String region, String name) implements Query<Optional<KeyMetadata>> {
    /** KMS allows DescribeKey a thousand times a second and more ("Request quotas"); an estate has a handful of keys. */
    private static final double PER_SECOND = 100;

    private static final Api API = Api.published("kms", "DescribeKey", PER_SECOND);

    @Override
    public Api api() {
        return API;
    }

    @Override
    public Optional<KeyMetadata> fetch(Pages pages) {
        pages.count();
        try {
            return Optional.of(pages.client(KmsClient.class)
                    .describeKey(request -> request.keyId(name))
                    .keyMetadata());
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }
}
