package io.labelmint.dr.review.security;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;

/**
 * Which management events the selectors of a trail log. A trail has selectors of one of two forms; an event is logged if any
 * selector takes it, and an advanced one takes it if all of its fields do (AWS CloudTrail API Reference, EventSelector and
 * AdvancedFieldSelector).
 */
final class TrailEvents {
    /** Fields of what is asked about. A selector that narrows any other one does not take all there is. */
    private static final String CATEGORY = "eventCategory";

    private TrailEvents() {}

    /** Whether everything is logged that changes something through the service {@code source}. */
    static boolean logsChanges(GetEventSelectorsResponse selectors, String source) {
        return selectors.eventSelectors().stream().anyMatch(each -> takes(each, source))
                || selectors.advancedEventSelectors().stream().anyMatch(each -> takes(each, source));
    }

    private static boolean takes(EventSelector selector, String source) {
        return !Boolean.FALSE.equals(selector.includeManagementEvents())
                && selector.readWriteType() != ReadWriteType.READ_ONLY
                && !selector.excludeManagementEventSources().contains(source);
    }

    private static boolean takes(AdvancedEventSelector selector, String source) {
        Map<String, String> event = Map.of(CATEGORY, "Management", "readOnly", "false", "eventSource", source);
        return selector.fieldSelectors().stream().anyMatch(field -> CATEGORY.equals(field.field()))
                && selector.fieldSelectors().stream()
                        .allMatch(field -> event.containsKey(field.field()) && takes(field, event.get(field.field())));
    }

    private static boolean takes(AdvancedFieldSelector field, String value) {
        return one(field.equalsValue(), value::equals)
                && one(field.startsWith(), value::startsWith)
                && one(field.endsWith(), value::endsWith)
                && !field.notEquals().contains(value)
                && field.notStartsWith().stream().noneMatch(value::startsWith)
                && field.notEndsWith().stream().noneMatch(value::endsWith);
    }

    /** Nothing given is nothing asked. */
    private static boolean one(List<String> given, Predicate<String> fits) {
        return given.isEmpty() || given.stream().anyMatch(fits);
    }
}
