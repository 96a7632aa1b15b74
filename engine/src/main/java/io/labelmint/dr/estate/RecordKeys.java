package io.labelmint.dr.estate;

import io.labelmint.dr.estate.DnsRecord.SwitchedBy;
import io.labelmint.dr.estate.yaml.Choice;
import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.Span;
import java.time.Duration;

/** The keys of a DNS record. */
final class RecordKeys {
    static final Key<String> NAME =
            Key.required("name", Words.DOMAIN_NAME, "Fully qualified name, without the trailing dot.");
    static final Key<String> HOSTED_ZONE =
            Key.required("hostedZone", Words.HOSTED_ZONE, "Id of the Route 53 hosted zone it is in.");
    static final Key<Duration> TTL =
            Key.defaulted("ttl", Span.SPAN, Duration.ofMinutes(1), "Time to live, at most 120s.");
    static final Key<SwitchedBy> SWITCHED_BY = Key.required(
            "switchedBy",
            Choice.of(SwitchedBy.class),
            "How traffic is moved; only record-change needs Route 53's control plane in us-east-1.");
    static final Key<String> HEALTH_CHECK =
            Key.optional("healthCheck", Words.HEALTH_CHECK, "Id of the Route 53 health check that moves it.");
    static final Key<String> ROUTING_CONTROL = Key.optional(
            "routingControl", Words.ROUTING_CONTROL, "ARC routing control; needed with switchedBy: routing-control.");

    static final Mapping TYPE = Mapping.of(NAME, HOSTED_ZONE, TTL, SWITCHED_BY, HEALTH_CHECK, ROUTING_CONTROL);

    private RecordKeys() {}

    static DnsRecord build(Section dns) {
        return new DnsRecord(
                dns.require(NAME),
                dns.require(HOSTED_ZONE),
                dns.require(TTL),
                dns.require(SWITCHED_BY),
                dns.get(HEALTH_CHECK),
                dns.get(ROUTING_CONTROL));
    }
}
