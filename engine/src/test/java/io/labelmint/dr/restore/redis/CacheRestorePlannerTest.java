package io.labelmint.dr.restore.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.backup.BackupPlanner;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.Restores.Side;
import io.labelmint.dr.observatory.AppliedQuota;
import io.labelmint.dr.observatory.CacheClusters;
import io.labelmint.dr.observatory.CacheParameterGroups;
import io.labelmint.dr.observatory.CacheParameters;
import io.labelmint.dr.observatory.CacheSnapshotTags;
import io.labelmint.dr.observatory.CacheSnapshots;
import io.labelmint.dr.observatory.CacheSubnetGroups;
import io.labelmint.dr.observatory.CacheUserGroups;
import io.labelmint.dr.observatory.EncryptionKey;
import io.labelmint.dr.observatory.ExportedFiles;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.observatory.ObjectHead;
import io.labelmint.dr.observatory.Query;
import io.labelmint.dr.observatory.ReplicationGroups;
import io.labelmint.dr.observatory.SecurityGroups;
import io.labelmint.dr.observatory.Unanswered;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.restore.RestorePoint;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.elasticache.model.CacheCluster;
import software.amazon.awssdk.services.elasticache.model.CacheParameterGroup;
import software.amazon.awssdk.services.elasticache.model.CacheSubnetGroup;
import software.amazon.awssdk.services.elasticache.model.NodeGroup;
import software.amazon.awssdk.services.elasticache.model.NodeSnapshot;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.Snapshot;
import software.amazon.awssdk.services.elasticache.model.UserGroup;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.servicequotas.model.ServiceQuota;

/** A restore of Redis that cannot come out well is refused before anything is created, with the fact and the fix. */
class CacheRestorePlannerTest {
    private static final Estate ESTATE = LabelMint.production();
    private static final RedisGroup SESSIONS = ESTATE.caches().get(0);
    private static final String EAST = LabelMint.EAST;
    private static final String WEST = LabelMint.WEST;
    private static final String BUCKET = "labelmint-production-redis-dr";
    private static final String PARAMETERS = "labelmint-production-redis7";
    private static final String KEY = "arn:aws:kms:us-west-2:123456789012:alias/labelmint-production-backup";
    private static final String VPC = "vpc-0a1b";
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final OperationId OPERATION = new OperationId("restored-sessions-1");

    private final String older = name(Instant.parse("2026-11-21T12:00:00Z"));
    private final String newer = name(Instant.parse("2026-11-21T18:00:00Z"));
    private final FakeObservatory observatory = new FakeObservatory()
            .answers(new CacheSnapshots(EAST), List.of(snapshot(newer, 18), snapshot(older, 12)))
            .answers(new ReplicationGroups(EAST), List.of(source()))
            .answers(new ReplicationGroups(WEST), List.of())
            .answers(new CacheClusters(EAST), List.of(node()))
            .answers(new CacheClusters(WEST), List.of())
            .answers(new ExportedFiles(WEST, BUCKET), List.of(file(newer), file(older)))
            .answers(new ObjectHead(WEST, BUCKET, newer + "-0001.rdb"), head(ServerSideEncryption.AES256))
            .answers(
                    new CacheSubnetGroups(WEST),
                    List.of(subnets("labelmint-production-dr"), subnets("labelmint-restore-tests")))
            .answers(new CacheSubnetGroups(EAST), List.of(subnets("labelmint-production")))
            .answers(
                    new SecurityGroups(WEST),
                    List.of(securityGroup("sg-0a1b2c3d4e5f60741"), securityGroup("sg-0a1b2c3d4e5f60742")))
            .answers(new SecurityGroups(EAST), List.of(securityGroup("sg-0a1b2c3d4e5f60731")))
            .answers(new CacheParameterGroups(WEST), List.of(parameterGroup("redis7")))
            .answers(new CacheParameterGroups(EAST), List.of(parameterGroup("redis7")))
            .answers(new CacheUserGroups(WEST), List.of(users("active")))
            .answers(new EncryptionKey(WEST, KEY), key(KeyState.ENABLED))
            .answers(new CacheParameters(WEST, PARAMETERS), parameters("no"))
            .answers(new CacheParameters(EAST, PARAMETERS), parameters("no"));

