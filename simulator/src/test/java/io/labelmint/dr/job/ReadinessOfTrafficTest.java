package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.simulator.arc.RoutingControlSimulator;
import io.labelmint.dr.simulator.core.Outage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.CloudWatchRegion;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.InsufficientDataHealthStatus;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/** Whether the public name moves on the day, by each means there is. */
class ReadinessOfTrafficTest {
    private static final String PANEL = "arn:aws:route53-recovery-control::123456789012:controlpanel/0a1b2c3d";
    private static final String APP = "app.labelmint.example";

    @Test
    void routingControlsAreReadThroughFiveEndpoints() throws IOException {
        Finding finding = finding(new Trial(byRoutingControl(), 7), "readiness.routing-controls");

        assertThat(finding.green()).as(finding.toString()).isTrue();
        assertThat(finding.summary()).contains("5 of 5 endpoints");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void twoSilentEndpointsAreWhatThereAreFiveForAndThreeAreTooMany(int silent) throws IOException {
        Trial trial = new Trial(byRoutingControl(), 7);
        RoutingControlSimulator.ENDPOINTS
                .subList(0, silent)
                .forEach(region -> trial.world.faults().service(region, "route53-recovery-cluster", Outage.DOWN));

        Finding finding = finding(trial, "readiness.routing-controls");

        assertThat(finding.green()).as(finding.toString()).isEqualTo(silent == 2);
        assertThat(finding.summary()).contains(5 - silent + " of 5 endpoints");
    }

    @Test
    void aHealthCheckOfTheOtherRegionIsRed() throws IOException {
        Trial trial = new Trial(Trial.example("labelmint-production.yaml"), 7);
        trial.world
                .client(CloudWatchClient.class, "us-east-1")
                .putMetricAlarm(request -> request.alarmName("standby")
                        .namespace("LabelMint/DR")
                        .metricName("StandbyServes")
                        .statistic(Statistic.MAXIMUM)
                        .period(60)
                        .evaluationPeriods(1)
                        .threshold(1.0)
                        .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD));
        Route53Client route53 = trial.world.client(Route53Client.class, "us-west-2");
        String check = route53.createHealthCheck(request -> request.callerReference("another")
                        .healthCheckConfig(config -> config.type(HealthCheckType.CLOUDWATCH_METRIC)
                                .inverted(true)
                                .insufficientDataHealthStatus(InsufficientDataHealthStatus.LAST_KNOWN_STATUS)
                                .alarmIdentifier(alarm -> alarm.name("standby").region(CloudWatchRegion.US_EAST_1))))
                .healthCheck()
                .id();
        route53.changeResourceRecordSets(request -> request.hostedZoneId(zone(trial))
                .changeBatch(batch -> batch.changes(Change.builder()
                        .action(ChangeAction.UPSERT)
                        .resourceRecordSet(set -> set.name(APP)
                                .type(RRType.CNAME)
                                .ttl(60L)
                                .setIdentifier("us-east-1")
                                .failover(ResourceRecordSetFailover.PRIMARY)
                                .healthCheckId(check)
                                .resourceRecords(ResourceRecord.builder()
                                        .value("app.us-east-1.elb.amazonaws.com")
                                        .build()))
                        .build())));

        assertThat(finding(trial, "readiness.health-checks").summary())
                .contains("is measured in us-east-1", "is declared");
    }

    @Test
    void aNameThatOnlyAnEditMovesIsRedUnlessThatIsDeclared() throws IOException {
        Trial trial = new Trial(Trial.example("labelmint-production.yaml"), 7);
        Route53Client route53 = trial.world.client(Route53Client.class, "us-west-2");
        List<Change> deletions =
                route53
                        .listResourceRecordSets(request -> request.hostedZoneId(zone(trial)))
                        .resourceRecordSets()
                        .stream()
                        .filter(set -> set.failover() == ResourceRecordSetFailover.SECONDARY)
                        .map(set -> Change.builder()
                                .action(ChangeAction.DELETE)
                                .resourceRecordSet(set)
                                .build())
                        .toList();
        route53.changeResourceRecordSets(
                request -> request.hostedZoneId(zone(trial)).changeBatch(batch -> batch.changes(deletions)));
        assertThat(finding(trial, "readiness.records").summary())
                .contains("has no secondary failover record, so only an edit would move it");

        Trial declared = new Trial(byEdit(), 7);
        Finding warned = finding(declared, "readiness.records");
        assertThat(warned.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(warned.facts().get("warning")).contains("needs Route 53's control plane in us-east-1");
    }

    private static String zone(Trial trial) {
        return trial.estate.records().get(0).hostedZone();
    }

    private static Finding finding(Trial trial, String check) {
        return trial.fresh(Job.of(Job.Type.READINESS)).findings().stream()
                .filter(found -> found.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    private static Estate byRoutingControl() throws IOException {
        String endpoints = RoutingControlSimulator.ENDPOINTS.stream()
                .map(region -> "    - { region: " + region + ", url: \"https://cluster." + region + ".example/v1\" }\n")
                .collect(Collectors.joining("", "  routingEndpoints:\n", ""));
        return record("""
                    switchedBy: routing-control
                    healthCheck: 00000000-1111-2222-3333-444444444444
                    routingControl: %1$s/routingcontrol/0000
                    drRoutingControl: %1$s/routingcontrol/0001
                """.formatted(PANEL), endpoints);
    }

    private static Estate byEdit() throws IOException {
        return record("""
                    switchedBy: record-change
                    drTarget: lb.us-west-2.labelmint.example
                """, "");
    }

    private static Estate record(String means, String failover) throws IOException {
        String yaml = Files.readString(Path.of(System.getProperty("dr.root"), "examples", "labelmint-production.yaml"));
        int begin = yaml.indexOf("    switchedBy: standby-takes-over");
        int end = yaml.indexOf("\n\n", begin) + 1;
        return EstateLoader.parse(
                (yaml.substring(0, begin) + means + yaml.substring(end))
                        .replace("  strategy: warm-standby\n", "  strategy: warm-standby\n" + failover),
                "traffic.yaml");
    }
}
