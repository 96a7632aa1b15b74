package io.labelmint.dr.emulator;

import static io.labelmint.dr.emulator.Emulator.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.BucketObjects;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.SdkAws;
import io.labelmint.dr.failover.ChangeRecord;
import io.labelmint.dr.failover.IsolateInstance;
import io.labelmint.dr.failover.PromoteReplica;
import io.labelmint.dr.failover.PublishStandbyMetric;
import io.labelmint.dr.failover.PublishStandbyObject;
import io.labelmint.dr.failover.ScaleService;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.BucketLedgers;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.LedgerBucket;
import io.labelmint.dr.ledger.MemoryLedgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.observatory.AwsObservatory;
import io.labelmint.dr.observatory.RegionHealth;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The actions of a failover on AWS of somebody else's making. Neither emulator has the endpoints of ARC routing controls
 * or ElastiCache's global datastores: those are simulated only.
 */
@Tag("emulator")
class FailoverIT {
    private static final String PRIMARY = "us-east-1";
    private static final String DR = "us-west-2";
    private static final Json JSON = new Json(List.of());
    private static final ActionId ID = new ActionId("an/action");
    private static final Estimate SOON = new Estimate(Duration.ofMinutes(1), Duration.ofMinutes(10));

    private final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-05T02:00:00Z"));

