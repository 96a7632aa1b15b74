package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.backup.Slots;
import io.labelmint.dr.check.Finding;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The whole review of an estate whose vaults hold a hundred thousand recovery points, after a year in which its daily job ran
 * every day and its watch every quarter of an hour, from a machine that has none of their ledgers: on simulated AWS at its rates.
 */
class YearReviewedTest {
    private static final Duration WATCH = Duration.ofMinutes(15);
    private static final int DAYS = 364;

    private final Trial trial = new Trial(HugeEstate.declared(), 12);
    private int written;

    @Test
    void isReviewedWithinAMinuteByTheLedgersOfFiveWeeks() {
        BucketLedgers controller = machine();
        run(controller, Job.of(Job.Type.DAILY));
        trial.pass(Duration.ofMinutes(20));
        run(controller, Job.of(Job.Type.CHECK));
        repeat(controller, DAYS);
        HugeEstate.keep(trial, Duration.ofHours(20));
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
                .hasSize(HugeEstate.DATABASES)
                .allMatch(Finding::green);
        assertThat(calls.get("backup ListRecoveryPointsByBackupVault"))
                .as("pages of a thousand for who looks at all of them, and one for each who looks at the last")
                .isLessThan(2 * 2 * HugeEstate.DATABASES * HugeEstate.EACH / 1_000);
        assertThat(calls.get("s3 GetObject"))
                .as("the ledgers of five weeks, and not the %s of a year", DAYS * (HugeEstate.DATABASES + 1))
                .isLessThan(1_000);
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

    /** Has what was done today have been done on each of so many days before, and what a watch does every quarter of an hour. */
    private void repeat(BucketLedgers ledgers, int days) {
        for (OperationId id : ledgers.operations()) {
            History history = ledgers.read(id).orElseThrow();
            boolean check = id.value().contains("check-");
            int times = check ? days * (int) Duration.ofDays(1).dividedBy(WATCH) : days;
            for (int i = 1; i <= times; i++) {
                Duration earlier = (check ? WATCH : Duration.ofDays(1)).multipliedBy(i);
                Instant at = history.begin().minus(earlier);
                String slot = check ? Slots.minute(at) : Slots.day(at);
                OperationId name = new OperationId(id.value().replaceFirst("(?<=-)\\d{8}(-\\d{4})?(?=-)", slot));
                // Nobody reads checks of before yesterday: that they are there is enough.
                boolean listed = check && earlier.compareTo(Duration.ofDays(3)) > 0;
                store(name, listed ? List.of("") : EarlierLedger.lines(history, name, earlier, Trial.JSON));
            }
        }
    }

    private void store(OperationId operation, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            put(operation + "/%08d".formatted(i + 1), lines.get(i));
        }
        put(operation + ".%08d.closed".formatted(lines.size()), String.join("", lines));
    }

    private void put(String key, String text) {
        trial.world
                .client(S3Client.class, HugeEstate.WEST)
                .putObject(r -> r.bucket(HugeEstate.BUCKET).key("dr/" + key), RequestBody.fromString(text));
        if (++written % 1_000 == 0) {
            trial.pass(Duration.ofSeconds(1)); // a bucket takes so many requests a second
        }
    }
}
