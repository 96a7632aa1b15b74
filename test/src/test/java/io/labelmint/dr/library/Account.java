package io.labelmint.dr.library;

import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.backup.BackupPlanner;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.JobRun;
import io.labelmint.dr.job.PreparedRun;
import io.labelmint.dr.job.RunPreparation;
import io.labelmint.dr.ledger.MemoryLedgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.rehearsal.RecordedPosts;
import io.labelmint.dr.rehearsal.Rehearsal;
import io.labelmint.dr.rehearsal.RestoreTestingRuns;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.sns.PublishedMessage;
import io.labelmint.dr.time.VirtualTimeline;
import io.labelmint.dr.validation.CopyAccess;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A simulated AWS account with an estate in it, and the ledgers of a controller: what outlives the builds of a test. */
final class Account {
    static final Path ROOT = Path.of(System.getProperty("dr.root"));

    /** Two o'clock, when the daily job runs, of a day on which everything has started and was backed up once. */
    static final Instant TWO = Instant.parse("2026-01-07T02:00:00Z");

    final VirtualTimeline timeline = new VirtualTimeline(World.EPOCH);
    final World world = World.inMemory(timeline, 1);
    final MemoryLedgers ledgers = new MemoryLedgers(timeline, Capabilities.json());
    final RecordedPosts posts = new RecordedPosts();
    final Estate estate;
    final CopyAccess copies;
    private boolean lost;

    /** With the estate that shows everything. */
    Account() {
        this(EstateLoader.load(ROOT.resolve("examples/labelmint-production.yaml")));
    }

    Account(Estate estate) {
        this.estate = estate;
        this.copies = Rehearsal.copies(world, estate);
        Rehearsal.settle(estate, world, TWO);
    }

    Engine engine() {
        return Engine.of(
                        world::client,
                        new Hands(world::client, Rehearsal.outside(world, estate, posts)),
                        ledgers,
                        timeline,
                        Lanes.on(timeline),
                        Capabilities.json())
                .reaching(copies);
    }

    /** Lets {@code days} pass, on each of which the daily job runs. */
    void days(int days) {
        for (int day = 0; day < days; day++) {
            Instant begun = timeline.now();
            timeline.join(run(RunKind.REAL).start(Job.of(Job.Type.BACKUP)));
            Instant next = begun.plus(Duration.ofDays(1));
            if (day == days - 1) {
                new RestoreTestingRuns(estate, world).before(next); // AWS Backup tests restores every week, too
            }
            timeline.runUntil(next);
        }
    }

    void pass(Duration duration) {
        timeline.runUntil(timeline.now().plus(duration));
    }

    /** With the smallest estate that moves, comes home and tells people. */
    static Account moving() {
        return new Account(moving(""));
    }

    /** That estate, which declares {@code more} besides. */
    static Estate moving(String more) {
        return EstateLoader.parse(movingText(more), "moving-estate.yaml");
    }

    static String movingText(String more) {
        try (InputStream text = Account.class.getResourceAsStream("moving-estate.yaml")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8) + more;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The primary region answers nothing any more, and after a while somebody notices. */
    void lose() {
        if (!lost) {
            timeline.join(run(RunKind.REHEARSAL).start(Job.of(Job.Type.HEARTBEAT)));
            world.faults().region(estate.regions().primary(), Outage.HANGING);
            lost = true;
            pass(Duration.ofMinutes(6));
        }
    }

    /** The primary region answers again, for half an hour now. */
    void comeBack() {
        if (lost) {
            world.faults().region(estate.regions().primary(), Outage.NONE);
            lost = false;
            pass(Duration.ofMinutes(30));
        }
    }

    /** The estate runs in its DR region and stays there; its replicas at home have just been made. */
    void committed() {
        lose();
        move(FailoverRequest.Verb.FAILOVER);
        comeBack();
        move(FailoverRequest.Verb.COMMIT);
    }

    /** Somebody rehearses it on the command line, where one approval is enough. */
    void move(FailoverRequest.Verb verb) {
        RunPreparation preparation = new RunPreparation(run(RunKind.REHEARSAL));
        PreparedRun plan = timeline.join(
                preparation.prepare(Job.failingOver(new FailoverRequest(verb, verb == FailoverRequest.Verb.FAILOVER))));
        preparation.approve(plan.run(), plan.digest().value(), "ann", "by hand");
        timeline.join(run(RunKind.REHEARSAL).resume(plan.run()));
    }

    private JobRun run(RunKind kind) {
        return new JobRun(engine(), estate, kind, "a test", "a test", (operation, entry) -> {});
    }

    /** The name of the snapshot of database {@code id} today. */
    String snapshotOfToday(String id) {
        var store = estate.stores().stream()
                .filter(candidate -> candidate.id().equals(id))
                .findFirst()
                .orElseThrow();
        return "dr-" + BackupPlanner.operation(estate, store, timeline.now());
    }

    /** What was published to the topic of the DR region. */
    List<PublishedMessage> published() {
        return world.sns()
                .published(
                        estate.regions().dr(),
                        estate.notifications().drTopic().orElseThrow().toString());
    }

    /** The snapshots of a kind that bear the tag of an operation, as lines of the inventory of {@code region}. */
    List<String> owned(String region, String kind) {
        return world.inventory().stream()
                .filter(line -> line.startsWith(region + " " + kind) && line.contains("dr:operation="))
                .toList();
    }
}
