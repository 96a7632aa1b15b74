package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.simulator.backup.BackupScripts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupJob;
import software.amazon.awssdk.services.backup.model.CopyJob;
import software.amazon.awssdk.services.rds.RdsClient;

/** The daily backup of a database that AWS Backup keeps, started by Jenkins, on simulated AWS. */
class VaultBackupTest {
    private static final long SEED = 11;

    @Test
    void aJobAndItsCopyAndNothingTwiceWhereverItIsKilled() {
        Trial whole = trial();
        assertThat(red(whole.process(-1).orElseThrow())).isEmpty();
        List<String> expected = whole.world.inventory();
        assertThat(expected).filteredOn(line -> line.contains(" backup point ")).hasSize(2);

        int boundary = 0;
        for (boolean died = true; died; boundary++) {
            Trial trial = trial();
            Optional<Evidence> first = trial.process(boundary);
            died = first.isEmpty();
            Evidence evidence = first.orElseGet(() -> trial.process(-1).orElseThrow());

            assertThat(red(evidence)).as("killed at boundary " + boundary).isEmpty();
            assertThat(trial.world.inventory())
                    .filteredOn(line -> line.contains(" backup point "))
                    .as("killed at boundary " + boundary)
                    .hasSize(2);
        }
        assertThat(boundary).isGreaterThan(10);
    }

    @Test
    void aJobOfAnotherIsWaitedFor() {
        Trial trial = trial();
        String instance = instance(trial);
        start(trial, instance);

        assertThat(red(trial.process(-1).orElseThrow())).isEmpty();
        assertThat(trial.world.inventory())
                .filteredOn(line -> line.contains(" backup point acme/"))
                .hasSize(2);
    }

    @Test
    void aJobThatFailsIsRedAndIsNotCopied() {
        Trial trial = trial();
        trial.world.script(BackupScripts.backupFails(instance(trial)));

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence)).contains("postgres.backup-failed", "postgres.copy-landed", "postgres.backup-age");
        assertThat(trial.world.calls()).noneMatch(call -> call.operation().equals("StartCopyJob"));
    }

    @Test
    void aRerunAfterAFailureStartsOneMoreJobWhereverItIsKilled() {
        int boundary = 0;
        for (boolean died = true; died; boundary++) {
            Trial trial = trial();
            trial.world.script(BackupScripts.backupFails(instance(trial)));
            assertThat(trial.process(-1)).isPresent();
            trial.world.script(BackupScripts.backupSucceeds(instance(trial)));

            died = trial.process(boundary).isEmpty();
            Evidence evidence = trial.process(-1).orElseThrow();

            String how = "killed at boundary " + boundary;
            assertThat(red(evidence)).as(how).isEmpty();
            assertThat(jobs(trial)).as(how).containsExactlyInAnyOrder("FAILED", "COMPLETED");
        }
        assertThat(boundary).isGreaterThan(10);
    }

    @Test
    void aRerunAfterTwoFailuresStartsAThirdJob() {
        Trial trial = trial();
        trial.world.script(BackupScripts.backupFails(instance(trial)));
        assertThat(trial.process(-1)).isPresent();
        assertThat(trial.process(-1)).isPresent();
        assertThat(jobs(trial)).containsExactly("FAILED", "FAILED");
        trial.world.script(BackupScripts.backupSucceeds(instance(trial)));

        assertThat(red(trial.process(-1).orElseThrow())).isEmpty();
        assertThat(jobs(trial)).containsExactlyInAnyOrder("FAILED", "FAILED", "COMPLETED");
    }

    @Test
    void aRerunGoesOnWithAJobSomebodyStartedSinceTheFailure() {
        Trial trial = trial();
        String instance = instance(trial);
        trial.world.script(BackupScripts.backupFails(instance));
        assertThat(trial.process(-1)).isPresent();
        trial.world.script(BackupScripts.backupSucceeds(instance));
        start(trial, instance);

        assertThat(red(trial.process(-1).orElseThrow())).isEmpty();
        assertThat(jobs(trial)).containsExactlyInAnyOrder("FAILED", "COMPLETED");
    }

    @Test
    void aCopyThatFailedIsStartedOnceMoreByARerun() {
        Trial trial = trial();
        trial.world.script(BackupScripts.copyFails(instance(trial)));
        assertThat(red(trial.process(-1).orElseThrow())).contains("postgres.copy-landed");
        trial.world.script(BackupScripts.copySucceeds(instance(trial)));

        assertThat(red(trial.process(-1).orElseThrow())).isEmpty();
        assertThat(jobs(trial)).containsExactly("COMPLETED");
        assertThat(trial.world
                        .client(BackupClient.class, "us-east-1")
                        .listCopyJobs(request -> {})
                        .copyJobs())
                .extracting(CopyJob::stateAsString)
                .containsExactlyInAnyOrder("FAILED", "COMPLETED");
    }

    @Test
    void aJobCompletedWithIssuesIsCopiedAndRed() {
        Trial trial = trial();
        trial.world.script(BackupScripts.backupCompletesWithIssues(instance(trial)));

        assertThat(red(trial.process(-1).orElseThrow())).containsExactly("postgres.backup-failed");
    }

    private static Trial trial() {
        return new Trial(estate(), SEED);
    }

    private static Estate estate() {
        return EstateLoader.parse("""
                project: acme
                environment: production
                regions: { primary: us-east-1, dr: us-west-2 }
                databases:
                  - id: billing-db
                    instance: acme-billing
                    via: aws-backup
                    scheduledBy: jenkins
                    replicatedBackups: {}
                    keys:
                      primary: arn:aws:kms:us-east-1:123456789012:alias/backup
                      dr: arn:aws:kms:us-west-2:123456789012:alias/backup
                    vaults:
                      primary: acme
                      dr: acme-dr
                      role: arn:aws:iam::123456789012:role/backup
                      locked: true
                    objectives: { rpo: 1h, rto: 4h }
                """, "estate.yaml");
    }

    private static String instance(Trial trial) {
        return trial.world
                .client(RdsClient.class, "us-east-1")
                .describeDBInstances(request -> request.dbInstanceIdentifier("acme-billing"))
                .dbInstances()
                .get(0)
                .dbInstanceArn();
    }

    /** Somebody starts a job in the console. */
    private static void start(Trial trial, String instance) {
        trial.world
                .client(BackupClient.class, "us-east-1")
                .startBackupJob(request -> request.backupVaultName("acme")
                        .resourceArn(instance)
                        .iamRoleArn("arn:aws:iam::123456789012:role/backup")
                        .lifecycle(lifecycle -> lifecycle.deleteAfterDays(35L)));
        trial.pass(Duration.ofMinutes(1)); // jobs are listed with a delay
    }

    /** How the backup jobs there are stand. */
    private static List<String> jobs(Trial trial) {
        return trial
                .world
                .client(BackupClient.class, "us-east-1")
                .listBackupJobs(request -> request.byBackupVaultName("acme"))
                .backupJobs()
                .stream()
                .map(BackupJob::stateAsString)
                .toList();
    }

    private static List<String> red(Evidence evidence) {
        return evidence.findings().stream()
                .filter(finding -> finding.check().matches("(postgres|vault)\\..*") && !finding.green())
                .map(Finding::check)
                .toList();
    }
}