    /**
     * AWS answers the call at once and starts tasks for minutes; {@code runningCount} follows {@code desiredCount} only when
     * they run. Neither emulator runs any, so what is asked for is seen, and that it is not done yet.
     */
    @ParameterizedTest
    @EnumSource
    void aServiceIsAskedForItsTasksAndForNone(Emulator emulator) {
        try (SdkAws aws = emulator.connect("failover-it")) {
            String cluster = fresh("acme");
            service(aws, cluster);
            ScaleService up = scale(cluster, 3);
            assertThat(seen(aws, up, Facts.NONE)).isInstanceOf(Progress.Absent.class);

            started(aws, up);

            assertThat(desired(aws, cluster)).isEqualTo(3);
            assertThat(seen(aws, up, Facts.NONE)).isNotInstanceOf(Progress.Absent.class);
            ScaleService stop = scale(cluster, 0);
            assertThat(seen(aws, stop, Facts.NONE)).isInstanceOf(Progress.Absent.class);

            started(aws, stop);

            assertThat(desired(aws, cluster)).isZero();
            assertThat(seen(aws, stop, Facts.NONE)).isNotInstanceOf(Progress.Absent.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aServiceThatIsNotThereRunsNothingAndCannotBeScaled(Emulator emulator) {
        try (SdkAws aws = emulator.connect("failover-it")) {
            String cluster = fresh("empty");
            aws.mutating().client(EcsClient.class, DR).createCluster(r -> r.clusterName(cluster));

            assertThat(seen(aws, scale(cluster, 0), Facts.NONE)).isInstanceOf(Progress.Done.class);
            assertThat(seen(aws, scale(cluster, 2), Facts.NONE)).isInstanceOf(Progress.Failed.class);
        }
    }

    /**
     * AWS makes the replica an instance of its own, for good, while its status goes through {@code modifying}. moto answers
     * the call and leaves it a replica; ministack has no replicas of another region.
     */
    @ParameterizedTest
    @EnumSource(names = "MOTO")
    void aReplicaOfAnotherRegionIsPromoted(Emulator emulator) {
        try (SdkAws aws = emulator.connect("failover-it")) {
            RdsClient west = aws.mutating().client(RdsClient.class, DR);
            DBInstance source = instance(aws, fresh("orders-db"));
            String name = fresh("orders-replica");
            west.createDBInstanceReadReplica(r -> r.dbInstanceIdentifier(name)
                    .sourceDBInstanceIdentifier(source.dbInstanceArn())
                    .sourceRegion(PRIMARY));
            DBInstance replica = west.describeDBInstances(r -> r.dbInstanceIdentifier(name))
                    .dbInstances()
                    .get(0);
            PromoteReplica promote =
                    new PromoteReplica(ID, Set.of(), SOON, DR, name, String.valueOf(replica.dbiResourceId()), 35);
            assertThat(seen(aws, promote, Facts.NONE)).isInstanceOf(Progress.Absent.class);

            started(aws, promote);

            assertThat(west.describeDBInstances(r -> r.dbInstanceIdentifier(name))
                            .dbInstances())
                    .singleElement()
                    .extracting(DBInstance::dbInstanceStatus)
                    .isIn("available", "modifying");
        }
    }

    /** AWS gives the groups a status of their own, {@code adding} and then {@code active}. */
    @ParameterizedTest
    @EnumSource(names = "MOTO")
    void anInstanceIsPutIntoTheGroupsThatLetNobodyIn(Emulator emulator) {
        try (SdkAws aws = emulator.connect("failover-it")) {
            String name = fresh("orders-db");
            instance(aws, name);
            String group = aws.mutating()
                    .client(Ec2Client.class, PRIMARY)
                    .createSecurityGroup(r -> r.groupName(fresh("nobody")).description("lets nobody in"))
                    .groupId();
            IsolateInstance isolate =
                    new IsolateInstance(ID, Set.of(), SOON, Optional.empty(), PRIMARY, name, List.of(group));
            assertThat(seen(aws, isolate, Facts.NONE)).isInstanceOf(Progress.Absent.class);

            started(aws, isolate);

            assertThat(aws.reading()
                            .client(RdsClient.class, PRIMARY)
                            .describeDBInstances(r -> r.dbInstanceIdentifier(name))
                            .dbInstances()
                            .get(0)
                            .vpcSecurityGroups())
                    .extracting(VpcSecurityGroupMembership::vpcSecurityGroupId)
                    .containsExactly(group);
        }
    }

    /** AWS says {@code PENDING} for up to a minute, then {@code INSYNC}; the emulators are as quick as they like. */
    @ParameterizedTest
    @EnumSource
    void aRecordIsChangedAndSeenToBeInSync(Emulator emulator) {
        try (SdkAws aws = emulator.connect("failover-it")) {
            Route53Client route53 = aws.mutating().client(Route53Client.class, PRIMARY);
            String domain = fresh("acme") + ".example";
            String zone = route53.createHostedZone(r -> r.name(domain).callerReference(fresh("zone")))
                    .hostedZone()
                    .id();
            ChangeRecord change = new ChangeRecord(
                    ID, Set.of(), SOON, zone.replace("/hostedzone/", ""), "app." + domain, 60, "west." + domain);
            assertThat(seen(aws, change, Facts.NONE)).isInstanceOf(Progress.Absent.class);

            Facts accepted = started(aws, change);

            Progress progress = seen(aws, change, accepted);
            for (int look = 0; look < 5 && progress instanceof Progress.InProgress; look++) {
                progress = seen(aws, change, accepted);
            }
            assertThat(progress).isInstanceOf(Progress.Done.class);
            assertThat(route53.listResourceRecordSets(r -> r.hostedZoneId(zone)).resourceRecordSets())
                    .filteredOn(set -> set.name().startsWith("app."))
                    .singleElement()
                    .satisfies(set -> assertThat(set.ttl()).isEqualTo(60))
                    .extracting(ResourceRecordSet::resourceRecords)
                    .asString()
                    .contains("west." + domain);
            assertThat(route53.listResourceRecordSets(r -> r.hostedZoneId(zone)).resourceRecordSets())
                    .filteredOn(set -> set.name().startsWith("app."))
                    .flatExtracting(ResourceRecordSet::resourceRecords)
                    .extracting(ResourceRecord::value)
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void thatTheStandbyServesIsPublished(Emulator emulator) {
        try (SdkAws aws = emulator.connect("failover-it")) {
            String namespace = fresh("Acme/DR");
            PublishStandbyMetric metric =
                    new PublishStandbyMetric(ID, Set.of(), SOON, DR, namespace, "StandbyServes", true);
            assertThat(seen(aws, metric, started(aws, metric))).isInstanceOf(Progress.Done.class);
            assertThat(aws.reading()
                            .client(CloudWatchClient.class, DR)
                            .listMetrics(r -> r.namespace(namespace))
                            .metrics())
                    .extracting(Metric::metricName)
                    .containsExactly("StandbyServes");

            String bucket = bucket(aws);
            PublishStandbyObject object = new PublishStandbyObject(ID, Set.of(), SOON, DR, bucket, "standby/serves");
            assertThat(seen(aws, object, started(aws, object))).isInstanceOf(Progress.Done.class);
            assertThat(aws.reading()
                            .client(S3Client.class, DR)
                            .listObjectsV2(r -> r.bucket(bucket))
                            .contents())
                    .singleElement()
                    .satisfies(found -> assertThat(found.key()).isEqualTo("standby/serves"));
        }
    }

    /** The conditional writes of S3 decide: "If-None-Match" lets one writer of a key through, whoever races for it. */
    @ParameterizedTest
    @EnumSource
    void ofTwentyWhoBeginTheSameFailoverOneDoesAndTheOthersAreToldWho(Emulator emulator) throws Exception {
        int racers = 20;
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        try (SdkAws aws = emulator.connect("failover-it")) {
            String bucket = bucket(aws);
            OperationId operation = new OperationId("move-failover-acme-0001-00000000");
            List<Callable<String>> races = IntStream.range(0, racers)
                    .mapToObj(racer -> (Callable<String>) () -> begin(aws, bucket, operation, "build " + racer))
                    .toList();

            List<String> ends =
                    threads.invokeAll(races).stream().map(FailoverIT::got).toList();

            List<String> winners =
                    ends.stream().filter(end -> end.startsWith("begun by ")).toList();
            assertThat(winners).as(ends.toString()).hasSize(1);
            String winner = winners.get(0).substring("begun by ".length());
            assertThat(ends)
                    .filteredOn(end -> !winners.contains(end))
                    .allSatisfy(end -> assertThat(end).contains(winner));
            assertThat(machine(aws, bucket).read(operation).orElseThrow().entries())
                    .hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    /** What a machine of its own, with a clock of its own, is told. Its lease is not given back: it is at work. */
    private static String begin(SdkAws aws, String bucket, OperationId operation, String holder) {
        try {
            Ledger ledger = machine(aws, bucket).open(operation, holder);
            ledger.append(new Fact.Opened(
                    RunKind.REAL,
                    "Failover",
                    "acme",
                    "d",
                    holder,
                    new TreeMap<>(),
                    Optional.empty(),
                    Optional.empty()));
            return "begun by " + holder;
        } catch (ProblemException refused) {
            return refused.problem().toString();
        }
    }

    private static BucketLedgers machine(SdkAws aws, String bucket) {
        VirtualTimeline clock = new VirtualTimeline(Instant.parse("2026-01-05T02:00:00Z"));
        BucketObjects objects = new BucketObjects(aws.reading(), aws.mutating(), DR, bucket);
        return new BucketLedgers(
                new LedgerBucket(objects, bucket, "dr/"),
                new MemoryLedgers(clock, JSON),
                clock,
                task -> clock.in(Duration.ZERO, task),
                JSON);
    }

    private static String got(Future<String> end) {
        try {
            return end.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Progress seen(SdkAws aws, Action action, Facts accepted) {
        timeline.elapse(Duration.ofMinutes(1)); // what is read is not what was read before
        return action.observe(
                new AwsObservatory(aws.reading(), timeline, new RegionHealth(timeline)),
                new Inputs(Map.of(), accepted));
    }

    private static Facts started(SdkAws aws, Action action) {
        return action.start(new Hands(aws.mutating()), new Inputs(Map.of(), Facts.NONE));
    }

    private static ScaleService scale(String cluster, int tasks) {
        return new ScaleService(ID, Set.of(), SOON, Optional.empty(), DR, cluster, "web", tasks);
    }

    private static void service(SdkAws aws, String cluster) {
        EcsClient ecs = aws.mutating().client(EcsClient.class, DR);
        ecs.createCluster(r -> r.clusterName(cluster));
        ecs.registerTaskDefinition(r -> r.family(cluster)
                .containerDefinitions(ContainerDefinition.builder()
                        .name("web")
                        .image("web:1")
                        .memory(128)
                        .build()));
        ecs.createService(r ->
                r.cluster(cluster).serviceName("web").taskDefinition(cluster).desiredCount(1));
    }

    private static int desired(SdkAws aws, String cluster) {
        return aws.reading()
                .client(EcsClient.class, DR)
                .describeServices(r -> r.cluster(cluster).services("web"))
                .services()
                .get(0)
                .desiredCount();
    }

    private static DBInstance instance(SdkAws aws, String name) {
        return aws.mutating()
                .client(RdsClient.class, PRIMARY)
                .createDBInstance(r -> r.dbInstanceIdentifier(name)
                        .engine("postgres")
                        .dbInstanceClass("db.m6g.large")
                        .allocatedStorage(100)
                        .masterUsername("postgres")
                        .masterUserPassword("not-a-secret")
                        .backupRetentionPeriod(7))
                .dbInstance();
    }

    private static String bucket(SdkAws aws) {
        String bucket = fresh("dr-failover");
        aws.mutating()
                .client(S3Client.class, DR)
                .createBucket(r -> r.bucket(bucket).createBucketConfiguration(c -> c.locationConstraint(DR)));
        return bucket;
    }
}
