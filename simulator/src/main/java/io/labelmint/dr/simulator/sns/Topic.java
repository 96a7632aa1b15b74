package io.labelmint.dr.simulator.sns;

import io.labelmint.dr.simulator.core.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A simulated standard topic. */
final class Topic {
    /** Protocols whose endpoints must confirm; those of the same account's services need not: API reference, Subscribe. */
    private static final Set<String> TO_CONFIRM = Set.of("http", "https", "email", "email-json");

    final String region;
    final String name;
    final String arn;
    final Instant created;
    final SortedMap<String, String> attributes;
    final SortedMap<String, String> tags;
    final List<Subscription> subscriptions = new ArrayList<>();
    final List<PublishedMessage> messages = new ArrayList<>();

    Topic(
            String region,
            String name,
            String arn,
            Instant created,
            Map<String, String> attributes,
            Map<String, String> tags) {
        this.region = region;
        this.name = name;
        this.arn = arn;
        this.created = created;
        this.attributes = new TreeMap<>(attributes);
        this.tags = new TreeMap<>(tags);
    }

    long confirmed(Context context) {
        return subscriptions.stream().filter(each -> each.isConfirmed(context)).count();
    }

    /**
     * A subscription.
     *
     * @param topic the ARN of its topic
     * @param arn its own, which it has from the start but which is shown only once it is confirmed
     * @param protocol for example {@code email}
     * @param endpoint for example an address
     */
    record Subscription(String topic, String arn, String protocol, String endpoint) {
        boolean isConfirmed(Context context) {
            return !TO_CONFIRM.contains(protocol)
                    || context.scripts()
                            .get(SnsScripts.confirmation(topic, endpoint))
                            .isPresent();
        }
    }
}
