package io.labelmint.dr.estate;

import io.labelmint.dr.estate.DnsRecord.SwitchedBy;
import io.labelmint.dr.estate.yaml.Mistakes;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.Span;
import java.time.Duration;

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
            dns.get(RecordKeys.SWITCHED_BY).ifPresent(means -> needed(estate, dns, means, mistakes));
        }
    }

    private static void needed(Section estate, Section dns, SwitchedBy means, Mistakes mistakes) {
        switch (means) {
            case STANDBY_TAKES_OVER -> standby(dns, mistakes);
            case ROUTING_CONTROL -> routing(estate, dns, mistakes);
            case RECORD_CHANGE -> {
                if (!dns.has(RecordKeys.DR_TARGET)) {
                    mistakes.add(
                            dns.at(RecordKeys.SWITCHED_BY),
                            "estate.no-dr-target",
                            "With record-change the record is made to lead elsewhere, and nobody says where.",
                            "Add drTarget, the name it leads to in the DR region.");
                }
            }
        }
    }

    private static void standby(Section dns, Mistakes mistakes) {
        if (!dns.has(RecordKeys.HEALTH_CHECK)) {
            mistakes.add(
                    dns.at(RecordKeys.SWITCHED_BY),
                    "estate.no-health-check",
                    "With standby-takes-over a health check moves the record, but none is declared.",
                    "Add healthCheck with the id of the inverted health check of the record.");
        }
        if (dns.has(RecordKeys.STANDBY_OBJECT) == dns.has(RecordKeys.STANDBY_METRIC)) {
            mistakes.add(
                    dns.at(RecordKeys.SWITCHED_BY),
                    "estate.no-standby-fact",
                    "With standby-takes-over the health check watches one fact in the DR region, and "
                            + (dns.has(RecordKeys.STANDBY_OBJECT) ? "two are" : "none is") + " declared.",
                    "Declare either standbyObject or standbyMetric: what the health check looks at.");
        }
    }

    private static void routing(Section estate, Section dns, Mistakes mistakes) {
        if (!dns.has(RecordKeys.ROUTING_CONTROL) || !dns.has(RecordKeys.DR_ROUTING_CONTROL)) {
            mistakes.add(
                    dns.at(RecordKeys.SWITCHED_BY),
                    "estate.no-routing-control",
                    "With routing-control two ARC routing controls move the record, one of each region, but "
                            + (dns.has(RecordKeys.ROUTING_CONTROL) || dns.has(RecordKeys.DR_ROUTING_CONTROL)
                                    ? "only one is"
                                    : "none is")
                            + " declared.",
                    "Add routingControl and drRoutingControl with their ARNs.");
            return;
        }
        boolean endpoints = estate.get(FailoverKeys.FAILOVER)
                .filter(failover -> !failover.items(FailoverKeys.ENDPOINTS).isEmpty())
                .isPresent();
        if (!endpoints) {
            mistakes.add(
                    dns.at(RecordKeys.SWITCHED_BY),
                    "estate.no-routing-endpoints",
                    "Routing controls are switched through the endpoints of their cluster, and none is declared.",
                    "Add failover.routingEndpoints with the five endpoints DescribeCluster tells.");
        }
    }
}
