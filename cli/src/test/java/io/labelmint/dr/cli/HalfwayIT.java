package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.cli.EmulatedEstate.Run;
import io.labelmint.dr.emulator.Ability;
import io.labelmint.dr.emulator.Emulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupJob;

/** Processes killed half-way, over HTTP: what AWS was told is found again, and told once. */
@Tag("emulator")
class HalfwayIT {
    private static final String VAULTED = """
            databases:
              - id: billing-db
                instance: NAME-billing
                via: aws-backup
                keys: { primary: KEY, dr: DRKEY }
                vaults: { primary: NAME, dr: NAME-dr, role: "arn:aws:iam::ACCOUNT:role/backup" }
                objectives: { rpo: 24h, rto: 4h }
            """;

    /** A process that begins on a machine that compiles at the same time takes its time. */
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    /** After {@code intended} nobody knows whether the call left; after {@code accepted} it is known that it did. */
    static Stream<Arguments> moments() {
        return Emulator.thatCan(Ability.COPY_DB_SNAPSHOT_ACROSS_REGIONS)
                .flatMap(emulator -> Stream.of("intended", "accepted").map(fact -> Arguments.of(emulator, fact)));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void aKilledRunIsGoneOnWithAndThereIsOneSnapshotAndOneCopy(Emulator emulator, String fact) throws Exception {
        try (EmulatedEstate estate = EmulatedEstate.seeded(emulator, folder, DailyJobIT.DATABASE)) {
            killed(estate, "\"what\":\"" + fact + "\"");
            assertThat(estate.ledgers()).doesNotContain("\"what\":\"closed\"");
            Run status = estate.statusInAnotherProcess();
            assertThat(status.code()).as(status.out()).isEqualTo(ExitCode.RED);
            assertThat(status.out()).contains("OPEN      backup-orders-db-", "OPEN      daily-");

            Run again = estate.dr("run", "daily");
            assertThat(again.red()).as(again.out() + again.err()).containsExactlyInAnyOrderElementsOf(estate.unheard());
            DailyJobIT.oneSnapshotAndOneCopy(estate);
            Run proven = estate.local("evidence", "verify", again.evidence().toString());
            assertThat(proven.code()).as(proven.out()).isEqualTo(ExitCode.GREEN);
            assertThat(estate.statusInAnotherProcess().code()).isEqualTo(ExitCode.GREEN);
        }
    }

    static Stream<Emulator> withBackupJobs() {
        return Stream.of(Emulator.MINISTACK);
    }

    /**
     * ministack completes a job whose recovery point it never lists, where AWS lists it (AWS Backup API Reference,
     * ListRecoveryPointsByBackupVault); so the run is not waited for here, and what is not there is red.
     */
    @ParameterizedTest
    @MethodSource("withBackupJobs")
    void aJobOfAwsBackupIsStartedOnceAndWhatItDoesNotShowIsRed(Emulator emulator) throws Exception {
        try (EmulatedEstate estate = EmulatedEstate.seeded(emulator, folder, VAULTED)) {
            killed(estate, "COMPLETED, recovery point not yet listed");
            Run status = estate.statusInAnotherProcess();
            assertThat(status.code()).isEqualTo(ExitCode.RED);
            assertThat(status.out()).contains("OPEN      backup-billing-db-");
            Run plan = estate.dr("plan", "daily");
            assertThat(plan.out()).contains("begun already, and open: it would be resumed");

            Run check = estate.dr("check");
            assertThat(check.code()).as(check.err()).isEqualTo(ExitCode.RED);
            assertThat(check.red()).contains("postgres.backup-age of billing-db", "postgres.copy-landed of billing-db");
            assertThat(estate.reading()
                            .client(BackupClient.class, EmulatedEstate.PRIMARY)
                            .listBackupJobs()
                            .backupJobs())
                    .filteredOn(
                            job -> job.backupVaultName().equals(estate.name().replaceFirst("-it$", "")))
                    .extracting(BackupJob::stateAsString)
                    .containsExactly("COMPLETED");
        }
    }

    /** Runs the daily job in a process of its own and kills it as soon as a ledger says {@code moment}. */
    private void killed(EmulatedEstate estate, String moment) throws Exception {
        Child child = estate.child("run", "daily");
        try {
            long begin = System.nanoTime();
            while (!estate.ledgers().contains(moment)) {
                assertThat(child.process().isAlive()).as(printed()).isTrue();
                assertThat(System.nanoTime() - begin).as(printed()).isLessThan(DEADLINE.toNanos());
                Thread.sleep(5);
            }
        } finally {
            child.process().destroyForcibly().waitFor();
        }
    }

    private String printed() throws Exception {
        return Files.readString(folder.resolve("child.txt"));
    }
}
