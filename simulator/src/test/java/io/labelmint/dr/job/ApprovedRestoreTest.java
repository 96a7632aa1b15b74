package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.restore.RestorePoint;
import io.labelmint.dr.run.Approvals;
import io.labelmint.dr.simulator.core.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Planned now, approved by a person, run later: a restore is what was approved, once, or nothing. */
class ApprovedRestoreTest {
    private static final long SEED = 11;
    private static final String EAST = LabelMint.EAST;
    private static final String WEST = LabelMint.WEST;
    private static final String SOURCE = "labelmint-production-orders";
    private static final String AGAIN = "orders-again";

    private final Trial trial = new Trial(LabelMint.production(), SEED);
    private final Job job =
            Job.restoring("orders-db", new RestoreRequest(Restores.Side.DR, new RestorePoint.Latest(), AGAIN));

    @Test
    void aPreparedPlanIsShownAndCallsNothing() {
        PreparedRun prepared = prepare(trial);

        assertThat(changes(trial)).isEmpty();
        assertThat(prepared.text())
                .contains(
                        "Restore of orders-db as orders-again",
                        prepared.digest().value(),
                        prepared.digest().brief(),
                        prepared.run().value(),
                        "rds:RestoreDBInstanceToPointInTime in us-west-2",
                        "restored to       2026-01-0",
                        "How long          about 45 min 0 s, estimated; within its rto of 4 h 0 min",
                        "what was written in the ",
                        "Cost              0.225 USD an hour for db.r6g.large in one zone, about twice that with its",
                        "good until 2026-01-07T06:0");
        assertThat(prepared.text().lines()).hasSizeLessThan(45);
        assertThat(open(trial)).as("nothing goes on, so nothing is left open").isEmpty();
    }

    @Test
    void peopleAreToldTheSecondAPlanIsGoodUntilAndTheLedgerKeepsTheMoment() {
        trial.pass(Duration.ofNanos(342_892_463));

        PreparedRun prepared = prepare(trial);

        History operation = trial.ledgers.read(prepared.operation()).orElseThrow();
        assertThat(operation.begin()).hasToString("2026-01-07T02:00:00.342892463Z");
        assertThat(prepared.text().lines().filter(line -> line.contains("good until")))
                .singleElement(InstanceOfAssertFactories.STRING)
                .matches("  made        [-0-9]+T[:0-9]+Z, good until [-0-9]+T[:0-9]+Z");
        assertThat(Approvals.awaited(operation).summary()).matches(".*; it is good until [-0-9]+T[:0-9]+Z\\.");
        approve(trial, prepared.run(), prepared.digest().value());
        History approved = trial.ledgers.read(prepared.operation()).orElseThrow();
        Instant late = Approvals.goodUntil(approved).plusNanos(1);
        assertThat(Approvals.objection(approved, late).orElseThrow().summary())
                .matches(".* was good until [-0-9]+T[:0-9]+Z, and it is [-0-9]+T[:0-9]+Z\\.");
    }

    @Test
    void aPriceThatTheEstateDoesNotHaveIsNotGuessed() {
        String source = LabelMint.production().source().replace("  - { of: db.r6g.large, hour: 0.225 USD }\n", "");

        PreparedRun prepared = prepare(new Trial(EstateLoader.parse(source, "estate.yaml"), SEED));

        assertThat(prepared.text()).contains("Cost              not estimated, the estate has no price for it");
    }

    @Test
    void howLongItMayTakeIsSaidByEarlierRecoveriesOfItsKindAndNotByLaterOnes() {
        Job tests = Job.of(Job.Type.RESTORE_TEST);
        trial.fresh(tests);
        trial.pass(Duration.ofDays(1));
        trial.fresh(tests);
        trial.pass(Duration.ofHours(1));
        PreparedRun prepared = prepare(trial);
        String line = line(prepared);

        assertThat(line).matches("How long +p50 [^,]+, p90 .+ of 2 earlier recoveries; within its rto of 4 h 0 min");

        trial.pass(Duration.ofDays(1));
        trial.fresh(tests);
        PreparedRun later = trial.onEngine(-1, order -> new RunPreparation(order).of(prepared.run()));
        assertThat(line(later)).as("the text of a plan stays what it was").isEqualTo(line);
        assertThat(later.digest()).isEqualTo(prepared.digest());
        assertThat(line(prepare(trial))).contains(" of 3 earlier recoveries");

        trial.fresh(Job.of(Job.Type.BACKUP));
        String backup = trial.world.client(RdsClient.class, WEST).describeDBSnapshots().dbSnapshots().stream()
                .filter(snapshot -> snapshot.dbInstanceIdentifier().equals(SOURCE))
                .findFirst()
                .orElseThrow()
                .dbSnapshotArn();
        Job fromBackup = Job.restoring(
                "orders-db", new RestoreRequest(Restores.Side.DR, new RestorePoint.Backup(backup), "from-backup"));
        PreparedRun another =
                trial.onEngine(-1, order -> trial.timeline.join(new RunPreparation(order).prepare(fromBackup)));
        assertThat(line(another)).as("a moment says nothing of a backup").contains("about 45 min 0 s, estimated");
    }

