package io.labelmint.dr.cli;

import static io.labelmint.dr.cli.EmulatedEstate.DR;
import static io.labelmint.dr.cli.EmulatedEstate.PRIMARY;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.cli.EmulatedEstate.Run;
import io.labelmint.dr.emulator.Ability;
import io.labelmint.dr.emulator.Emulator;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** The daily job on an emulator that refuses a call or answers it so that nobody understands: red, and soon. */
@Tag("emulator")
class UnansweredIT {
    @TempDir
    Path folder;

    static Stream<Emulator> halfAble() {
        return Emulator.thatCannot(Ability.COPY_DB_SNAPSHOT_ACROSS_REGIONS)
                .filter(emulator -> !emulator.can(Ability.CACHE_SNAPSHOTS));
    }

    /**
     * AWS copies (Amazon RDS API Reference, CopyDBSnapshot) and writes the times of node snapshots in ISO 8601
     * (ElastiCache API Reference, NodeSnapshot); ministack knows no such action, and writes seconds.
     */
    @ParameterizedTest
    @MethodSource("halfAble")
    void whatIsRefusedOrNotUnderstoodIsToldWithARemedyAndSpoilsNothingElse(Emulator emulator) throws Exception {
        try (EmulatedEstate estate = EmulatedEstate.seeded(emulator, folder, DailyJobIT.DATABASE + DailyJobIT.CACHE)) {
            Run daily = estate.dr("run", "daily");
            assertThat(daily.code()).as(daily.err()).isEqualTo(ExitCode.RED);
            assertThat(daily.red())
                    .contains(
                            "backup.completed of orders-db",
                            "postgres.copy-landed of orders-db",
                            "backup.completed of sessions",
                            "redis.backup-age of sessions")
                    .doesNotContain(
                            "postgres.backup-age of orders-db",
                            "redis.encryption of sessions",
                            "notice.delivered of notice/primary",
                            "notice.delivered of notice/dr");
            assertThat(daily.out())
                    .contains(
                            "Unknown RDS action: CopyDBSnapshot",
                            "→ Change what AWS names in its message",
                            "elasticache DescribeSnapshots in us-east-1 failed: Unable to unmarshall response",
                            "→ Find out what changes the answers of AWS")
                    .doesNotContain("does not answer");
            snapshotWithoutCopy(estate);
            assertThat(estate.local("evidence", "verify", daily.evidence().toString())
                            .code())
                    .isEqualTo(ExitCode.GREEN);

            Run again = estate.dr("run", "daily", "--only", "orders-db");
            assertThat(again.code()).isEqualTo(ExitCode.RED);
            assertThat(again.out())
                    .doesNotContain("start    orders-db/snapshot")
                    .contains("start    orders-db/copy");
            snapshotWithoutCopy(estate);

            Run status = estate.statusInAnotherProcess();
            assertThat(status.code()).isEqualTo(ExitCode.RED);
            assertThat(status.out())
                    .contains("OPEN      backup-sessions-", "RED       backup-orders-db-")
                    .contains("Unable to unmarshall response");
        }
    }

    private static void snapshotWithoutCopy(EmulatedEstate estate) {
        assertThat(estate.snapshots(PRIMARY)).extracting(DBSnapshot::status).containsExactly("available");
        assertThat(estate.snapshots(DR)).isEmpty();
    }
}
