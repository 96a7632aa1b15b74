package io.labelmint.dr.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.FakeObservatory;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ContactsConfirmedTest {
    /** Ninety days after the first of October, on which the example was confirmed. */
    private static final Instant LAST = Instant.parse("2026-12-30T23:59:59Z");

    @Test
    void passesOnTheNinetiethDayAndFailsOnTheNext() {
        assertThat(run(LabelMint.production(), LAST).verdict()).isEqualTo(Verdict.PASSED);

        Finding finding = run(LabelMint.production(), LAST.plusSeconds(1));
        assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding.summary()).contains("incident-commander was last confirmed 91 days ago");
    }

    @Test
    void failsWhenNobodyIsNamed() {
        String text = LabelMint.production().source();
        Estate nobody = LabelMint.with(text.substring(text.indexOf("contacts:")), "");
        assertThat(run(nobody, LAST).verdict()).isEqualTo(Verdict.FAILED);
    }

    private static Finding run(Estate estate, Instant now) {
        return new ContactsConfirmed().run(estate, new FakeObservatory(), now).get(0);
    }
}
