package io.labelmint.dr.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.backup.Tier;
import io.labelmint.dr.estate.Retention;
import io.labelmint.dr.observatory.RecoveryPointDays.Day;
import io.labelmint.dr.review.BackupCalendar.Broken;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BackupCalendarTest {
    private static final Retention RETENTION = new Retention(35, 7, 28, 365);
    private static final LocalDate TODAY = LocalDate.parse("2026-06-17");

    @Test
    void aDailyBackupIsPromisedSevenDaysASundaysFourWeeksAndAFirstsAYear() {
        List<LocalDate> promised = BackupCalendar.promised(RETENTION, LocalDate.parse("2020-01-01"), TODAY);

        assertThat(promised.stream().filter(day -> Tier.of(day) == Tier.DAILY))
                .as("of the six days before today, the Sunday is a weekly one")
                .containsExactly(
                        LocalDate.parse("2026-06-11"),
                        LocalDate.parse("2026-06-12"),
                        LocalDate.parse("2026-06-13"),
                        LocalDate.parse("2026-06-15"),
                        LocalDate.parse("2026-06-16"));
        assertThat(promised.stream().filter(day -> Tier.of(day) == Tier.WEEKLY))
                .containsExactly(
                        LocalDate.parse("2026-05-24"),
                        LocalDate.parse("2026-05-31"),
                        LocalDate.parse("2026-06-07"),
                        LocalDate.parse("2026-06-14"));
        assertThat(promised.stream().filter(day -> Tier.of(day) == Tier.MONTHLY))
                .hasSize(12)
                .startsWith(LocalDate.parse("2025-07-01"))
                .endsWith(LocalDate.parse("2026-06-01"));
    }

    @Test
    void nothingIsPromisedOfTheTimeBeforeItBeganNorOfToday() {
        assertThat(BackupCalendar.promised(RETENTION, TODAY.minusDays(2), TODAY))
                .containsExactly(TODAY.minusDays(2), TODAY.minusDays(1));
        assertThat(BackupCalendar.promised(RETENTION, TODAY, TODAY)).isEmpty();
    }

    @Test
    void aBackupThatIsDeletedADayTooSoonIsNamedWithThatDay() {
        LocalDate first = LocalDate.parse("2026-06-01");
        SortedMap<LocalDate, Day> there = new TreeMap<>();
        there.put(first, new Day(1, Optional.of(first.plusDays(364))));

        assertThat(BackupCalendar.broken(List.of(first), there, RETENTION, 0))
                .containsExactly(new Broken(first, Tier.MONTHLY, Optional.of(first.plusDays(364))));

        there.put(first, new Day(1, Optional.of(first.plusDays(365))));
        assertThat(BackupCalendar.broken(List.of(first), there, RETENTION, 0)).isEmpty();
        there.put(first, new Day(1, Optional.empty()));
        assertThat(BackupCalendar.broken(List.of(first), there, RETENTION, 0))
                .as("for ever is long enough")
                .isEmpty();
    }

    @Test
    void aCopyMayBeDatedTheDayAfterAndIsNotCountedTwice() {
        LocalDate one = LocalDate.parse("2026-06-15");
        LocalDate two = one.plusDays(1);
        SortedMap<LocalDate, Day> there = new TreeMap<>();
        there.put(two, new Day(2, Optional.empty()));

        assertThat(BackupCalendar.broken(List.of(one, two), there, RETENTION, 1))
                .isEmpty();
        assertThat(BackupCalendar.broken(List.of(one, two), there, RETENTION, 0))
                .extracting(Broken::day)
                .containsExactly(one);

        there.put(two, new Day(1, Optional.empty()));
        assertThat(BackupCalendar.broken(List.of(one, two), there, RETENTION, 1))
                .extracting(Broken::day)
                .as("the day that has its own keeps it")
                .containsExactly(one);
    }

    /** Whichever are removed of backups that were all there, those are found, and no other. */
    @Property(tries = 300)
    void exactlyTheDaysThatWereRemovedAreBroken(@ForAll long seed) {
        Random random = new Random(seed);
        List<LocalDate> promised = BackupCalendar.promised(RETENTION, TODAY.minusDays(random.nextInt(400)), TODAY);
        SortedMap<LocalDate, Day> there = new TreeMap<>();
        Set<LocalDate> removed = new TreeSet<>();
        for (LocalDate day : promised) {
            if (random.nextInt(5) == 0) {
                removed.add(day);
            } else {
                there.put(day, new Day(1, Optional.of(day.plusDays(Tier.of(day).days(RETENTION) + random.nextInt(3)))));
            }
        }

        assertThat(BackupCalendar.broken(promised, there, RETENTION, 0))
                .extracting(Broken::day)
                .containsExactlyElementsOf(removed);
    }
}