    private static String line(PreparedRun prepared) {
        return prepared.text()
                .lines()
                .filter(line -> line.startsWith("How long"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void anApprovedPlanIsRunByAnyProcessWithinItsTimeAndSaysWhoApprovedIt() {
        PreparedRun prepared = prepare(trial);
        trial.pass(Duration.ofHours(2));
        approve(trial, prepared.run(), prepared.digest().brief().toUpperCase(java.util.Locale.ROOT));

        Evidence evidence = run(trial, prepared.run());

        Finding restored = restored(evidence);
        assertThat(restored.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(restored.facts())
                .containsEntry("approvedBy", "ann")
                .containsEntry("approvedHow", "by hand")
                .containsEntry("planDigest", prepared.digest().value());
        assertThat(changes(trial)).containsExactly("RestoreDBInstanceToPointInTime");
        assertThat(instance(trial, AGAIN).deletionProtection()).isTrue();
        assertThat(prepared.text())
                .as("the moment that was approved is the moment that was restored")
                .contains("restored to       " + restored.facts().get("restoredTo"));
    }

    @Test
    void withoutAnApprovalNothingIsBegunAndItCanStillBeGiven() {
        PreparedRun prepared = prepare(trial);

        refused("approval.missing", () -> run(trial, prepared.run()));
        refused(
                "approval.missing",
                () -> trial.onEngine(-1, order -> trial.timeline.join(order.start(job, prepared.run()))));
        assertThat(changes(trial)).isEmpty();

        approve(trial, prepared.run(), prepared.digest().value());
        assertThat(run(trial, prepared.run()).green()).isTrue();
    }

    @Test
    void anApprovalOfAnotherPlanIsRefusedAndSaysBoth() {
        PreparedRun one = prepare(trial);
        trial.pass(Duration.ofMinutes(7));
        PreparedRun other = prepare(trial);

        assertThatThrownBy(() -> approve(trial, one.run(), other.digest().value()))
                .hasMessageContaining(one.digest().value())
                .hasMessageContaining(other.digest().value());
        refused("approval.other-plan", () -> approve(trial, one.run(), "0000 0000 0000"));
        refused(
                "approval.other-plan",
                () -> approve(trial, one.run(), one.digest().value().substring(0, 11)));
        refused("approval.other-plan", () -> approve(trial, one.run(), ""));
        refused("approval.missing", () -> run(trial, one.run()));
        assertThat(changes(trial)).isEmpty();
    }

    @Test
    void anApprovalIsGivenOnceAndGoodForOneGo() {
        PreparedRun prepared = prepare(trial);
        approve(trial, prepared.run(), prepared.digest().value());

        assertThatThrownBy(() -> trial.onEngine(
                        -1,
                        order -> new RunPreparation(order)
                                .approve(prepared.run(), prepared.digest().value(), "bob", "by hand")))
                .hasMessageContaining("was approved already, by ann");
        trial.world.script(io.labelmint.dr.simulator.rds.RdsScripts.restoreFails(WEST, AGAIN));
        assertThat(run(trial, prepared.run()).green()).isFalse();

        refused("approval.used", () -> run(trial, prepared.run()));
        refused("approval.used", () -> approve(trial, prepared.run(), "0000 0000 0000"));
        assertThat(changes(trial)).hasSize(1);
    }

    @Test
    void aPlanIsGoodForFourHours() {
        PreparedRun late = prepare(trial);
        trial.pass(Duration.ofMinutes(1));
        PreparedRun begunLate = prepare(trial);
        approve(trial, begunLate.run(), begunLate.digest().value());
        trial.pass(Duration.ofHours(4));

        refused(
                "approval.expired",
                () -> approve(trial, late.run(), late.digest().value()));
        refused("approval.expired", () -> run(trial, begunLate.run()));
        assertThat(changes(trial)).isEmpty();
    }

    @Test
    void aFactThatMovedBeyondItsToleranceEndsThePlanWithWhatItWasAndIs() {
        PreparedRun prepared = approved();
        int before = instance(trial, EAST, SOURCE).allocatedStorage();
        modify(before * 12 / 10, null);

        Finding red = restored(run(trial, prepared.run()));

        assertThat(red.summary()).contains("size was " + before + " GiB and is " + before * 12 / 10 + " GiB");
        assertThat(red.remedy()).hasValueSatisfying(remedy -> assertThat(remedy).contains("new plan"));
        refused("approval.used", () -> run(trial, prepared.run()));
        assertThat(instances(trial)).doesNotContain(AGAIN);
    }

    @Test
    void aFactThatMovedWithinItsToleranceHolds() {
        PreparedRun prepared = approved();
        modify(instance(trial, EAST, SOURCE).allocatedStorage() * 105 / 100, null);

        assertThat(run(trial, prepared.run()).green()).isTrue();
    }

    @Test
    void anotherInstanceClassEndsThePlan() {
        PreparedRun prepared = approved();
        String before = instance(trial, EAST, SOURCE).dbInstanceClass();
        modify(null, "db.t4g.large");

        assertThat(restored(run(trial, prepared.run())).summary())
                .contains("instance class was " + before + " and is db.t4g.large");
        assertThat(instances(trial)).doesNotContain(AGAIN);
    }

    @Test
    void aNameThatWasTakenMeanwhileEndsIt() {
        PreparedRun prepared = approved();
        trial.world
                .client(RdsClient.class, WEST)
                .createDBInstance(request -> request.dbInstanceIdentifier(AGAIN)
                        .engine("postgres")
                        .dbInstanceClass("db.t4g.large")
                        .allocatedStorage(20));

        assertThat(restored(run(trial, prepared.run())).summary()).contains("exists and belongs to nobody");
        assertThat(changes(trial)).containsExactly("CreateDBInstance");
    }

    @Test
    void anotherDeclarationOfTheEstateEndsThePlan() {
        PreparedRun prepared = approved();
        Estate other = LabelMint.with("keepFor: 12h", "keepFor: 13h");

        Evidence evidence = trial.onEngine(other, -1, order -> trial.timeline.join(order.resume(prepared.run())));

        assertThat(restored(evidence).summary()).contains("the declaration of the estate is another one");
        assertThat(changes(trial)).isEmpty();
        refused("approval.used", () -> run(trial, prepared.run()));
    }

    @Test
    void whatIsWithdrawnIsNeverRun() {
        PreparedRun prepared = approved();
        trial.onEngine(-1, order -> {
            new RunPreparation(order).withdraw(prepared.run());
            return null;
        });

        refused("approval.used", () -> run(trial, prepared.run()));
        refused("approval.used", () -> approve(trial, prepared.run(), "0000 0000 0000"));
        assertThat(open(trial)).isEmpty();
        assertThat(changes(trial)).isEmpty();
    }

    @Test
    void whatWasBegunCannotBeWithdrawn() {
        PreparedRun prepared = approved();
        run(trial, prepared.run());

        refused(
                "approval.begun",
                () -> trial.onEngine(-1, order -> {
                    new RunPreparation(order).withdraw(prepared.run());
                    return null;
                }));
    }

    @Test
    void whereverAProcessDiesItIsRestoredOnceAndNeverWithoutItsApproval() {
        int boundary = 0;
        for (boolean died = true; died; boundary++) {
            Trial dying = new Trial(LabelMint.production(), SEED);
            OperationId run = job.operation(dying.estate, dying.timeline.now());
            String how = "killed at boundary " + boundary;

            Optional<Evidence> first = wholeStory(dying, run, boundary);
            died = first.isEmpty();
            boolean approved = dying.ledgers.operations().stream()
                    .flatMap(id -> dying.ledgers.read(id).stream())
                    .anyMatch(history -> history.approval().isPresent());
            assertThat(approved || changes(dying).isEmpty()).as(how).isTrue();
            if (!approved && dying.ledgers.read(run).isPresent()) {
                refused("approval.missing", () -> run(dying, run));
            }
            Evidence evidence = first.orElseGet(() -> wholeStory(dying, run, -1).orElseThrow());

            assertThat(restored(evidence).verdict()).as(how).isEqualTo(Verdict.PASSED);
            assertThat(changes(dying)).as(how).containsExactly("RestoreDBInstanceToPointInTime");
            assertThat(dying.doneTwice()).as(how).isEmpty();
            for (OperationId id : dying.ledgers.operations()) {
                assertThat(approvedBeforeIntended(dying.ledgers.read(id).orElseThrow()))
                        .as(how)
                        .isTrue();
            }
        }
        assertThat(boundary).isGreaterThan(20);
    }

    /** One process prepares, approves and runs; whatever it finds done it leaves. */
    private Optional<Evidence> wholeStory(Trial dying, OperationId run, int boundary) {
        try {
            return Optional.of(dying.onEngine(boundary, order -> {
                RunPreparation preparation = new RunPreparation(order);
                PreparedRun prepared = dying.timeline.join(preparation.prepare(job, run));
                if (dying.ledgers.read(run).orElseThrow().closed().isEmpty()) {
                    preparation.approve(run, prepared.digest().brief(), "ann", "by hand");
                }
                return dying.timeline.join(order.resume(run));
            }));
        } catch (MortalLedgers.Killed e) {
            return Optional.empty();
        }
    }

    private static boolean approvedBeforeIntended(History history) {
        boolean approved = history.opened().orElseThrow().plan().isEmpty();
        for (var entry : history.entries()) {
            approved |= entry.fact() instanceof Fact.Approved;
            if (entry.fact() instanceof Fact.Intended && !approved) {
                return false;
            }
        }
        return true;
    }

    private PreparedRun approved() {
        PreparedRun prepared = prepare(trial);
        approve(trial, prepared.run(), prepared.digest().value());
        trial.pass(Duration.ofMinutes(30));
        return prepared;
    }

    private PreparedRun prepare(Trial on) {
        return on.onEngine(-1, order -> on.timeline.join(new RunPreparation(order).prepare(job)));
    }

    private static void approve(Trial on, OperationId run, String digest) {
        on.onEngine(-1, order -> new RunPreparation(order).approve(run, digest, "ann", "by hand"));
    }

    private static Evidence run(Trial on, OperationId run) {
        return on.onEngine(-1, order -> on.timeline.join(order.resume(run)));
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }

    private static Finding restored(Evidence evidence) {
        return evidence.findings().stream()
                .filter(finding -> finding.check().equals("restore.completed"))
                .findFirst()
                .orElseThrow();
    }

    /** The calls that made or changed instances, after the three that made the estate. */
    private static List<String> changes(Trial on) {
        return on.world.calls().stream()
                .filter(call -> call.outcome().equals(Call.OK) && call.service().equals("rds"))
                .map(Call::operation)
                .filter(operation -> operation.matches("(Create|Restore|Modify|Delete)DBInstance.*"))
                .skip(3)
                .toList();
    }

    private static List<OpenOperations.Open> open(Trial on) {
        return OpenOperations.of(on.ledgers, on.timeline.now().plus(Duration.ofDays(1)));
    }

    private static List<String> instances(Trial on) {
        return Stream.of(EAST, WEST)
                .flatMap(
                        region -> on.world.client(RdsClient.class, region).describeDBInstances().dbInstances().stream())
                .map(DBInstance::dbInstanceIdentifier)
                .toList();
    }

    private static DBInstance instance(Trial on, String name) {
        return instance(on, WEST, name);
    }

    private static DBInstance instance(Trial on, String region, String name) {
        return on.world
                .client(RdsClient.class, region)
                .describeDBInstances(request -> request.dbInstanceIdentifier(name))
                .dbInstances()
                .get(0);
    }

    private void modify(Integer storage, String instanceClass) {
        trial.world
                .client(RdsClient.class, EAST)
                .modifyDBInstance(request -> request.dbInstanceIdentifier(SOURCE)
                        .allocatedStorage(storage)
                        .dbInstanceClass(instanceClass)
                        .applyImmediately(true));
        trial.pass(Duration.ofMinutes(20));
    }
}
