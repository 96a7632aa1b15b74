package io.labelmint.dr.discovery;

import io.labelmint.dr.estate.Regions;
import io.labelmint.dr.observatory.BackupJobs;
import io.labelmint.dr.observatory.BackupVaults;
import io.labelmint.dr.observatory.RecoveryPoints;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.backup.model.BackupJob;
import software.amazon.awssdk.services.backup.model.BackupJobState;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;

/** What AWS Backup does for databases already, by its jobs of the last week, and the vaults of both regions. */
final class BackedUp {
    /** Names an estate can declare; AWS's own vaults have slashes in theirs. */
    private static final String DECLARABLE = "[A-Za-z0-9_-]{2,50}";

    private final Regions regions;
    private final Sight sight;
    private final List<BackupVaultListMember> here;
    private final List<BackupVaultListMember> there;
    private final List<BackupJob> jobs;

    BackedUp(Regions regions, Sight sight, Instant now) {
        this.regions = regions;
        this.sight = sight;
        this.here = listed(regions.primary());
        this.there = listed(regions.dr());
        this.jobs = here.isEmpty()
                ? List.of()
                : sight.list("backup jobs", BackupJobs.recent(regions.primary(), now)).stream()
                        .filter(job -> job.state() == BackupJobState.COMPLETED)
                        .filter(job -> here.stream()
                                .anyMatch(vault -> vault.backupVaultName().equals(job.backupVaultName())))
                        .sorted(Comparator.comparing(BackupJob::creationDate).reversed())
                        .toList();
    }

    /**
     * Where a database is backed up to.
     *
     * @param primary vault in the primary region
     * @param dr vault in the DR region
     * @param role the role its backups are made with
     * @param byPlan whether a plan of AWS Backup makes them
     * @param locked whether both vaults are locked
     * @param copied whether a copy was seen in the DR region
     */
    record Vaults(String primary, String dr, String role, boolean byPlan, boolean locked, boolean copied) {
        void write(Entry entry) {
            entry.line("vaults:")
                    .line("  primary: " + Entry.plain(primary))
                    .line("  dr: " + Entry.plain(dr)
                            + (copied ? "" : "   # DECIDE: no copy of it is in any vault there; this is the only one"))
                    .line("  role: " + role)
                    .line("  locked: " + locked);
        }
    }

    /** Where {@code instance} is backed up to; empty if AWS Backup does not, or nobody can tell which vault has its copies. */
    Optional<Vaults> vaults(String instance) {
        return newest(instance).flatMap(job -> {
            Optional<BackupVaultListMember> copies = there.stream()
                    .filter(vault -> sight.read(
                                    "recovery points of " + instance,
                                    new RecoveryPoints(regions.dr(), vault.backupVaultName(), instance))
                            .filter(points -> !points.isEmpty())
                            .isPresent())
                    .findFirst();
            return copies.or(() -> there.size() == 1 ? Optional.of(there.get(0)) : Optional.empty())
                    .map(dr -> new Vaults(
                            job.backupVaultName(),
                            dr.backupVaultName(),
                            job.iamRoleArn(),
                            job.createdBy() != null && job.createdBy().backupPlanId() != null,
                            locked(here, job.backupVaultName()) && locked(there, dr.backupVaultName()),
                            copies.isPresent()));
        });
    }

    /** What has to be decided about a database that AWS Backup backs up into one region only. */
    List<String> halfFound(String instance) {
        return newest(instance)
                .filter(job -> vaults(instance).isEmpty())
                .map(job -> List.of("# DECIDE: AWS Backup backs it up into the vault " + job.backupVaultName()
                        + ", and no copy was found in " + regions.dr() + "; see via: aws-backup."))
                .orElse(List.of());
    }

    /** The vaults of both regions, a line each. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        here.forEach(vault -> lines.add(line(regions.primary(), vault)));
        there.forEach(vault -> lines.add(line(regions.dr(), vault)));
        return lines;
    }

    private static String line(String region, BackupVaultListMember vault) {
        return vault.backupVaultName() + " in " + region + ", "
                + (Boolean.TRUE.equals(vault.locked()) ? "locked" : "not locked") + ", "
                + vault.numberOfRecoveryPoints()
                + (Long.valueOf(1).equals(vault.numberOfRecoveryPoints()) ? " recovery point" : " recovery points");
    }

    private Optional<BackupJob> newest(String instance) {
        return jobs.stream().filter(job -> instance.equals(job.resourceArn())).findFirst();
    }

    private List<BackupVaultListMember> listed(String region) {
        return sight.list("backup vaults", new BackupVaults(region)).stream()
                .filter(vault -> vault.backupVaultName().matches(DECLARABLE))
                .toList();
    }

    private static boolean locked(List<BackupVaultListMember> vaults, String name) {
        return vaults.stream()
                .anyMatch(vault -> vault.backupVaultName().equals(name) && Boolean.TRUE.equals(vault.locked()));
    }
}
