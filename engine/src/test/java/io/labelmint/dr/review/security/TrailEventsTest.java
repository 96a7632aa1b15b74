package io.labelmint.dr.review.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;

/** Whether selectors of either form log changes made through a service. */
final class TrailEventsTest {
    private static final String KMS = "kms.amazonaws.com";
    private static final AdvancedFieldSelector MANAGEMENT = field("eventCategory", "Management");

    @Test
    void whatOnlyReadsOrOnlyDataLogsNoChanges() {
        assertThat(plain(EventSelector.builder().readWriteType("All").build())).isTrue();
        assertThat(plain(EventSelector.builder().readWriteType("WriteOnly").build()))
                .isTrue();
        assertThat(plain(EventSelector.builder().readWriteType("ReadOnly").build()))
                .isFalse();
        assertThat(plain(EventSelector.builder().includeManagementEvents(false).build()))
                .isFalse();
        assertThat(plain(EventSelector.builder()
                        .excludeManagementEventSources(KMS)
                        .build()))
                .isFalse();
    }

    @Test
    void advancedSelectorsTakeWhatAllTheirFieldsTake() {
        assertThat(advanced(MANAGEMENT)).isTrue();
        assertThat(advanced(MANAGEMENT, field("readOnly", "false"))).isTrue();
        assertThat(advanced(MANAGEMENT, field("readOnly", "true"))).isFalse();
        assertThat(advanced(field("eventCategory", "Data"))).isFalse();
        assertThat(advanced(MANAGEMENT, excluding("rdsdata.amazonaws.com"))).isTrue();
        assertThat(advanced(MANAGEMENT, excluding(KMS))).isFalse();
    }

    @Test
    void aSelectorThatNarrowsSomethingElseDoesNotTakeAll() {
        assertThat(advanced(MANAGEMENT, field("userIdentity.arn", "arn:aws:iam::123456789012:role/somebody")))
                .isFalse();
    }

    @Test
    void oneSelectorThatTakesItIsEnough() {
        AdvancedEventSelector data = AdvancedEventSelector.builder()
                .fieldSelectors(field("eventCategory", "Data"))
                .build();
        AdvancedEventSelector all =
                AdvancedEventSelector.builder().fieldSelectors(MANAGEMENT).build();

        assertThat(TrailEvents.logsChanges(
                        GetEventSelectorsResponse.builder()
                                .advancedEventSelectors(data, all)
                                .build(),
                        KMS))
                .isTrue();
    }

    private static boolean plain(EventSelector selector) {
        return TrailEvents.logsChanges(
                GetEventSelectorsResponse.builder().eventSelectors(selector).build(), KMS);
    }

    private static boolean advanced(AdvancedFieldSelector... fields) {
        AdvancedEventSelector selector =
                AdvancedEventSelector.builder().fieldSelectors(List.of(fields)).build();
        return TrailEvents.logsChanges(
                GetEventSelectorsResponse.builder()
                        .advancedEventSelectors(selector)
                        .build(),
                KMS);
    }

    private static AdvancedFieldSelector field(String name, String value) {
        return AdvancedFieldSelector.builder().field(name).equalsValue(value).build();
    }

    private static AdvancedFieldSelector excluding(String source) {
        return AdvancedFieldSelector.builder()
                .field("eventSource")
                .notEquals(source)
                .build();
    }
}
