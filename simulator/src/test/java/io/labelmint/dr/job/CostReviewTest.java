package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.provision.AccessPolicy;
import io.labelmint.dr.review.Area;
import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.costexplorer.CostExplorerScripts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.NoncurrentVersionTransition;
import software.amazon.awssdk.services.s3.model.Transition;
import software.amazon.awssdk.services.s3.model.TransitionStorageClass;

/** The review of cost on simulated AWS. */
class CostReviewTest {
    private static final long SEED = 20260211;
    private static final String EAST = "us-east-1";
    private static final String ESTATE = "labelmint-production";
    private static final String RDS = "Amazon Relational Database Service|";
    private static final String RDS_BACKUPS = "Amazon Relational Database Service.RDS:ChargedBackupUsage";
    private static final String PRICES = """
            storagePrices:
              - { region: us-east-1, gibMonth: 0.095 USD }
            """;

    @Test
    void withoutABudgetWhatBackupsCostIsToldAndNothingIsChanged() {
        Trial trial = trial("");
        int before = trial.world.calls().size();

        Evidence evidence = review(trial);

        Finding spend = finding(evidence, "cost.spend " + ESTATE);
        assertThat(spend.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(spend.summary())
                .startsWith(
                        "Backups and copies of labelmint-production cost 23.40 USD from 2025-12-07 to 2026-01-05, as much"
                                + " as the 30 days before (23.40); on a straight line the next year costs 280.80 USD.");
        assertThat(spend.facts())
                .containsEntry("spend.us-east-1." + RDS_BACKUPS, "9.30")
                .containsEntry("spend.us-west-2." + RDS_BACKUPS, "13.20")
                .containsEntry("spend.us-east-1.Amazon ElastiCache.ElastiCache:BackupUsage", "0.60")
                .containsEntry("spend.us-west-2.AWS Backup.WarmStorage-ByteHrs-EFS", "0.30")
                .containsEntry("transfer", "1.50")
                .containsEntry("s3.billed.us-east-1.TimedStorage-ByteHrs", "2.10")
                .containsEntry(
                        "s3.last30Days", "0.60") // transfer; what a rehearsal keeps in buckets is next to nothing
                .containsEntry("budget", "not declared")
                .containsEntry("requests", "1");
        assertThat(evidence.findings().stream().filter(finding -> !finding.green()))
                .extracting(Finding::check)
                .as("costs")
                .noneMatch(check -> check.startsWith("cost.") || check.startsWith("restore-test."));
        assertThat(trial.world.calls().stream().skip(before))
                .allMatch(call -> call.operation().matches("(Describe|Get|List|Head|Simulate).*|PutMetricData"));
    }

    @Test
    void moreThanTheBudgetIsRedWithTheTrend() {
        Trial trial = trial("budget: { backupsPerMonth: 40 USD }\n");
        trial.world.script(CostExplorerScripts.everyDay(
                Map.of(RDS + "USW2-RDS:ChargedBackupUsage", "1.56", RDS + "InstanceUsage:db.t4g.large", "6.20")));
        trial.pass(Duration.ofDays(31));

        Finding spend = finding(review(trial), "cost.spend " + ESTATE);

        assertThat(spend.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(spend.summary())
                .contains("cost 46.80 USD", "100% more than the 30 days before (23.40)")
                .contains("next year costs 2386.80 USD") // 12 * 46.80 + 78 * 23.40
                .contains("6.80 USD above the budget of 40 USD");
        assertThat(spend.remedy().orElse("")).contains("cost.retention");
    }

    @Test
    void withinTheBudgetItIsGreen() {
        Finding spend = finding(review(trial("budget: { backupsPerMonth: 24.00 USD }\n")), "cost.spend " + ESTATE);

        assertThat(spend.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(spend.objective()).isEqualTo("backups cost at most 24.00 USD in 30 days");
    }

    @Test
    void aBudgetInAnotherCurrencyIsNoBudget() {
        Finding spend = finding(review(trial("budget: { backupsPerMonth: 1000 EUR }\n")), "cost.spend " + ESTATE);

        assertThat(spend.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(spend.summary()).contains("The budget is 1000 EUR, and cannot be held against USD");
    }

    @Test
    void theBillIsAskedForOnceADay() {
        Trial trial = trial("");
        trial.world.script(CostExplorerScripts.daysAPage(20));

        Finding first = finding(review(trial), "cost.spend " + ESTATE);
        trial.pass(Duration.ofHours(3));
        Finding second = finding(review(trial), "cost.spend " + ESTATE);
        trial.pass(Duration.ofHours(3));
        Finding third = finding(review(trial), "cost.spend " + ESTATE);

        assertThat(asked(trial)).as("three pages of one answer").isEqualTo(3);
        assertThat(first.facts()).containsEntry("requests", "3").doesNotContainKey("foundBy");
        assertThat(second.facts())
                .containsAllEntriesOf(first.facts())
                .containsEntry("foundBy", "review-labelmint-production-20260107-0200-" + hash(second));
        assertThat(second.summary()).startsWith(first.summary()).contains(" Asked once a day: review-");
        assertThat(third).isEqualTo(second);

        trial.pass(Duration.ofDays(1));
        assertThat(finding(review(trial), "cost.spend " + ESTATE).facts()).doesNotContainKey("foundBy");
        assertThat(asked(trial)).isEqualTo(6);
    }

    @Test
    void whileUsEast1IsSilentNobodyKnowsAndTheNextReviewAsks() {
        Trial trial = trial("");
        trial.world.faults().region(EAST, Outage.DOWN);

        Evidence dark = review(trial);

        assertThat(finding(dark, "cost.spend " + ESTATE).verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(finding(dark, "cost.retention orders-db").verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(finding(dark, "cost.lifecycle assets").verdict()).isEqualTo(Verdict.NOT_TESTED);

        trial.world.faults().region(EAST, Outage.NONE);
        trial.pass(Duration.ofMinutes(5));
        assertThat(finding(review(trial), "cost.spend " + ESTATE).verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void anEstateThatIsNowhereNearUsEast1MayAskThereNevertheless() {
        String far = example("").replace("us-east-1", "eu-west-1").replace("us-west-2", "eu-central-1");

        List<?> statements =
                (List<?>) AccessPolicy.of(EstateLoader.parse(far, "far")).get("Statement");

        assertThat(statements)
                .filteredOn(statement -> statement.toString().contains("ce:GetCostAndUsage"))
                .singleElement()
                .asString()
                .contains("us-east-1");
    }

    @Test
    void anAccountWithoutABillIsNotACheapOne() {
        Trial trial = trial("");
        trial.world.script(CostExplorerScripts.everyDay(Map.of()));
        trial.pass(Duration.ofDays(40));

        Finding spend = finding(review(trial), "cost.spend " + ESTATE);

        assertThat(spend.verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(spend.summary()).contains("not even their instances");
    }

    @Test
    void whatKeepingCostsIsAnUpperBoundByTheEstatesOwnPrices() {
        Finding retention = finding(review(trial(PRICES)), "cost.retention orders-db");

        assertThat(retention.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(retention.facts())
                .containsEntry("allocatedGiB", "100")
                .containsEntry("backups.us-east-1.automated", "35")
                .containsEntry("backups.us-east-1.daily", "74") // 90 days have 13 Sundays and 3 firsts
                .containsEntry("gib.us-east-1.daily", "7400")
                .containsEntry("aYear.us-east-1.daily", "8436.00 USD") // 7400 * 12 * 0.095
                .containsEntry("freeGiB.us-east-1", "100")
                .containsEntry("aYear.us-west-2.daily", "not priced");
        assertThat(retention.summary())
                .contains("GiB-months a year beyond the 100 GiB that are free")
                .contains("RDS bills what changed since the backup before");
    }

    @Test
    void snapshotsPastTheirDayAreToldAndOthersSnapshotsAreCounted() {
        Trial trial = trial("");
        for (int day = 0; day < 9; day++) {
            Instant begun = trial.timeline.now();
            trial.fresh(Job.of(Job.Type.BACKUP));
            trial.timeline.runUntil(begun.plus(Duration.ofDays(1)));
        }
        trial.world
                .client(RdsClient.class, EAST)
                .createDBSnapshot(request -> request.dbInstanceIdentifier("labelmint-production-orders")
                        .dbSnapshotIdentifier("before-the-release"));
        trial.pass(Duration.ofDays(100));

        Finding orders = finding(review(trial), "cost.lifecycle orders-db");

        assertThat(orders.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(orders.summary())
                .startsWith("2 snapshots of orders-db in us-east-1 are past their last day and still paid for");
        assertThat(orders.facts())
                .containsEntry("snapshotsOfOthers.us-east-1", "1")
                .containsEntry("snapshotsOfOthersGiB.us-east-1", "100");
    }

    @Test
    void whyDatabasesCannotBeKeptCheaperIsSaid() {
        assertThat(finding(review(trial("")), "cost.lifecycle billing-db").summary())
                .contains("cannot move to cold storage", "no compression or deduplication");
    }

    @Test
    void aClassThatIsLeftBeforeItsMinimumIsRed() {
        Trial trial = trial("");
        lifecycle(
                trial,
                LifecycleRule.builder()
                        .noncurrentVersionTransitions(NoncurrentVersionTransition.builder()
                                .noncurrentDays(30)
                                .storageClass(TransitionStorageClass.GLACIER)
                                .build())
                        .noncurrentVersionExpiration(end -> end.noncurrentDays(90)));

        Finding assets = finding(review(trial), "cost.lifecycle assets");

        assertThat(assets.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(assets.summary())
                .isEqualTo(
                        "Rule some of labelmint-production-assets keeps objects in GLACIER for 60 days, and S3 bills at"
                                + " least 90.");
        assertThat(assets.remedy().orElse("")).contains("30 days earlier");
    }

    @Test
    void versionsThatNobodyEverMovesOrDeletesCouldCostLess() {
        Trial trial = trial("");
        lifecycle(
                trial,
                LifecycleRule.builder()
                        .transitions(Transition.builder()
                                .days(60)
                                .storageClass(TransitionStorageClass.STANDARD_IA)
                                .build()));

        Finding assets = finding(review(trial), "cost.lifecycle assets");

        assertThat(assets.green()).isTrue();
        assertThat(assets.summary())
                .contains("Overwritten and deleted versions in labelmint-production-assets cost as much");
        assertThat(assets.facts()).containsEntry("versions.us-east-1", "stay in their class");
    }

    private static void lifecycle(Trial trial, LifecycleRule.Builder rule) {
        trial.world
                .client(S3Client.class, EAST)
                .putBucketLifecycleConfiguration(request -> request.bucket("labelmint-production-assets")
                        .lifecycleConfiguration(all -> all.rules(rule.id("some")
                                .status(ExpirationStatus.ENABLED)
                                .filter(everything -> everything.prefix(""))
                                .build())));
    }

    private static String hash(Finding finding) {
        String run = finding.facts().get("foundBy");
        return run.substring(run.lastIndexOf('-') + 1);
    }

    private static long asked(Trial trial) {
        return trial.world.calls().stream()
                .filter(call -> call.operation().equals("GetCostAndUsage"))
                .count();
    }

    private static Trial trial(String more) {
        return new Trial(EstateLoader.parse(example(more), ESTATE), SEED);
    }

    /** The example, with {@code more} in place of its budget and its prices of storage. */
    private static String example(String more) {
        Path example = Path.of(System.getProperty("dr.root"), "examples", ESTATE + ".yaml");
        try {
            return Files.readString(example).replaceAll("(?m)^(storagePrices|budget):\\n(?:  .*\\n)+", "") + more;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Evidence review(Trial trial) {
        return trial.fresh(
                Job.of(Job.Type.REVIEW).reviewing(ReviewRequest.WHOLE.of(new TreeSet<>(List.of(Area.COST)))));
    }

    private static Finding finding(Evidence evidence, String name) {
        return evidence.findings().stream()
                .filter(finding -> (finding.check() + " " + finding.subject()).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(evidence.findings().toString()));
    }
}
