package io.labelmint.dr.estate;

import io.labelmint.dr.estate.DnsRecord.SwitchedBy;
import io.labelmint.dr.estate.yaml.Mistakes;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.Span;
import java.time.Duration;
import java.util.Optional;

/** What Route 53 can do for a record, against what the file asks of it. */
final class TrafficRules {
    // Route 53 developer guide, "Best practices for Amazon Route 53 DNS": 60 to 120 seconds for failover records.
    private static final Duration LONGEST_TTL = Duration.ofMinutes(2);

    private TrafficRules() {}

    static void check(Section estate, Mistakes mistakes) {
        for (Section dns : estate.items(EstateKeys.RECORDS)) {
            dns.get(RecordKeys.TTL)
                    .filter(ttl -> ttl.compareTo(LONGEST_TTL) > 0)
                    .ifPresent(ttl -> mistakes.add(
                            dns.at(RecordKeys.TTL),
                            "estate.ttl-too-long",
                            "With a ttl of " + Span.print(ttl) + " resolvers go on sending users to the lost region for"
                                    + " that long.",
                            "Write ttl: 60s, at most 120s."));
            Optional<SwitchedBy> means = dns.get(RecordKeys.SWITCHED_BY);
            if (means.equals(Optional.of(SwitchedBy.STANDBY_TAKES_OVER)) && !dns.has(RecordKeys.HEALTH_CHECK)) {
                mistakes.add(
                        dns.at(RecordKeys.SWITCHED_BY),
                        "estate.no-health-check",
                        "With standby-takes-over a health check moves the record, but none is declared.",
                        "Add healthCheck with the id of the inverted health check of the record.");
            }
            if (means.equals(Optional.of(SwitchedBy.ROUTING_CONTROL)) && !dns.has(RecordKeys.ROUTING_CONTROL)) {
                mistakes.add(
                        dns.at(RecordKeys.SWITCHED_BY),
                        "estate.no-routing-control",
                        "With routing-control an ARC routing control moves the record, but none is declared.",
                        "Add routingControl with its ARN.");
            }
        }
    }
}
