package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.backup.BackupPlanner;
import io.labelmint.dr.backup.Tier;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.run.Outcome;
import io.labelmint.dr.run.PlanRunner;
import io.labelmint.dr.run.RunListener;
import io.labelmint.dr.simulator.rds.RdsScripts;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/** The daily backup of a database, day after day, with the pruning that follows it. */
class PruningTest {
    private static final long SEED = 7;
    private static final int DAYS = 120;
    private static final int QUOTA = 100;

    private final Trial trial = new Trial(Trial.example("minimal.yaml"), SEED);

    @Test
    void overMonthsTheQuotaIsKeptAndSoIsWhatTheTiersPromise() {
        String primary = trial.estate.regions().primary();
        rds(trial, primary)
                .createDBSnapshot(request -> request.dbSnapshotIdentifier("by-hand")
                        .dbInstanceIdentifier(database(trial).instance())
                        .tags(tag("dr:delete-after", "2026-01-08")));
        LocalDate first = today(trial);
        for (int day = 0; day < DAYS; day++) {
            assertThat(backUp(trial, -1)).as("day " + day).contains(Outcome.Result.SUCCEEDED);
            for (String region : regions(trial)) {
                assertThat(snapshots(trial, region)).hasSizeLessThan(QUOTA);
            }
            untilTomorrow(trial);
        }
        LocalDate last = today(trial).minusDays(1);
        List<LocalDate> promised = first.datesUntil(last.plusDays(1))
                .filter(day -> !last.isAfter(day.plusDays(Tier.of(day).days(trial.estate.retention()))))
                .toList();
        for (String region : regions(trial)) {
            assertThat(snapshots(trial, region).stream()
                            .filter(snapshot -> !snapshot.dbSnapshotIdentifier().equals("by-hand"))
                            .map(snapshot ->
                                    LocalDate.ofInstant(snapshot.originalSnapshotCreateTime(), ZoneOffset.UTC)))
                    .as(region)
                    .containsExactlyElementsOf(promised);
        }
        assertThat(promised).hasSizeGreaterThan(40).anyMatch(day -> Tier.of(day) == Tier.MONTHLY);
        assertThat(snapshots(trial, primary))
                .extracting(DBSnapshot::dbSnapshotIdentifier)
                .contains("by-hand");
    }

    @Test
    void killedAnywhereOnADayOfPruningItEndsTheSame() {
        seed(trial);
        assertThat(backUp(trial, -1)).contains(Outcome.Result.SUCCEEDED);
        assertThat(deletions(trial)).hasSize(4);
        List<String> expected = trial.world.inventory();

        int boundary = 0;
        for (boolean died = true; died; boundary++) {
            Trial mortal = new Trial(trial.estate, SEED);
            seed(mortal);
            died = backUp(mortal, boundary).isEmpty();
            if (died) {
                assertThat(backUp(mortal, -1)).contains(Outcome.Result.SUCCEEDED);
            }
            assertThat(mortal.doneTwice()).as("killed at boundary " + boundary).isEmpty();
            assertThat(mortal.world.inventory())
                    .as("killed at boundary " + boundary)
                    .isEqualTo(expected);
        }
        assertThat(boundary).isGreaterThan(30);
    }

    @Test
    void inFullRegionsWhatIsPastItsDayMakesRoomWhereverItIsKilled() {
        int boundary = 0;
        for (boolean died = true; died; boundary++) {
            Trial mortal = new Trial(trial.estate, SEED);
            seed(mortal);
            fill(mortal);
            died = backUp(mortal, boundary).isEmpty();
            if (died) {
                assertThat(backUp(mortal, -1)).contains(Outcome.Result.SUCCEEDED);
            }
            String how = "killed at boundary " + boundary;
            assertThat(mortal.doneTwice()).as(how).isEmpty();
            for (String region : regions(mortal)) {
                assertThat(snapshots(mortal, region)).as(how).hasSize(QUOTA - 1);
                assertThat(own(mortal, region)).as(how).hasSize(8);
            }
            assertThat(mortal.world.calls())
                    .as(how)
                    .noneMatch(call -> call.outcome().equals("SnapshotQuotaExceeded"));
        }
        assertThat(boundary).isGreaterThan(20);
    }

    @Test
    void inAFullRegionInWhichNothingMayGoTheRunFailsAndSaysSoAndARerunGoesOn() {
        fill(trial);
        String primary = trial.estate.regions().primary();

        assertThat(backUp(trial, -1)).contains(Outcome.Result.FAILED);
        assertThat(deletions(trial)).isEmpty();
        assertThat(trial.ledgers
                        .read(BackupPlanner.operation(trial.estate, database(trial), trial.timeline.now()))
                        .orElseThrow()
                        .actions()
                        .values())
                .flatExtracting(state -> state.settled().stream()
                        .flatMap(settled -> settled.problem().stream())
                        .toList())
                .extracting(Problem::code)
                .containsExactly("snapshot.no-room");

        trial.world.script(RdsScripts.manualSnapshotQuota(primary, 200));
        trial.world.script(RdsScripts.manualSnapshotQuota(trial.estate.regions().dr(), 200));
        assertThat(backUp(trial, -1)).contains(Outcome.Result.SUCCEEDED);
    }

