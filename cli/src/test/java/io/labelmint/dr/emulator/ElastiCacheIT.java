package io.labelmint.dr.emulator;

import static io.labelmint.dr.emulator.Emulator.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.aws.AwsError;
import io.labelmint.dr.aws.AwsError.Kind;
import io.labelmint.dr.aws.SdkAws;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.AutomaticFailoverStatus;

@Tag("emulator")
class ElastiCacheIT {
    private static final String PRIMARY = "us-east-1";

    /** AWS answers {@code creating}, and moto makes one node where two were asked for; ministack makes both. */
    @ParameterizedTest
    @EnumSource
    void aReplicationGroupIsAvailableAtOnceWhereAwsWouldStillCreateIt(Emulator emulator) {
        try (SdkAws aws = emulator.connect("elasticache-it")) {
            String name = fresh("sessions");
            group(aws, name);
            assertThat(reading(aws)
                            .describeReplicationGroups(r -> r.replicationGroupId(name))
                            .replicationGroups())
                    .singleElement()
                    .satisfies(found -> {
                        assertThat(found.status()).isEqualTo("available");
                        assertThat(found.automaticFailover()).isEqualTo(AutomaticFailoverStatus.ENABLED);
                        assertThat(found.memberClusters()).hasSize(emulator == Emulator.MOTO ? 1 : 2);
                    });
        }
    }

    /** AWS answers {@code creating}, and lists a node snapshot per shard with its creation time; moto lists none. */
    @ParameterizedTest
    @MethodSource("snapshotting")
    void aSnapshotIsTakenAtOnceAndFound(Emulator emulator) {
        try (SdkAws aws = emulator.connect("elasticache-it")) {
            String name = fresh("sessions");
            String backup = fresh("backup");
            group(aws, name);
            snapshot(aws, name, backup);
            assertThat(reading(aws)
                            .describeSnapshots(r -> r.snapshotName(backup))
                            .snapshots())
                    .singleElement()
                    .satisfies(found -> {
                        assertThat(found.snapshotStatus()).isEqualTo("available");
                        assertThat(found.replicationGroupId()).isEqualTo(name);
                        assertThat(found.snapshotSource()).isEqualTo("manual");
                        assertThat(found.nodeSnapshots()).isEmpty();
                    });
            assertThat(Failure.of("elasticache", "CreateSnapshot", () -> snapshot(aws, name, backup))
                            .kind())
                    .isEqualTo(Kind.ALREADY_EXISTS);
        }
    }

    /** AWS answers {@code SnapshotNotFoundFault}; ministack answers with an empty list. */
    @ParameterizedTest
    @MethodSource("snapshotting")
    void aSnapshotThatDoesNotExistIsPositivelyNotFound(Emulator emulator) {
        try (SdkAws aws = emulator.connect("elasticache-it")) {
            assertThat(Failure.of(
                                    "elasticache",
                                    "DescribeSnapshots",
                                    () -> reading(aws).describeSnapshots(r -> r.snapshotName("nobody")))
                            .kind())
                    .isEqualTo(Kind.NOT_FOUND);
        }
    }

    static Stream<Emulator> snapshotting() {
        return Emulator.thatCan(Ability.CACHE_SNAPSHOTS);
    }

    /**
     * AWS writes {@code NodeSnapshots} with ISO 8601 times; ministack writes seconds, which the SDK cannot read. The
     * snapshot is taken all the same: just what a doubt is for.
     */
    @ParameterizedTest
    @MethodSource("notSnapshotting")
    void aReplyThatCannotBeReadLeavesTheCallInDoubt(Emulator emulator) {
        try (SdkAws aws = emulator.connect("elasticache-it")) {
            String name = fresh("sessions");
            String backup = fresh("backup");
            group(aws, name);
            AwsError doubt = Failure.of("elasticache", "CreateSnapshot", () -> snapshot(aws, name, backup));
            assertThat(doubt.kind()).isEqualTo(Kind.UNREADABLE);
            assertThat(doubt.mayHaveHadEffect()).isTrue();
            assertThat(Failure.of("elasticache", "CreateSnapshot", () -> snapshot(aws, name, backup))
                            .kind())
                    .isEqualTo(Kind.ALREADY_EXISTS);
        }
    }

    static Stream<Emulator> notSnapshotting() {
        return Emulator.thatCannot(Ability.CACHE_SNAPSHOTS);
    }

    @ParameterizedTest
    @EnumSource
    void aGroupThatDoesNotExistIsPositivelyNotFound(Emulator emulator) {
        try (SdkAws aws = emulator.connect("elasticache-it")) {
            assertThat(Failure.of(
                                    "elasticache",
                                    "DescribeReplicationGroups",
                                    () -> reading(aws).describeReplicationGroups(r -> r.replicationGroupId("nobody")))
                            .kind())
                    .isEqualTo(Kind.NOT_FOUND);
        }
    }

    private static void snapshot(SdkAws aws, String group, String backup) {
        mutating(aws).createSnapshot(r -> r.replicationGroupId(group).snapshotName(backup));
    }

    private static void group(SdkAws aws, String name) {
        mutating(aws)
                .createReplicationGroup(r -> r.replicationGroupId(name)
                        .replicationGroupDescription("sessions")
                        .engine("redis")
                        .cacheNodeType("cache.m6g.large")
                        .numCacheClusters(2)
                        .automaticFailoverEnabled(true));
    }

    private static ElastiCacheClient reading(SdkAws aws) {
        return aws.reading().client(ElastiCacheClient.class, PRIMARY);
    }

    private static ElastiCacheClient mutating(SdkAws aws) {
        return aws.mutating().client(ElastiCacheClient.class, PRIMARY);
    }
}
