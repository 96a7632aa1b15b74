package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.simulator.cloudwatch.CloudWatchScripts;
import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.elasticache.ElastiCacheScripts;
import io.labelmint.dr.simulator.rds.RdsScripts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.ScanBy;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** The metrics that the simulated services publish about themselves. */
final class ServiceMetricsTest {
    private static final Map<String, String> REPLICA = Map.of("DBInstanceIdentifier", "orders-dr");

    @Test
    void aReplicaLagsASecondOrTwo() {
        RdsFixture rds = withReplica();
        rds.pass(Duration.ofMinutes(10));
        assertThat(lag(rds))
                .hasSize(10)
                .allSatisfy(seconds -> assertThat(seconds).isBetween(0.05, 2.0));
        assertThat(lag(rds)).isEqualTo(lag(rds)).doesNotHaveDuplicates();
        assertThat(values(rds.world, "us-east-1", "AWS/RDS", "ReplicaLag", REPLICA))
                .isEmpty();
        assertThat(values(rds.world, "us-west-2", "AWS/RDS", "ReplicaLag", Map.of("DBInstanceIdentifier", "nobody")))
                .isEmpty();
    }

    @Test
    void aScriptedLagChangesWhatIsNotWhatWas() {
        RdsFixture rds = withReplica();
        rds.pass(Duration.ofMinutes(10));
        List<Double> before = lag(rds).subList(5, 10);
        rds.world.script(RdsScripts.replicaLag("us-west-2", "orders-dr", Duration.ofMinutes(8)));
        rds.pass(Duration.ofMinutes(5));
        assertThat(lag(rds).subList(0, 5)).isEqualTo(before);
        assertThat(lag(rds).subList(5, 10)).containsOnly(480.0);
    }

    @Test
    void anIdleReplicaPretendsToLagUpToFiveMinutes() {
        RdsFixture rds = withReplica();
        rds.world.script(CloudWatchScripts.idleReplica("us-west-2", "orders-dr", true));
        rds.pass(Duration.ofMinutes(10));
        assertThat(lag(rds))
                .contains(60.0, 120.0, 180.0, 240.0, 300.0)
                .allSatisfy(seconds -> assertThat(seconds).isLessThanOrEqualTo(300));
        rds.world.script(CloudWatchScripts.idleReplica("us-west-2", "orders-dr", false));
        rds.pass(Duration.ofMinutes(10));
        assertThat(lag(rds)).allSatisfy(seconds -> assertThat(seconds).isLessThan(2));
    }

    @Test
    void aSourceNobodyWritesToMakesItsReplicaPretendAsWellThoughItMissesNothing() {
        RdsFixture rds = withReplica();
        rds.world.script(RdsScripts.writes("us-east-1", "orders", false));
        Instant silent = rds.world.timeline().now();
        rds.pass(Duration.ofMinutes(10));
        assertThat(lag(rds))
                .contains(300.0)
                .allSatisfy(seconds -> assertThat(seconds).isLessThanOrEqualTo(300));
        assertThat(rds.world.writtenUntil("us-east-1", "orders")).contains(silent);
        assertThat(rds.world
                        .replicatedUpTo("us-west-2", "orders-dr")
                        .orElseThrow()
                        .moment())
                .isAfter(silent);
    }

    @Test
    void aReplicaFallsBehindASourceThatIsCutOff() {
        RdsFixture rds = withReplica();
        rds.world.faults().region(RdsFixture.EAST, Outage.DOWN);
        rds.pass(Duration.ofMinutes(20));
        assertThat(lag(rds).get(9)).isGreaterThan(18 * 60.0);
    }

    @Test
    void theSecondaryOfAGlobalDatastoreLags() {
        CacheFixture cache = CacheFixture.inMemory(7);
        cache.east.createGlobalReplicationGroup(
                r -> r.globalReplicationGroupIdSuffix("sessions").primaryReplicationGroupId("sessions"));
        cache.pass(Duration.ofMinutes(15));
        cache.west.createReplicationGroup(r -> r.replicationGroupId("sessions-dr")
                .replicationGroupDescription("secondary")
                .globalReplicationGroupId("ldgnf-sessions"));
        cache.pass(Duration.ofMinutes(40));
        Map<String, String> primary = Map.of("CacheClusterId", "sessions-dr-001", "CacheNodeId", "0001");
        assertThat(globalLag(cache, primary))
                .hasSize(10)
                .allSatisfy(seconds -> assertThat(seconds).isBetween(0.05, 0.9));
        assertThat(globalLag(cache, Map.of("CacheClusterId", "sessions-dr-001")))
                .hasSize(10);
        assertThat(globalLag(cache, Map.of("CacheClusterId", "sessions-dr-002")))
                .isEmpty();
        assertThat(globalLag(cache, Map.of("ReplicationGroupId", "sessions-dr")))
                .isEmpty();

        cache.world.script(ElastiCacheScripts.globalLag("us-west-2", "sessions-dr", Duration.ofSeconds(75)));
        cache.pass(Duration.ofMinutes(10));
        assertThat(globalLag(cache, primary)).containsOnly(75.0);
    }

    @Test
    void nodesCountTheirItems() {
        CacheFixture cache = CacheFixture.inMemory(7);
        cache.world.script(ElastiCacheScripts.items("us-east-1", "ranking", 1000));
        cache.pass(Duration.ofMinutes(10));
        assertThat(items(cache, "ranking-0002-001")).hasSize(10).containsOnly(500.0);
        assertThat(items(cache, "sessions-001"))
                .isEqualTo(items(cache, "sessions-002"))
                .allSatisfy(items -> assertThat(items).isBetween(40_000.0, 600_000.0));
    }