    @Test
    void aFileInTheDrRegionAndASnapshotInThePrimaryOne() {
        PlannedCall there = call(plan(Side.DR, new RestorePoint.Latest()));
        PlannedCall here = call(plan(Side.PRIMARY, new RestorePoint.Latest()));

        assertThat(there.region()).isEqualTo(WEST);
        assertThat(there.parameters())
                .containsEntry("SnapshotArns", List.of("arn:aws:s3:::" + BUCKET + "/" + newer + "-0001.rdb"))
                .containsEntry("NumCacheClusters", 2L)
                .containsEntry("TransitEncryptionEnabled", true)
                .containsEntry("AtRestEncryptionEnabled", true)
                .containsEntry("CacheSubnetGroupName", "labelmint-production-dr")
                .containsEntry("SecurityGroupIds", List.of("sg-0a1b2c3d4e5f60741"))
                .containsEntry("EngineVersion", "7.1")
                .doesNotContainKey("SnapshotName");
        assertThat(here.parameters()).containsEntry("SnapshotName", newer).doesNotContainKey("SnapshotArns");
    }

    @Test
    void aTestHasOneNodeAndTagsAndNoSnapshots() {
        PlannedCall call = call(
                new CacheRestorePlanner(ESTATE, observatory).test(OPERATION, SESSIONS, NOW, NOW.plusSeconds(3600)));

        assertThat(call.parameters())
                .containsEntry("ReplicationGroupId", TestCacheGroup.nameOf(OPERATION, "sessions"))
                .containsEntry("NumCacheClusters", 1L)
                .containsEntry("AutomaticFailoverEnabled", false)
                .containsEntry("SnapshotRetentionLimit", 0L);
        assertThat(call.parameters().get("Tags").toString())
                .contains("restore-test", "labelmint-production", "2026-11-22T03:00:00Z", OPERATION.value());
    }

    @Test
    void beyondTheNodesThatAnyAccountMayHaveTheQuotaIsAskedFor() {
        Query<ServiceQuota> quota = new AppliedQuota(WEST, "elasticache", "L-DFE45DF3");
        observatory.answers(new CacheClusters(WEST), Collections.nCopies(298, node()));
        assertThat(plan(Side.DR, new RestorePoint.Latest()).actions()).hasSize(1);

        observatory.answers(new CacheClusters(WEST), Collections.nCopies(299, node()));
        observatory.answers(quota, ServiceQuota.builder().value(301.0).build());
        assertThat(plan(Side.DR, new RestorePoint.Latest()).actions()).hasSize(1);

        observatory.answers(quota, ServiceQuota.builder().value(300.0).build());
        assertThat(refusal(Side.DR, new RestorePoint.Latest()))
                .contains(
                        "has 299 cache nodes in us-west-2, and with 2 more it would have more than the 300 it may have.");
        unread(quota, ServiceQuota.builder().value(301.0).build());
    }

    @Test
    void aSnapshotOrFileByItsArnAndNoOther() {
        String file = "arn:aws:s3:::" + BUCKET + "/" + older + "-0001.rdb";
        observatory.answers(new ObjectHead(WEST, BUCKET, older + "-0001.rdb"), head(ServerSideEncryption.AES256));

        assertThat(call(plan(Side.DR, RestorePoint.parse(file))).parameters().get("SnapshotArns"))
                .isEqualTo(List.of(file));
        assertThat(call(plan(Side.PRIMARY, RestorePoint.parse(arn(older)))).parameters())
                .containsEntry("SnapshotName", older);
        assertThat(refusal(Side.PRIMARY, RestorePoint.parse(arn("somebody-elses"))))
                .contains("There is no such snapshot in us-east-1 that sessions could be restored from.");
        assertThat(refusal(Side.PRIMARY, new RestorePoint.At(NOW))).contains("cannot be restored to " + NOW);
    }

    @Test
    void nothingToRestoreFrom() {
        observatory.answers(new ExportedFiles(WEST, BUCKET), List.of(file("dr-sessions-20261121-1800-00000000")));
        assertThat(refusal(Side.DR))
                .as("a file that only looks like one of ours")
                .startsWith("There is no file in " + BUCKET + " in us-west-2");
        observatory.answers(
                new CacheSnapshots(EAST),
                List.of(snapshot(newer, 18).toBuilder()
                        .snapshotStatus("creating")
                        .build()));
        assertThat(refusal(Side.PRIMARY)).startsWith("There is no snapshot in us-east-1");
    }

    @Test
    void aFileElastiCacheCannotRead() {
        observatory.answers(new ObjectHead(WEST, BUCKET, newer + "-0001.rdb"), head(ServerSideEncryption.AWS_KMS));
        assertThat(refusal(Side.DR)).contains("is encrypted with aws:kms, which ElastiCache cannot read", "SSE-S3");
    }

    @Test
    void aShardThatHasNotArrived() {
        observatory.answers(
                new ReplicationGroups(EAST),
                List.of(source().toBuilder()
                        .nodeGroups(
                                NodeGroup.builder().build(), NodeGroup.builder().build())
                        .build()));
        assertThat(refusal(Side.DR)).startsWith("There is no file");
    }

