package io.labelmint.dr.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgesTest {
    @ParameterizedTest
    @CsvSource({
        "PT0.4S, 0 s",
        "PT-0.4S, 0 s", // the clock of AWS is a little ahead
        "PT-0.999999999S, 0 s",
        "PT-1S, -1 s",
        "PT59S, 59 s",
        "PT1M30S, 1 min 30 s",
        "PT2H5M, 2 h 5 min",
        "P1DT3H, 1 d 3 h",
    })
    void theTwoLargestUnitsAreSaid(Duration duration, String words) {
        assertThat(Ages.words(duration)).isEqualTo(words);
    }
}
