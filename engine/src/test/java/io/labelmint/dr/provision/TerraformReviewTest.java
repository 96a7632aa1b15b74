package io.labelmint.dr.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The review of plans. {@code plan.json} is what Terraform 1.11.4 with AWS provider 5.100.0 printed for {@code estate.yaml},
 * without configuration and prior state; each test makes one thing of it wrong.
 */
class TerraformReviewTest {
    private static final Json JSON = new Json(List.of());
    private static final String LOCK = "module.primary.aws_backup_vault_lock_configuration.this[\"prov-it\"]";

    private final Estate estate = EstateLoader.parse(resource("estate.yaml"), "estate.yaml");
    private final ObjectNode plan = JSON.read(resource("plan.json"), ObjectNode.class);

    @TempDir
    Path folder;

    @Test
    void aPlanThatOnlyCreatesWhatIsDeclaredIsGreen() {
        assertThat(review(Set.of("prov-it"))).hasSize(5).allMatch(Finding::green);
    }

    @Test
    void aLockThatNobodyApprovedIsRed() {
        assertThat(red(Set.of())).containsExactly("provision.locks-approved " + LOCK);
        assertThat(red(Set.of("prov-it-dr"))).containsExactly("provision.locks-approved " + LOCK);
    }

    @Test
    void aReplacedVaultAndARemovedBucketAreRed() {
        String vault = "module.dr.aws_backup_vault.this[\"prov-it-dr\"]";
        String bucket = "module.primary.aws_s3_bucket.this[\"prov-it-assets\"]";
        actions(vault, "delete", "create");
        actions(bucket, "delete");

        assertThat(red())
                .containsExactlyInAnyOrder("provision.nothing-lost " + vault, "provision.nothing-lost " + bucket);
    }

    @Test
    void aStoreOfJenkinsInAPlanOfAwsBackupHasTwoSchedulers() {
        after("aws_backup_selection.this[\"vaulted-1\"]")
                .withArray("resources")
                .add("arn:aws:rds:us-east-1:123456789012:db:prov-it-plain-2");
        assertThat(red()).containsExactly("provision.one-scheduler plain-2");
    }

    @Test
    void aSelectionOfEverythingSchedulesWhatJenkinsSchedulesToo() {
        ArrayNode resources = after("aws_backup_selection.this[\"vaulted-1\"]").withArray("resources");
        resources.removeAll();
        resources.add("arn:aws:rds:*:*:db:*");
        assertThat(red()).containsExactly("provision.one-scheduler plain-2");
    }

    @Test
    void whatIsKeptShorterThanDeclaredIsRed() {
        String backups = "aws_backup_plan.this[\"prov-it-to-prov-it-dr\"]";
        for (JsonNode rule : after(backups).path("rule")) {
            ((ObjectNode) rule.path("copy_action").path(0).path("lifecycle").path(0)).put("delete_after", 30);
        }
        String lifecycle = "module.dr.aws_s3_bucket_lifecycle_configuration.this[\"prov-it-assets-dr\"]";
        ((ObjectNode) after(lifecycle)
                        .path("rule")
                        .path(0)
                        .path("noncurrent_version_expiration")
                        .path(0))
                .put("noncurrent_days", 1);

        assertThat(review(Set.of("prov-it")))
                .filteredOn(finding -> !finding.green())
                .extracting(Finding::summary)
                .containsExactlyInAnyOrder(
                        backups + " would keep copies in the DR region 30 days; declared are 35.",
                        backups
                                + " would keep no copies in the DR region longer than 30 days; monthly ones are to be kept"
                                + " 365.",
                        "What is overwritten in prov-it-assets-dr would be kept 1 days; declared are 35.");
    }

    @Test
    void anInstanceWithoutDeletionProtectionIsRed() {
        ObjectNode change = plan.withArray("resource_changes").addObject();
        change.put("address", "aws_db_instance.other").put("mode", "managed").put("type", "aws_db_instance");
        ObjectNode what = change.putObject("change");
        what.putArray("actions").add("update");
        what.putObject("before").put("deletion_protection", true);
        what.putObject("after").put("deletion_protection", false).put("backup_retention_period", 35);

        assertThat(red()).containsExactly("provision.deletion-protection aws_db_instance.other");
    }

    @Test
    void whatIsNoPlanIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("state.json"), "{\"format_version\":\"1.0\",\"values\":{}}");

        assertThatThrownBy(() -> TerraformPlan.read(file, JSON))
                .hasMessageContaining("is not a plan of Terraform as JSON. Write it with `terraform plan");
    }

    private ObjectNode change(String address) {
        for (JsonNode change : plan.path("resource_changes")) {
            if (change.path("address").asText().equals(address)) {
                return (ObjectNode) change.path("change");
            }
        }
        throw new AssertionError("the plan does not know " + address);
    }

    private ObjectNode after(String address) {
        return (ObjectNode) change(address).path("after");
    }

    private void actions(String address, String... actions) {
        ArrayNode changed = change(address).putArray("actions");
        List.of(actions).forEach(changed::add);
        if (actions.length == 1) {
            change(address).putNull("after");
        }
    }

    private List<String> red() {
        return red(Set.of("prov-it"));
    }

    private List<String> red(Set<String> locks) {
        return review(locks).stream()
                .filter(finding -> !finding.green())
                .map(finding -> finding.check() + " " + finding.subject())
                .toList();
    }

    private List<Finding> review(Set<String> locks) {
        try {
            Path file = Files.writeString(folder.resolve("plan.json"), plan.toString());
            return new TerraformReview(estate, locks).of(TerraformPlan.read(file, JSON));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String resource(String name) {
        try (InputStream text = TerraformReviewTest.class.getResourceAsStream(name)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
