package io.labelmint.dr.evidence;

import io.labelmint.dr.Problem;
import io.labelmint.dr.backup.CopyDbSnapshot;
import io.labelmint.dr.backup.CreateCacheSnapshot;
import io.labelmint.dr.backup.CreateDbSnapshot;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Regions;
import io.labelmint.dr.evidence.Evidence.OperationRecord;
import io.labelmint.dr.evidence.Evidence.Result;
import io.labelmint.dr.evidence.Evidence.Subject;
import io.labelmint.dr.failover.IsolateInstance;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.FileLedgers;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.time.VirtualTimeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** A run as the product leaves it: ledgers written through the real thing, and the evidence made from them. */
public final class SampleRun {
    public static final Json JSON = new Json(
            List.of(CreateDbSnapshot.class, CopyDbSnapshot.class, CreateCacheSnapshot.class, IsolateInstance.class));
    public static final String VERSION = "0.1.0-test";
    public static final OperationId RUN = new OperationId("daily-labelmint-20261122-5d1c7e0a");

    private static final String ACTOR = "jenkins: dr/daily #412 (timer)";
    private static final String ESTATE = "estate: labelmint\nenvironment: production\n";
    private static final Estimate ESTIMATE = new Estimate(Duration.ofMinutes(10), Duration.ofHours(2));

    private final Path folder;
    private final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-11-22T02:00:00Z"));
    private final RunKind kind;
    private final List<OperationRecord> operations = new ArrayList<>();
    private final Map<OperationId, String> ledgers = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Subject> stores = new ArrayList<>();
    private String title = "Daily backup and verification, 2026-11-22";

    private SampleRun(Path folder, RunKind kind) {
        this.folder = folder;
        this.kind = kind;
    }

    /** The smallest run with something of everything: one store, one operation, a finding of each verdict. */
    public static SampleRun small(Path folder) {
        return new SampleRun(folder, RunKind.REAL)
                .store("orders-db", "PostgreSQL", 3600, 14400)
                .backup("orders-db")
                .finding(age("postgres.backup-age", "orders-db", 2760, 3600))
                .finding(failed("postgres.copy-landed", "orders-db", "The copy is not there.", "Run the copy again."))
                .finding(notTested("redis.backup-age", "orders-db", "ElastiCache did not answer.", "Run it again."));
    }

    public static SampleRun empty(Path folder, RunKind kind) {
        return new SampleRun(folder, kind);
    }

    public SampleRun title(String words) {
        title = words;
        return this;
    }

    public SampleRun store(String id, String type, long rpo, long rto) {
        stores.add(new Subject(id, type, rpo, rto));
        return this;
    }

    public SampleRun finding(Finding finding) {
        findings.add(finding);
        return this;
    }

    /** A snapshot and its copy, both done. */
    public SampleRun backup(String store) {
        return operation(store, List.of(snapshot(store), copy(store)), ledger -> {
            done(ledger, store + "/snapshot", Duration.ofMinutes(11).plusSeconds(24));
            done(ledger, store + "/copy", Duration.ofMinutes(27).plusSeconds(3));
            ledger.append(new Fact.Closed(true));
        });
    }

    /** A snapshot that failed, so that its copy was never begun. */
    public SampleRun failedBackup(String store) {
        return operation(store, List.of(snapshot(store), copy(store)), ledger -> {
            ActionId action = new ActionId(store + "/snapshot");
            ledger.append(new Fact.Intended(action));
            ledger.append(new Fact.Accepted(action, Facts.of("arn", "arn:aws:rds:snapshot:" + store)));
            timeline.elapse(Duration.ofMinutes(4));
            Problem problem = Problem.of(
                    "snapshot.failed",
                    "Snapshot dr-" + store + "-20261122 is failed.",
                    "See the events of the DB instance in the RDS console for the reason, delete the snapshot,"
                            + " then run the job again.");
            ledger.append(new Fact.Settled(action, false, Facts.NONE, Optional.of(problem)));
            ledger.append(new Fact.Closed(false));
        });
    }

