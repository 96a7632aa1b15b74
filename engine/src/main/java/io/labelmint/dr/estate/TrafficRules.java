package io.labelmint.dr.estate;

import io.labelmint.dr.estate.DnsRecord.SwitchedBy;
import io.labelmint.dr.estate.yaml.Mistakes;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.Span;
import java.time.Duration;
import java.util.List;
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
            dns.get(RecordKeys.WEIGHTS).ifPresent(weights -> weights(estate, dns, weights, mistakes));
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

    /** There is one database that takes writes, so a share of users can only be elsewhere where services reach it from there. */
    private static void weights(Section estate, Section dns, Section weights, Mistakes mistakes) {
        boolean edited = dns.get(RecordKeys.SWITCHED_BY).equals(Optional.of(SwitchedBy.RECORD_CHANGE))
                && dns.has(RecordKeys.PRIMARY_TARGET);
        boolean along = estate.items(EstateKeys.SERVICES).stream()
                .anyMatch(
                        service -> service.get(ServiceKeys.DR_SERVES_FROM_HOME).orElse(false));
        boolean probed = estate.get(FailoverKeys.FAILOVER)
                .filter(failover -> failover.has(FailoverKeys.PROBE))
                .isPresent();
        if (!edited || !along || !probed) {
            mistakes.add(
                    dns.at(RecordKeys.WEIGHTS),
                    "estate.weights-without-means",
                    "Users are sent home by weights only where "
                            + (!edited
                                    ? "the record is switched by record-change and has a primaryTarget."
                                    : !along
                                            ? "a service of the DR region can serve them meanwhile with the databases of"
                                                    + " the primary region."
                                            : "a probe tells after each step whether they are served."),
                    !edited
                            ? "Declare both, or leave failbackWeights out."
                            : !along
                                    ? "Declare drServesFromHome: true of such a service, or leave failbackWeights out."
                                    : "Declare failover.probe, or leave failbackWeights out.");
        }
        List<Integer> shares = weights.items(RecordKeys.SHARES);
        if (shares.isEmpty()
                || !shares.equals(shares.stream().sorted().distinct().toList())) {
            mistakes.add(
                    weights.at(RecordKeys.SHARES),
                    "estate.weights-not-ascending",
                    "The shares of users that are sent home are " + shares + ", which do not grow.",
                    "Write them ascending, for example [10, 50].");
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
