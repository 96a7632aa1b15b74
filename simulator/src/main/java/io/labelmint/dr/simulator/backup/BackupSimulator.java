package io.labelmint.dr.simulator.backup;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Rate;
import io.labelmint.dr.simulator.core.Script;
import io.labelmint.dr.simulator.core.Service;
import io.labelmint.dr.simulator.kms.KmsSimulator;
import io.labelmint.dr.simulator.rds.BackupSnapshots;
import io.labelmint.dr.simulator.rds.RdsSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupException;
import software.amazon.awssdk.services.backup.model.Lifecycle;
import software.amazon.awssdk.services.backup.model.ListTagsRequest;
import software.amazon.awssdk.services.backup.model.ListTagsResponse;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.backup.model.RecoveryPointCreator;
import software.amazon.awssdk.services.backup.model.RecoveryPointStatus;
import software.amazon.awssdk.services.backup.model.TagResourceRequest;
import software.amazon.awssdk.services.backup.model.TagResourceResponse;
import software.amazon.awssdk.services.backup.model.UntagResourceRequest;
import software.amazon.awssdk.services.backup.model.UntagResourceResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Simulated AWS Backup of RDS instances: vaults and their locks, backup jobs, copy jobs between regions, recovery points,
 * and what restore testing makes of them. Backup plans exist as {@link BackupScripts#planMade} only.
 */
public final class BackupSimulator implements Service {
    /** Calls a second, all operations together: AWS General Reference, "AWS Backup endpoints and quotas". */
    private static final Rate SUM = new Rate("all", 50, 50);

    private final KmsSimulator kms;
    private final BackupSnapshots snapshots;
    private final Vaults vaults;
    private final RecoveryPoints points;
    private final BackupSchedule schedule;
    private final BackupJobs backups;
    private final CopyJobs copies;
    private final RestoreTestingPlans restoreTests;

    public BackupSimulator(KmsSimulator kms, RdsSimulator rds) {
        this.kms = kms;
        this.snapshots = rds.backupSnapshots();
        this.vaults = new Vaults(kms, this::countIn);
        this.points = new RecoveryPoints(vaults);
        this.schedule = new BackupSchedule(points, snapshots);
        this.backups = new BackupJobs(vaults, schedule);
        this.copies = new CopyJobs(vaults, points, new CopySchedule(points, snapshots));
        this.restoreTests = new RestoreTestingPlans(vaults, points, rds.backupRestores());
        snapshots.shownIf(points::isInRds);
    }

    @Override
    public String name() {
        return "backup";
    }

    @Override
    public Class<? extends SdkClient> clientType() {
        return BackupClient.class;
    }

    @Override
    public void declare(Operations operations) {
        vaults.declare(operations);
        points.declare(operations);
        backups.declare(operations);
        copies.declare(operations);
        restoreTests.declare(operations);
        operations
                .change("TagResource", TagResourceRequest.class, this::tag)
                .change("UntagResource", UntagResourceRequest.class, this::untag)
                .read("ListTags", ListTagsRequest.class, this::listTags);
    }

    @Override
    public AwsServiceException.Builder error() {
        return BackupException.builder();
    }

    /** AWS General Reference, "AWS Backup endpoints and quotas"; what is not named there counts in the sum only. */
    @Override
    public Rate rate(String operation) {
        return switch (operation) {
            case "StartBackupJob", "StartCopyJob" -> new Rate(operation, 5, 5);
            case "DescribeBackupJob", "DescribeCopyJob" -> new Rate(operation, 15, 15);
            case "DeleteRecoveryPoint" -> new Rate(operation, 10, 10);
            default -> operation.startsWith("List") ? new Rate(operation, 20, 20) : SUM;
        };
    }

    @Override
    public List<Rate> rates(String operation) {
        Rate own = rate(operation);
        return own.equals(SUM) ? List.of(SUM) : List.of(own, SUM);
    }

    @Override
    public void scripted(Context context, Script script) {
        BackupScripts.denial(script).ifPresent(denial -> points.denyDeletion(context, denial));
        BackupScripts.testEvent(script).ifPresent(event -> restoreTests.run(context.in(event.region()), event));
        BackupScripts.pastEvent(script).ifPresent(event -> past(context.in(event.region()), event));
        BackupScripts.planEvent(script).ifPresent(event -> planned(context.in(event.region()), event));
    }

    @Override
    public Map<String, Instant> restsAt() {
        return backups.restsAt();
    }

    @Override
    public List<String> inventory(Instant now) {
        List<String> lines = new ArrayList<>();
        for (Vault vault : vaults.all()) {
            lines.add(vault.region + " backup vault " + vault.name + " lock=" + locked(vault) + " key="
                    + kms.nameOf(vault.key) + " tags=" + vault.tags);
        }
        for (RecoveryPoint point : points.all()) {
            if (!point.atRest(now).equals("DELETED")) {
                lines.add(point.vault.region + " backup point " + point.vault.name + "/" + point.fixed.resourceName()
                        + " " + point.atRest(now) + " from=" + point.copiedFrom + " days="
                        + point.lifecycle().deleteAfterDays());
            }
        }
        return lines;
    }

    private static String locked(Vault vault) {
        if (vault.lock == null) {
            return "none";
        }
        String mode = vault.lock.lockDate() == null ? "governance" : "compliance";
        return mode + ":" + vault.lock.min() + "-" + vault.lock.max();
    }

    private long countIn(Context context, Vault vault) {
        return points.countIn(context, vault);
    }

    /** Does what a backup plan did. */
    private void planned(Context context, BackupScripts.PlanEvent event) {
        Vault vault = vaults.find(event.region(), event.vault()).orElseThrow(BackupErrors::noSuchVault);
        String role = "arn:aws:iam::" + context.account() + ":role/service-role/AWSBackupDefaultServiceRole";
        if (!event.continuous()) {
            backups.begin(context, BackupOrder.of(vault, event, role, creator(context, event)));
            return;
        }
        DBInstance instance = schedule.requireResource(context, event.resourceArn());
        // A continuous backup is RDS's automated backup, whose ARN has this form: RDS user guide, "Automated backups".
        String id =
                context.seed().letters(26, "continuous", event.resourceArn()).toLowerCase(Locale.ROOT);
        RecoveryPointByBackupVault fixed = RecoveryPointByBackupVault.builder()
                .recoveryPointArn(context.arn("rds", "auto-backup:ab-" + id))
                .resourceArn(event.resourceArn())
                .resourceType("RDS")
                .resourceName(instance.dbInstanceIdentifier())
                .createdBy(creator(context, event))
                .iamRoleArn(role)
                .creationDate(event.at())
                .initiationDate(event.at())
                .backupSizeInBytes(0L)
                .lifecycle(Lifecycle.builder().deleteAfterDays(event.days()).build())
                .encryptionKeyArn(instance.kmsKeyId())
                .isEncrypted(instance.kmsKeyId() != null)
                .build();
        points.add(context, new RecoveryPoint(vault, fixed, event.at(), null, RecoveryPointStatus.AVAILABLE, null));
    }

    private void past(Context context, BackupScripts.PastEvent event) {
        Vault vault = vaults.find(event.region(), event.vault()).orElseThrow(BackupErrors::noSuchVault);
        for (int day = 0; day < event.count(); day++) {
            Instant at = event.last().minus(Duration.ofDays(day));
            String id = context.seed().uuid("backup-history", event.vault(), event.resourceArn(), at);
            RecoveryPointByBackupVault fixed = RecoveryPointByBackupVault.builder()
                    .recoveryPointArn(context.arn("rds", "snapshot:awsbackup:job-" + id))
                    .resourceArn(event.resourceArn())
                    .resourceType("RDS")
                    .creationDate(at)
                    .initiationDate(at)
                    .completionDate(at)
                    .backupSizeInBytes(0L)
                    .lifecycle(Lifecycle.builder().deleteAfterDays(event.days()).build())
                    .encryptionKeyArn(vault.key)
                    .isEncrypted(true)
                    .build();
            points.add(context, new RecoveryPoint(vault, fixed, at, at, RecoveryPointStatus.COMPLETED, null));
        }
    }

    private RecoveryPointCreator creator(Context context, BackupScripts.PlanEvent event) {
        String plan = context.seed().uuid("backup-plan", event.region(), event.vault());
        return RecoveryPointCreator.builder()
                .backupPlanId(plan)
                .backupPlanArn(context.arn(name(), "backup-plan:" + plan))
                .backupPlanName(event.vault() + "-plan")
                .backupPlanVersion(context.seed().letters(32, "backup-plan-version", plan))
                .backupRuleId(context.seed().uuid("backup-rule", plan, event.days()))
                .build();
    }

    private TagResourceResponse tag(Context context, TagResourceRequest request) {
        tagged(context, request.resourceArn()).tags.putAll(request.tags());
        return TagResourceResponse.builder().build();
    }

    private UntagResourceResponse untag(Context context, UntagResourceRequest request) {
        tagged(context, request.resourceArn()).tags.keySet().removeAll(request.tagKeyList());
        return UntagResourceResponse.builder().build();
    }

    private ListTagsResponse listTags(Context context, ListTagsRequest request) {
        return ListTagsResponse.builder()
                .tags(tagged(context, request.resourceArn()).tags)
                .build();
    }

    /**
     * The vault {@code arn}. Recovery points of RDS have their tags in RDS: "ListTags only works for resource types that
     * support full AWS Backup management of their backups" (API reference, ListTags).
     */
    private Vault tagged(Context context, String arn) {
        return vaults.all().stream()
                .filter(vault -> vault.arn.equals(arn) && vault.region.equals(context.region()))
                .findFirst()
                .orElseThrow(() -> BackupErrors.notFound("Cannot find a resource with tags: " + arn));
    }
}
