package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.review.Area;
import io.labelmint.dr.simulator.rds.RdsScripts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** The review of a week on simulated AWS, after days on which the daily job ran. */
class ReviewTest {
    private static final long SEED = 41;
    private static final String EAST = "us-east-1";
    private static final String WEST = "us-west-2";

    private final Trial trial = new Trial(Trial.example("labelmint-production.yaml"), SEED);

    @Test
    void afterDaysLikeEachOtherAllOfItIsGreenAndNothingIsChanged() {
        days(11);
        int before = trial.world.calls().size();

        Evidence evidence = review();

        assertThat(red(evidence))
                .as("backups alone are not enough: no restore of them was ever tested, and no failover")
                .extracting(finding -> finding.split(" ", 2)[0])
                .containsExactly(
                        "readiness.restores-proved",
                        "readiness.restores-proved",
                        "readiness.restores-proved",
                        "readiness.restores-proved",
                        "readiness.rehearsed",
                        "review.practice",
                        "review.practice",
                        "review.health-score");
        assertThat(red(evidence).get(red(evidence).size() - 1))
                .startsWith("review.health-score labelmint-production: The health score of labelmint-production is 49")
                .contains("Hard fails: assets restore: to a moment, in the DR region");
        assertThat(names(evidence))
                .contains(
                        "review.backup-times orders-db",
                        "review.copy-times orders-db",
                        "review.backup-times billing-db",
                        "review.copy-times billing-db",
                        "review.backup-times sessions",
                        "review.snapshot-room us-east-1",
                        "review.snapshot-room us-west-2",
                        "review.instance-room us-west-2",
                        "review.storage orders-db",
                        "review.backups-kept orders-db",
                        "review.backups-kept billing-db",
                        "postgres.deletion-protection orders-db")
                .doesNotContain("review.backup-times assets");
        assertThat(finding(evidence, "review.backup-times orders-db").facts())
                .containsEntry("count", "7")
                .containsEntry("before", "4");
        assertThat(finding(evidence, "review.snapshot-room us-east-1").facts().get("perWeek"))
                .as("a snapshot a day, and none is old enough to go")
                .isEqualTo("7");
        assertThat(trial.world.calls().stream().skip(before))
                .allMatch(call -> call.operation()
                        .matches("(Describe|Get|List|Head|Simulate|GenerateServiceLast).*|PutMetricData"));
    }

    @Test
    void inTheFirstWeekTimesAreSaidAndNobodyKnowsWhetherTheyAreLong() {
        days(2);

        Evidence evidence = review();

        Finding times = finding(evidence, "review.backup-times orders-db");
        assertThat(times.verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(times.facts()).containsEntry("count", "2");
        assertThat(finding(evidence, "review.snapshot-room us-east-1").summary())
                .endsWith("is not known yet.");
        assertThat(finding(evidence, "review.snapshot-room us-east-1").green()).isTrue();
    }

    @Test
    void aWeekWithoutABackupIsRed() {
        Finding times = finding(review(), "review.backup-times orders-db");

        assertThat(times.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(times.summary()).contains("No backup of orders-db came about");
    }

    @Test
    void aQuotaThatGrowthReachesWithinFourWeeksIsRed() {
        trial.world.script(RdsScripts.manualSnapshotQuota(EAST, 25));
        days(5);

        Finding room = finding(review(), "review.snapshot-room us-east-1");

        assertThat(room.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(room.summary()).contains("of 25 manual snapshots").contains("the limit is reached within");
    }

    @Test
    void whereItIsKilledItFindsTheSameAgain() {
        days(4);
        Trial whole = trial;
        List<String> expected = names(review());

        Trial killed = new Trial(Trial.example("labelmint-production.yaml"), SEED);
        days(killed, 4);
        killed.job = Job.of(Job.Type.REVIEW).reviewing(ReviewRequest.WHOLE.after(AccessAudit.PASSED));
        int boundary = 0;
        Optional<Evidence> evidence = killed.process(boundary);
        while (evidence.isEmpty()) {
            evidence = killed.process(++boundary);
        }

        assertThat(names(evidence.get()))
                .contains("review.access-audit labelmint-production")
                .containsAll(expected);
        assertThat(names(evidence.get())).doesNotHaveDuplicates();
        assertThat(whole.ledgers.operations()).isNotEmpty();
    }

    @Test
    void anAuditThatFailedIsRedAndSaysWho() {
        trial.job = Job.of(Job.Type.REVIEW).reviewing(ReviewRequest.WHOLE.after(AccessAudit.FAILED));

        Finding audit = finding(trial.process(-1).orElseThrow(), "review.access-audit labelmint-production");

        assertThat(audit.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(audit.facts()).containsEntry("by", "test");
    }

    @Test
    void aBackupThatSomebodyDeletedIsMissedWithTheRunThatMadeIt() {
        days(4);
        DBSnapshot stolen = trial.world
                .client(RdsClient.class, WEST)
                .describeDBSnapshots(request -> request.snapshotType("manual"))
                .dbSnapshots()
                .get(0);
        assertThat(finding(review(), "review.backups-kept orders-db").green()).isTrue();

        trial.world
                .client(RdsClient.class, WEST)
                .deleteDBSnapshot(request -> request.dbSnapshotIdentifier(stolen.dbSnapshotIdentifier()));
        Finding kept = finding(review(), "review.backups-kept orders-db");

        assertThat(kept.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(kept.summary())
                .startsWith("In us-west-2 1 of 4 backups of orders-db are not kept as declared: ")
                .contains(" was made by backup-orders-db-")
                .endsWith(" and is gone.");
        assertThat(kept.facts()).containsEntry("broken.us-east-1", "0").containsEntry("broken.us-west-2", "1");
    }

    @Test
    void aReviewOfSomeAreasIsOfThoseAndSaysSo() {
        days(2);

        Evidence evidence = trial.fresh(Job.of(Job.Type.REVIEW)
                .reviewing(ReviewRequest.WHOLE.of(Area.named(List.of("capacity", "compliance")))));

        assertThat(evidence.title()).isEqualTo("Review (capacity, compliance) of labelmint-production");
        assertThat(names(evidence))
                .contains("review.snapshot-room us-east-1", "review.backups-kept orders-db")
                .noneMatch(
                        name -> name.startsWith("review.backup-times") || name.startsWith("readiness.service-drift"));
    }

    private void days(int days) {
        days(trial, days);
    }

    private static void days(Trial trial, int days) {
        for (int day = 0; day < days; day++) {
            Instant begun = trial.timeline.now();
            trial.fresh(Job.of(Job.Type.BACKUP));
            trial.timeline.runUntil(begun.plus(Duration.ofDays(1)));
        }
    }

    private Evidence review() {
        return trial.fresh(Job.of(Job.Type.REVIEW));
    }

    private static Finding finding(Evidence evidence, String name) {
        return evidence.findings().stream()
                .filter(finding -> (finding.check() + " " + finding.subject()).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(Evidence evidence) {
        return evidence.findings().stream()
                .map(finding -> finding.check() + " " + finding.subject())
                .toList();
    }

    private static List<String> red(Evidence evidence) {
        return evidence.findings().stream()
                .filter(finding -> !finding.green())
                .map(finding -> finding.check() + " " + finding.subject() + ": " + finding.summary())
                .toList();
    }
}
