package io.labelmint.dr.simulator.secretsmanager;

import io.labelmint.dr.simulator.core.Arn;
import io.labelmint.dr.simulator.core.AwsError;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Rate;
import io.labelmint.dr.simulator.core.Regional;
import io.labelmint.dr.simulator.core.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.ReplicaRegionType;
import software.amazon.awssdk.services.secretsmanager.model.ReplicationStatusType;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;
import software.amazon.awssdk.services.secretsmanager.model.StatusType;

/**
 * Simulated AWS Secrets Manager: secrets and their replicas in other regions, without values, which nothing that is rehearsed
 * may read. A replica has the ARN of its primary but for the region (user guide, "Replicate secrets across Regions").
 */
public final class SecretsManagerSimulator implements Service {
    /**
     * AWS chooses the six characters at the end of an ARN. So that a task definition can name a secret before there is one,
     * they are these here.
     */
    public static final String SUFFIX = "-Rehear";

    /** API reference, DeleteSecret, RecoveryWindowInDays: 30 if not given. */
    private static final int RECOVERY_DAYS = 30;

    private final Regional<Secret> secrets = new Regional<>();

    private static final class Secret {
        private final String region;
        private final String name;
        private final String arn;
        private final String primaryRegion;
        private final List<String> replicas;
        private final Instant created;
        private Instant deleted;

        private Secret(
                String region, String name, String arn, String primaryRegion, List<String> replicas, Instant created) {
            this.region = region;
            this.name = name;
            this.arn = arn;
            this.primaryRegion = primaryRegion;
            this.replicas = replicas;
            this.created = created;
        }
    }

    @Override
    public String name() {
        return "secretsmanager";
    }

    @Override
    public Class<? extends SdkClient> clientType() {
        return SecretsManagerClient.class;
    }

    @Override
    public void declare(Operations operations) {
        operations
                .change("CreateSecret", CreateSecretRequest.class, this::create)
                .change("DeleteSecret", DeleteSecretRequest.class, this::delete)
                .read("DescribeSecret", DescribeSecretRequest.class, this::describe);
    }

    @Override
    public AwsServiceException.Builder error() {
        return SecretsManagerException.builder();
    }

    /** User guide, "AWS Secrets Manager quotas": thousands a second of reading, 50 of the others. */
    @Override
    public Rate rate(String operation) {
        double perSecond = operation.equals("DescribeSecret") ? 10_000 : 50;
        return new Rate(operation, perSecond, perSecond);
    }

    @Override
    public List<String> inventory(Instant now) {
        return secrets.all().stream()
                .map(each -> each.region + " secretsmanager secret " + each.name + " primary=" + each.primaryRegion)
                .toList();
    }

    private CreateSecretResponse create(Context context, CreateSecretRequest request) {
        String name = request.name();
        if (secrets.find(context.region(), name).isPresent()) {
            throw AwsError.of(
                    ResourceExistsException.builder(),
                    "SecretsManager",
                    "ResourceExistsException",
                    400,
                    "The operation failed because the secret " + name + " already exists.");
        }
        List<String> replicas = request.addReplicaRegions().stream()
                .map(ReplicaRegionType::region)
                .toList();
        put(context, name, context.region(), replicas);
        replicas.forEach(region -> put(context.in(region), name, context.region(), List.of()));
        return CreateSecretResponse.builder()
                .name(name)
                .arn(arn(context, name))
                .replicationStatus(status(context, name, replicas))
                .build();
    }

    private void put(Context context, String name, String primary, List<String> replicas) {
        secrets.put(
                context.region(),
                name,
                new Secret(context.region(), name, arn(context, name), primary, replicas, context.now()));
    }

    private static String arn(Context context, String name) {
        return context.arn("secretsmanager", "secret:" + name + SUFFIX);
    }

    private DeleteSecretResponse delete(Context context, DeleteSecretRequest request) {
        Secret secret = require(context, request.secretId());
        if (Boolean.TRUE.equals(request.forceDeleteWithoutRecovery())) {
            secrets.remove(context.region(), secret.name);
        } else {
            secret.deleted = context.now();
        }
        return DeleteSecretResponse.builder()
                .arn(secret.arn)
                .name(secret.name)
                .deletionDate(context.now().plus(Duration.ofDays(RECOVERY_DAYS)))
                .build();
    }

    private DescribeSecretResponse describe(Context context, DescribeSecretRequest request) {
        Secret secret = require(context, request.secretId());
        return DescribeSecretResponse.builder()
                .arn(secret.arn)
                .name(secret.name)
                .createdDate(secret.created)
                .deletedDate(secret.deleted)
                .primaryRegion(secret.primaryRegion)
                .replicationStatus(status(context, secret.name, secret.replicas))
                .build();
    }

    /** It is said of the primary secret, for each of its replicas. */
    private static List<ReplicationStatusType> status(Context context, String name, List<String> replicas) {
        return replicas.stream()
                .map(region -> {
                    Optional<String> failure = context.scripts().get(SecretsManagerScripts.replication(region, name));
                    return ReplicationStatusType.builder()
                            .region(region)
                            .status(failure.isPresent() ? StatusType.FAILED : StatusType.IN_SYNC)
                            .statusMessage(failure.orElse("Replication succeeded"))
                            .build();
                })
                .toList();
    }

    private Secret require(Context context, String id) {
        Optional<Arn> arn = Arn.parse(id);
        String name = arn.map(Arn::resource)
                .map(resource -> resource.replaceFirst("^secret:", "").replaceFirst("-[A-Za-z0-9]{6}$", ""))
                .orElse(id);
        return Optional.ofNullable(name)
                .filter(found -> arn.isEmpty() || arn.get().region().equals(context.region()))
                .flatMap(found -> secrets.find(context.region(), found))
                .orElseThrow(() -> AwsError.of(
                        ResourceNotFoundException.builder(),
                        "SecretsManager",
                        "ResourceNotFoundException",
                        400,
                        "Secrets Manager can't find the specified secret."));
    }
}
