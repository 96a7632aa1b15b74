package io.labelmint.dr.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.ProblemException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestorePointTest {
    private static final String SNAPSHOT = "arn:aws:rds:us-west-2:123456789012:snapshot:awsbackup:job-0a1b";

    @Test
    void isOneOfThree() {
        assertThat(RestorePoint.parse(" latest ")).isEqualTo(new RestorePoint.Latest());
        assertThat(RestorePoint.parse("2026-11-22T02:00:00Z"))
                .isEqualTo(new RestorePoint.At(Instant.parse("2026-11-22T02:00:00Z")));
        assertThat(RestorePoint.parse(SNAPSHOT)).isEqualTo(new RestorePoint.Backup(SNAPSHOT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "2026-11-22T02:00:00Z", SNAPSHOT})
    void isReadBackAsItIsWritten(String text) {
        assertThat(RestorePoint.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-11-22",
                "2026-11-22T02:00:00",
                "2026-11-22T02:00:00.5Z",
                "arn:aws:rds:us-west-2:123456789012:db:orders",
                "latest 2026-11-22T02:00:00Z"
            })
    void anythingElseIsToldWithWhatCanBeWritten(String text) {
        assertThatThrownBy(() -> RestorePoint.parse(text))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Write latest, a whole second in UTC");
    }
}
