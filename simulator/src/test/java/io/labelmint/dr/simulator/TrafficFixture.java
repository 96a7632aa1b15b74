package io.labelmint.dr.simulator;

import io.labelmint.dr.simulator.core.Scripts;
import io.labelmint.dr.simulator.route53.Route53Scripts;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/** A world with a hosted zone, {@code shop.example}, that has no records yet. */
final class TrafficFixture {
    static final String EAST = "us-east-1";
    static final String WEST = "us-west-2";
    static final String ZONE = "Z0123456789EXAMPLE";
    static final String NAME = "app.shop.example";

    final World world;
    final Route53Client route53;

    private TrafficFixture(World world) {
        this.world = world;
        this.route53 = world.client(Route53Client.class, WEST);
    }

    static TrafficFixture inMemory() {
        return over(World.inMemory(new VirtualTimeline(Instant.parse("2026-01-05T12:00:00Z")), 7));
    }

    /** Sees {@code world} without changing it. */
    static TrafficFixture looking(World world) {
        return new TrafficFixture(world);
    }

    static TrafficFixture over(World world) {
        TrafficFixture fixture = new TrafficFixture(world);
        world.script(Scripts.eventualConsistency(false));
        fixture.route53.createHostedZone(r -> r.name("shop.example").callerReference(Route53Scripts.ID + ZONE));
        return fixture;
    }

    void pass(Duration duration) {
        world.timeline().runUntil(world.timeline().now().plus(duration));
    }

    String check(String id, Consumer<HealthCheckConfig.Builder> config) {
        return route53.createHealthCheck(
                        r -> r.callerReference(Route53Scripts.ID + id).healthCheckConfig(config))
                .healthCheck()
                .id();
    }

    /** Both failover records of {@link #NAME}; the primary one with {@code primary}, the secondary one with {@code secondary}. */
    void failover(String primary, String secondary) {
        change(
                ChangeAction.UPSERT,
                record(EAST, r -> r.failover(ResourceRecordSetFailover.PRIMARY).healthCheckId(primary)),
                record(
                        WEST,
                        r -> r.failover(ResourceRecordSetFailover.SECONDARY).healthCheckId(secondary)));
        pass(Duration.ofMinutes(2));
    }

    ResourceRecordSet record(String region, Consumer<ResourceRecordSet.Builder> more) {
        ResourceRecordSet.Builder set = ResourceRecordSet.builder()
                .name(NAME)
                .type("CNAME")
                .setIdentifier(region)
                .ttl(60L)
                .resourceRecords(ResourceRecord.builder()
                        .value("shop." + region + ".elb.amazonaws.com")
                        .build());
        more.accept(set);
        return set.build();
    }

    ChangeInfo change(ChangeAction action, ResourceRecordSet... sets) {
        List<Change> changes = List.of(sets).stream()
                .map(set ->
                        Change.builder().action(action).resourceRecordSet(set).build())
                .toList();
        return route53.changeResourceRecordSets(r -> r.hostedZoneId(ZONE).changeBatch(b -> b.changes(changes)))
                .changeInfo();
    }

    /** The region a client that asks now is led to. */
    String region() {
        return world.resolve(NAME).orElseThrow().region().orElseThrow();
    }

    /** The region the last client to move is still led to. */
    String lastRegion() {
        return world.resolveCached(NAME).orElseThrow().region().orElseThrow();
    }
}