    /** Has somebody else's snapshots fill both regions. */
    private static void fill(Trial trial) {
        for (String region :
                List.of(trial.estate.regions().dr(), trial.estate.regions().primary())) {
            String source = snapshotToCopy(trial, region);
            for (int i = snapshots(trial, region).size(); i < QUOTA; i++) {
                String name = "by-hand-" + i;
                rds(trial, region)
                        .copyDBSnapshot(request ->
                                request.sourceDBSnapshotIdentifier(source).targetDBSnapshotIdentifier(name));
            }
        }
        trial.pass(Duration.ofHours(12));
        untilTomorrow(trial);
    }

    /** An available snapshot in {@code region}, made by hand if there is none. */
    private static String snapshotToCopy(Trial trial, String region) {
        if (snapshots(trial, region).isEmpty()) {
            String arn = rds(trial, trial.estate.regions().primary())
                    .createDBSnapshot(request -> request.dbSnapshotIdentifier("by-hand-of-" + region)
                            .dbInstanceIdentifier(database(trial).instance()))
                    .dbSnapshot()
                    .dbSnapshotArn();
            trial.pass(Duration.ofHours(1));
            if (!region.equals(trial.estate.regions().primary())) {
                rds(trial, region)
                        .copyDBSnapshot(request -> request.sourceDBSnapshotIdentifier(arn)
                                .sourceRegion(trial.estate.regions().primary())
                                .kmsKeyId(database(trial).keys().dr())
                                .targetDBSnapshotIdentifier("by-hand"));
                trial.pass(Duration.ofHours(3));
            }
        }
        return snapshots(trial, region).get(0).dbSnapshotIdentifier();
    }

    private static List<DBSnapshot> own(Trial trial, String region) {
        return snapshots(trial, region).stream()
                .filter(snapshot -> snapshot.dbSnapshotIdentifier().startsWith("dr-"))
                .toList();
    }

    /** Nine snapshots of ours in each region, of which two are past their day. */
    private static void seed(Trial trial) {
        for (int day = 1; day <= 9; day++) {
            String operation = "backup-" + database(trial).id() + "-2025120" + day;
            List<Tag> tags = List.of(
                    tag("dr:operation", operation),
                    tag("dr:estate", trial.estate.name()),
                    tag("dr:store", database(trial).id()),
                    tag("dr:delete-after", day <= 2 ? "2026-01-06" : "2026-02-06"));
            String arn = rds(trial, trial.estate.regions().primary())
                    .createDBSnapshot(request -> request.dbSnapshotIdentifier("dr-" + operation)
                            .dbInstanceIdentifier(database(trial).instance())
                            .tags(tags))
                    .dbSnapshot()
                    .dbSnapshotArn();
            trial.pass(Duration.ofHours(1));
            rds(trial, trial.estate.regions().dr())
                    .copyDBSnapshot(request -> request.sourceDBSnapshotIdentifier(arn)
                            .sourceRegion(trial.estate.regions().primary())
                            .targetDBSnapshotIdentifier("dr-" + operation)
                            .kmsKeyId(database(trial).keys().dr())
                            .tags(tags));
            trial.pass(Duration.ofHours(1));
        }
        untilTomorrow(trial);
    }

    private static void untilTomorrow(Trial trial) {
        trial.timeline.runUntil(today(trial).plusDays(1).atTime(2, 0).toInstant(ZoneOffset.UTC));
    }

    /** Lets one process back the database up until it ends or dies at {@code boundary}; empty if it died. */
    private static Optional<Outcome.Result> backUp(Trial trial, int boundary) {
        Ledgers ledgers = new MortalLedgers(trial.ledgers, boundary);
        Engine engine = Engine.of(
                trial.world::client,
                new Hands(trial.world::client, trial.posts.outside()),
                ledgers,
                trial.timeline,
                Lanes.on(trial.timeline),
                Capabilities.json());
        PlanRunner.Order order = new PlanRunner.Order(RunKind.REHEARSAL, "backup", trial.estate.name(), "test", "test");
        try {
            OperationId operation = BackupPlanner.operation(trial.estate, database(trial), trial.timeline.now());
            if (trial.ledgers.read(operation).isPresent()) {
                return Optional.of(trial.timeline
                        .join(engine.runner().resume(operation, order, RunListener.none()))
                        .result());
            }
            Plan plan = new BackupPlanner()
                    .plan(trial.estate, database(trial), engine.observatory(), trial.timeline.now())
                    .orElseThrow();
            return Optional.of(trial.timeline
                    .join(engine.runner().run(plan, order, RunListener.none()))
                    .result());
        } catch (MortalLedgers.Killed e) {
            return Optional.empty();
        } finally {
            trial.timeline.forget();
            trial.ledgers.releaseAll();
        }
    }

    private static List<String> deletions(Trial trial) {
        return trial.world.calls().stream()
                .filter(call -> call.operation().equals("DeleteDBSnapshot"))
                .map(Object::toString)
                .toList();
    }

    private static List<DBSnapshot> snapshots(Trial trial, String region) {
        return rds(trial, region)
                .describeDBSnapshotsPaginator(request -> request.snapshotType("manual"))
                .dbSnapshots()
                .stream()
                .sorted(Comparator.comparing(DBSnapshot::originalSnapshotCreateTime))
                .toList();
    }

    private static RdsClient rds(Trial trial, String region) {
        return trial.world.client(RdsClient.class, region);
    }

    private static PostgresDatabase database(Trial trial) {
        return trial.estate.databases().get(0);
    }

    private static List<String> regions(Trial trial) {
        return List.of(trial.estate.regions().primary(), trial.estate.regions().dr());
    }

    private static LocalDate today(Trial trial) {
        return LocalDate.ofInstant(trial.timeline.now(), ZoneOffset.UTC);
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
