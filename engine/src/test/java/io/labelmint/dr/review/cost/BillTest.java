package io.labelmint.dr.review.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.observatory.CostByUsage;
import io.labelmint.dr.observatory.CostByUsage.Cost;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of the rows of a bill. */
class BillTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-03-31");
    private static final List<String> REGIONS = List.of("us-east-1", "us-west-2");
    private static final String BACKUPS = "RDS:ChargedBackupUsage";

    private final List<Cost> costs = new ArrayList<>();

    @Test
    void thirtyWholeDaysUntilTheDayBeforeYesterdayAreHeldAgainstTheThirtyBefore() {
        row("2026-02-28", BACKUPS, "7"); // the first of the last 30
        row("2026-03-29", BACKUPS, "5"); // the last of them
        row("2026-02-27", BACKUPS, "8");
        row("2026-01-29", BACKUPS, "2");

        Bill bill = bill();

        assertThat(Bill.firstDay(TODAY)).isEqualTo("2026-01-29");
        assertThat(Bill.until(TODAY)).isEqualTo("2026-03-30");
        assertThat(bill.last()).isEqualTo("12.00");
        assertThat(bill.before()).contains(new BigDecimal("10.00"));
        assertThat(bill.changePercent()).contains(20L);
        assertThat(bill.nextYear())
                .as("12 more than 12 by 2, 4, ... 24: 12 * 12 + 2 * 78")
                .isEqualTo("300.00");
    }

    @Test
    void whatFallsIsNeverTakenToCostLessThanNothing() {
        row("2026-03-01", BACKUPS, "10");
        row("2026-02-01", BACKUPS, "30");

        assertThat(bill().nextYear()).isEqualTo("0.00");
    }

    @Test
    void onlyBackupsInTheRegionsOfTheEstateCountAndTheOthersAreTold() {
        row("2026-03-01", "USW2-" + BACKUPS, "1.004");
        row("2026-03-02", "USW2-" + BACKUPS, "1.001");
        row("2026-03-01", "EUC1-" + BACKUPS, "40");
        row("2026-03-01", "InstanceUsage:db.t4g.large", "100");
        row("2026-03-01", "USE1-USW2-AWS-Out-Bytes", "0.5");
        row("2026-03-01", "Aurora:BackupUsage", "3");

        Bill bill = bill();

        assertThat(bill.last()).as("cents are rounded once").isEqualTo("2.01");
        assertThat(bill.parts())
                .containsOnlyKeys("us-west-2.Amazon Relational Database Service.RDS:ChargedBackupUsage");
        assertThat(bill.elsewhere()).isEqualTo("40.00");
        assertThat(bill.transfer()).isEqualTo("0.50");
        assertThat(bill.uncounted()).containsExactly("Aurora:BackupUsage");
        assertThat(bill.before()).as("the bill has nothing so old").isEmpty();
        assertThat(bill.nextYear()).isEqualTo("24.12");
    }

    @Test
    void aBillWithoutAnInstanceIsNotACheapOne() {
        assertThatThrownBy(this::bill)
                .hasMessageContaining(
                        "Cost Explorer shows nothing of RDS, ElastiCache and AWS Backup since 2026-02-28");
    }

    @Test
    void whatBucketsHoldAndWhatGoesBetweenTheRegionsIsToldApartFromEverythingElse() {
        row("2026-03-01", BACKUPS, "1");
        s3("2026-03-01", "TimedStorage-ByteHrs", "0.004", "0.2");
        s3("2026-03-02", "USE1-TimedStorage-ByteHrs", "0.003", "0.3");
        s3("2026-03-01", "EUC1-TimedStorage-ByteHrs", "50", "2000");
        s3("2026-02-01", "TimedStorage-ByteHrs", "50", "2000"); // before the 30 days
        s3("2026-03-01", "USE1-USW2-AWS-Out-Bytes", "0.25", "10");
        s3("2026-03-01", "USW2-USE1-AWS-Out-Bytes", "0.50", "20");
        s3("2026-03-01", "USE1-EUC1-AWS-Out-Bytes", "3", "10");
        s3("2026-03-01", "USE1-USW2-AWS-In-Bytes", "0", "10");
        s3("2026-03-01", "DataTransfer-Out-Bytes", "4", "10");

        BucketBill buckets = bill().buckets();

        assertThat(buckets.storage())
                .containsExactly(Map.entry(
                        "us-east-1.TimedStorage-ByteHrs",
                        new BucketBill.Stored(new BigDecimal("0.01"), new BigDecimal("0.500"))));
        assertThat(buckets.transferred()).isEqualTo("0.75");
        assertThat(buckets.other()).isEqualTo("7.00");
        assertThat(bill().last()).as("S3 is told apart").isEqualTo("1.00");
        assertThat(bill().transfer()).isEqualTo("0.00");
    }

    @Test
    void s3AloneIsNoBillOfAnEstateWithDatabases() {
        s3("2026-03-01", "TimedStorage-ByteHrs", "1", "40");

        assertThatThrownBy(this::bill).hasMessageContaining("not even their instances");
        assertThat(Bill.of(new CostByUsage.Costs(costs, 1), TODAY, REGIONS, true)
                        .last())
                .isEqualTo("0.00");
    }

    @Test
    void currenciesAreNotAddedUp() {
        row("2026-03-01", BACKUPS, "1");
        costs.add(new Cost(LocalDate.parse("2026-03-01"), Bill.RDS, BACKUPS, BigDecimal.ONE, "CNY", BigDecimal.ONE));

        assertThatThrownBy(this::bill).hasMessageContaining("CNY and USD");
    }

    @Test
    void whatAFindingKeepsOfItIsAllOfItOnTheSameDayOnly() {
        row("2026-03-01", BACKUPS, "1");
        row("2026-03-01", "Aurora:BackupUsage", "3");
        s3("2026-03-01", "USW2-TimedStorage-SIA-ByteHrs", "1.5", "100");
        s3("2026-03-01", "USE1-USW2-AWS-Out-Bytes", "0.25", "10");
        Bill bill = bill();

        assertThat(Bill.read(bill.facts().values(), TODAY)).contains(bill);
        assertThat(Bill.read(bill.facts().values(), TODAY.plusDays(1))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "RDS:ChargedBackupUsage, us-east-1, RDS:ChargedBackupUsage",
        "USE1-RDS:ChargedBackupUsage, us-east-1, RDS:ChargedBackupUsage",
        "EU-RDS:ChargedBackupUsage, eu-west-1, RDS:ChargedBackupUsage",
        "USW2-WarmStorage-ByteHrs-EFS, us-west-2, WarmStorage-ByteHrs-EFS",
        "CPT-TimedStorage-ByteHrs, af-south-1, TimedStorage-ByteHrs",
        "EUC2-EUS2-AWS-Out-Bytes, eu-central-2, EUS2-AWS-Out-Bytes",
        "XYZ9-RDS:ChargedBackupUsage, code XYZ9, RDS:ChargedBackupUsage",
        "WarmStorage-ByteHrs-EFS, us-east-1, WarmStorage-ByteHrs-EFS"
    })
    void aUsageTypeSaysItsRegion(String name, String region, String use) {
        assertThat(UsageType.of(name)).isEqualTo(new UsageType(region, use));
    }

    private void s3(String day, String usageType, String amount, String quantity) {
        costs.add(new Cost(
                LocalDate.parse(day),
                BucketBill.S3,
                usageType,
                new BigDecimal(amount),
                "USD",
                new BigDecimal(quantity)));
    }

    private void row(String day, String usageType, String amount) {
        costs.add(new Cost(LocalDate.parse(day), Bill.RDS, usageType, new BigDecimal(amount), "USD", BigDecimal.ONE));
    }

    private Bill bill() {
        return Bill.of(new CostByUsage.Costs(costs, 1), TODAY, REGIONS, false);
    }
}
