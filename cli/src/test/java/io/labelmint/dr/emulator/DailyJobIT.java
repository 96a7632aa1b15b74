package io.labelmint.dr.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.labelmint.dr.aws.SdkAws;
import io.labelmint.dr.job.Capabilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** The commands a person types, over HTTP, against AWS emulators nobody here wrote. */
@Tag("emulator")
class DailyJobIT {
    private static final String PRIMARY = "us-east-1";
    private static final String DR = "us-west-2";

    @TempDir
    Path folder;

    /**
     * moto copies snapshots between regions; ministack answers CopyDBSnapshot as an unknown action, and ElastiCache
     * snapshots with an unreadable date, where AWS would do both: there the job has to end red and say so.
     */
    @ParameterizedTest
    @EnumSource
    void theDailyJobBacksUpOnceHoweverOftenItIsRun(Emulator emulator) throws Exception {
        String database = Emulator.fresh("orders");
        String cache = Emulator.fresh("sessions");
        String topic = Emulator.fresh("dr");
        Path estate = estate(emulator, database, cache, topic);
        create(emulator, database, cache, topic);

        Result first = dr(emulator, "run", "daily", "--estate", estate.toString(), "--json");
        List<String> after = snapshots(emulator, database);
        Result second = dr(emulator, "run", "daily", "--estate", estate.toString(), "--json");

        // Red, because neither emulator has replicated backups or metrics; never a mistake of the program.
        assertThat(first.code()).as(first.output()).isEqualTo(1);
        assertThat(second.code()).as(second.output()).isEqualTo(1);
        assertThat(after).contains(PRIMARY);
        assertThat(snapshots(emulator, database)).isEqualTo(after);
        assertThat(first.red()).doesNotContain("notice.delivered notice/dr");
        if (emulator == Emulator.MOTO) {
            assertThat(after).containsExactly(PRIMARY, DR);
            assertThat(first.red()).doesNotContain("backup.completed orders-db", "backup.completed sessions");
            assertThat(first.red()).doesNotContain("postgres.copy-landed orders-db");
        } else {
            assertThat(first.red()).contains("backup.completed orders-db", "backup.completed sessions");
        }
        Path evidence = Path.of(first.json().get("evidence").asText());
        Result verified = dr(emulator, "evidence", "verify", evidence.toString());
        assertThat(verified.code()).as(verified.output()).isZero();
        assertThat(verified.output()).contains("intact, unsigned");
    }

    @ParameterizedTest
    @EnumSource
    void aPlanAndACheckChangeNothing(Emulator emulator) throws Exception {
        String database = Emulator.fresh("orders");
        String cache = Emulator.fresh("sessions");
        String topic = Emulator.fresh("dr");
        Path estate = estate(emulator, database, cache, topic);
        create(emulator, database, cache, topic);
        List<String> before = snapshots(emulator, database);

        Result plan = dr(emulator, "plan", "daily", "--estate", estate.toString());
        Result check = dr(emulator, "check", "--estate", estate.toString(), "--json");

        assertThat(plan.code()).as(plan.output()).isZero();
        assertThat(plan.output()).contains("rds:CreateDBSnapshot in us-east-1", "rds:CopyDBSnapshot in us-west-2");
        assertThat(check.code()).as(check.output()).isEqualTo(1);
        assertThat(check.red()).contains("postgres.backup-age orders-db");
        assertThat(snapshots(emulator, database)).isEqualTo(before);
    }

    private Path estate(Emulator emulator, String database, String cache, String topic) throws IOException {
        Path file = folder.resolve("estate.yaml");
        Files.writeString(file, """
                project: acme
                environment: emulated
                regions: { primary: us-east-1, dr: us-west-2 }
                databases:
                  - id: orders-db
                    instance: %s
                    replicatedBackups: {}
                    objectives: { rpo: 1h, rto: 4h }
                caches:
                  - id: sessions
                    replicationGroup: %s
                    snapshots: { every: 6h }
                    objectives: { rpo: 24h, rto: 4h }
                notifications:
                  drTopic: arn:aws:sns:us-west-2:%s:%s
                """.formatted(database, cache, emulator.account(), topic));
        return file;
    }

    private static void create(Emulator emulator, String database, String cache, String topic) {
        try (SdkAws aws = emulator.connect("daily-job-it")) {
            aws.mutating()
                    .client(RdsClient.class, PRIMARY)
                    .createDBInstance(request -> request.dbInstanceIdentifier(database)
                            .dbInstanceClass("db.t3.medium")
                            .engine("postgres")
                            .masterUsername("postgres")
                            .masterUserPassword("not-a-secret")
                            .allocatedStorage(20)
                            .backupRetentionPeriod(7));
            aws.mutating()
                    .client(ElastiCacheClient.class, PRIMARY)
                    .createReplicationGroup(request -> request.replicationGroupId(cache)
                            .replicationGroupDescription("sessions")
                            .engine("redis")
                            .cacheNodeType("cache.t3.medium")
                            .numCacheClusters(2));
            aws.mutating().client(SnsClient.class, DR).createTopic(request -> request.name(topic));
        }
    }

    /** The regions in which the database has a snapshot of ours. */
    private static List<String> snapshots(Emulator emulator, String database) {
        List<String> regions = new ArrayList<>();
        try (SdkAws aws = emulator.connect("daily-job-it")) {
            for (String region : List.of(PRIMARY, DR)) {
                aws.reading().client(RdsClient.class, region).describeDBSnapshots().dbSnapshots().stream()
                        .filter(snapshot -> database.equals(snapshot.dbInstanceIdentifier()))
                        .filter(snapshot -> snapshot.dbSnapshotIdentifier().startsWith("dr-"))
                        .forEach(snapshot -> regions.add(region));
            }
        }
        return regions;
    }

    private Result dr(Emulator emulator, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.labelmint.dr.cli.Dr"));
        command.addAll(List.of(arguments));
        if (!arguments[0].equals("evidence")) {
            command.addAll(List.of("--endpoint", emulator.endpoint().toString()));
            command.addAll(List.of("--state", folder.resolve("state").toString()));
        }
        if (List.of(arguments).contains("--json")) {
            command.addAll(List.of("--out", folder.resolve("runs").toString()));
        }
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(emulator.environment());
        int code = builder.start().waitFor();
        return new Result(code, Files.readString(out), Files.readString(err));
    }

    private record Result(int code, String out, String err) {
        String output() {
            return out + err;
        }

        JsonNode json() {
            return Capabilities.json().read(out, JsonNode.class);
        }

        /** Checks that are red, each with its subject. */
        List<String> red() {
            List<String> red = new ArrayList<>();
            json().get("red")
                    .forEach(finding -> red.add(finding.get("check").asText() + " "
                            + finding.get("subject").asText()));
            return red;
        }
    }
}
