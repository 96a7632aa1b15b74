package io.labelmint.dr.simulator.backup;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import io.labelmint.dr.simulator.core.RequestJson;
import io.labelmint.dr.simulator.kms.KmsSimulator;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongBiFunction;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.backup.model.CreateBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.CreateBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.DeleteBackupVaultLockConfigurationRequest;
import software.amazon.awssdk.services.backup.model.DeleteBackupVaultLockConfigurationResponse;
import software.amazon.awssdk.services.backup.model.DescribeBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.DescribeBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.GetBackupVaultAccessPolicyRequest;
import software.amazon.awssdk.services.backup.model.GetBackupVaultAccessPolicyResponse;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsRequest;
import software.amazon.awssdk.services.backup.model.ListBackupVaultsResponse;
import software.amazon.awssdk.services.backup.model.PutBackupVaultAccessPolicyRequest;
import software.amazon.awssdk.services.backup.model.PutBackupVaultAccessPolicyResponse;
import software.amazon.awssdk.services.backup.model.PutBackupVaultLockConfigurationRequest;
import software.amazon.awssdk.services.backup.model.PutBackupVaultLockConfigurationResponse;
import software.amazon.awssdk.services.backup.model.VaultType;

/** The vaults of all regions, their locks and policies. Policies are kept and shown; nothing enforces them. */
final class Vaults {
    /** API reference, CreateBackupVault, backupVaultName. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{2,50}");

    /** A region and account: AWS Backup developer guide, "Quotas". */
    private static final int MOST = 300;

    /** Days before a lock becomes immutable, at least: API reference, PutBackupVaultLockConfiguration. */
    private static final long LEAST_COOLING_OFF = 3;

    /** Days: API reference, PutBackupVaultLockConfiguration, "approximately 100 years". */
    private static final long LONGEST_RETENTION = 36_500;

    private final Regional<Vault> vaults = new Regional<>();
    private final KmsSimulator kms;
    private final ToLongBiFunction<Context, Vault> recoveryPoints;

    /**
     * No vaults.
     *
     * @param recoveryPoints counts what is in a vault
     */
    Vaults(KmsSimulator kms, ToLongBiFunction<Context, Vault> recoveryPoints) {
        this.kms = kms;
        this.recoveryPoints = recoveryPoints;
    }

    void declare(Operations operations) {
        operations
                .change("CreateBackupVault", CreateBackupVaultRequest.class, this::create)
                .change("PutBackupVaultLockConfiguration", PutBackupVaultLockConfigurationRequest.class, this::lock)
                .change(
                        "DeleteBackupVaultLockConfiguration",
                        DeleteBackupVaultLockConfigurationRequest.class,
                        this::unlock)
                .change("PutBackupVaultAccessPolicy", PutBackupVaultAccessPolicyRequest.class, this::putPolicy)
                .read("GetBackupVaultAccessPolicy", GetBackupVaultAccessPolicyRequest.class, this::getPolicy)
                .read("DescribeBackupVault", DescribeBackupVaultRequest.class, this::describe)
                .read("ListBackupVaults", ListBackupVaultsRequest.class, this::list);
    }

    Optional<Vault> find(String region, String name) {
        return Optional.ofNullable(name).flatMap(given -> vaults.find(region, given));
    }

    Collection<Vault> all() {
        return vaults.all();
    }

    /** The vault that an operation on it names. */
    Vault require(Context context, String name) {
        return find(context.region(), BackupErrors.required("BackupVaultName", name))
                .orElseThrow(BackupErrors::noSuchVault);
    }

    private CreateBackupVaultResponse create(Context context, CreateBackupVaultRequest request) {
        String name = BackupErrors.required("BackupVaultName", request.backupVaultName());
        if (!NAME.matcher(name).matches()) {
            throw BackupErrors.invalidValue("Invalid backup vault name: " + name);
        }
        Optional<Vault> existing = find(context.region(), name);
        if (existing.isPresent()) {
            Vault vault = existing.get();
            // "Allows failed requests to be retried without the risk of running the operation twice".
            if (request.creatorRequestId() == null
                    || !request.creatorRequestId().equals(vault.creatorRequestId)) {
                throw BackupErrors.exists("Backup vault with the same name already exists");
            }
            return created(vault);
        }
        if (vaults.all(context.region()).size() >= MOST) {
            throw BackupErrors.limit("Cannot create more than " + MOST + " backup vaults");
        }
        Vault vault = new Vault(
                context.region(),
                name,
                context.arn("backup", "backup-vault:" + name),
                key(context, request.encryptionKeyArn()),
                context.now(),
                request.creatorRequestId());
        vault.tags.putAll(request.backupVaultTags());
        vaults.put(context.region(), name, vault);
        return created(vault);
    }

