package io.labelmint.dr.rehearsal;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.estate.DnsRecord;
import io.labelmint.dr.estate.DnsRecord.StandbyFact;
import io.labelmint.dr.estate.DnsRecord.SwitchedBy;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.simulator.arc.RoutingControlScripts;
import io.labelmint.dr.simulator.core.Script;
import io.labelmint.dr.simulator.route53.Route53Scripts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.CloudWatchRegion;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.InsufficientDataHealthStatus;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/**
 * Creates the records of an estate and what moves them, so that each name leads to the primary region at first.
 *
 * <p>Where the standby takes over by a metric, the inverted health check watches an alarm in the DR region on it: 0 raises the
 * alarm, and the primary record is healthy; 1 ends it, and the secondary record serves. A health check that keeps its last
 * known status goes on with what was said last, so nobody has to go on saying it. By an object, it asks for the object. With
 * routing controls, each record has that of its own region.
 */
final class TrafficSeeder {
    private static final int PERIOD = 60;

    private final Estate estate;
    private final Aws aws;
    private final Consumer<Script> world;
    private final Runnable pause;

    /**
     * A seeder.
     *
     * @param world takes what no call can state: the routing controls
     * @param pause lets a second pass: Route 53 takes five requests a second
     */
    TrafficSeeder(Estate estate, Aws aws, Consumer<Script> world, Runnable pause) {
        this.estate = estate;
        this.aws = aws;
        this.world = world;
        this.pause = pause;
    }

    void seed() {
        Map<String, List<DnsRecord>> zones = new TreeMap<>();
        estate.records()
                .forEach(dns -> zones.computeIfAbsent(dns.hostedZone(), zone -> new ArrayList<>())
                        .add(dns));
        zones.forEach((zone, records) -> {
            pause.run();
            route53()
                    .createHostedZone(
                            request -> request.name(common(records)).callerReference(Route53Scripts.ID + zone));
            records.forEach(this::seed);
        });
    }

    private void seed(DnsRecord dns) {
        pause.run();
        List<ResourceRecordSet> sets =
                dns.switchedBy() == SwitchedBy.RECORD_CHANGE ? List.of(edited(dns)) : failover(dns, check(dns));
        route53()
                .changeResourceRecordSets(request -> request.hostedZoneId(dns.hostedZone())
                        .changeBatch(batch -> batch.changes(sets.stream()
                                .map(set -> Change.builder()
                                        .action(ChangeAction.CREATE)
                                        .resourceRecordSet(set)
                                        .build())
                                .toList())));
        if (dns.fact().orElse(null) instanceof StandbyFact.Measured metric) {
            say(metric, 0);
        }
    }

    private ResourceRecordSet edited(DnsRecord dns) {
        ResourceRecordSet.Builder set = record(dns, estate.regions().primary());
        dns.primaryTarget()
                .ifPresent(target -> set.resourceRecords(
                        ResourceRecord.builder().value(target).build()));
        return set.build();
    }

    private List<ResourceRecordSet> failover(DnsRecord dns, String check) {
        String primary = estate.regions().primary();
        String dr = estate.regions().dr();
        return List.of(
                record(dns, primary)
                        .setIdentifier(primary)
                        .failover(ResourceRecordSetFailover.PRIMARY)
                        .healthCheckId(check)
                        .build(),
                record(dns, dr)
                        .setIdentifier(dr)
                        .failover(ResourceRecordSetFailover.SECONDARY)
                        .healthCheckId(dns.routing()
                                .map(controls -> check(controls.dr(), false))
                                .orElse(null))
                        .build());
    }

    /** A load balancer of {@code region}, by the look of it. */
    private static ResourceRecordSet.Builder record(DnsRecord dns, String region) {
        String balancer = dns.name().substring(0, dns.name().indexOf('.')) + "." + region + ".elb.amazonaws.com";
        return ResourceRecordSet.builder()
                .name(dns.name())
                .type(RRType.CNAME)
                .ttl(dns.ttl().toSeconds())
                .resourceRecords(ResourceRecord.builder().value(balancer).build());
    }

    private String check(DnsRecord dns) {
        if (dns.switchedBy() == SwitchedBy.ROUTING_CONTROL) {
            return check(dns.routing().orElseThrow().primary(), true);
        }
        HealthCheckConfig config = dns.fact().orElseThrow() instanceof StandbyFact.Measured metric
                ? inverted(dns, metric)
                : inverted((StandbyFact.Published) dns.fact().orElseThrow());
        String reference = dns.healthCheck().map(id -> Route53Scripts.ID + id).orElse("of " + dns.name());
        return route53()
                .createHealthCheck(request -> request.callerReference(reference).healthCheckConfig(config))
                .healthCheck()
                .id();
    }

    private String check(String routingControl, boolean on) {
        world.accept(RoutingControlScripts.control(routingControl, on ? "primary" : "dr", on));
        pause.run();
        return route53()
                .createHealthCheck(request -> request.callerReference("of " + routingControl)
                        .healthCheckConfig(config ->
                                config.type(HealthCheckType.RECOVERY_CONTROL).routingControlArn(routingControl)))
                .healthCheck()
                .id();
    }

    private HealthCheckConfig inverted(StandbyFact.Published object) {
        return HealthCheckConfig.builder()
                .type(HealthCheckType.HTTPS)
                .inverted(true)
                .fullyQualifiedDomainName(
                        object.bucket() + ".s3." + estate.regions().dr() + ".amazonaws.com")
                .resourcePath("/" + object.key())
                .build();
    }

    private HealthCheckConfig inverted(DnsRecord dns, StandbyFact.Measured metric) {
        String alarm = dns.name() + "-primary-serves";
        dr().putMetricAlarm(request -> request.alarmName(alarm)
                .alarmDescription("Ends when the standby takes over " + dns.name())
                .namespace(metric.namespace())
                .metricName(metric.metric())
                .statistic(Statistic.MAXIMUM)
                .period(PERIOD)
                .evaluationPeriods(1)
                .threshold(1.0)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD));
        return HealthCheckConfig.builder()
                .type(HealthCheckType.CLOUDWATCH_METRIC)
                .inverted(true)
                .alarmIdentifier(identifier -> identifier
                        .region(CloudWatchRegion.fromValue(estate.regions().dr()))
                        .name(alarm))
                .insufficientDataHealthStatus(InsufficientDataHealthStatus.LAST_KNOWN_STATUS)
                .build();
    }

    private void say(StandbyFact.Measured metric, double value) {
        dr().putMetricData(request -> request.namespace(metric.namespace())
                .metricData(MetricDatum.builder()
                        .metricName(metric.metric())
                        .value(value)
                        .build()));
    }

    /** The domain all {@code records} are in; of a single one, the one its name is right below. */
    private static String common(List<DnsRecord> records) {
        String domain = parent(records.get(0).name()).orElseThrow();
        for (DnsRecord dns : records) {
            while (!dns.name().endsWith("." + domain)) {
                domain = parent(domain).orElseThrow();
            }
        }
        return domain;
    }

    private static Optional<String> parent(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(name.substring(dot + 1));
    }

    private Route53Client route53() {
        return aws.client(Route53Client.class, estate.regions().dr());
    }

    private CloudWatchClient dr() {
        return aws.client(CloudWatchClient.class, estate.regions().dr());
    }
}
