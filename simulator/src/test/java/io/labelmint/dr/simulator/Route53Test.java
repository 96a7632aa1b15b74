package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.route53.Route53Scripts;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.InsufficientDataHealthStatus;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.Route53Exception;
import software.amazon.awssdk.services.s3.S3Client;

/** Records, health checks, and which region clients are led to. */
final class Route53Test {
    private static final String HOST = "failover.s3.us-west-2.amazonaws.com";

    private final TrafficFixture dns = TrafficFixture.inMemory();

    @Test
    void aChangeIsPendingUntilAllServersKnowIt() {
        ChangeInfo change =
                dns.change(ChangeAction.CREATE, dns.record(TrafficFixture.EAST, r -> r.setIdentifier(null)));
        assertThat(change.status()).isEqualTo(ChangeStatus.PENDING);
        assertThat(dns.world.resolve(TrafficFixture.NAME)).isEmpty();
        dns.pass(Duration.ofSeconds(61));
        assertThat(dns.route53.getChange(r -> r.id(change.id())).changeInfo().status())
                .isEqualTo(ChangeStatus.INSYNC);
        assertThat(dns.region()).isEqualTo("us-east-1");
        List<ResourceRecordSet> listed = dns.route53
                .listResourceRecordSets(r -> r.hostedZoneId(TrafficFixture.ZONE))
                .resourceRecordSets();
        assertThat(listed).singleElement().satisfies(set -> {
            assertThat(set.name()).isEqualTo("app.shop.example.");
            assertThat(set.ttl()).isEqualTo(60);
        });
    }

    @Test
    void recordsAreListedInPages() {
        dns.failover(null, null);
        var first = dns.route53.listResourceRecordSets(
                r -> r.hostedZoneId(TrafficFixture.ZONE).maxItems("1"));
        assertThat(first.isTruncated()).isTrue();
        var second = dns.route53.listResourceRecordSets(r -> r.hostedZoneId(TrafficFixture.ZONE)
                .maxItems("1")
                .startRecordName(first.nextRecordName())
                .startRecordType(first.nextRecordType())
                .startRecordIdentifier(first.nextRecordIdentifier()));
        assertThat(second.isTruncated()).isFalse();
        assertThat(first.resourceRecordSets().get(0).setIdentifier()).isEqualTo("us-east-1");
        assertThat(second.resourceRecordSets().get(0).setIdentifier()).isEqualTo("us-west-2");
    }

    @Test
    void refusesAsAwsDoes() {
        refused(
                "NoSuchHostedZone",
                "No hosted zone found with ID: ZNONE",
                () -> dns.route53.listResourceRecordSets(r -> r.hostedZoneId("ZNONE")));
        ResourceRecordSet set = dns.record(TrafficFixture.EAST, r -> r.setIdentifier(null));
        dns.change(ChangeAction.CREATE, set);
        refused(
                "InvalidChangeBatch",
                "[Tried to create resource record set [name='app.shop.example.', type='CNAME'] but it already exists]",
                () -> dns.change(ChangeAction.CREATE, set));
        refused(
                "InvalidChangeBatch",
                "but it was not found",
                () -> dns.change(
                        ChangeAction.DELETE,
                        set.toBuilder().name("none.shop.example").build()));
        dns.pass(Duration.ofSeconds(2));
        refused(
                "NoSuchHealthCheck",
                "does not exist",
                () -> dns.change(
                        ChangeAction.UPSERT,
                        set.toBuilder().healthCheckId("none").build()));
        refused("NoSuchHealthCheck", "does not exist", () -> dns.route53.getHealthCheck(r -> r.healthCheckId("none")));
        dns.pass(Duration.ofSeconds(2));
        refused("NoSuchChange", "does not exist", () -> dns.route53.getChange(r -> r.id("CNONE")));
        refused(
                "InvalidInput",
                "10 or 30",
                () -> dns.check(
                        "a",
                        c -> c.type(HealthCheckType.HTTPS)
                                .fullyQualifiedDomainName("shop.example")
                                .requestInterval(20)));
    }

