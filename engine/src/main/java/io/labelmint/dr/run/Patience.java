package io.labelmint.dr.run;

import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.AwsError;
import java.time.Duration;

/** How long what cannot be read is asked for again before a person is told. */
final class Patience {
    /** A region that does not answer may be back in a moment. */
    private static final Duration SILENCE = Duration.ofMinutes(3);

    /** As long as the observatory shares an answer: what lasts is asked once more, lest one garbled answer ends a night's work. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private Patience() {}

    static Duration with(Problem problem) {
        return AwsError.lasts(problem) ? ANSWER : SILENCE;
    }
}
