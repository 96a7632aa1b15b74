package io.labelmint.dr.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.Retention;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TierTest {
    private static final Retention RETENTION = new Retention(35, 90, 365, 2557);

    @ParameterizedTest
    @CsvSource({
        "2026-11-21, DAILY, 90",
        "2026-11-22, WEEKLY, 365",
        "2026-12-01, MONTHLY, 2557",
        // A Sunday that is a first.
        "2026-11-01, MONTHLY, 2557",
    })
    void aDayHasTheLongestRetentionThatApplies(LocalDate day, Tier tier, int days) {
        assertThat(Tier.of(day)).isEqualTo(tier);
        assertThat(tier.days(RETENTION)).isEqualTo(days);
    }

    @Test
    void tagsTellTierAndLastDay() {
        assertThat(Tier.tags(LocalDate.parse("2026-11-22"), RETENTION))
                .containsEntry("dr:tier", "weekly")
                .containsEntry("dr:delete-after", "2027-11-22");
    }
}
