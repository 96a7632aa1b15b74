package io.labelmint.dr.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.plan.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a backup is called slow, and when nobody can say. */
class BackupTimesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");
    private static final SlowCause CAUSE = new SlowCause("It was full.", "Wait.", Facts.of("cpuPercent", 97));

    @Test
    void aWeekLikeThoseBeforeIsGreenAndSaysHowLongItTook() {
        Finding finding = judge(minutes(10, 11, 12, 13, 20), minutes(10, 11, 12));

        assertThat(finding.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(finding.facts())
                .containsEntry("count", "5")
                .containsEntry("p50Seconds", "720")
                .containsEntry("p90Seconds", "1200")
                .containsEntry("longestSeconds", "1200")
                .containsEntry("beforeP50Seconds", "660");
    }

    @Test
    void moreThanTwiceTheHalfOfTheWeeksBeforeIsSlowAndTwiceIsNot() {
        assertThat(judge(minutes(10, 22), minutes(10, 11, 12)).green()).isTrue();

        Finding slow = judge(minutes(10, 23), minutes(10, 11, 12));

        assertThat(slow.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(slow.summary()).contains("Slow: that of ").endsWith("It was full.");
        assertThat(slow.remedy()).contains("Wait.");
        assertThat(slow.facts()).containsEntry("slow", "week 1").containsEntry("cpuPercent", "97");
    }

    @Test
    void oneThatWasSlowAMonthAgoMakesNoOtherLookFast() {
        assertThat(judge(minutes(30), minutes(10, 11, 500)).verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void withTooFewBeforeNobodyCanSayAndThatIsNotGreen() {
        Finding finding = judge(minutes(60, 10, 10, 10, 10, 10, 10), minutes(10, 10));

        assertThat(finding.verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(finding.summary()).contains("at most 1 h 0 min").contains("the four weeks before have 2");
        assertThat(finding.facts()).containsEntry("beforeP50Seconds", "not known");
    }

    @Test
    void aWeekWithoutAnyIsRedHoweverManyThereWereBefore() {
        Finding finding = judge(List.of(), minutes(10, 10, 10, 10));

        assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding.summary()).isEqualTo("No backup of orders-db came about within the last week.");
    }

    @Test
    void whatIsOlderThanFiveWeeksDoesNotCount() {
        List<Made> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(made(NOW.minus(Duration.ofDays(36 + i)), 10, "old"));
        }
        all.add(made(NOW.minus(Duration.ofDays(1)), 10, "new"));

        assertThat(new BackupTimes(all, NOW)
                        .judge("orders-db", Made.Kind.BACKUP, slow -> CAUSE)
                        .verdict())
                .isEqualTo(Verdict.NOT_TESTED);
    }

    private static Finding judge(List<Integer> week, List<Integer> before) {
        List<Made> all = new ArrayList<>();
        for (int i = 0; i < week.size(); i++) {
            all.add(made(NOW.minus(Duration.ofHours(12L + i)), week.get(i), "week " + i));
        }
        for (int i = 0; i < before.size(); i++) {
            all.add(made(NOW.minus(Duration.ofDays(8L + i)), before.get(i), "before " + i));
        }
        return new BackupTimes(all, NOW).judge("orders-db", Made.Kind.BACKUP, slow -> CAUSE);
    }

    private static Made made(Instant at, int minutes, String name) {
        return new Made("orders-db", Made.Kind.BACKUP, at, Duration.ofMinutes(minutes), name);
    }

    private static List<Integer> minutes(Integer... minutes) {
        return List.of(minutes);
    }
}
