package io.labelmint.dr.simulator.backup;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.RequestJson;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.backup.model.DeleteRecoveryPointRequest;
import software.amazon.awssdk.services.backup.model.DeleteRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointRequest;
import software.amazon.awssdk.services.backup.model.DescribeRecoveryPointResponse;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultRequest;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByBackupVaultResponse;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByResourceRequest;
import software.amazon.awssdk.services.backup.model.ListRecoveryPointsByResourceResponse;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.backup.model.RecoveryPointStatus;

/** The recovery points of all vaults, and the operations on them. */
final class RecoveryPoints {
    private final Map<String, RecoveryPoint> byArn = new TreeMap<>();
    private final Vaults vaults;

    RecoveryPoints(Vaults vaults) {
        this.vaults = vaults;
    }

    void declare(Operations operations) {
        operations
                .read("DescribeRecoveryPoint", DescribeRecoveryPointRequest.class, this::describe)
                .read(
                        "ListRecoveryPointsByBackupVault",
                        ListRecoveryPointsByBackupVaultRequest.class,
                        this::listByVault)
                .read("ListRecoveryPointsByResource", ListRecoveryPointsByResourceRequest.class, this::listByResource)
                .change("DeleteRecoveryPoint", DeleteRecoveryPointRequest.class, this::delete);
    }

    void add(Context context, RecoveryPoint point) {
        byArn.put(point.arn, point);
        boolean denied = context.scripts()
                .get(BackupScripts.denied(point.vault.region, point.vault.name))
                .map(Boolean::parseBoolean)
                .orElse(false);
        point.denyDeletion(context, denied);
    }

    Collection<RecoveryPoint> all() {
        return byArn.values();
    }

    /** Whether RDS has the snapshot {@code arn}: once it is begun, or for a copy once it is complete. */
    boolean isInRds(Context context, String arn) {
        RecoveryPoint point = byArn.get(arn);
        return point != null && (point.copiedFrom == null ? point.exists(context) : point.isComplete(context));
    }

    long countIn(Context context, Vault vault) {
        return in(context, vault).size();
    }

    /** The recovery point {@code arn} in {@code vault}. */
    RecoveryPoint require(Context context, Vault vault, String arn) {
        return Optional.ofNullable(byArn.get(BackupErrors.required("RecoveryPointArn", arn)))
                .filter(point -> point.vault == vault && point.exists(context))
                .orElseThrow(() -> BackupErrors.notFound("Cannot find recovery point " + arn));
    }

    void denyDeletion(Context context, BackupScripts.Denial denial) {
        vaults.find(denial.region(), denial.vault())
                .ifPresent(vault -> all().stream()
                        .filter(point -> point.vault == vault && point.exists(context))
                        .forEach(point -> point.denyDeletion(context, denial.denied())));
    }

    private List<RecoveryPoint> in(Context context, Vault vault) {
        return all().stream()
                .filter(point -> point.vault == vault && point.exists(context))
                .toList();
    }

    private DescribeRecoveryPointResponse describe(Context context, DescribeRecoveryPointRequest request) {
        if (request.backupVaultAccountId() != null
                && !request.backupVaultAccountId().equals(context.account())) {
            throw BackupErrors.noSuchVault();
        }
        Vault vault = vaults.require(context, request.backupVaultName());
        RecoveryPoint point = require(context, vault, request.recoveryPointArn());
        return RequestJson.read(RequestJson.write(point.described(context)), DescribeRecoveryPointResponse.class);
    }

    private ListRecoveryPointsByBackupVaultResponse listByVault(
            Context context, ListRecoveryPointsByBackupVaultRequest request) {
        Vault vault = vaults.require(context, request.backupVaultName());
        List<RecoveryPoint> wanted = all().stream()
                .filter(point -> point.vault == vault && isWanted(point, request))
                .filter(point -> point.exists(context) && context.sees(point.arn, point.appears))
                .toList();
        Page<RecoveryPoint> page =
                BackupListing.page(wanted, RecoveryPoints::key, request.nextToken(), request.maxResults());
        return ListRecoveryPointsByBackupVaultResponse.builder()
                .recoveryPoints(page.items().stream()
                        .map(point -> point.described(context))
                        .toList())
                .nextToken(page.marker())
                .build();
    }

    private static boolean isWanted(RecoveryPoint point, ListRecoveryPointsByBackupVaultRequest request) {
        RecoveryPointByBackupVault fixed = point.fixed;
        String plan = fixed.createdBy() == null ? null : fixed.createdBy().backupPlanId();
        Instant created = fixed.creationDate();
        return BackupListing.equal(request.byResourceArn(), fixed.resourceArn())
                && BackupListing.equal(request.byResourceType(), fixed.resourceType())
                && BackupListing.equal(request.byBackupPlanId(), plan)
                && BackupListing.equal(request.byParentRecoveryPointArn(), null)
                && BackupListing.within(request.byCreatedAfter(), request.byCreatedBefore(), created);
    }

    private ListRecoveryPointsByResourceResponse listByResource(
            Context context, ListRecoveryPointsByResourceRequest request) {
        String resource = BackupErrors.required("ResourceArn", request.resourceArn());
        List<RecoveryPoint> wanted = all().stream()
                .filter(point -> point.vault.region.equals(context.region())
                        && point.fixed.resourceArn().equals(resource)
                        && point.exists(context)
                        && context.sees(point.arn, point.appears))
                .toList();
        Page<RecoveryPoint> page =
                BackupListing.page(wanted, RecoveryPoints::key, request.nextToken(), request.maxResults());
        return ListRecoveryPointsByResourceResponse.builder()
                .recoveryPoints(page.items().stream()
                        .map(point -> point.describedByResource(context))
                        .toList())
                .nextToken(page.marker())
                .build();
    }

    /**
     * "When an IAM role's permissions are insufficient to call this API, the service sends back an HTTP 200 response with
     * an empty HTTP body, but the recovery point is not deleted. Instead, it enters an EXPIRED state": API reference.
     */
    private DeleteRecoveryPointResponse delete(Context context, DeleteRecoveryPointRequest request) {
        Vault vault = vaults.require(context, request.backupVaultName());
        RecoveryPoint point = require(context, vault, request.recoveryPointArn());
        if (vault.lock != null) {
            throw BackupErrors.invalidRequest(
                    "The recovery point cannot be deleted because its backup vault is configured with a vault lock.");
        }
        RecoveryPointStatus status = point.status(context);
        if (status == RecoveryPointStatus.CREATING || status == RecoveryPointStatus.DELETING) {
            throw BackupErrors.busy();
        }
        point.delete(context);
        return DeleteRecoveryPointResponse.builder().build();
    }

    private static String key(RecoveryPoint point) {
        return BackupListing.key(point.fixed.creationDate(), point.arn);
    }
}
