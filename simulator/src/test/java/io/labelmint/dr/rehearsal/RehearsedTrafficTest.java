package io.labelmint.dr.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.estate.DnsRecord;
import io.labelmint.dr.estate.DnsRecord.StandbyFact;
import io.labelmint.dr.estate.DnsRecord.SwitchedBy;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.observatory.AwsObservatory;
import io.labelmint.dr.observatory.HealthChecks;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.observatory.RecordSets;
import io.labelmint.dr.observatory.RegionHealth;
import io.labelmint.dr.observatory.RoutingControls;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.time.VirtualTimeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;
import software.amazon.awssdk.services.route53.model.HealthCheck;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53recoverycluster.model.RoutingControl;
import software.amazon.awssdk.services.route53recoverycluster.model.UpdateRoutingControlStateEntry;
import software.amazon.awssdk.services.route53recoverycluster.model.UpdateRoutingControlStatesRequest;
import software.amazon.awssdk.services.route53recoverycluster.model.UpdateRoutingControlStatesResponse;

/** The names of a rehearsed estate lead to the primary region until they are moved, by what still works without it. */
final class RehearsedTrafficTest {
    private static final String PANEL = "arn:aws:route53-recovery-control::123456789012:controlpanel/0a1b";
    private static final String CONTROL = PANEL + "/routingcontrol/0000";
    private static final String STANDBY = PANEL + "/routingcontrol/0001";

    private final World world = World.inMemory(new VirtualTimeline(Instant.parse("2026-01-05T00:00:00Z")), 7);

    @Test
    void theStandbyTakesOverTheDeclaredNameWithoutUsEast1() {
        Estate estate =
                EstateLoader.load(Path.of(System.getProperty("dr.root"), "examples", "labelmint-production.yaml"));
        Rehearsal.settle(estate, world, Instant.parse("2026-01-07T02:00:00Z"));
        DnsRecord dns = estate.records().get(0);
        assertThat(leads(dns)).isEqualTo("us-east-1");
        Observatory observatory = observatory();
        List<ResourceRecordSet> sets = seen(observatory.read(new RecordSets("us-east-1", dns.hostedZone())));
        assertThat(sets).hasSize(2).allSatisfy(set -> assertThat(set.ttl()).isEqualTo(60));
        List<HealthCheck> checks = seen(observatory.read(new HealthChecks("us-east-1")));
        assertThat(checks).singleElement().satisfies(check -> {
            assertThat(check.id()).isEqualTo(dns.healthCheck().orElseThrow());
            assertThat(check.healthCheckConfig().inverted()).isTrue();
            assertThat(check.healthCheckConfig().alarmIdentifier().regionAsString())
                    .isEqualTo("us-west-2");
        });

        world.faults().region("us-east-1", Outage.HANGING);
        say(dns, 1);
        pass(Duration.ofMinutes(2));
        assertThat(leads(dns)).isEqualTo("us-west-2");
        pass(Duration.ofDays(3));
        assertThat(leads(dns)).isEqualTo("us-west-2");
        say(dns, 0);
        pass(Duration.ofMinutes(2));
        assertThat(leads(dns)).isEqualTo("us-east-1");
    }

    @Test
    void aRoutingControlIsTurnedOffAtAnyEndpoint() {
        DnsRecord dns = new DnsRecord(
                "app.labelmint.example",
                "Z0123456789EXAMPLE",
                Duration.ofMinutes(1),
                SwitchedBy.ROUTING_CONTROL,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new DnsRecord.RoutingControls(CONTROL, STANDBY)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        seed(dns);
        assertThat(leads(dns)).isEqualTo("us-east-1");
        world.faults().region("us-east-1", Outage.DOWN);
        PlannedCall switched = PlannedCall.of(
                        MutatingOperation.UPDATE_ROUTING_CONTROL_STATES,
                        "us-west-2",
                        UpdateRoutingControlStatesRequest.builder()
                                .updateRoutingControlStateEntries(entry(STANDBY, "On"), entry(CONTROL, "Off"))
                                .build())
                .at("https://cluster.us-west-2.example/v1");
        new Hands(world::client).send(switched, UpdateRoutingControlStatesResponse.class);
        assertThat(leads(dns)).isEqualTo("us-west-2");
        pass(Duration.ofSeconds(10));
        List<RoutingControl> controls = seen(
                observatory().read(new RoutingControls("eu-west-1", "https://cluster.eu-west-1.example/v1", PANEL)));
        assertThat(controls)
                .extracting(control -> control.routingControlArn() + " " + control.routingControlStateAsString())
                .containsExactlyInAnyOrder(CONTROL + " Off", STANDBY + " On");
    }

    private static UpdateRoutingControlStateEntry entry(String control, String state) {
        return UpdateRoutingControlStateEntry.builder()
                .routingControlArn(control)
                .routingControlState(state)
                .build();
    }

    @Test
    void aRecordThatIsEditedIsASimpleOne() {
        DnsRecord dns = new DnsRecord(
                "app.labelmint.example",
                "Z0123456789EXAMPLE",
                Duration.ofMinutes(1),
                SwitchedBy.RECORD_CHANGE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("lb.us-west-2.labelmint.example"),
                Optional.empty(),
                Optional.empty());
        seed(dns);
        assertThat(world.resolve(dns.name()).orElseThrow().setIdentifier()).isEmpty();
        assertThat(leads(dns)).isEqualTo("us-east-1");
    }

    private void seed(DnsRecord dns) {
        Estate minimal = EstateLoader.load(Path.of(System.getProperty("dr.root"), "examples", "minimal.yaml"));
        Estate estate = new Estate(
                minimal.project(),
                minimal.environment(),
                minimal.regions(),
                minimal.controller(),
                minimal.access(),
                minimal.state(),
                minimal.evidence(),
                minimal.databases(),
                minimal.caches(),
                minimal.buckets(),
                minimal.services(),
                List.of(dns),
                minimal.retention(),
                minimal.schedules(),
                minimal.notifications(),
                minimal.monitoring(),
                minimal.contacts(),
                minimal.failover(),
                minimal.approvers(),
                minimal.prices(),
                minimal.budget(),
                minimal.practice(),
                minimal.source(),
                minimal.digest());
        new TrafficSeeder(estate, world::client, world::script, () -> pass(Duration.ofSeconds(1))).seed();
        pass(Duration.ofMinutes(5));
    }

    private void say(DnsRecord dns, double value) {
        PutMetricDataRequest request = PutMetricDataRequest.builder()
                .namespace(((StandbyFact.Measured) dns.fact().orElseThrow()).namespace())
                .metricData(MetricDatum.builder()
                        .metricName(((StandbyFact.Measured) dns.fact().orElseThrow()).metric())
                        .value(value)
                        .build())
                .build();
        new Hands(world::client)
                .send(
                        PlannedCall.of(MutatingOperation.PUT_METRIC_DATA, "us-west-2", request),
                        PutMetricDataResponse.class);
    }

    private Observatory observatory() {
        return new AwsObservatory(world::client, world.timeline(), new RegionHealth(world.timeline()));
    }

    private static <T> T seen(Reading<T> reading) {
        assertThat(reading).isInstanceOf(Reading.Seen.class);
        return ((Reading.Seen<T>) reading).value();
    }

    private String leads(DnsRecord dns) {
        return world.resolve(dns.name()).orElseThrow().region().orElseThrow();
    }

    private void pass(Duration duration) {
        world.timeline().runUntil(world.timeline().now().plus(duration));
    }
}
