package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.observatory.AwsObservatory;
import io.labelmint.dr.observatory.RecoveryPointDays;
import io.labelmint.dr.observatory.RegionHealth;
import io.labelmint.dr.review.Area;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The compliance review of an estate whose vaults hold a hundred thousand recovery points, on simulated AWS at its rates. */
class ReviewAtScaleTest {
    private final Trial trial = new Trial(HugeEstate.declared(), 11);

    @Test
    void aHundredThousandRecoveryPointsAreReviewedWithinAMinuteOnePageACall() {
        HugeEstate.keep(trial, Duration.ofHours(20));

        Looked looked = review();

        assertThat(looked.kept()).hasSize(HugeEstate.DATABASES).allMatch(Finding::green);
        assertThat(looked.kept())
                .allSatisfy(finding -> assertThat(finding.facts())
                        .containsEntry("points." + HugeEstate.EAST, Integer.toString(HugeEstate.EACH))
                        .containsEntry("calls." + HugeEstate.EAST, "5")
                        .containsEntry("points." + HugeEstate.WEST, Integer.toString(HugeEstate.EACH))
                        .containsEntry("calls." + HugeEstate.WEST, "5")
                        .containsEntry(
                                "promised." + HugeEstate.WEST,
                                looked.kept().get(0).facts().get("promised." + HugeEstate.EAST)));
        assertThat(looked.calls())
                .as("a call for each thousand")
                .isEqualTo(2L * HugeEstate.DATABASES * HugeEstate.EACH / 1000);
        assertThat(looked.took()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void whatIsKeptOfAHundredThousandIsADayEach() {
        HugeEstate.keep(trial, Duration.ofHours(20));
        PostgresDatabase database = trial.estate.databases().get(0);
        AwsObservatory observatory =
                new AwsObservatory(trial.world::client, trial.timeline, new RegionHealth(trial.timeline));

        RecoveryPointDays.Calendar calendar = observatory
                .read(new RecoveryPointDays(HugeEstate.EAST, "vault", HugeEstate.arn(database)))
                .orElseThrow();

        assertThat(calendar.points()).isEqualTo(HugeEstate.EACH);
        assertThat(calendar.days()).hasSize(HugeEstate.EACH);
        HugeEstate.keep(trial, database, HugeEstate.EAST, Duration.ofHours(19));
        trial.pass(Duration.ofSeconds(11));
        RecoveryPointDays.Calendar twice = observatory
                .read(new RecoveryPointDays(HugeEstate.EAST, "vault", HugeEstate.arn(database)))
                .orElseThrow();
        assertThat(twice.points()).isEqualTo(2L * HugeEstate.EACH);
        assertThat(twice.days()).as("as many days as before").hasSize(HugeEstate.EACH);
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
}