    @Test
    void replicationOfBucketsIsAsScripted() {
        RdsFixture rds = RdsFixture.inMemory(7);
        Map<String, String> rule = Map.of("SourceBucket", "files", "DestinationBucket", "files-dr", "RuleId", "all");
        assertThat(values(rds.world, "us-west-2", "AWS/S3", "ReplicationLatency", rule))
                .isEmpty();
        rds.world.script(CloudWatchScripts.replication(
                "us-west-2", "files", "files-dr", "all", Duration.ofSeconds(30), 4096, 3));
        rds.pass(Duration.ofMinutes(10));
        assertThat(values(rds.world, "us-west-2", "AWS/S3", "ReplicationLatency", rule))
                .containsOnly(30.0);
        assertThat(values(rds.world, "us-west-2", "AWS/S3", "BytesPendingReplication", rule))
                .containsOnly(4096.0);
        assertThat(values(rds.world, "us-west-2", "AWS/S3", "OperationsPendingReplication", rule))
                .containsOnly(3.0);
        assertThat(values(rds.world, "us-east-1", "AWS/S3", "ReplicationLatency", rule))
                .isEmpty();
    }

    @Test
    void bucketsTellOnceADayWhatAllTheirVersionsHold() {
        RdsFixture rds = RdsFixture.inMemory(7);
        S3Client s3 = rds.world.client(S3Client.class, "us-east-1");
        s3.createBucket(request -> request.bucket("files"));
        s3.putBucketVersioning(request ->
                request.bucket("files").versioningConfiguration(on -> on.status(BucketVersioningStatus.ENABLED)));
        s3.putObject(request -> request.bucket("files").key("a"), RequestBody.fromString("four"));
        rds.pass(Duration.ofDays(2));
        s3.putObject(request -> request.bucket("files").key("a"), RequestBody.fromString("longer"));
        rds.pass(Duration.ofDays(2));
        rds.world.script(CloudWatchScripts.stored("files", "StandardIAStorage", 77));
        rds.pass(Duration.ofDays(1));

        assertThat(stored(rds, "us-east-1", "StandardStorage")).containsExactly(4.0, 4.0, 4.0, 10.0, 10.0, 10.0);
        assertThat(stored(rds, "us-east-1", "StandardIAStorage")).containsExactly(77.0);
        assertThat(stored(rds, "us-west-2", "StandardStorage")).as("elsewhere").isEmpty();
    }

    /** Of the last six days, oldest first. */
    private static List<Double> stored(RdsFixture rds, String region, String type) {
        Instant now = rds.world.timeline().now();
        return rds
                .world
                .client(CloudWatchClient.class, region)
                .getMetricStatistics(request -> request.namespace("AWS/S3")
                        .metricName("BucketSizeBytes")
                        .dimensions(dimensions(Map.of("BucketName", "files", "StorageType", type)))
                        .startTime(now.truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(5)))
                        .endTime(now)
                        .period(86_400)
                        .statistics(Statistic.AVERAGE))
                .datapoints()
                .stream()
                .sorted(Comparator.comparing(Datapoint::timestamp))
                .map(Datapoint::average)
                .toList();
    }

    private static RdsFixture withReplica() {
        RdsFixture rds = RdsFixture.inMemory(7);
        rds.west.createDBInstanceReadReplica(r -> r.dbInstanceIdentifier("orders-dr")
                .sourceDBInstanceIdentifier("arn:aws:rds:us-east-1:123456789012:db:orders")
                .kmsKeyId("alias/dr"));
        rds.pass(Duration.ofHours(2));
        return rds;
    }

    private static List<Double> lag(RdsFixture rds) {
        return values(rds.world, "us-west-2", "AWS/RDS", "ReplicaLag", REPLICA);
    }

    private static List<Double> globalLag(CacheFixture cache, Map<String, String> dimensions) {
        return values(cache.world, "us-west-2", "AWS/ElastiCache", "GlobalDatastoreReplicationLag", dimensions);
    }

    private static List<Double> items(CacheFixture cache, String cluster) {
        return values(cache.world, "us-east-1", "AWS/ElastiCache", "CurrItems", Map.of("CacheClusterId", cluster));
    }

    /** The values of the last ten minutes, oldest first. */
    private static List<Double> values(
            World world, String region, String namespace, String name, Map<String, String> dimensions) {
        Instant now = world.timeline().now();
        List<Dimension> given = dimensions(dimensions);
        MetricDataQuery query = MetricDataQuery.builder()
                .id("a")
                .metricStat(s -> s.metric(
                                m -> m.namespace(namespace).metricName(name).dimensions(given))
                        .stat("Average")
                        .period(60))
                .build();
        return world.client(CloudWatchClient.class, region)
                .getMetricData(r -> r.startTime(now.minus(Duration.ofMinutes(10)))
                        .endTime(now)
                        .scanBy(ScanBy.TIMESTAMP_ASCENDING)
                        .metricDataQueries(query))
                .metricDataResults()
                .get(0)
                .values();
    }

    private static List<Dimension> dimensions(Map<String, String> values) {
        return values.entrySet().stream()
                .map(each -> Dimension.builder()
                        .name(each.getKey())
                        .value(each.getValue())
                        .build())
                .toList();
    }
}
