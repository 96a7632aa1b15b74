package io.labelmint.dr.estate;

import io.labelmint.dr.estate.Failover.Strategy;
import io.labelmint.dr.estate.yaml.Choice;
import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Listed;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.Span;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The keys of how an estate fails over. */
final class FailoverKeys {
    static final Key<Strategy> STRATEGY = Key.defaulted(
            "strategy",
            Choice.of(Strategy.class),
            Strategy.PILOT_LIGHT,
            "What stands in the DR region on an ordinary day.");
    static final Key<Duration> PLAN_GOOD_FOR = Key.defaulted(
            "planGoodFor",
            Span.SPAN,
            Duration.ofMinutes(30),
            "How long a plan may be approved and begun; what it loses grows by the minute.");
    static final Key<Duration> INSPECTION = Key.defaulted(
            "inspection",
            Span.SPAN,
            Duration.ofHours(4),
            "How long after a failover the way back stays open, with the old primary fenced and whole.");

    static final Key<String> URL =
            Key.required("url", Words.WEB_ADDRESS, "What is asked for, through the public name, as a user would ask.");
    static final Key<String> CONTAINS =
            Key.optional("contains", Words.LINE.like("ok"), "What the answer must contain; any success when left out.");
    static final Key<Duration> WITHIN = Key.defaulted(
            "within", Span.SPAN, Duration.ofMinutes(15), "How long users are looked for before a person is told.");
    static final Key<Section> PROBE = Key.optional(
            "probe",
            Mapping.of(URL, CONTAINS, WITHIN),
            "What users see. A failover has ended when they are served, not when its last call was accepted.");

    static final Key<String> ENDPOINT_REGION =
            Key.required("region", RegionName.REGION.like("us-west-2"), "The region the endpoint is in.");
    static final Key<List<Listed<Section>>> ENDPOINTS = Key.list(
            "routingEndpoints",
            Mapping.of(
                    ENDPOINT_REGION, URL.like(Words.WEB_ADDRESS.like("https://host-aaaaaa.us-west-2.example.com/v1"))),
            "The regional endpoints of the ARC cluster, from DescribeCluster: kept here, because that call is homed in"
                    + " us-west-2 and they never change.");

    static final Key<Section> FAILOVER = Key.optional(
            "failover",
            Mapping.of(STRATEGY, PLAN_GOOD_FOR, INSPECTION, PROBE, ENDPOINTS),
            "How the estate fails over.");

    static final Key<List<Listed<String>>> ISOLATED_IN = Key.list(
            "isolatedIn",
            Words.SECURITY_GROUP,
            "Security groups of the primary region that let nobody in: the fence of the old primary.");
    static final Key<List<Listed<String>>> DR_ISOLATED_IN = Key.list(
            "drIsolatedIn",
            Words.SECURITY_GROUP,
            "Security groups of the DR region that let nobody in: the fence of what served there when a failback leads"
                    + " home. Needed by dr failback.");
    static final Key<String> ADDRESS = Key.optional(
            "address",
            Words.DOMAIN_NAME.like("labelmint-production-billing.c1a2b3c4d5e6.us-east-1.rds.amazonaws.com"),
            "Host name of the instance in the primary region, where its fence is tried. Needed where no heartbeat is"
                    + " written from here, which would tell it.");
    static final Key<String> RESTORED_AS = Key.optional(
            "restoredAs",
            Words.DB_INSTANCE.like("labelmint-production-billing"),
            "Identifier it is restored as in the DR region, where no replica of it can be promoted.");
    static final Key<Section> OF_DATABASE = Key.optional(
            "failover",
            Mapping.of(ISOLATED_IN, DR_ISOLATED_IN, ADDRESS, RESTORED_AS),
            "What a failover does with this database.");

    private FailoverKeys() {}

    static Failover build(Section failover) {
        return new Failover(
                failover.require(STRATEGY),
                failover.require(PLAN_GOOD_FOR),
                failover.require(INSPECTION),
                failover.get(PROBE)
                        .map(probe -> new Failover.Probe(
                                URI.create(probe.require(URL)), probe.get(CONTAINS), probe.require(WITHIN))),
                failover.items(ENDPOINTS).stream()
                        .map(endpoint -> new Failover.RoutingEndpoint(
                                endpoint.require(ENDPOINT_REGION), URI.create(endpoint.require(URL))))
                        .toList());
    }

    static Failover.OfDatabase ofDatabase(Section database) {
        return database.get(OF_DATABASE)
                .map(failover -> new Failover.OfDatabase(
                        failover.items(ISOLATED_IN),
                        failover.items(DR_ISOLATED_IN),
                        failover.get(ADDRESS),
                        failover.get(RESTORED_AS)))
                .orElse(Failover.OfDatabase.NONE);
    }
}
