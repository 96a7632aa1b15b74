package io.labelmint.dr.review.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.observatory.CostByUsage;
import io.labelmint.dr.observatory.CostByUsage.Cost;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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
    void currenciesAreNotAddedUp() {
        row("2026-03-01", BACKUPS, "1");
        costs.add(new Cost(LocalDate.parse("2026-03-01"), Bill.RDS, BACKUPS, BigDecimal.ONE, "CNY"));

        assertThatThrownBy(this::bill).hasMessageContaining("CNY and USD");
    }

    @Test
    void whatAFindingKeepsOfItIsAllOfItOnTheSameDayOnly() {
        row("2026-03-01", BACKUPS, "1");
        row("2026-03-01", "Aurora:BackupUsage", "3");
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
        "XYZ9-RDS:ChargedBackupUsage, code XYZ9, RDS:ChargedBackupUsage",
        "WarmStorage-ByteHrs-EFS, us-east-1, WarmStorage-ByteHrs-EFS"
    })
    void aUsageTypeSaysItsRegion(String name, String region, String use) {
        assertThat(UsageType.of(name)).isEqualTo(new UsageType(region, use));
    }

    private void row(String day, String usageType, String amount) {
        costs.add(new Cost(LocalDate.parse(day), Bill.RDS, usageType, new BigDecimal(amount), "USD"));
    }

    private Bill bill() {
        return Bill.of(new CostByUsage.Costs(costs, 1), TODAY, REGIONS);
    }
}
