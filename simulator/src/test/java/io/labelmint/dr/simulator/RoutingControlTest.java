package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.simulator.arc.RoutingControlScripts;
import io.labelmint.dr.simulator.core.Outage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53recoverycluster.Route53RecoveryClusterClient;
import software.amazon.awssdk.services.route53recoverycluster.model.Route53RecoveryClusterException;
import software.amazon.awssdk.services.route53recoverycluster.model.RoutingControlState;
import software.amazon.awssdk.services.route53recoverycluster.model.UpdateRoutingControlStateEntry;

/** Routing controls, and the five endpoints they are switched through. */
final class RoutingControlTest {
    private static final String PANEL = "arn:aws:route53-recovery-control::123456789012:controlpanel/0a1b";
    private static final String ONE = PANEL + "/routingcontrol/0000";
    private static final String OTHER = PANEL + "/routingcontrol/1111";
    private static final String RULE = PANEL + "/safetyrule/2222";

    private final TrafficFixture dns = cluster(TrafficFixture.inMemory());

    @Test
    void switchingBothMovesClients() {
        route(dns);
        assertThat(dns.region()).isEqualTo("us-east-1");
        dns.world.faults().region(TrafficFixture.EAST, Outage.DOWN);
        in(dns.world, TrafficFixture.WEST)
                .updateRoutingControlStates(
                        r -> r.updateRoutingControlStateEntries(entry(ONE, "Off"), entry(OTHER, "On")));
        assertThat(dns.region()).isEqualTo("us-west-2");
        assertThat(in(dns.world, "eu-west-1")
                        .getRoutingControlState(r -> r.routingControlArn(OTHER))
                        .routingControlState())
                .isEqualTo(RoutingControlState.ON);
        assertThat(in(dns.world, "eu-west-1")
                        .listRoutingControls(r -> r.controlPanelArn(PANEL))
                        .routingControls())
                .extracting(control -> control.routingControlName() + " " + control.routingControlStateAsString())
                .containsExactly("east Off", "west On");
    }

    @Test
    void aSafetyRuleBlocksWhatWouldTurnAllOffAndCanBeOverridden() {
        Route53RecoveryClusterClient west = in(dns.world, TrafficFixture.WEST);
        refused(
                "ConflictException",
                RULE,
                () -> west.updateRoutingControlState(
                        r -> r.routingControlArn(ONE).routingControlState("Off")));
        assertThat(west.getRoutingControlState(r -> r.routingControlArn(ONE)).routingControlState())
                .isEqualTo(RoutingControlState.ON);
        west.updateRoutingControlState(
                r -> r.routingControlArn(ONE).routingControlState("Off").safetyRulesToOverride(RULE));
        assertThat(west.getRoutingControlState(r -> r.routingControlArn(ONE)).routingControlState())
                .isEqualTo(RoutingControlState.OFF);
    }

    @Test
    void endpointsMayBeDeadAndMostOfThemAreNeeded() {
        dns.world.faults().service("eu-west-1", "route53-recovery-cluster", Outage.HANGING);
        assertThatThrownBy(() -> on(in(dns.world, "eu-west-1"))).isInstanceOf(SdkClientException.class);
        dns.world.faults().region(TrafficFixture.EAST, Outage.DOWN);
        on(in(dns.world, TrafficFixture.WEST));
        dns.world.faults().region("ap-southeast-2", Outage.DOWN);
        refused(
                "EndpointTemporarilyUnavailableException",
                "Try another cluster endpoint",
                () -> on(in(dns.world, TrafficFixture.WEST)));
        assertThat(in(dns.world, "ap-northeast-1")
                        .getRoutingControlState(r -> r.routingControlArn(OTHER))
                        .routingControlState())
                .isEqualTo(RoutingControlState.ON);
    }

    @Test
    void refusesWhatIsNotThere() {
        refused(
                "ResourceNotFoundException",
                "was not found",
                () -> in(dns.world, TrafficFixture.WEST)
                        .getRoutingControlState(r -> r.routingControlArn(PANEL + "/routingcontrol/none")));
        refused("ValidationException", "no endpoint in us-east-2", () -> on(in(dns.world, "us-east-2")));
    }

    @Test
    void aReopenedWorldKeepsTheStates(@TempDir Path folder) {
        try (World world = World.open(folder, 7)) {
            on(in(cluster(TrafficFixture.over(world)).world, TrafficFixture.WEST));
        }
        try (World world = World.open(folder, 7)) {
            assertThat(in(world, "eu-west-1")
                            .getRoutingControlState(r -> r.routingControlArn(OTHER))
                            .routingControlState())
                    .isEqualTo(RoutingControlState.ON);
        }
    }

    private static TrafficFixture cluster(TrafficFixture fixture) {
        fixture.world
                .script(RoutingControlScripts.control(ONE, "east", true))
                .script(RoutingControlScripts.control(OTHER, "west", false))
                .script(RoutingControlScripts.atLeast(RULE, 1, List.of(ONE, OTHER)));
        return fixture;
    }

    private static void route(TrafficFixture fixture) {
        fixture.failover(
                fixture.check(
                        "one", c -> c.type(HealthCheckType.RECOVERY_CONTROL).routingControlArn(ONE)),
                fixture.check(
                        "other", c -> c.type(HealthCheckType.RECOVERY_CONTROL).routingControlArn(OTHER)));
        fixture.pass(Duration.ofMinutes(1));
    }

    private static void on(Route53RecoveryClusterClient client) {
        client.updateRoutingControlState(r -> r.routingControlArn(OTHER).routingControlState("On"));
    }

    private static UpdateRoutingControlStateEntry entry(String arn, String state) {
        return UpdateRoutingControlStateEntry.builder()
                .routingControlArn(arn)
                .routingControlState(state)
                .build();
    }

    private static Route53RecoveryClusterClient in(World world, String region) {
        return world.client(Route53RecoveryClusterClient.class, region);
    }

    private static void refused(String code, String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        Route53RecoveryClusterException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
