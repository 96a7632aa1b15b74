package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.backup.Slots;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.ledger.BucketLedgers;
import io.labelmint.dr.ledger.EarlierLedger;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.LedgerBucket;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.MemoryLedgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.simulator.backup.BackupScripts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The whole review of an estate whose vaults hold a hundred thousand recovery points, after a year in which its daily job ran
 * every day and its watch every quarter of an hour, from a machine that has none of their ledgers: on simulated AWS at its rates.
 */
class YearReviewedTest {
    private static final String EAST = "us-east-1";
    private static final String WEST = "us-west-2";
    private static final String BUCKET = "acme-dr-state";
    private static final int DATABASES = 10;
    private static final int EACH = 5000;

    private final Trial trial = new Trial(huge(), 12);

    @Test
    void isReviewedWithinAMinute() {
        BucketLedgers controller = machine();
        run(controller, Job.of(Job.Type.DAILY));
        trial.pass(Duration.ofMinutes(20));
        run(controller, Job.of(Job.Type.CHECK));
        repeat(controller, 364);
        keep();
        trial.pass(Duration.ofMinutes(20));

        Instant begun = trial.timeline.now();
        int before = trial.world.calls().size();
        Evidence evidence = run(machine(), Job.of(Job.Type.REVIEW).reviewing(ReviewRequest.WHOLE));
        Duration took = Duration.between(begun, trial.timeline.now());
        SortedMap<String, Integer> calls = new TreeMap<>();
        trial.world.calls().stream()
                .skip(before)
                .forEach(call -> calls.merge(call.service() + " " + call.operation(), 1, Integer::sum));
        calls.forEach((operation, times) -> System.out.println(times + " " + operation));
        System.out.println(
                calls.values().stream().mapToInt(Integer::intValue).sum() + " calls, " + took.toSeconds() + " s");

        assertThat(evidence.findings())
                .filteredOn(finding -> finding.check().equals("review.backups-kept"))
                .hasSize(DATABASES)
                .allMatch(Finding::green);
        assertThat(took).isLessThan(Duration.ofMinutes(1));
    }

    private BucketLedgers machine() {
        LedgerBucket bucket = LedgerBucket.of(trial.estate, trial.world::client, trial.world::client)
                .orElseThrow();
        return new BucketLedgers(
                bucket,
                new MemoryLedgers(trial.timeline, Trial.JSON),
                trial.timeline,
                task -> trial.timeline.in(Duration.ZERO, task),
                Trial.JSON);
    }

    private Evidence run(Ledgers ledgers, Job job) {
        Engine engine = Engine.of(
                        trial.world::client,
                        new Hands(trial.world::client, trial.outside),
                        ledgers,
                        trial.timeline,
                        Lanes.on(trial.timeline),
                        Trial.JSON)
                .reaching(trial.copies);
        return trial.timeline.join(
                new JobRun(engine, trial.estate, RunKind.REHEARSAL, "test", "test", (operation, entry) -> {})
                        .start(job));
    }

    private void repeat(BucketLedgers ledgers, int days) {
        S3Client s3 = trial.world.client(S3Client.class, WEST);
        int written = 0;
        for (OperationId id : ledgers.operations()) {
            History history = ledgers.read(id).orElseThrow();
            boolean check = id.value().contains("check-acme-test");
            String day = id.day().orElseThrow();
            Duration apart = check ? Duration.ofMinutes(15) : Duration.ofDays(1);
            int count = check ? 96 * days : days;
            for (int i = 1; i <= count; i++) {
                Duration earlier = apart.multipliedBy(i);
                Instant at = history.begin().minus(earlier);
                String name = check
                        ? id.value().replaceFirst(day + "-\\d{4}", Slots.minute(at))
                        : id.value().replace(day, Slots.day(at));
                List<String> lines = check && i > 300
                        ? List.of("")
                        : EarlierLedger.lines(history, new OperationId(name), earlier, Trial.JSON);
                for (int n = 0; n < lines.size(); n++) {
                    String line = lines.get(n);
                    int number = n + 1;
                    s3.putObject(
                            r -> r.bucket(BUCKET).key("dr/" + name + "/%08d".formatted(number)),
                            RequestBody.fromString(line));
                    if (++written % 1000 == 0) {
                        trial.pass(Duration.ofSeconds(1));
                    }
                }
                s3.putObject(
                        r -> r.bucket(BUCKET).key("dr/" + name + ".%08d.closed".formatted(lines.size())),
                        RequestBody.fromString(String.join("", lines)));
            }
        }
    }

    private void keep() {
        Instant last = trial.timeline.now().minus(Duration.ofHours(20));
        for (PostgresDatabase database : trial.estate.databases()) {
            trial.world.script(BackupScripts.history(EAST, "vault", arn(database), last, EACH, -1));
            trial.world.script(BackupScripts.history(WEST, "vault-dr", arn(database), last, EACH, -1));
        }
    }

    private static String arn(PostgresDatabase database) {
        return "arn:aws:rds:us-east-1:123456789012:db:" + database.instance();
    }

    private static Estate huge() {
        StringBuilder databases = new StringBuilder();
        IntStream.range(0, DATABASES).forEach(number -> databases.append("""
                  - id: db-%1$d
                    instance: acme-db-%1$d
                    via: aws-backup
                    scheduledBy: jenkins
                    keys:
                      primary: arn:aws:kms:us-east-1:123456789012:alias/acme-backup
                      dr: arn:aws:kms:us-west-2:123456789012:alias/acme-backup
                    vaults:
                      primary: vault
                      dr: vault-dr
                      role: arn:aws:iam::123456789012:role/acme-backup
                      locked: true
                    objectives: { rpo: 24h, rto: 4h }
                """.formatted(number)));
        return EstateLoader.parse("""
                project: acme
                environment: test
                regions: { primary: us-east-1, dr: us-west-2 }
                access: { account: "123456789012" }
                state: { bucket: acme-dr-state, prefix: dr/ }
                retention: { pitrDays: 35, dailyDays: 90, weeklyDays: 365, monthlyDays: 2557 }
                databases:
                """ + databases, "huge.yaml");
    }
}
