package io.labelmint.dr.emulator;

import static io.labelmint.dr.emulator.Emulator.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.labelmint.dr.aws.SdkAws;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.monitoring.DashboardsKept;
import io.labelmint.dr.observatory.AwsObservatory;
import io.labelmint.dr.observatory.RegionHealth;
import io.labelmint.dr.provision.ImportBlocks;
import io.labelmint.dr.provision.TerraformPlan;
import io.labelmint.dr.provision.TerraformReview;
import io.labelmint.dr.provision.TerraformVariables;
import io.labelmint.dr.time.VirtualTimeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * The Terraform module with the real AWS provider, on moto. What moto does not answer is planned and not applied: the policies
 * of vaults, selections of backup plans, and AWS's own policy for AWS Backup; so are replicas, replicated backups and global
 * datastores, which no estate here has.
 */
@Tag("emulator")
class TerraformIT {
    private static final Set<String> UNANSWERED = Set.of(
            "aws_backup_vault_policy.this",
            "aws_backup_selection.this",
            "aws_iam_role_policy_attachment.backup_service");

    private static final String PROVIDERS = """
            provider "aws" {
              alias             = "primary"
              s3_use_path_style = true
              max_retries       = 3
            }

            provider "aws" {
              alias             = "dr"
              s3_use_path_style = true
              max_retries       = 3
            }
            """;

    @TempDir
    Path folder;

