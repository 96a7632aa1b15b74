package io.labelmint.dr.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.observatory.TopicAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TopicsExistTest {
    private static final TopicAttributes WEST =
            new TopicAttributes(LabelMint.WEST, "arn:aws:sns:us-west-2:123456789012:labelmint-production-dr");
    private static final TopicAttributes EAST =
            new TopicAttributes(LabelMint.EAST, "arn:aws:sns:us-east-1:123456789012:labelmint-production-dr");
    private static final Optional<Map<String, String>> HEARD = Optional.of(Map.of("SubscriptionsConfirmed", "2"));

    private final FakeObservatory observatory =
            new FakeObservatory().answers(WEST, HEARD).answers(EAST, HEARD);

    @Test
    void passesWhenSomebodyListensInBothRegions() {
        assertThat(run(LabelMint.production())).hasSize(2).allMatch(Finding::green);
    }

    @Test
    void failsWhenNobodyConfirmed() {
        observatory.answers(WEST, Optional.of(Map.of("SubscriptionsConfirmed", "0", "SubscriptionsPending", "3")));
        Finding finding = run(LabelMint.production()).get(0);
        assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding.facts()).containsEntry("pending", "3");
    }

    @Test
    void failsWhenThereIsNone() {
        observatory.answers(WEST, Optional.empty());
        assertThat(run(LabelMint.production()).get(0).summary()).startsWith("There is no topic");
    }

    @Test
    void failsWhenNobodyIsToldInTheDrRegion() {
        Estate estate = LabelMint.with("  drTopic: " + WEST.topic() + "\n  primaryTopic: " + EAST.topic() + "\n", "");
        assertThat(run(estate))
                .filteredOn(finding -> !finding.green())
                .singleElement()
                .satisfies(finding -> assertThat(finding.subject()).isEqualTo("labelmint-production"));
    }

    @Test
    void isNotTestedWhenUnread() {
        observatory.denies(WEST);
        assertThat(run(LabelMint.production()).get(0).verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    private List<Finding> run(Estate estate) {
        return new TopicsExist().run(estate, observatory, Instant.EPOCH);
    }
}