    @Test
    void aNameThatIsTakenOrLooksLikeATest() {
        ReplicationGroup other = ReplicationGroup.builder()
                .replicationGroupId("sessions-again")
                .arn("arn:other")
                .build();
        observatory
                .answers(new ReplicationGroups(WEST), List.of(other))
                .answers(new CacheSnapshotTags(WEST, "arn:other"), Map.of());
        assertThat(refusal(Side.DR)).contains("A replication group sessions-again exists and belongs to nobody");
        assertThatThrownBy(() -> new CacheRestorePlanner(ESTATE, observatory)
                        .lasting(OPERATION, SESSIONS, Side.DR, new RestorePoint.Latest(), "dr-test-mine"))
                .hasMessageContaining("would be taken for one of a restore test");
    }

    @Test
    void placesThatAreNotThereOrDoNotFit() {
        observatory.answers(new CacheParameters(WEST, PARAMETERS), parameters("yes"));
        assertThat(refusal(Side.DR)).contains("has cluster-enabled yes", "without cluster mode");
        observatory.answers(new CacheParameterGroups(WEST), List.of(parameterGroup("redis6.x")));
        assertThat(refusal(Side.DR)).contains("is of the family redis6.x, and the snapshot is of redis7");
        observatory.answers(new CacheParameterGroups(WEST), List.of());
        assertThat(refusal(Side.DR)).startsWith("There is no cache parameter group " + PARAMETERS);
        observatory.answers(
                new SecurityGroups(WEST),
                List.of(securityGroup("sg-0a1b2c3d4e5f60741").toBuilder()
                        .vpcId("vpc-other")
                        .build()));
        assertThat(refusal(Side.DR)).contains("is in vpc-other");
        observatory.answers(new CacheSubnetGroups(WEST), List.of());
        assertThat(refusal(Side.DR)).startsWith("There is no cache subnet group labelmint-production-dr");
    }

    @Test
    void aTestThatCouldReachOthers() {
        observatory.answers(
                new SecurityGroups(WEST),
                List.of(securityGroup("sg-0a1b2c3d4e5f60742").toBuilder()
                        .ipPermissionsEgress(IpPermission.builder().build())
                        .build()));
        assertThatThrownBy(() -> new CacheRestorePlanner(ESTATE, observatory)
                        .test(OPERATION, SESSIONS, NOW, NOW.plusSeconds(3600)))
                .hasMessageContaining("could reach others");
    }

    @Test
    void nodesWithLessMemoryThanTheSource() {
        Snapshot larger = snapshot(newer, 18).toBuilder()
                .cacheNodeType("cache.r6g.xlarge")
                .build();
        observatory.answers(new CacheSnapshots(EAST), List.of(larger));
        assertThat(refusal(Side.DR)).contains("A node of the type cache.r6g.large has 100 bytes of memory");
        observatory.answers(
                new CacheParameters(WEST, PARAMETERS),
                Optional.of(new CacheParameters.Values(Map.of("cluster-enabled", "no"), Map.of())));
        assertThat(refusal(Side.DR)).contains("knows no memory of a node of the type cache.r6g.large");
    }

    @Test
    void aSourceThatAsksForAPasswordIsNotRestoredWithoutUsers() {
        observatory.answers(
                new ReplicationGroups(EAST),
                List.of(source().toBuilder().authTokenEnabled(true).build()));
        assertThat(refusal(Side.PRIMARY)).contains("would let anybody in", "Declare userGroup");
        assertThat(plan(Side.DR, new RestorePoint.Latest())).isNotNull();
        observatory.answers(new CacheUserGroups(WEST), List.of(users("modifying")));
        assertThat(refusal(Side.DR)).contains("User group labelmint-production-sessions in us-west-2 is modifying");
        observatory.answers(new CacheUserGroups(WEST), List.of());
        assertThat(refusal(Side.DR)).startsWith("There is no user group labelmint-production-sessions");
    }

    @Test
    void aKeyThatIsNotEnabled() {
        observatory.answers(new EncryptionKey(WEST, KEY), key(KeyState.PENDING_DELETION));
        assertThat(refusal(Side.DR)).contains(KEY, "is PendingDeletion");
    }

    @Test
    void aSilentPrimaryRegionHoldsTheOtherUpByNothing() {
        observatory
                .denies(new CacheSnapshots(EAST))
                .denies(new ReplicationGroups(EAST))
                .denies(new CacheClusters(EAST));

        assertThat(call(plan(Side.DR, new RestorePoint.Latest())).parameters())
                .containsEntry("TransitEncryptionEnabled", true)
                .containsEntry("AtRestEncryptionEnabled", true)
                .doesNotContainKey("EngineVersion");
    }