    // What takes a minute of each is waiting for what the provider takes for consistent at last.
    @Execution(ExecutionMode.CONCURRENT)
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 50})
    void whatAnEstateDeclaresIsPlannedReviewedAndCreated(int databases) throws Exception {
        Emulator moto = Emulator.MOTO;
        Map<String, String> environment = new TreeMap<>(moto.environment());
        environment.put("AWS_ENDPOINT_URL", moto.endpoint().toString());
        Terraform terraform = Terraform.of(folder, environment);
        String name = fresh("prov");
        Estate estate = EstateLoader.parse(estate(name, databases, moto.account()), "estate.yaml");
        terraform.write("emulator_override.tf", PROVIDERS);
        terraform.write("estate.auto.tfvars.json", Capabilities.json().canonical(TerraformVariables.of(estate)));
        terraform.write("locks.auto.tfvars", "engage_locks = [\"" + name + "\"]");

        assertThat(terraform.run("validate").text()).contains("The configuration is valid.");
        Terraform.Run plan = terraform.run("plan", "-input=false", "-parallelism=20", "-out=plan");
        assertThat(plan.code()).as(plan.text()).isZero();
        Terraform.Run shown = terraform.run("show", "-json", "plan");
        Path json = Files.writeString(folder.resolve("plan.json"), shown.text());

        TerraformPlan planned = TerraformPlan.read(json, Capabilities.json());
        assertThat(new TerraformReview(estate, Set.of(name)).of(planned)).allMatch(Finding::green);
        assertThat(new TerraformReview(estate, Set.of()).of(planned))
                .filteredOn(finding -> !finding.green())
                .extracting(Finding::check)
                .containsExactly("provision.locks-approved");
        assertThat(planned.changes())
                .filteredOn(change -> change.type().equals("aws_backup_selection"))
                .as("a selection for each store that AWS Backup schedules, and for no other")
                .hasSize((databases + 1) / 2);

        Terraform.Run apply = terraform.run("apply", "-input=false", "-parallelism=20", "plan");

        SortedSet<String> expected = planned.changes().stream()
                .map(TerraformPlan.Change::address)
                .filter(address -> UNANSWERED.stream().noneMatch(address::contains))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(created(terraform)).as(apply.text()).containsAll(expected);
        look(moto, name, estate, databases);
    }

    /** What AWS, or who stands in for it, has now. */
    private static void look(Emulator moto, String name, Estate estate, int databases) {
        try (SdkAws aws = moto.connect("terraform-it")) {
            assertThat(aws.reading()
                            .client(BackupClient.class, "us-east-1")
                            .listBackupVaults()
                            .backupVaultList())
                    .filteredOn(vault -> vault.backupVaultName().equals(name))
                    .extracting(BackupVaultListMember::locked)
                    .as("only the vault that was to be locked, and only by approval")
                    .containsExactly(true);
            assertThat(aws.reading()
                            .client(BackupClient.class, "us-west-2")
                            .listBackupVaults()
                            .backupVaultList())
                    .filteredOn(vault -> vault.backupVaultName().equals(name + "-dr"))
                    .extracting(vault -> Boolean.TRUE.equals(vault.locked()))
                    .containsExactly(false);
            assertThat(aws.reading()
                            .client(IamClient.class, "us-east-1")
                            .listRoles()
                            .roles())
                    .extracting(role -> role.roleName())
                    .contains(
                            name + "-it-dr-backup",
                            name + "-it-dr-retention",
                            name + "-it-dr-restore-test",
                            name + "-it-dr-failover");
            VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-05T02:00:00Z"));
            AwsObservatory observatory = new AwsObservatory(aws.reading(), timeline, new RegionHealth(timeline));
            assertThat(ImportBlocks.of(estate, observatory).ids())
                    .as("what is there would be adopted, not created once more, with " + databases + " databases")
                    .containsEntry("module.dr.aws_backup_vault.this[\"" + name + "-dr\"]", name + "-dr")
                    .containsEntry("module.primary.aws_s3_bucket.this[\"" + name + "-assets\"]", name + "-assets")
                    .containsKey("module.dr.aws_kms_key.backup[\"alias/" + name + "\"]")
                    .containsEntry(
                            "aws_s3_bucket_replication_configuration.this[\"" + name + "-assets\"]", name + "-assets");
            assertThat(new DashboardsKept().run(estate, observatory, timeline.now()))
                    .as("dashboards as they are declared, and one that shows every alarm and what it did")
                    .hasSize(2)
                    .allMatch(Finding::green)
                    .allSatisfy(finding -> assertThat(
                                    Integer.parseInt(finding.facts().get("alarms")))
                            .isGreaterThan(databases));
        }
    }

    private static Set<String> created(Terraform terraform) {
        Set<String> addresses = new TreeSet<>();
        JsonNode state = Capabilities.json().read(terraform.run("show", "-json").text(), JsonNode.class);
        collect(state.path("values").path("root_module"), addresses);
        return addresses;
    }

    private static void collect(JsonNode module, Set<String> addresses) {
        module.path("resources")
                .forEach(resource -> addresses.add(resource.path("address").asText()));
        module.path("child_modules").forEach(child -> collect(child, addresses));
    }

    /** Every other database is backed up by a plan of AWS Backup, the others by Jenkins. */
    private static String estate(String name, int databases, String account) {
        StringBuilder stores = new StringBuilder();
        for (int number = 1; number <= databases; number++) {
            stores.append((number % 2 == 1 ? VAULTED : PLAIN).replace("NUMBER", String.valueOf(number)));
        }
        return (HEAD + stores + TAIL).replace("NAME", name).replace("ACCOUNT", account);
    }

    private static final String HEAD = """
            project: NAME
            environment: it
            regions: { primary: us-east-1, dr: us-west-2 }
            controller: { region: us-west-2 }
            access: { account: "ACCOUNT", externalId: NAME-it }
            state: { bucket: NAME-state }
            databases:
            """;

    private static final String VAULTED = """
              - id: vaulted-NUMBER
                instance: NAME-vaulted-NUMBER
                via: aws-backup
                scheduledBy: backup-plan
                keys: { primary: alias/NAME, dr: alias/NAME }
                vaults: { primary: NAME, dr: NAME-dr, role: "arn:aws:iam::ACCOUNT:role/service/NAME-backup", locked: true }
                objectives: { rpo: 24h, rto: 4h }
            """;

    private static final String PLAIN = """
              - id: plain-NUMBER
                instance: NAME-plain-NUMBER
                keys: { primary: alias/NAME, dr: alias/NAME }
                objectives: { rpo: 24h, rto: 4h }
            """;

    private static final String TAIL = """
            buckets:
              - id: assets
                bucket: NAME-assets
                replica: NAME-assets-dr
                replicationTimeControl: true
                transitions:
                  - { afterDays: 30, storageClass: STANDARD_IA }
                  - { afterDays: 90, storageClass: GLACIER_IR }
                objectives: { rpo: 1h, rto: 4h }
            records:
              - name: NAME.prov.example
                hostedZone: Z0123456789EXAMPLE
                switchedBy: standby-takes-over
                healthCheck: 00000000-1111-2222-3333-444444444444
                standbyObject: { bucket: NAME-traffic, key: standby }
            notifications:
              drTopic: arn:aws:sns:us-west-2:ACCOUNT:NAME
              primaryTopic: arn:aws:sns:us-east-1:ACCOUNT:NAME
            monitoring: { metricsNamespace: NAME/DR }
            contacts:
              - role: incident-commander
                name: On duty
                phone: "+1 202 555 0101"
                email: duty@prov.example
                confirmed: 2026-11-01
            """;
}
