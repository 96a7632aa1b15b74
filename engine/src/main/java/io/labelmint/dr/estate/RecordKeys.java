package io.labelmint.dr.estate;

import io.labelmint.dr.estate.DnsRecord.RoutingControls;
import io.labelmint.dr.estate.DnsRecord.StandbyFact;
import io.labelmint.dr.estate.DnsRecord.SwitchedBy;
import io.labelmint.dr.estate.yaml.Choice;
import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Listed;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.Span;
import io.labelmint.dr.estate.yaml.WholeNumber;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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

    static final Key<String> OBJECT_BUCKET = Key.required(
            "bucket", Words.BUCKET.like("labelmint-production-dr-traffic"), "Bucket of the object, in the DR region.");
    static final Key<String> OBJECT_KEY = Key.required("key", Words.OBJECT_KEY, "Key of the object.");
    static final Key<Section> STANDBY_OBJECT = Key.optional(
            "standbyObject",
            Mapping.of(OBJECT_BUCKET, OBJECT_KEY),
            "Object in the DR region whose being there has it take over; with standby-takes-over, or standbyMetric.");
    static final Key<String> METRIC_NAMESPACE =
            Key.required("namespace", Words.METRIC_NAMESPACE, "Its namespace in CloudWatch in the DR region.");
    static final Key<String> METRIC_NAME = Key.required("name", Words.METRIC_NAME, "Its name.");
    static final Key<Section> STANDBY_METRIC = Key.optional(
            "standbyMetric",
            Mapping.of(METRIC_NAMESPACE, METRIC_NAME),
            "Metric in the DR region whose value 1 has it take over; with standby-takes-over, or standbyObject.");

    static final Key<String> ROUTING_CONTROL = Key.optional(
            "routingControl",
            Words.ROUTING_CONTROL,
            "ARC routing control of the primary region; needed with switchedBy: routing-control.");
    static final Key<String> DR_ROUTING_CONTROL = Key.optional(
            "drRoutingControl",
            Words.ROUTING_CONTROL,
            "ARC routing control of the DR region; needed with switchedBy: routing-control.");
    static final Key<String> DR_TARGET = Key.optional(
            "drTarget",
            Words.DOMAIN_NAME.like("lb.us-west-2.labelmint.example"),
            "Name it leads to in the DR region; needed with switchedBy: record-change.");

    static final Key<String> PRIMARY_TARGET = Key.optional(
            "primaryTarget",
            Words.DOMAIN_NAME.like("lb.us-east-1.labelmint.example"),
            "Name it leads to in the primary region; with switchedBy: record-change, so that a failback leads it home.");

    static final Key<List<Listed<Integer>>> SHARES = Key.list(
            "shares",
            WholeNumber.between(1, 99).because("all of them follow at last"),
            "What share of the users is home after each step, in percent, ascending.");
    static final Key<Duration> HOLD = Key.defaulted(
            "hold", Span.SPAN, Duration.ofMinutes(10), "How long each step is looked at before the next.");
    static final Key<Section> WEIGHTS = Key.optional(
            "failbackWeights",
            Mapping.of(SHARES, HOLD),
            "By which shares a failback sends users home; with record-change and primaryTarget, where a service has"
                    + " drServesFromHome. At once when left out.");

    static final Mapping TYPE = Mapping.of(
            NAME,
            HOSTED_ZONE,
            TTL,
            SWITCHED_BY,
            HEALTH_CHECK,
            STANDBY_OBJECT,
            STANDBY_METRIC,
            ROUTING_CONTROL,
            DR_ROUTING_CONTROL,
            DR_TARGET,
            PRIMARY_TARGET,
            WEIGHTS);

    private RecordKeys() {}

    static DnsRecord build(Section dns) {
        Optional<StandbyFact> object = dns.get(STANDBY_OBJECT)
                .map(fact -> new StandbyFact.Published(fact.require(OBJECT_BUCKET), fact.require(OBJECT_KEY)));
        Optional<StandbyFact> metric = dns.get(STANDBY_METRIC)
                .map(fact -> new StandbyFact.Measured(fact.require(METRIC_NAMESPACE), fact.require(METRIC_NAME)));
        return new DnsRecord(
                dns.require(NAME),
                dns.require(HOSTED_ZONE),
                dns.require(TTL),
                dns.require(SWITCHED_BY),
                dns.get(HEALTH_CHECK),
                object.or(() -> metric),
                dns.get(ROUTING_CONTROL)
                        .flatMap(primary ->
                                dns.get(DR_ROUTING_CONTROL).map(standby -> new RoutingControls(primary, standby))),
                dns.get(DR_TARGET),
                dns.get(PRIMARY_TARGET),
                dns.get(WEIGHTS).map(weights -> new DnsRecord.Weights(weights.items(SHARES), weights.require(HOLD))));
    }
}
