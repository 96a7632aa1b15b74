package io.labelmint.dr.provision;

import com.fasterxml.jackson.databind.JsonNode;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.provision.TerraformPlan.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is looked at before a plan of Terraform is applied: that nothing that holds data or protects it goes, that no lock is
 * engaged which nobody approved, that no store has two schedulers, and that nothing is kept shorter than declared. What
 * Terraform will only know when it applies counts as wrong where it would have to be right.
 */
public final class TerraformReview {
    /** What holds data, and what would no longer keep it if it went. */
    private static final Set<String> KEPT = Set.of(
            "aws_db_instance",
            "aws_db_instance_automated_backups_replication",
            "aws_rds_cluster",
            "aws_elasticache_replication_group",
            "aws_elasticache_global_replication_group",
            "aws_backup_vault",
            "aws_backup_vault_policy",
            "aws_backup_vault_lock_configuration",
            "aws_s3_bucket",
            "aws_s3_bucket_versioning",
            "aws_s3_bucket_replication_configuration",
            "aws_kms_key",
            "aws_kms_alias",
            "aws_route53_health_check");

    static final String LOCKS_APPROVED = "provision.locks-approved";

    private static final String LOCK = "aws_backup_vault_lock_configuration";

    private final Estate estate;
    private final Set<String> approvedLocks;

    /**
     * A review.
     *
     * @param estate what is declared
     * @param approvedLocks names of the vaults whose lock may be engaged
     */
    public TerraformReview(Estate estate, Set<String> approvedLocks) {
        this.estate = estate;
        this.approvedLocks = Set.copyOf(approvedLocks);
    }

    /** What was found, at least one finding a check. */
    public List<Finding> of(TerraformPlan plan) {
        return Stream.of(
                        kept(plan),
                        protection(plan),
                        locks(plan),
                        schedulers(plan),
                        new PlannedRetention(estate).of(plan))
                .flatMap(List::stream)
                .toList();
    }

    private List<Finding> kept(TerraformPlan plan) {
        Red red = new Red("provision.nothing-lost", "nothing that holds data goes", Controls.BACKUP);
        for (Change change : plan.changes()) {
            if (KEPT.contains(change.type()) && change.removes()) {
                boolean replaced = change.actions().contains("create");
                red.add(
                        change.address(),
                        change.address() + " would be " + (replaced ? "replaced" : "removed") + ".",
                        "Restore it in the estate file, or let Terraform forget it with a removed block, and delete by hand"
                                + " what is certainly no longer needed.");
            } else if (change.type().equals("aws_s3_bucket")
                    && change.after().path("force_destroy").asBoolean()) {
                red.add(
                        change.address(),
                        change.address() + " could be deleted with everything in it: force_destroy is set.",
                        "Remove force_destroy.");
            }
        }
        return red.or(estate.name(), "Nothing that holds data or protects it goes.");
    }

    private List<Finding> protection(TerraformPlan plan) {
        Red red = new Red("provision.deletion-protection", "nobody deletes a database by mistake", Controls.BACKUP);
        for (Change change : plan.changes()) {
            if (change.type().equals("aws_db_instance")
                    && change.changes()
                    && !change.after().path("deletion_protection").asBoolean()) {
                red.add(
                        change.address(),
                        change.address() + " would have no deletion protection.",
                        "Set deletion_protection = true.");
            }
        }
        return red.or(estate.name(), "Every database in the plan is protected against deletion.");
    }

    private List<Finding> locks(TerraformPlan plan) {
        Red red = new Red(LOCKS_APPROVED, "a lock is engaged by somebody's decision", Controls.IMMUTABILITY);
        for (Change change : plan.changes()) {
            if (!change.type().equals(LOCK) || !change.changes()) {
                continue;
            }
            String vault = change.after().path("backup_vault_name").asText("");
            if (vault.isEmpty() || !approvedLocks.contains(vault)) {
                red.add(
                        change.address(),
                        "The lock of vault " + (vault.isEmpty() ? "of a name not yet known" : vault)
                                + " would be engaged, which is for ever"
                                + days(change.after().path("changeable_for_days")) + ", and nobody approved it.",
                        "Have it decided by whoever answers for the data, and then pass --approve-lock " + vault
                                + "; or take it out of engage_locks.");
            }
            JsonNode shortest = change.after().path("min_retention_days");
            if (shortest.asInt() > estate.retention().dailyDays()) {
                red.add(
                        change.address(),
                        "The lock would refuse what is kept less than " + shortest.asInt()
                                + " days, and daily backups are kept "
                                + estate.retention().dailyDays() + ".",
                        "Raise retention.dailyDays in the estate file, or lower min_retention_days.");
            }
        }
        return red.or(estate.name(), "No lock is engaged that nobody approved.");
    }

