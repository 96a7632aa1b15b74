package io.labelmint.dr.observatory;

import java.util.Optional;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/**
 * An image in a private registry of ECR; empty if there is none, or no such repository.
 *
 * @param region the region of the registry
 * @param registry id of the registry, which is the account
 * @param repository name of the repository
 * @param reference a tag, or a digest that begins with {@code sha256:}
 */
public record RegistryImage(String region, String registry, String repository, String reference)
        implements Query<Optional<ImageDetail>> {
    /** ECR publishes no small rate for it; an estate has some dozens of images ("Amazon ECR service quotas"). */
    private static final double PER_SECOND = 50;

    private static final Api API = Api.published("ecr", "DescribeImages", PER_SECOND);

    @Override
    public Api api() {
        return API;
    }

    @Override
    public Optional<ImageDetail> fetch(Pages pages) {
        pages.count();
        ImageIdentifier image = reference.startsWith("sha256:")
                ? ImageIdentifier.builder().imageDigest(reference).build()
                : ImageIdentifier.builder().imageTag(reference).build();
        try {
            return pages
                    .client(EcrClient.class)
                    .describeImages(request -> request.registryId(registry)
                            .repositoryName(repository)
                            .imageIds(image))
                    .imageDetails()
                    .stream()
                    .findFirst();
        } catch (ImageNotFoundException | RepositoryNotFoundException e) {
            return Optional.empty();
        }
    }
}