    /** A snapshot nobody has heard of since. */
    public SampleRun openBackup(String store) {
        return operation(store, List.of(snapshot(store)), ledger -> {
            ActionId action = new ActionId(store + "/snapshot");
            ledger.append(new Fact.Intended(action));
            timeline.elapse(Duration.ofMinutes(3));
            ledger.append(new Fact.Suspended(Problem.of(
                    "aws.unreachable",
                    "us-east-1 has not answered for 3 min.",
                    "See the AWS Health Dashboard; when the region answers again, resume.")));
        });
    }

    /** An operation that says it succeeded, whose only step may be given up after a minute and ends as {@code step} says. */
    public SampleRun withBudget(String store, Function<ActionId, List<Fact>> step) {
        ActionId isolate = new ActionId(store + "/isolate-old");
        Action attempt = new IsolateInstance(
                isolate,
                Set.of(),
                ESTIMATE,
                Optional.of(Duration.ofMinutes(1)),
                "us-east-1",
                "labelmintit-production-" + store,
                List.of("sg-1"));
        return operation(store, List.of(attempt), ledger -> {
            step.apply(isolate).forEach(ledger::append);
            ledger.append(new Fact.Closed(true));
        });
    }

    /** Somebody goes on with an open backup, and it is done. */
    public SampleRun goneOn(String store) {
        operations.removeIf(operation -> operation.id().equals(backupOf(store)));
        operations.add(OperationRecords.of(append(backupOf(store), ledger -> {
            ledger.append(new Fact.Resumed(ACTOR));
            done(ledger, store + "/snapshot", Duration.ofMinutes(11));
            ledger.append(new Fact.Closed(true));
        })));
        return this;
    }

    public String estate() {
        return ESTATE;
    }

    public Map<OperationId, String> ledgers() {
        return ledgers;
    }

    /** Ends the run and sums it up. */
    public Evidence evidence() {
        Instant started = Instant.parse("2026-11-22T02:00:00Z");
        if (!ledgers.containsKey(RUN)) {
            write(RUN, title, Optional.empty(), ledger -> {
                operations.forEach(operation -> ledger.append(
                        new Fact.Ran(operation.id(), operation.ledgerHead(), operation.result() == Result.SUCCEEDED)));
                ledger.append(new Fact.Found(findings));
                ledger.append(new Fact.Closed(true));
            });
        }
        return new Evidence(
                Evidence.SCHEMA,
                RUN,
                kind,
                title,
                "labelmint-production",
                Json.sha256(ESTATE),
                new Regions("us-east-1", "us-west-2"),
                ACTOR,
                VERSION,
                started,
                timeline.now(),
                stores,
                operations,
                findings);
    }

    /** Its pack, the first of a chain, signed. */
    public EvidencePack pack() {
        EvidencePack pack = unsealed();
        Evidence evidence = evidence();
        Seal seal = new Seal(
                Seal.SCHEMA,
                evidence.estate(),
                kind,
                Optional.empty(),
                1,
                Optional.empty(),
                Optional.empty(),
                RUN,
                pack.digest(),
                evidence.started(),
                evidence.ended(),
                timeline.now(),
                Optional.of(SampleKey.ONE.key()),
                Optional.empty());
        return pack.with(SampleKey.ONE.seal(seal), JSON);
    }

    /** Its pack, as it is before it is sealed. */
    public EvidencePack unsealed() {
        return EvidencePack.of(evidence(), ledgers, ESTATE, JSON);
    }

    public static Finding age(String check, String store, long age, long rpo) {
        Verdict verdict = age <= rpo ? Verdict.PASSED : Verdict.FAILED;
        return new Finding(
                check,
                store,
                verdict,
                "The newest backup is " + age / 60 + " min old; " + rpo / 60 + " min are allowed.",
                new TreeMap<>(Map.of(
                        "ageSeconds",
                        String.valueOf(age),
                        "rpoSeconds",
                        String.valueOf(rpo),
                        "consistentAt",
                        "2026-11-22T01:14:00Z",
                        "arn",
                        "arn:aws:rds:us-east-1:123456789012:snapshot:dr-" + store + "-20261122-5d1c7e0a")),
                "RPO " + rpo / 60 + " min",
                List.of("SOC 2 A1.2", "ISO 27001 A.8.13"),
                verdict == Verdict.PASSED
                        ? Optional.empty()
                        : Optional.of("Find out in the job's log why the last backup did not run, then run it now."));
    }

