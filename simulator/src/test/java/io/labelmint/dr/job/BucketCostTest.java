package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.review.Area;
import io.labelmint.dr.simulator.cloudwatch.CloudWatchScripts;
import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.costexplorer.CostExplorerScripts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** What S3 costs, in the review of cost on simulated AWS: on 16 February, of 16 days of January and 14 of February. */
class BucketCostTest {
    private static final long SEED = 20260216;
    private static final String WEST = "us-west-2";
    private static final String ASSETS = "labelmint-production-assets";
    private static final String S3 = "Amazon Simple Storage Service|";
    private static final long GIB = 1L << 30;
    private static final Map<String, String> BILL = Map.of(
            "Amazon Relational Database Service|USW2-RDS:ChargedBackupUsage",
            "0.10",
            S3 + "TimedStorage-ByteHrs",
            "0.50 20",
            S3 + "TimedStorage-SIA-ByteHrs",
            "0.10 5",
            S3 + "USW2-TimedStorage-ByteHrs",
            "0.60 25",
            S3 + "EUC1-TimedStorage-ByteHrs",
            "7 300",
            S3 + "USE1-USW2-AWS-Out-Bytes",
            "0.02",
            S3 + "USE1-USW2-S3RTC-Out-Bytes",
            "0.015",
            S3 + "USE1-EUC1-AWS-Out-Bytes",
            "9",
            S3 + "Requests-Tier1",
            "0.03");