    @Test
    void theControlPlaneIsInUsEast1AndTheAnswersAreNot() {
        dns.failover(null, null);
        dns.world.faults().region(TrafficFixture.EAST, Outage.DOWN);
        assertThatThrownBy(() -> dns.route53.listResourceRecordSets(r -> r.hostedZoneId(TrafficFixture.ZONE)))
                .isInstanceOf(SdkClientException.class);
        assertThat(dns.region()).isEqualTo("us-east-1");
    }

    @Test
    void theStandbyTakesOverByAnObjectInItsRegion() {
        bucket();
        String inverted = dns.check(
                "inverted",
                c -> c.type(HealthCheckType.HTTPS)
                        .fullyQualifiedDomainName(HOST)
                        .resourcePath("/initiate-failover")
                        .requestInterval(10)
                        .inverted(true));
        dns.failover(inverted, null);
        dns.pass(Duration.ofMinutes(5));
        assertThat(dns.region()).isEqualTo("us-east-1");

        dns.world.faults().region(TrafficFixture.EAST, Outage.HANGING);
        S3Client s3 = dns.world.client(S3Client.class, TrafficFixture.WEST);
        s3.putObject(r -> r.bucket("failover").key("initiate-failover"), RequestBody.empty());
        Instant published = dns.world.timeline().now();
        while (dns.region().equals("us-east-1")) {
            dns.pass(Duration.ofSeconds(1));
        }
        // Three looks at an interval of ten seconds.
        assertThat(Duration.between(published, dns.world.timeline().now()))
                .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(31));
        assertThat(dns.region()).isEqualTo("us-west-2");
        assertThat(dns.lastRegion()).isEqualTo("us-east-1");
        dns.pass(Duration.ofSeconds(60));
        assertThat(dns.lastRegion()).isEqualTo("us-west-2");

