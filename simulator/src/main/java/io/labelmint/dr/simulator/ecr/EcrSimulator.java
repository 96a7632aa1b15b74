package io.labelmint.dr.simulator.ecr;

import io.labelmint.dr.simulator.core.AwsError;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Rate;
import io.labelmint.dr.simulator.core.Regional;
import io.labelmint.dr.simulator.core.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.BatchDeleteImageRequest;
import software.amazon.awssdk.services.ecr.model.BatchDeleteImageResponse;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryResponse;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.EcrException;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.PutImageRequest;
import software.amazon.awssdk.services.ecr.model.PutImageResponse;
import software.amazon.awssdk.services.ecr.model.RepositoryAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/**
 * Simulated Amazon ECR: repositories of private registries, and their tagged images. What an image consists of is its manifest,
 * so the same manifest has the same digest in every region. Sentences are those of AWS as moto has collected them.
 */
public final class EcrSimulator implements Service {
    private final Regional<Repository> repositories = new Regional<>();

    private static final class Repository {
        private final String region;
        private final String name;

        /** Digests by tag. */
        private final Map<String, String> tags = new TreeMap<>();

        private final Map<String, Instant> pushed = new TreeMap<>();

        private Repository(String region, String name) {
            this.region = region;
            this.name = name;
        }
    }

    @Override
    public String name() {
        return "ecr";
    }

    @Override
    public Class<? extends SdkClient> clientType() {
        return EcrClient.class;
    }

    @Override
    public void declare(Operations operations) {
        operations
                .change("CreateRepository", CreateRepositoryRequest.class, this::create)
                .change("PutImage", PutImageRequest.class, this::put)
                .change("BatchDeleteImage", BatchDeleteImageRequest.class, this::delete)
                .read("DescribeImages", DescribeImagesRequest.class, this::describe);
    }

    @Override
    public AwsServiceException.Builder error() {
        return EcrException.builder();
    }

    /** AWS publishes rates for pushing and pulling ("Amazon ECR service quotas"); these are generous. */
    @Override
    public Rate rate(String operation) {
        return new Rate(operation, 10, 100);
    }

    @Override
    public List<String> inventory(Instant now) {
        List<String> lines = new ArrayList<>();
        repositories
                .all()
                .forEach(each -> lines.add(each.region + " ecr repository " + each.name + " tags=" + each.tags));
        return lines;
    }

    private CreateRepositoryResponse create(Context context, CreateRepositoryRequest request) {
        String name = request.repositoryName();
        if (repositories.find(context.region(), name).isPresent()) {
            throw AwsError.of(
                    RepositoryAlreadyExistsException.builder(),
                    "Ecr",
                    "RepositoryAlreadyExistsException",
                    400,
                    "The repository with name '" + name + "' already exists in the registry with id '"
                            + context.account() + "'");
        }
        repositories.put(context.region(), name, new Repository(context.region(), name));
        return CreateRepositoryResponse.builder()
                .repository(repository -> repository
                        .repositoryName(name)
                        .registryId(context.account())
                        .repositoryArn(context.arn("ecr", "repository/" + name))
                        .createdAt(context.now()))
                .build();
    }

    private PutImageResponse put(Context context, PutImageRequest request) {
        Repository repository = require(context, request.registryId(), request.repositoryName());
        String digest = "sha256:" + context.seed().hex(64, "image", request.imageManifest());
        repository.tags.put(request.imageTag(), digest);
        repository.pushed.put(digest, context.now());
        return PutImageResponse.builder()
                .image(image -> image.registryId(context.account())
                        .repositoryName(repository.name)
                        .imageId(id -> id.imageDigest(digest).imageTag(request.imageTag())))
                .build();
    }

    private BatchDeleteImageResponse delete(Context context, BatchDeleteImageRequest request) {
        Repository repository = require(context, request.registryId(), request.repositoryName());
        request.imageIds().forEach(id -> {
            if (id.imageTag() != null) {
                repository.tags.remove(id.imageTag());
            } else {
                repository.tags.values().removeIf(digest -> digest.equals(id.imageDigest()));
                repository.pushed.remove(id.imageDigest());
            }
        });
        return BatchDeleteImageResponse.builder().imageIds(request.imageIds()).build();
    }

    private DescribeImagesResponse describe(Context context, DescribeImagesRequest request) {
        Repository repository = require(context, request.registryId(), request.repositoryName());
        List<ImageDetail> found = request.imageIds().stream()
                .map(id -> detail(context, repository, id))
                .toList();
        return DescribeImagesResponse.builder().imageDetails(found).build();
    }

    private static ImageDetail detail(Context context, Repository repository, ImageIdentifier id) {
        String digest = id.imageDigest() == null ? repository.tags.get(id.imageTag()) : id.imageDigest();
        if (digest == null || !repository.pushed.containsKey(digest)) {
            throw AwsError.of(
                    ImageNotFoundException.builder(),
                    "Ecr",
                    "ImageNotFoundException",
                    400,
                    "The image with imageId {imageDigest:'" + id.imageDigest() + "', imageTag:'" + id.imageTag()
                            + "'} does not exist within the repository with name '" + repository.name
                            + "' in the registry with id '" + context.account() + "'");
        }
        return ImageDetail.builder()
                .registryId(context.account())
                .repositoryName(repository.name)
                .imageDigest(digest)
                .imageTags(repository.tags.entrySet().stream()
                        .filter(tag -> tag.getValue().equals(digest))
                        .map(Map.Entry::getKey)
                        .toList())
                .imagePushedAt(repository.pushed.get(digest))
                .build();
    }

    private Repository require(Context context, String registry, String name) {
        boolean ours = registry == null || registry.equals(context.account());
        return repositories
                .find(context.region(), name)
                .filter(found -> ours)
                .orElseThrow(() -> AwsError.of(
                        RepositoryNotFoundException.builder(),
                        "Ecr",
                        "RepositoryNotFoundException",
                        400,
                        "The repository with name '" + name + "' does not exist in the registry with id '"
                                + (registry == null ? context.account() : registry) + "'"));
    }
}
