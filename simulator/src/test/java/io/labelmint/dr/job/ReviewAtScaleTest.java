package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.observatory.AwsObservatory;
import io.labelmint.dr.observatory.RecoveryPointDays;
import io.labelmint.dr.observatory.RegionHealth;
import io.labelmint.dr.review.Area;
import io.labelmint.dr.simulator.backup.BackupScripts;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The compliance review of an estate whose vaults hold a hundred thousand recovery points, on simulated AWS at its rates. */
class ReviewAtScaleTest {
    private static final String EAST = "us-east-1";
    private static final String WEST = "us-west-2";

    /** As many as the seeding of a simulated estate makes at once without being throttled. */
    private static final int DATABASES = 10;

    private static final int EACH = 5000;

    /** DeleteAfterDays of a recovery point that is never deleted (AWS Backup API Reference, Lifecycle). */
    private static final int FOR_EVER = -1;

    private final Trial trial = new Trial(huge(), 11);

    @Test
    void aHundredThousandRecoveryPointsAreReviewedWithinAMinuteOnePageACall() {
        keep(EACH);

        Looked looked = review();

        assertThat(looked.kept()).hasSize(DATABASES).allMatch(Finding::green);
        assertThat(looked.kept())
                .allSatisfy(finding -> assertThat(finding.facts())
                        .containsEntry("points." + EAST, Integer.toString(EACH))
                        .containsEntry("calls." + EAST, "5")
                        .containsEntry("points." + WEST, Integer.toString(EACH))
                        .containsEntry("calls." + WEST, "5")
                        .containsEntry(
                                "promised." + WEST, looked.kept().get(0).facts().get("promised." + EAST)));
        assertThat(looked.calls()).as("a call for each thousand").isEqualTo(2L * DATABASES * EACH / 1000);
        assertThat(looked.took()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void whatIsKeptOfAHundredThousandIsADayEach() {
        keep(EACH);
        PostgresDatabase database = trial.estate.databases().get(0);
        AwsObservatory observatory =
                new AwsObservatory(trial.world::client, trial.timeline, new RegionHealth(trial.timeline));

        RecoveryPointDays.Calendar calendar = observatory
                .read(new RecoveryPointDays(EAST, "vault", arn(database)))
                .orElseThrow();

        assertThat(calendar.points()).isEqualTo(EACH);
        assertThat(calendar.days()).hasSize(EACH);
        keepOnTheSameDays(database, EACH);
        trial.pass(Duration.ofSeconds(11));
        RecoveryPointDays.Calendar twice = observatory
                .read(new RecoveryPointDays(EAST, "vault", arn(database)))
                .orElseThrow();
        assertThat(twice.points()).isEqualTo(2L * EACH);
        assertThat(twice.days()).as("as many days as before").hasSize(EACH);
    }

    private record Looked(List<Finding> kept, long calls, Duration took) {}

    private Looked review() {
        Instant begun = trial.timeline.now();
        int before = trial.world.calls().size();
        Evidence evidence = trial.fresh(
                Job.of(Job.Type.REVIEW).reviewing(ReviewRequest.WHOLE.of(new TreeSet<>(EnumSet.of(Area.COMPLIANCE)))));
        return new Looked(
                evidence.findings().stream()
                        .filter(finding -> finding.check().equals("review.backups-kept"))
                        .toList(),
                trial.world.calls().stream()
                        .skip(before)
                        .filter(call -> call.operation().equals("ListRecoveryPointsByBackupVault"))
                        .count(),
                Duration.between(begun, trial.timeline.now()));
    }

    private void keep(int each) {
        Instant last = trial.timeline.now().minus(Duration.ofHours(20));
        for (PostgresDatabase database : trial.estate.databases()) {
            trial.world.script(BackupScripts.history(EAST, "vault", arn(database), last, each, FOR_EVER));
            trial.world.script(BackupScripts.history(WEST, "vault-dr", arn(database), last, each, FOR_EVER));
        }
    }

    private void keepOnTheSameDays(PostgresDatabase database, int count) {
        Instant last = trial.timeline.now().minus(Duration.ofHours(19));
        trial.world.script(BackupScripts.history(EAST, "vault", arn(database), last, count, FOR_EVER));
    }

    private static String arn(PostgresDatabase database) {
        return "arn:aws:rds:us-east-1:123456789012:db:" + database.instance();
    }

    private static Estate huge() {
        StringBuilder databases = new StringBuilder();
        IntStream.range(0, DATABASES).forEach(number -> databases.append("""
                  - id: db-%1$d
                    instance: acme-db-%1$d
                    via: aws-backup
                    scheduledBy: jenkins
                    keys:
                      primary: arn:aws:kms:us-east-1:123456789012:alias/acme-backup
                      dr: arn:aws:kms:us-west-2:123456789012:alias/acme-backup
                    vaults:
                      primary: vault
                      dr: vault-dr
                      role: arn:aws:iam::123456789012:role/acme-backup
                      locked: true
                    objectives: { rpo: 24h, rto: 4h }
                """.formatted(number)));
        return EstateLoader.parse("""
                project: acme
                environment: test
                regions: { primary: us-east-1, dr: us-west-2 }
                access: { account: "123456789012" }
                retention: { pitrDays: 35, dailyDays: 90, weeklyDays: 365, monthlyDays: 2557 }
                databases:
                """ + databases, "huge.yaml");
    }
}
