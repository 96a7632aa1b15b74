package io.labelmint.dr.evidence;

import static io.labelmint.dr.evidence.SampleRun.age;
import static io.labelmint.dr.evidence.SampleRun.failed;
import static io.labelmint.dr.evidence.SampleRun.notTested;
import static io.labelmint.dr.evidence.SampleRun.passed;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.ledger.RunKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Leaves packs in {@code target/evidence-samples} for people to look at, and checks that they are intact. */
class SamplePacksTest {
    @TempDir
    private Path ledgers;

    @Test
    void aRedDay() throws IOException {
        leave(
                "red",
                estate(SampleRun.empty(ledgers, RunKind.REAL))
                        .backup("orders-db")
                        .failedBackup("users-db")
                        .openBackup("audit-db")
                        .finding(age("postgres.backup-age", "orders-db", 2760, 3600))
                        .finding(age("postgres.copy-landed", "orders-db", 3240, 3600))
                        .finding(passed(
                                "postgres.encrypted", "orders-db", "All 35 snapshots are encrypted with alias/dr."))
                        .finding(age("postgres.backup-age", "users-db", 91_800, 3600))
                        .finding(failed(
                                "postgres.copy-landed",
                                "users-db",
                                "No copy of the snapshot of 2026-11-22 is in us-west-2.",
                                "Run the backup of users-db again; its copy follows."))
                        .finding(passed(
                                "postgres.encrypted", "users-db", "All 35 snapshots are encrypted with alias/dr."))
                        .finding(notTested(
                                "postgres.backup-age",
                                "audit-db",
                                "us-east-1 did not answer DescribeDBSnapshots within 3 min.",
                                "See the AWS Health Dashboard; when the region answers, run the checks again."))
                        .finding(age("redis.backup-age", "sessions", 20_400, 86_400))
                        .finding(passed("s3.replication", "assets", "Everything replicated within 15 min."))
                        .finding(failed(
                                "notice.delivered",
                                "dr-alerts-us-west-2",
                                "The topic has no confirmed subscription.",
                                "Confirm the subscription of the on-call address in the SNS console of us-west-2.")));
    }

    @Test
    void aGreenRehearsal() throws IOException {
        leave(
                "rehearsal",
                SampleRun.empty(ledgers, RunKind.REHEARSAL)
                        .title("Rehearsal: daily backup and verification")
                        .store("orders-db", "PostgreSQL", 3600, 14_400)
                        .store("sessions", "Redis", 86_400, 14_400)
                        .backup("orders-db")
                        .finding(age("postgres.backup-age", "orders-db", 2760, 3600))
                        .finding(age("postgres.copy-landed", "orders-db", 3240, 3600))
                        .finding(age("redis.backup-age", "sessions", 20_400, 86_400)));
    }

    private static SampleRun estate(SampleRun run) {
        return run.store("orders-db", "PostgreSQL", 3600, 14_400)
                .store("users-db", "PostgreSQL", 3600, 14_400)
                .store("audit-db", "PostgreSQL", 3600, 14_400)
                .store("sessions", "Redis", 86_400, 14_400)
                .store("assets", "S3", 900, 14_400)
                .store("exports", "S3", 900, 14_400);
    }

    private static void leave(String name, SampleRun run) throws IOException {
        Path parent = Path.of("target", "evidence-samples", name);
        if (Files.exists(parent)) {
            try (Stream<Path> older = Files.walk(parent)) {
                for (Path path : older.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Path written = run.pack().writeTo(parent);
        var verification = new EvidenceVerification(SampleRun.JSON, SampleRun.VERSION).verify(written);
        assertThat(verification.flaws()).isEmpty();
    }
}