    /** The key given, or the one AWS manages for AWS Backup in the region. */
    private String key(Context context, String given) {
        if (given == null) {
            return context.arn("kms", "key/" + context.seed().uuid("aws/backup", context.region()));
        }
        return kms.resolve(context.region(), given)
                .orElseThrow(() -> BackupErrors.invalidValue("Invalid encryption key ARN: " + given));
    }

    private static CreateBackupVaultResponse created(Vault vault) {
        return CreateBackupVaultResponse.builder()
                .backupVaultName(vault.name)
                .backupVaultArn(vault.arn)
                .creationDate(vault.created)
                .build();
    }

    private PutBackupVaultLockConfigurationResponse lock(
            Context context, PutBackupVaultLockConfigurationRequest request) {
        Vault vault = require(context, request.backupVaultName());
        refuseIfImmutable(context, vault);
        Long min = request.minRetentionDays();
        Long max = request.maxRetentionDays();
        Long changeable = request.changeableForDays();
        if (changeable != null && changeable < LEAST_COOLING_OFF) {
            throw BackupErrors.invalidValue("ChangeableForDays must be " + LEAST_COOLING_OFF + " or greater");
        }
        if (min != null && (min < 1 || min > LONGEST_RETENTION)) {
            throw BackupErrors.invalidValue("Invalid MinRetentionDays: " + min);
        }
        if (max != null && (max < 1 || max > LONGEST_RETENTION || (min != null && max < min))) {
            throw BackupErrors.invalidValue("Invalid MaxRetentionDays: " + max);
        }
        vault.lock = new Vault.Lock(
                min, max, changeable == null ? null : context.now().plus(Duration.ofDays(changeable)));
        return PutBackupVaultLockConfigurationResponse.builder().build();
    }

    private DeleteBackupVaultLockConfigurationResponse unlock(
            Context context, DeleteBackupVaultLockConfigurationRequest request) {
        Vault vault = require(context, request.backupVaultName());
        refuseIfImmutable(context, vault);
        vault.lock = null;
        return DeleteBackupVaultLockConfigurationResponse.builder().build();
    }

    /** API reference, DeleteBackupVaultLockConfiguration: "you will receive an InvalidRequestException". */
    private static void refuseIfImmutable(Context context, Vault vault) {
        if (vault.lock != null && vault.lock.isImmutable(context.now())) {
            throw BackupErrors.invalidRequest("Backup vault lock configuration is immutable.");
        }
    }

    private PutBackupVaultAccessPolicyResponse putPolicy(Context context, PutBackupVaultAccessPolicyRequest request) {
        require(context, request.backupVaultName()).policy = request.policy();
        return PutBackupVaultAccessPolicyResponse.builder().build();
    }

    private GetBackupVaultAccessPolicyResponse getPolicy(Context context, GetBackupVaultAccessPolicyRequest request) {
        Vault vault = require(context, request.backupVaultName());
        if (vault.policy == null) {
            throw BackupErrors.notFound("Backup vault " + vault.name + " has no access policy");
        }
        return GetBackupVaultAccessPolicyResponse.builder()
                .backupVaultName(vault.name)
                .backupVaultArn(vault.arn)
                .policy(vault.policy)
                .build();
    }

    private DescribeBackupVaultResponse describe(Context context, DescribeBackupVaultRequest request) {
        Vault vault = require(context, request.backupVaultName());
        return RequestJson.read(
                RequestJson.write(vault.described(recoveryPoints.applyAsLong(context, vault))),
                DescribeBackupVaultResponse.class);
    }

    private ListBackupVaultsResponse list(Context context, ListBackupVaultsRequest request) {
        boolean none = Boolean.TRUE.equals(request.byShared())
                || (request.byVaultType() != null && request.byVaultType() != VaultType.BACKUP_VAULT);
        List<Vault> visible = vaults.all(context.region()).stream()
                .filter(vault -> !none && context.sees(vault.arn, vault.created))
                .toList();
        Page<Vault> page = BackupListing.page(visible, vault -> vault.name, request.nextToken(), request.maxResults());
        return ListBackupVaultsResponse.builder()
                .backupVaultList(page.items().stream()
                        .map(vault -> vault.described(recoveryPoints.applyAsLong(context, vault)))
                        .toList())
                .nextToken(page.marker())
                .build();
    }
}