        s3.deleteObject(r -> r.bucket("failover").key("initiate-failover"));
        dns.pass(Duration.ofMinutes(2));
        assertThat(dns.region()).isEqualTo("us-east-1");
    }

    @Test
    void aNewCheckIsHealthyAndAnInvertedOneIsNot() {
        bucket();
        String inverted = dns.check(
                "inverted",
                c -> c.type(HealthCheckType.HTTPS)
                        .fullyQualifiedDomainName(HOST)
                        .resourcePath("/initiate-failover")
                        .inverted(true));
        dns.change(
                ChangeAction.UPSERT,
                dns.record(TrafficFixture.EAST, r -> r.failover("PRIMARY").healthCheckId(inverted)),
                dns.record(TrafficFixture.WEST, r -> r.failover("SECONDARY")));
        dns.pass(Duration.ofSeconds(60));
        assertThat(dns.region()).isEqualTo("us-west-2");
        dns.pass(Duration.ofSeconds(31));
        assertThat(dns.region()).isEqualTo("us-east-1");
    }

    @Test
    void aDisabledCheckIsHealthyAndAllUnhealthyMeansThePrimary() {
        String first = dns.check("first", c -> c.type(HealthCheckType.HTTPS).fullyQualifiedDomainName("one.example"));
        String second = dns.check("second", c -> c.type(HealthCheckType.HTTPS).fullyQualifiedDomainName("two.example"));
        dns.failover(first, second);
        dns.world.script(Route53Scripts.endpoint("one.example", false));
        dns.pass(Duration.ofMinutes(2));
        assertThat(dns.region()).isEqualTo("us-west-2");
        dns.world.script(Route53Scripts.endpoint("two.example", false));
        dns.pass(Duration.ofMinutes(2));
        assertThat(dns.region()).isEqualTo("us-east-1");
        dns.route53.updateHealthCheck(r -> r.healthCheckId(second).disabled(true));
        assertThat(dns.region()).isEqualTo("us-west-2");
        dns.route53.updateHealthCheck(r -> r.healthCheckId(second).inverted(true));
        assertThat(dns.region()).isEqualTo("us-east-1");
        assertThat(dns.route53.getHealthCheckStatus(r -> r.healthCheckId(first)).healthCheckObservations())
                .hasSize(3)
                .allSatisfy(each -> assertThat(each.statusReport().status()).startsWith("Failure"));
    }

    @Test
    void weightedRecordsWithoutWeightAreTheLastResort() {
        String check = dns.check("first", c -> c.type(HealthCheckType.HTTPS).fullyQualifiedDomainName("one.example"));
        dns.change(
                ChangeAction.UPSERT,
                dns.record(TrafficFixture.EAST, r -> r.weight(100L).healthCheckId(check)),
                dns.record(TrafficFixture.WEST, r -> r.weight(0L)));
        dns.pass(Duration.ofMinutes(2));
        assertThat(dns.region()).isEqualTo("us-east-1");
        dns.world.script(Route53Scripts.endpoint("one.example", false));
        dns.pass(Duration.ofMinutes(2));
        assertThat(dns.region()).isEqualTo("us-west-2");
    }

    @Test
    void aCheckOfAnAlarmFollowsTheMetric() {
        CloudWatchClient west = dns.world.client(CloudWatchClient.class, TrafficFixture.WEST);
        west.putMetricAlarm(r -> r.alarmName("stay")
                .namespace("Shop")
                .metricName("TakeOver")
                .statistic(Statistic.MAXIMUM)
                .period(60)
                .evaluationPeriods(1)
                .threshold(1.0)
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .treatMissingData("breaching"));
        refused(
                "InvalidInput",
                "no alarm",
                () -> dns.check(
                        "none",
                        c -> c.type(HealthCheckType.CLOUDWATCH_METRIC)
                                .alarmIdentifier(
                                        a -> a.region(TrafficFixture.EAST).name("stay"))
                                .insufficientDataHealthStatus(InsufficientDataHealthStatus.HEALTHY)));
        String inverted = dns.check(
                "inverted",
                c -> c.type(HealthCheckType.CLOUDWATCH_METRIC)
                        .alarmIdentifier(a -> a.region(TrafficFixture.WEST).name("stay"))
                        .insufficientDataHealthStatus(InsufficientDataHealthStatus.LAST_KNOWN_STATUS)
                        .inverted(true));
        assertThat(dns.route53
                        .getHealthCheck(r -> r.healthCheckId(inverted))
                        .healthCheck()
                        .cloudWatchAlarmConfiguration()
                        .metricName())
                .isEqualTo("TakeOver");
        dns.failover(inverted, null);
        assertThat(dns.region()).isEqualTo("us-east-1");
        dns.world.faults().region(TrafficFixture.EAST, Outage.DOWN);
        for (int minute = 0; minute < 5; minute++) {
            west.putMetricData(r -> r.namespace("Shop")
                    .metricData(MetricDatum.builder()
                            .metricName("TakeOver")
                            .value(1.0)
                            .build()));
            dns.pass(Duration.ofMinutes(1));
        }
        assertThat(dns.region()).isEqualTo("us-west-2");
        // A take-over that nobody goes on telling is over.
        dns.pass(Duration.ofMinutes(6));
        assertThat(dns.region()).isEqualTo("us-east-1");
    }

    @Test
    void aReopenedWorldAnswersTheSame(@TempDir Path folder) {
        try (World world = World.open(folder, 7)) {
            TrafficFixture there = TrafficFixture.over(world);
            there.failover(
                    there.check("one", c -> c.type(HealthCheckType.TCP).fullyQualifiedDomainName("one.example")), null);
            world.script(Route53Scripts.endpoint("one.example", false));
            there.pass(Duration.ofMinutes(2));
        }
        try (World world = World.open(folder, 7)) {
            assertThat(TrafficFixture.looking(world).region()).isEqualTo("us-west-2");
        }
    }

    private void bucket() {
        S3Client s3 = dns.world.client(S3Client.class, TrafficFixture.WEST);
        s3.createBucket(
                r -> r.bucket("failover").createBucketConfiguration(c -> c.locationConstraint(TrafficFixture.WEST)));
        s3.putBucketVersioning(r -> r.bucket("failover").versioningConfiguration(v -> v.status("Enabled")));
    }

    private static void refused(String code, String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        Route53Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }
}