    @Test
    void whatCannotBeReadIsNotTakenForGranted() {
        unread(new CacheSubnetGroups(WEST), List.of(subnets("labelmint-production-dr")));
        unread(new SecurityGroups(WEST), List.of(securityGroup("sg-0a1b2c3d4e5f60741")));
        unread(new CacheParameterGroups(WEST), List.of(parameterGroup("redis7")));
        unread(new CacheParameters(WEST, PARAMETERS), parameters("no"));
        unread(new CacheClusters(WEST), List.of());
        unread(new ReplicationGroups(WEST), List.of());
        unread(new ExportedFiles(WEST, BUCKET), List.of(file(newer)));
        unread(new ObjectHead(WEST, BUCKET, newer + "-0001.rdb"), head(ServerSideEncryption.AES256));
        assertThat(plan(Side.DR, new RestorePoint.Latest())).isNotNull();
    }

    private <T> void unread(Query<T> query, T afterwards) {
        observatory.denies(query);
        assertThatThrownBy(() -> plan(Side.DR, new RestorePoint.Latest()))
                .as(query.toString())
                .isInstanceOf(Unanswered.class);
        observatory.answers(query, afterwards);
    }

    private Plan plan(Side side, RestorePoint point) {
        return new CacheRestorePlanner(ESTATE, observatory).lasting(OPERATION, SESSIONS, side, point, "sessions-again");
    }

    private String refusal(Side side) {
        return refusal(side, new RestorePoint.Latest());
    }

    private String refusal(Side side, RestorePoint point) {
        try {
            plan(side, point);
        } catch (ProblemException e) {
            Problem problem = e.problem();
            return problem.summary() + " " + problem.remedy();
        }
        throw new AssertionError("not refused");
    }

    private static PlannedCall call(Plan plan) {
        return plan.actions().get(0).call();
    }

    private static String name(Instant slot) {
        String operation = BackupPlanner.operation(ESTATE, SESSIONS, slot).value();
        return "dr-sessions" + operation.substring(operation.length() - 23);
    }

    private static String arn(String snapshot) {
        return "arn:aws:elasticache:us-east-1:123456789012:snapshot:" + snapshot;
    }

    private static Snapshot snapshot(String name, int hour) {
        return Snapshot.builder()
                .snapshotName(name)
                .arn(arn(name))
                .snapshotStatus("available")
                .snapshotSource("manual")
                .cacheClusterId("labelmint-production-sessions-002")
                .cacheNodeType("cache.r6g.large")
                .engine("redis")
                .engineVersion("7.1")
                .port(6379)
                .nodeSnapshots(NodeSnapshot.builder()
                        .snapshotCreateTime(Instant.parse("2026-11-21T" + hour + ":00:20Z"))
                        .build())
                .build();
    }

    private static ReplicationGroup source() {
        return ReplicationGroup.builder()
                .replicationGroupId("labelmint-production-sessions")
                .status("available")
                .clusterEnabled(false)
                .transitEncryptionEnabled(true)
                .atRestEncryptionEnabled(true)
                .authTokenEnabled(false)
                .cacheNodeType("cache.r6g.large")
                .snapshotRetentionLimit(1)
                .memberClusters("labelmint-production-sessions-001", "labelmint-production-sessions-002")
                .nodeGroups(NodeGroup.builder().build())
                .build();
    }

    private static CacheCluster node() {
        return CacheCluster.builder()
                .cacheClusterId("labelmint-production-sessions-001")
                .engine("redis")
                .engineVersion("7.1")
                .build();
    }

    private static S3Object file(String snapshot) {
        return S3Object.builder().key(snapshot + "-0001.rdb").size(10L).build();
    }

    private static HeadObjectResponse head(ServerSideEncryption encryption) {
        return HeadObjectResponse.builder()
                .serverSideEncryption(encryption)
                .contentLength(10L)
                .build();
    }

    private static UserGroup users(String status) {
        return UserGroup.builder()
                .userGroupId("labelmint-production-sessions")
                .status(status)
                .build();
    }

    private static Optional<KeyMetadata> key(KeyState state) {
        return Optional.of(KeyMetadata.builder().keyState(state).build());
    }

    private static CacheSubnetGroup subnets(String name) {
        return CacheSubnetGroup.builder().cacheSubnetGroupName(name).vpcId(VPC).build();
    }

    private static SecurityGroup securityGroup(String id) {
        return SecurityGroup.builder().groupId(id).vpcId(VPC).build();
    }

    private static CacheParameterGroup parameterGroup(String family) {
        return CacheParameterGroup.builder()
                .cacheParameterGroupName(PARAMETERS)
                .cacheParameterGroupFamily(family)
                .build();
    }

    private static Optional<CacheParameters.Values> parameters(String clusterEnabled) {
        return Optional.of(new CacheParameters.Values(
                Map.of("cluster-enabled", clusterEnabled),
                Map.of("maxmemory", Map.of("cache.r6g.large", "100", "cache.r6g.xlarge", "200"))));
    }
}
