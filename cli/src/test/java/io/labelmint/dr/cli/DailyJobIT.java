package io.labelmint.dr.cli;

import static io.labelmint.dr.cli.EmulatedEstate.DR;
import static io.labelmint.dr.cli.EmulatedEstate.PRIMARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.cli.EmulatedEstate.Run;
import io.labelmint.dr.emulator.Ability;
import io.labelmint.dr.emulator.Emulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.Snapshot;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** The commands of every day, over HTTP, on emulators that can do what the estate needs. */
@Tag("emulator")
class DailyJobIT {
    static final String DATABASE = """
            databases:
              - id: orders-db
                instance: NAME-orders
                keys: { primary: KEY, dr: DRKEY }
                objectives: { rpo: 24h, rto: 4h }
            """;

    static final String CACHE = """
            caches:
              - id: sessions
                replicationGroup: NAME-s
                snapshots: { every: 6h }
                objectives: { rpo: 24h, rto: 4h }
            """;

    private static final String BUCKET = """
            buckets:
              - id: assets
                bucket: NAME-assets
                replica: NAME-assets-dr
                objectives: { rpo: 1h, rto: 4h }
            """;

    @TempDir
    Path folder;

    static Stream<Emulator> copying() {
        return Emulator.thatCan(Ability.COPY_DB_SNAPSHOT_ACROSS_REGIONS);
    }

    static Stream<Emulator> snapshotting() {
        return Emulator.thatCan(Ability.CACHE_SNAPSHOTS);
    }

    @ParameterizedTest
    @MethodSource("copying")
    void theDailyJobBacksUpAndCopiesOnceHoweverOftenItRunsAndLeavesEvidence(Emulator emulator) throws Exception {
        try (EmulatedEstate estate = EmulatedEstate.seeded(emulator, folder, DATABASE)) {
            nothingIsChangedBy(estate, "plan", "daily");
            nothingIsChangedBy(estate, "backup", "--dry-run");
            nothingIsChangedBy(estate, "run", "daily", "--dry-run");
            Run before = estate.dr("check");
            assertThat(before.code()).as(before.out() + before.err()).isEqualTo(ExitCode.RED);
            assertThat(before.red()).contains("postgres.copy-landed of orders-db", "postgres.backup-age of orders-db");

            Run first = daily(estate, "run", "daily");
            assertThat(first.out()).contains("start    orders-db/snapshot", "start    orders-db/copy");
            assertThat(first.out()).contains("notice.delivered  SNS accepted the notice.");
            String run = first.evidence().getFileName().toString();
            // It ended red, so it checks and tells again; what is done stays done.
            assertThat(daily(estate, "run", "daily").out()).doesNotContain("start    orders-db");
            assertThat(daily(estate, "resume", run).out()).doesNotContain("start    orders-db");

            Run status = estate.statusInAnotherProcess();
            assertThat(status.code()).as(status.out()).isEqualTo(ExitCode.GREEN);
            assertThat(status.out()).contains("done      backup-orders-db-").doesNotContain("OPEN");

            Run proven = estate.local("evidence", "verify", first.evidence().toString());
            assertThat(proven.code()).as(proven.out()).isEqualTo(ExitCode.GREEN);
            assertThat(proven.out()).contains("intact, unsigned");
            Files.writeString(first.evidence().resolve("report.html"), " ", StandardOpenOption.APPEND);
            assertThat(estate.local("evidence", "verify", first.evidence().toString())
                            .code())
                    .isEqualTo(ExitCode.RED);
        }
    }

    private static Run daily(EmulatedEstate estate, String... words) {
        Run run = estate.dr(words);
        assertThat(run.red()).as(run.out() + run.err()).containsExactlyInAnyOrderElementsOf(estate.unheard());
        assertThat(run.code()).isEqualTo(ExitCode.RED);
        oneSnapshotAndOneCopy(estate);
        return run;
    }

    private static void nothingIsChangedBy(EmulatedEstate estate, String... words) {
        Run run = estate.dr(words);
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.GREEN);
        assertThat(run.out())
                .contains(
                        "rds:CreateDBSnapshot in us-east-1", "rds:CopyDBSnapshot in us-west-2", "Nothing was changed.");
        assertThat(estate.snapshots(PRIMARY)).isEmpty();
        assertThat(estate.snapshots(DR)).isEmpty();
    }

    static void oneSnapshotAndOneCopy(EmulatedEstate estate) {
        assertThat(estate.snapshots(PRIMARY)).extracting(DBSnapshot::status).containsExactly("available");
        assertThat(estate.snapshots(DR)).extracting(DBSnapshot::status).containsExactly("available");
    }

    /**
     * What AWS has and these emulators lack is red, and nothing else is. A snapshot of AWS lists its nodes with the time
     * of each (ElastiCache API Reference, NodeSnapshot, SnapshotCreateTime), without which nothing tells its age; S3
     * publishes ReplicationLatency to CloudWatch (S3 User Guide, "Using S3 Replication metrics"). A new group is short of
     * snapshots, Redis leaves its region only with a Global Datastore, and nobody made alarms for cache and bucket here.
     */
    @ParameterizedTest
    @MethodSource("snapshotting")
    void whatAnEmulatorDoesNotTellIsRedAndTheRestIsDone(Emulator emulator) {
        try (EmulatedEstate estate = EmulatedEstate.seeded(emulator, folder, CACHE + BUCKET)) {
            for (int run = 1; run <= 2; run++) {
                Run daily = estate.dr("run", "daily");
                assertThat(daily.code()).as(daily.err()).isEqualTo(ExitCode.RED);
                assertThat(daily.red())
                        .containsAll(estate.unheard())
                        .filteredOn(finding -> !finding.startsWith("topics.exist"))
                        .containsExactlyInAnyOrder(
                                "redis.backup-age of sessions",
                                "redis.snapshot-count of sessions",
                                "redis.region-loss-recovery-point of sessions",
                                "s3.replication-backlog of assets",
                                "alarms.present of sessions",
                                "alarms.present of assets");
                assertThat(estate.reading()
                                .client(ElastiCacheClient.class, PRIMARY)
                                .describeSnapshots()
                                .snapshots())
                        .filteredOn(snapshot -> snapshot.replicationGroupId()
                                .startsWith(estate.name().replaceFirst("-it$", "")))
                        .extracting(Snapshot::snapshotStatus)
                        .containsExactly("available");
            }
        }
    }
}
