package io.labelmint.dr.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.MemoryLedgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.observatory.BackupJobs;
import io.labelmint.dr.observatory.CacheSnapshots;
import io.labelmint.dr.observatory.CacheWorld;
import io.labelmint.dr.observatory.DbSnapshots;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.backup.model.BackupJob;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** When a backup that did not come is told; nothing is known of earlier ones, so a window is an hour. */
class BackupMissedTest {
    private static final String ORDERS = "orders-db";
    private static final String BILLING = "billing-db";
    private static final String SESSIONS = "sessions";

    private final Estate estate = LabelMint.production();
    private final FakeObservatory aws = new FakeObservatory();
    private final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2025-12-01T00:00:00Z"));
    private final MemoryLedgers ledgers = new MemoryLedgers(timeline, new Json(List.of()));

    @Test
    void isToldAfterTheWindowAndNotBefore() {
        found("2026-11-17T10:00:00Z", ORDERS);
        snapshots(snapshot("2026-11-17T02:00:10Z"));

        assertThat(at("2026-11-18T02:59:00Z", ORDERS).summary())
                .isEqualTo("The backup of orders-db that was due at 2026-11-18T02:00:00Z has time until"
                        + " 2026-11-18T03:00:00Z.");
        assertThat(at("2026-11-18T02:59:00Z", ORDERS).verdict()).isEqualTo(Verdict.PASSED);

        Finding missed = at("2026-11-18T03:01:00Z", ORDERS);
        assertThat(missed.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(missed.summary())
                .isEqualTo("The backup of orders-db that was due at 2026-11-18T02:00:00Z is missing, 1 h 1 min after it"
                        + " was due.");
        assertThat(missed.remedy().orElseThrow()).contains("dr run backup --only orders-db");
        assertThat(missed.facts())
                .containsEntry("deadline", "2026-11-18T03:00:00Z")
                .containsEntry("newest", "2026-11-17T02:00:10Z");
    }

    @Test
    void oneThatIsBeingMadeIsNotMissedAndOneThatFailedIs() {
        found("2026-11-17T10:00:00Z", ORDERS);
        snapshots(snapshot("2026-11-18T02:40:00Z").status("creating"));
        assertThat(at("2026-11-18T05:00:00Z", ORDERS).green()).isTrue();

        snapshots(snapshot("2026-11-18T02:40:00Z").status("failed"));
        assertThat(at("2026-11-18T05:00:00Z", ORDERS).summary())
                .endsWith("Attempt dr-orders-db of 2026-11-18T02:40:00Z failed.");
    }

    @Test
    void whatIsMissedStaysRedUntilItIsMadeOrTheNextOneIs() {
        found("2026-11-16T10:00:00Z", ORDERS);
        snapshots(snapshot("2026-11-16T02:00:10Z"));
        assertThat(at("2026-11-18T01:00:00Z", ORDERS).summary()).contains("due at 2026-11-17T02:00:00Z is missing");
        assertThat(at("2026-11-18T02:30:00Z", ORDERS).summary())
                .as("while the next has time")
                .contains("due at 2026-11-17T02:00:00Z is missing");

        snapshots(snapshot("2026-11-17T09:00:00Z"));
        assertThat(at("2026-11-18T01:00:00Z", ORDERS).green()).isTrue();
        assertThat(at("2026-11-18T02:30:00Z", ORDERS).green()).isTrue();
    }

    @Test
    void aStoreThatIsDeclaredTodayIsNotRedForYesterday() {
        found("2026-11-17T10:00:00Z", SESSIONS);
        snapshots(snapshot("2026-10-01T12:00:00Z")); // by somebody, long before
        assertThat(at("2026-11-18T10:00:00Z", ORDERS).summary())
                .isEqualTo("No backup of orders-db was due since it is looked after.");

        found("2026-11-18T10:00:00Z", ORDERS);
        assertThat(at("2026-11-18T23:00:00Z", ORDERS).green()).isTrue();
        assertThat(at("2026-11-19T02:59:00Z", ORDERS).green()).isTrue();
        assertThat(at("2026-11-19T03:01:00Z", ORDERS).green()).isFalse();
    }

    @Test
    void whatIsRealIsNotLookedAfterByARehearsal() {
        found("2026-11-17T10:00:00Z", ORDERS);
        snapshots();
        assertThat(at("2026-11-18T10:00:00Z", ORDERS, RunKind.REHEARSAL).green())
                .isTrue();
        assertThat(at("2026-11-18T10:00:00Z", ORDERS).green()).isFalse();
    }

    @Test
    void aRedisGroupHasASlotEachInterval() {
        found("2026-11-17T00:30:00Z", SESSIONS);
        caches("20261118-0000");
        assertThat(at("2026-11-18T05:59:00Z", SESSIONS).green()).isTrue();
        assertThat(at("2026-11-18T06:59:00Z", SESSIONS).green()).isTrue();
        assertThat(at("2026-11-18T07:01:00Z", SESSIONS).summary())
                .startsWith("The backup of sessions that was due at 2026-11-18T06:00:00Z is missing");

        caches("20261118-0600");
        assertThat(at("2026-11-18T07:01:00Z", SESSIONS).green()).isTrue();
    }

    @Test
    void aBackupPlanKeepsItsOwnHoursAndAnHourToStart() {
        found("2026-11-17T23:30:00Z", BILLING);
        Instant created = Instant.parse("2026-11-17T05:00:00Z");
        for (String now : List.of("2026-11-18T04:59:00Z", "2026-11-18T05:59:00Z", "2026-11-18T06:01:00Z")) {
            aws.answers(
                    BackupJobs.recent(LabelMint.EAST, Instant.parse(now)),
                    List.of(BackupJob.builder()
                            .backupJobId("job")
                            .resourceArn("arn:aws:rds:us-east-1:123456789012:db:labelmint-production-billing")
                            .createdBy(by -> by.backupPlanId("plan"))
                            .creationDate(created)
                            .completionDate(created.plusSeconds(900))
                            .state("COMPLETED")
                            .build()));
        }
        snapshots();

        assertThat(at("2026-11-18T04:59:00Z", BILLING).green()).isTrue();
        assertThat(at("2026-11-18T05:59:00Z", BILLING).green()).isTrue();
        Finding missed = at("2026-11-18T06:01:00Z", BILLING);
        assertThat(missed.summary()).startsWith("The backup of billing-db that was due at 2026-11-18T05:00:00Z");
        assertThat(missed.remedy().orElseThrow()).contains("AWS Backup console");
    }

    @Test
    void isNotTestedWhenThePrimaryRegionIsNotRead() {
        aws.denies(new DbSnapshots(LabelMint.EAST));
        aws.denies(new CacheSnapshots(LabelMint.EAST));
        aws.denies(BackupJobs.recent(LabelMint.EAST, Instant.parse("2026-11-18T10:00:00Z")));
        assertThat(new BackupMissed(ledgers, RunKind.REAL).run(estate, aws, Instant.parse("2026-11-18T10:00:00Z")))
                .hasSize(3)
                .allMatch(finding -> finding.verdict() == Verdict.NOT_TESTED);
    }

    /** Clocks are put forward and back on these days in New York and Berlin, and years, months and leap days end. */
    @ParameterizedTest
    @ValueSource(
            strings = {"2026-03-08", "2026-03-29", "2026-10-25", "2026-11-01", "2026-12-31", "2028-02-29", "2027-02-28"
            })
    void everyDayHasOneSlotWhereverTheControllerIs(String day) {
        LocalDate date = LocalDate.parse(day);
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
            BackupSchedule schedule = BackupSchedule.daily(estate);
            for (LocalDate each = date.minusDays(1); !each.isAfter(date.plusDays(1)); each = each.plusDays(1)) {
                Instant due = each.atTime(2, 0).toInstant(ZoneOffset.UTC);
                assertThat(schedule.last(due).due()).isEqualTo(due);
                assertThat(schedule.last(due.minusSeconds(1)))
                        .isEqualTo(schedule.before(schedule.last(due)))
                        .extracting(BackupSlot::due)
                        .isEqualTo(each.minusDays(1).atTime(2, 0).toInstant(ZoneOffset.UTC));
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    /** 1 November 2026 is a Sunday: its one backup is the daily, the weekly and the monthly one. */
    @Test
    void aSundayThatIsAFirstIsKeptByOneBackup() {
        found("2026-10-30T10:00:00Z", ORDERS);
        snapshots(snapshot("2026-11-01T02:00:10Z"));
        assertThat(at("2026-11-01T23:59:00Z", ORDERS).green()).isTrue();
        assertThat(at("2026-11-02T02:59:00Z", ORDERS).green()).isTrue();
        assertThat(at("2026-11-02T03:01:00Z", ORDERS).green()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0 2 * * *, 02:00", "30 14 * * *, 14:30", "15 */6 * * *, 00:15", "5-10 3-5/2 * * *, 03:05"})
    void theDailyJobBacksUpTheFirstTimeOfADay(String cron, String first) {
        assertThat(LabelMint.with("daily: \"0 2 * * *\"", "daily: \"" + cron + "\"")
                        .schedules()
                        .dailyAt())
                .hasToString(first);
    }

    private Finding at(String now, String store) {
        return at(now, store, RunKind.REAL);
    }

    private Finding at(String now, String store, RunKind kind) {
        Instant moment = Instant.parse(now);
        if (!store.equals(BILLING)) {
            aws.answers(BackupJobs.recent(LabelMint.EAST, moment), List.of());
        }
        if (!store.equals(SESSIONS)) {
            caches("20261118-0000");
        } else {
            snapshots();
        }
        return new BackupMissed(ledgers, kind)
                .run(estate, aws, moment).stream()
                        .filter(finding -> finding.subject().equals(store))
                        .findFirst()
                        .orElseThrow();
    }

    private void snapshots(DBSnapshot.Builder... all) {
        aws.answers(
                new DbSnapshots(LabelMint.EAST),
                List.of(all).stream().map(DBSnapshot.Builder::build).toList());
    }

    private void caches(String slot) {
        Instant at = Instant.parse(slot.replaceAll("(....)(..)(..)-(..)(..)", "$1-$2-$3T$4:$5:20Z"));
        aws.answers(new CacheSnapshots(LabelMint.EAST), CacheWorld.list(CacheWorld.snapshot(slot, at)));
    }

    private static DBSnapshot.Builder snapshot(String at) {
        return DBSnapshot.builder()
                .dbInstanceIdentifier("labelmint-production-orders")
                .dbSnapshotIdentifier("dr-orders-db")
                .snapshotType("manual")
                .status("available")
                .snapshotCreateTime(Instant.parse(at));
    }

    /** A check that found something of {@code store} at {@code at}. */
    private void found(String at, String store) {
        timeline.runUntil(Instant.parse(at));
        String minute = at.replaceAll("[-:]", "").replaceFirst("T(....).*", "-$1");
        Look look = new Look("postgres.size", store, "anything", Controls.BACKUP);
        try (Ledger ledger =
                ledgers.open(OperationId.scheduled(estate.name(), "check", estate.name(), minute), "a test")) {
            ledger.append(new Fact.Opened(
                    RunKind.REAL,
                    "Check",
                    estate.name(),
                    estate.digest(),
                    "ann",
                    new TreeMap<>(Map.of("job", "check")),
                    Optional.empty(),
                    Optional.empty()));
            ledger.append(new Fact.Found(List.of(look.passed("Well.", Facts.NONE))));
            ledger.append(new Fact.Closed(true));
        }
    }
}
