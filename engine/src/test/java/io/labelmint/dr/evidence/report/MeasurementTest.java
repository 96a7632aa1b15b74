package io.labelmint.dr.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.evidence.Evidence.Subject;
import io.labelmint.dr.plan.Facts;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    private static final Subject STORE = new Subject("orders-db", "PostgreSQL", 3600, 14_400);

    @Test
    void aCheckThatNamesItsLimitIsShownAgainstIt() {
        assertThat(within(Facts.of("ageSeconds", 4800, "limitSeconds", 93_600))).isTrue();
        assertThat(within(Facts.of("ageSeconds", 93_601, "limitSeconds", 93_600)))
                .isFalse();
    }

    @Test
    void aCheckThatNamesNoneIsShownAgainstTheObjectiveOfTheStore() {
        assertThat(within(Facts.of("ageSeconds", 3600))).isTrue();
        assertThat(within(Facts.of("ageSeconds", 4800))).isFalse();
    }

    private static boolean within(Facts facts) {
        Finding finding = new Look("postgres.backup-age", "orders-db", "a backup every day", List.of())
                .passed("The last backup is young enough.", facts);
        return Measurement.age(STORE, finding).orElseThrow().within();
    }
}