    @Test
    void eachBucketHasTheShareOfTheBillThatItHasOfWhatIsStored() {
        Finding spend = spend(trial("", BILL));

        assertThat(spend.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(spend.facts())
                .containsEntry("last30Days", "3.00")
                .containsEntry("s3.billed.us-west-2.TimedStorage-ByteHrs", "18.00")
                .containsEntry("s3.billedGiBMonths.us-west-2.TimedStorage-ByteHrs", "750.000")
                // 500 GiB for 16/31 and 14/28 of a month, of 750 for 18.00
                .containsEntry("s3.bucketGiBMonths.labelmint-production-assets-dr", "508.065")
                .containsEntry("s3.bucket.labelmint-production-assets-dr", "12.19")
                .containsEntry("s3.bucket.labelmint-production-redis-dr", "0.24")
                // 400 GiB of 600 for 15.00, and 100 in STANDARD_IA of 150 for 3.00
                .containsEntry("s3.bucket.labelmint-production-assets", "12.19")
                .containsEntry("s3.copies", "12.43")
                .containsEntry("s3.originals", "12.19")
                .containsEntry("s3.transfer.us-east-1.us-west-2.AWS-Out-Bytes", "0.60")
                .containsEntry("s3.transfer.us-east-1.us-west-2.S3RTC-Out-Bytes", "0.45")
                .containsEntry("s3.transferAtMost", "1.05")
                .containsEntry("s3.last30Days", "13.48")
                .containsEntry("s3.other", "270.90");
        assertThat(spend.facts().keySet()).noneMatch(fact -> fact.contains("eu-central-1"));
        assertThat(spend.summary())
                .contains("copies cost about 12.43 USD besides", "transfer between the regions at most 1.05")
                .contains("about 12.19, which is not counted");
    }

    @Test
    void copiesAndTransferCountToTheBudgetAndWhatTheyAreCopiesOfDoesNot() {
        assertThat(spend(trial("budget: { backupsPerMonth: 16.48 USD }\n", BILL))
                        .verdict())
                .isEqualTo(Verdict.PASSED);
        Finding above = spend(trial("budget: { backupsPerMonth: 16.47 USD }\n", BILL));

        assertThat(above.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(above.summary()).contains("0.01 USD above the budget of 16.47 USD");
        assertThat(above.remedy().orElse("")).contains("s3.*");
    }

    @Test
    void whatCannotBeReadIsNotTestedAndTheBillIsNotAskedForAgain() {
        Trial trial = trial("", BILL);
        trial.world.faults().region(WEST, Outage.DOWN);
        Finding first = spend(trial);
        trial.world.faults().region(WEST, Outage.NONE);
        trial.pass(Duration.ofHours(1));
        Finding second = spend(trial);

        assertThat(first.verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(first.facts())
                .containsEntry("last30Days", "3.00")
                .containsEntry("s3.billed.us-west-2.TimedStorage-ByteHrs", "18.00")
                .doesNotContainKey("s3.last30Days");
        assertThat(second.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(second.facts()).containsKey("foundBy").containsEntry("s3.last30Days", "13.48");
        assertThat(trial.world.calls().stream().filter(call -> call.operation().equals("GetCostAndUsage")))
                .hasSize(1);
    }

    @Test
    void aBucketOfUnknownSizeIsNotFree() {
        Trial trial = new Trial(EstateLoader.parse(example(""), "unknown"), SEED);
        trial.world.script(CostExplorerScripts.everyDay(BILL));
        trial.world.script(CloudWatchScripts.stored(ASSETS + "-dr", "StandardStorage", -1));
        trial.pass(Duration.ofDays(40));

        Finding spend = spend(trial);

        assertThat(spend.verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(spend.summary())
                .isEqualTo(
                        "CloudWatch knows of no day from 2026-01-16 to 2026-02-14 how much"
                                + " labelmint-production-assets-dr in us-west-2 held, so nobody can say what of S3's bill it is.");
    }

    @Test
    void aBucketWithNothingInItCostsNothing() {
        Trial trial = trial("", BILL);
        trial.world.script(CloudWatchScripts.stored("labelmint-production-redis-dr", "StandardStorage", -1));
        S3Client s3 = trial.world.client(S3Client.class, WEST);
        String empty = "labelmint-production-redis-dr";
        s3.listObjectVersions(request -> request.bucket(empty))
                .versions()
                .forEach(version -> s3.deleteObject(
                        request -> request.bucket(empty).key(version.key()).versionId(version.versionId())));
        trial.pass(Duration.ofDays(33)); // until no day that is looked at is one of before

        assertThat(spend(trial).facts()).containsEntry("s3.bucket." + empty, "0.00");
    }

    @Test
    void aboveTheBudgetWithoutS3IsRedWhateverS3Costs() {
        Trial trial = trial("budget: { backupsPerMonth: 2 USD }\n", BILL);
        trial.world.faults().region(WEST, Outage.DOWN);

        Finding spend = spend(trial);

        assertThat(spend.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(spend.summary()).contains("1.00 USD above the budget of 2 USD", "Besides: ");
    }

    @Test
    void aBillThatHasLessThanTheBucketsHoldIsSomebodyElses() {
        Map<String, String> less = new TreeMap<>(BILL);
        less.remove(S3 + "USW2-TimedStorage-ByteHrs");

        Finding spend = spend(trial("", less));

        assertThat(spend.verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(spend.summary())
                .contains("in us-west-2 held 518.226 GiB-months that are billed as TimedStorage-ByteHrs")
                .contains("the bill has 0");
        assertThat(spend.remedy().orElse("")).contains("access.account");
    }

    private static Trial trial(String more, Map<String, String> bill) {
        Trial trial = new Trial(EstateLoader.parse(example(more), "buckets"), SEED);
        trial.world.script(CostExplorerScripts.everyDay(bill));
        trial.world.script(CloudWatchScripts.stored(ASSETS, "StandardStorage", 400 * GIB));
        trial.world.script(CloudWatchScripts.stored(ASSETS, "StandardIAStorage", 100 * GIB));
        trial.world.script(CloudWatchScripts.stored(ASSETS + "-dr", "StandardStorage", 500 * GIB));
        trial.world.script(CloudWatchScripts.stored("labelmint-production-redis-dr", "StandardStorage", 10 * GIB));
        trial.pass(Duration.ofDays(40));
        return trial;
    }

    /** The example, with {@code more} in place of its budget. */
    private static String example(String more) {
        Path example = Path.of(System.getProperty("dr.root"), "examples", "labelmint-production.yaml");
        try {
            return Files.readString(example).replaceAll("(?m)^budget:\\n(?:  .*\\n)+", "") + more;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Finding spend(Trial trial) {
        return trial
                .fresh(Job.of(Job.Type.REVIEW).reviewing(ReviewRequest.WHOLE.of(new TreeSet<>(List.of(Area.COST)))))
                .findings()
                .stream()
                .filter(finding -> finding.check().equals("cost.spend"))
                .findFirst()
                .orElseThrow();
    }
}
