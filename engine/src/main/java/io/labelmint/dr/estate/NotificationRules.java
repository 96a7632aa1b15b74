package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Mistakes;
import io.labelmint.dr.estate.yaml.Section;

/** Somebody can be told when the primary region is gone. */
final class NotificationRules {
    private NotificationRules() {}

    static void check(Section estate, Mistakes mistakes) {
        Section notifications = estate.section(EstateKeys.NOTIFICATIONS);
        if (notifications.has(NotificationKeys.PRIMARY_TOPIC) && !notifications.has(NotificationKeys.DR_TOPIC)) {
            mistakes.add(
                    notifications.at(NotificationKeys.PRIMARY_TOPIC),
                    "estate.topic-only-in-primary",
                    "Alerts go only to a topic in the primary region, which is silent when that region is lost.",
                    "Add drTopic with the ARN of an SNS topic in the DR region.");
        }
        for (Section contact : estate.items(EstateKeys.CONTACTS)) {
            if (!contact.has(ContactKeys.PHONE) && !contact.has(ContactKeys.EMAIL)) {
                mistakes.add(
                        contact.position(),
                        "estate.unreachable-contact",
                        "The contact has neither phone nor email.",
                        "Add phone: \"+1 202 555 0100\" or email: ops@labelmint.example.");
            }
        }
    }
}