    private static String days(JsonNode changeable) {
        return changeable.isInt() ? " after " + changeable.asInt() + " days" : "";
    }

    /**
     * The locks {@code plan} would engage or change: by the name of the vault, for how many days they could be taken off
     * again (AWS Backup API, PutBackupVaultLockConfiguration, ChangeableForDays); empty where the plan does not say.
     */
    static SortedMap<String, String> locksOf(TerraformPlan plan) {
        SortedMap<String, String> locks = new TreeMap<>();
        for (Change change : plan.changes()) {
            if (change.type().equals(LOCK) && change.changes()) {
                JsonNode days = change.after().path("changeable_for_days");
                locks.put(change.after().path("backup_vault_name").asText(""), days.isInt() ? days.asText() : "");
            }
        }
        return locks;
    }

    private List<Finding> schedulers(TerraformPlan plan) {
        Red red = new Red("provision.one-scheduler", "one store, one scheduler", Controls.BACKUP);
        List<PostgresDatabase> others = estate.databases().stream()
                .filter(database -> database.scheduledBy() != PostgresDatabase.ScheduledBy.BACKUP_PLAN)
                .toList();
        for (Change change : plan.changes()) {
            if (!change.type().equals("aws_backup_selection") || change.after().isMissingNode()) {
                continue;
            }
            if (!change.after().path("selection_tag").isEmpty()) {
                red.add(
                        change.address(),
                        change.address() + " selects by tags, so nobody can tell which stores it schedules too.",
                        "Select instances by their ARNs.");
            }
            for (JsonNode resource : change.after().path("resources")) {
                others.stream()
                        .filter(database -> selects(resource.asText(), database))
                        .forEach(database -> red.add(
                                database.id(),
                                "Both Jenkins and " + change.address() + " would schedule backups of "
                                        + database.instance() + ".",
                                "Write scheduledBy: backup-plan for " + database.id()
                                        + " in the estate file, or take it out of the plan."));
            }
        }
        return red.or(estate.name(), "No store has two schedulers.");
    }

    /** A selection may have wildcards (AWS Backup API, BackupSelection, Resources). */
    private boolean selects(String pattern, PostgresDatabase database) {
        String instance = "arn:aws:rds:" + estate.regions().primary() + ":"
                + estate.access().account().orElse("000000000000") + ":db:" + database.instance();
        String wanted = pattern.replaceFirst(
                "^(arn:aws)[a-z-]*(:rds:[^:]*:)[0-9]{12}",
                "$1$2" + estate.access().account().orElse("000000000000"));
        StringBuilder expression = new StringBuilder();
        for (String part : wanted.split("\\*", -1)) {
            expression.append(expression.isEmpty() ? "" : ".*").append(Pattern.quote(part));
        }
        return instance.matches(expression.toString());
    }

    /** The red findings of one check; where there are none, the green one. */
    static final class Red {
        private final String check;
        private final String objective;
        private final List<String> controls;
        private final List<Finding> findings = new ArrayList<>();

        Red(String check, String objective, List<String> controls) {
            this.check = check;
            this.objective = objective;
            this.controls = controls;
        }

        void add(String subject, String summary, String remedy) {
            findings.add(new Look(check, subject, objective, controls).failed(summary, remedy, Facts.NONE));
        }

        List<Finding> or(String subject, String summary) {
            return findings.isEmpty()
                    ? List.of(new Look(check, subject, objective, controls).passed(summary, Facts.NONE))
                    : List.copyOf(findings);
        }
    }
}
