package io.labelmint.dr.provision;

import com.fasterxml.jackson.databind.JsonNode;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Retention;
import io.labelmint.dr.provision.TerraformPlan.Change;
import io.labelmint.dr.provision.TerraformReview.Red;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Does a plan keep backups, replicated backups and objects at least as long as the estate declares? */
final class PlannedRetention {
    private final Estate estate;
    private final Red red = new Red("provision.retention", "backups are kept as long as declared", Controls.BACKUP);

    PlannedRetention(Estate estate) {
        this.estate = estate;
    }

    List<Finding> of(TerraformPlan plan) {
        for (Change change : plan.changes()) {
            if (change.after().isMissingNode()) {
                continue;
            }
            switch (change.type()) {
                case "aws_backup_plan" -> plan(change);
                case "aws_db_instance" -> instance(change);
                case "aws_db_instance_automated_backups_replication" -> replicated(change);
                case "aws_s3_bucket_lifecycle_configuration" -> lifecycle(change);
                default -> {
                    // Keeps nothing.
                }
            }
        }
        return red.or(estate.name(), "Everything in the plan is kept as long as the estate declares.");
    }

    private void plan(Change change) {
        List<Integer> kept = new ArrayList<>();
        List<Integer> copied = new ArrayList<>();
        for (JsonNode rule : change.after().path("rule")) {
            kept.add(days(change, rule.path("lifecycle")));
            rule.path("copy_action").forEach(copy -> copied.add(days(change, copy.path("lifecycle"))));
        }
        atLeast(change, "backups", kept);
        atLeast(change, "copies in the DR region", copied);
    }

    /** Each as long as an ordinary day's, and one of them as long as a month's. */
    private void atLeast(Change change, String what, List<Integer> days) {
        Retention retention = estate.retention();
        int shortest = days.stream().min(Integer::compare).orElse(0);
        int longest = days.stream().max(Integer::compare).orElse(0);
        if (shortest < retention.dailyDays()) {
            red.add(
                    change.address(),
                    change.address() + " would keep " + what + " " + shortest + " days; declared are "
                            + retention.dailyDays() + ".",
                    "Let the module make its rules, or lower retention.dailyDays in the estate file.");
        }
        if (longest < retention.monthlyDays()) {
            red.add(
                    change.address(),
                    change.address() + " would keep no " + what + " longer than " + longest
                            + " days; monthly ones are to be kept " + retention.monthlyDays() + ".",
                    "Let the module make its rules, or lower retention.monthlyDays in the estate file.");
        }
    }

    /** The days of a lifecycle; without one AWS Backup keeps for ever. */
    private int days(Change change, JsonNode lifecycle) {
        JsonNode one = lifecycle.path(0);
        if (one.path("cold_storage_after").asInt() > 0) {
            // AWS Backup Developer Guide, "Feature availability by resource": recovery points of RDS never go cold.
            red.add(
                    change.address(),
                    change.address()
                            + " would move recovery points of RDS into cold storage, which AWS Backup ignores.",
                    "Remove cold_storage_after.");
        }
        int days = one.path("delete_after").asInt();
        return days == 0 ? Integer.MAX_VALUE : days;
    }

    private void instance(Change change) {
        JsonNode days = change.after().path("backup_retention_period");
        if (change.changes()
                && days.isInt()
                && days.asInt() < estate.retention().pitrDays()) {
            red.add(
                    change.address(),
                    change.address() + " would keep automated backups " + days.asInt() + " days; declared are "
                            + estate.retention().pitrDays() + ".",
                    "Set backup_retention_period to " + estate.retention().pitrDays() + ".");
        }
    }

    private void replicated(Change change) {
        String source = change.after().path("source_db_instance_arn").asText();
        estate.databases().stream()
                .filter(database -> source.endsWith(":db:" + database.instance()))
                .findFirst()
                .flatMap(database -> database.replicatedBackups())
                .filter(declared -> change.after().path("retention_period").asInt() < declared.retentionDays())
                .ifPresent(declared -> red.add(
                        change.address(),
                        change.address() + " would keep replicated backups "
                                + change.after().path("retention_period").asInt() + " days; declared are "
                                + declared.retentionDays() + ".",
                        "Set retention_period to " + declared.retentionDays() + "."));
    }

    /** Of buckets that hold data; those of tests and ledgers throw away what they like. */
    private void lifecycle(Change change) {
        String bucket = name(change).orElse("");
        if (!stores().contains(bucket)) {
            return;
        }
        for (JsonNode rule : change.after().path("rule")) {
            JsonNode noncurrent =
                    rule.path("noncurrent_version_expiration").path(0).path("noncurrent_days");
            if (noncurrent.isInt() && noncurrent.asInt() < estate.retention().dailyDays()) {
                red.add(
                        change.address(),
                        "What is overwritten in " + bucket + " would be kept " + noncurrent.asInt()
                                + " days; declared are " + estate.retention().dailyDays() + ".",
                        "Set noncurrent_days to " + estate.retention().dailyDays() + ".");
            }
            JsonNode expiry = rule.path("expiration").path(0).path("days");
            if (expiry.asInt() > 0 && expiry.asInt() < estate.retention().monthlyDays()) {
                red.add(
                        change.address(),
                        "Objects of " + bucket + " would expire after " + expiry.asInt() + " days; they are to be kept "
                                + estate.retention().monthlyDays() + ".",
                        "Remove the expiration.");
            }
        }
    }

    /** The bucket is not known before it is made; the module's address has its name. */
    private static Optional<String> name(Change change) {
        String known = change.after().path("bucket").asText("");
        if (!known.isEmpty()) {
            return Optional.of(known);
        }
        String[] parts = change.address().split("\"", -1);
        return parts.length == 3 ? Optional.of(parts[1]) : Optional.empty();
    }

    private Set<String> stores() {
        Set<String> stores = new HashSet<>();
        estate.buckets().forEach(bucket -> {
            stores.add(bucket.bucket());
            bucket.replica().ifPresent(stores::add);
        });
        return stores;
    }
}