    public static Finding passed(String check, String subject, String summary) {
        return finding(check, subject, Verdict.PASSED, summary, Optional.empty());
    }

    public static Finding failed(String check, String subject, String summary, String remedy) {
        return finding(check, subject, Verdict.FAILED, summary, Optional.of(remedy));
    }

    public static Finding notTested(String check, String subject, String summary, String remedy) {
        return finding(check, subject, Verdict.NOT_TESTED, summary, Optional.of(remedy));
    }

    private static Finding finding(
            String check, String subject, Verdict verdict, String summary, Optional<String> remedy) {
        return new Finding(
                check,
                subject,
                verdict,
                summary,
                new TreeMap<>(Map.of("region", "us-west-2")),
                "RTO 4 h",
                List.of("SOC 2 A1.2"),
                remedy);
    }

    private SampleRun operation(String store, List<Action> actions, Consumer<Ledger> happens) {
        OperationId operation = backupOf(store);
        String words = "Back up " + store;
        Plan plan = new Plan(operation, Json.sha256(ESTATE), actions);
        operations.add(OperationRecords.of(write(operation, words, Optional.of(plan), happens)));
        return this;
    }

    private History write(OperationId operation, String words, Optional<Plan> plan, Consumer<Ledger> happens) {
        return append(operation, ledger -> {
            ledger.append(new Fact.Opened(
                    kind,
                    words,
                    "labelmint-production",
                    Json.sha256(ESTATE),
                    ACTOR,
                    new TreeMap<>(),
                    plan,
                    plan.map(some -> some.digest(JSON))));
            timeline.elapse(Duration.ofSeconds(2));
            happens.accept(ledger);
        });
    }

    private History append(OperationId operation, Consumer<Ledger> happens) {
        try (Ledger ledger = new FileLedgers(folder, timeline, JSON).open(operation, "a test")) {
            happens.accept(ledger);
            ledgers.put(operation, Files.readString(folder.resolve(operation + ".jsonl")));
            return ledger.history();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void done(Ledger ledger, String name, Duration took) {
        ActionId action = new ActionId(name);
        ledger.append(new Fact.Intended(action));
        timeline.elapse(Duration.ofSeconds(1));
        ledger.append(new Fact.Accepted(action, Facts.of("arn", "arn:aws:rds:snapshot:" + name)));
        ledger.append(new Fact.Observed(action, "creating"));
        timeline.elapse(took);
        ledger.append(new Fact.Settled(
                action, true, Facts.of("consistentAt", "2026-11-22T02:00:13Z", "sizeGiB", 200), Optional.empty()));
    }

    private static OperationId backupOf(String store) {
        return new OperationId("backup-" + store + "-20261122");
    }

    private static CreateDbSnapshot snapshot(String store) {
        return new CreateDbSnapshot(
                new ActionId(store + "/snapshot"),
                Set.of(),
                ESTIMATE,
                backupOf(store),
                "us-east-1",
                "labelmintit-production-" + store,
                "dr-" + store + "-20261122",
                Map.of("dr:tier", "daily"));
    }

    private static CopyDbSnapshot copy(String store) {
        return new CopyDbSnapshot(
                new ActionId(store + "/copy"),
                Set.of(new ActionId(store + "/snapshot")),
                ESTIMATE,
                backupOf(store),
                "us-west-2",
                "us-east-1",
                "${" + store + "/snapshot.arn}",
                "dr-" + store + "-20261122",
                "alias/dr",
                Map.of("dr:tier", "daily"));
    }
}
