package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.restore.RestorePoint;
import io.labelmint.dr.simulator.core.Call;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Tag;

/** A restored instance takes over the name of production, and gives it back, each with an approved plan of its own. */
class CutOverTest {
    private static final long SEED = 13;
    private static final String EAST = LabelMint.EAST;
    private static final String NAME = "labelmint-production-orders";
    private static final String AGAIN = "orders-again";

    @Test
    void theRestoredInstanceTakesOverTheAddressAndTheOldOneIsKept() {
        Trial trial = restored();
        DBInstance old = instance(trial, NAME);
        DBInstance successor = instance(trial, AGAIN);

        PreparedRun prepared = prepare(trial, AGAIN, false);
        assertThat(prepared.text())
                .contains(
                        "Cut-over of orders-db to orders-again",
                        "NewDBInstanceIdentifier = " + NAME + "-before-202601",
                        "NewDBInstanceIdentifier = " + NAME,
                        "labelmint-production-orders-replica stay",
                        "nobody answers under the name");
        assertThat(modifications(trial)).isZero();
        Finding finding = approveAndRun(trial, prepared);

        assertThat(finding.green()).as(finding.summary()).isTrue();
        assertThat(finding.summary())
                .contains("It is reached at " + old.endpoint().address() + ", as before.");
        assertThat(finding.facts()).containsEntry("approvedBy", "ann");
        assertThat(instance(trial, NAME).dbiResourceId()).isEqualTo(successor.dbiResourceId());
        assertThat(instance(trial, NAME).endpoint().address())
                .isEqualTo(old.endpoint().address());
        DBInstance kept = instance(trial, kept(trial));
        assertThat(kept.dbiResourceId()).isEqualTo(old.dbiResourceId());
        assertThat(kept.deletionProtection()).isTrue();

        Finding undone = approveAndRun(trial, prepare(trial, kept(trial), true));

        assertThat(undone.green()).as(undone.summary()).isTrue();
        assertThat(instance(trial, NAME).dbiResourceId()).isEqualTo(old.dbiResourceId());
        assertThat(names(trial)).anyMatch(name -> name.startsWith(NAME + "-undone-202601"));
        assertThat(names(trial)).hasSize(3);
    }

    @Test
    void nobodyCutsOverWithoutAnApproval() {
        Trial trial = restored();
        Job job = job(AGAIN, false);
        List<String> before = names(trial);

        refused("approval.missing", () -> trial.onEngine(-1, order -> trial.timeline.join(order.start(job))));
        PreparedRun prepared = prepare(trial, AGAIN, false);
        refused(
                "approval.missing",
                () -> trial.onEngine(-1, order -> trial.timeline.join(order.resume(prepared.run()))));

        assertThat(modifications(trial)).isZero();
        assertThat(names(trial)).isEqualTo(before);
    }

    @Test
    void onlyWhatARestoreOfThisDatabaseBroughtAboutMayTakeOver() {
        Trial trial = restored();
        RdsClient rds = trial.world.client(RdsClient.class, EAST);
        tag(trial, AGAIN, "dr:operation", "restored-billing-db-1-0a1b2c3d");
        refusedToPlan(trial, AGAIN, false, "is not what a restore of orders-db brought about");
        tag(trial, AGAIN, "dr:operation", "restored-orders-db-1-0a1b2c3d");
        tag(trial, AGAIN, "dr:estate", "labelmint-production");
        tag(trial, AGAIN, "dr:purpose", "restore-test");
        refusedToPlan(trial, AGAIN, false, "is not what a restore of orders-db brought about");
        refusedToPlan(trial, "labelmint-production-billing", false, "(its dr:operation is nobody)");
        refusedToPlan(trial, "nobody-has-this", false, "There is no instance nobody-has-this");
        rds.removeTagsFromResource(request ->
                request.resourceName(instance(trial, AGAIN).dbInstanceArn()).tagKeys("dr:purpose"));
        refusedToPlan(trial, AGAIN, true, "is not what a restore of orders-db brought about");
        assertThat(modifications(trial)).isZero();
    }

    @Test
    void whoeverTookTheNameMeanwhileEndsThePlan() {
        Trial trial = restored();
        PreparedRun prepared = prepare(trial, AGAIN, false);
        trial.world
                .client(RdsClient.class, EAST)
                .modifyDBInstance(request -> request.dbInstanceIdentifier(AGAIN)
                        .newDBInstanceIdentifier("orders-elsewhere")
                        .applyImmediately(true));
        trial.pass(Duration.ofHours(1));

        Finding finding = approveAndRun(trial, prepared);

        assertThat(finding.summary()).contains("There is no instance orders-again");
        assertThat(names(trial)).contains(NAME, "orders-elsewhere");
    }

    @Test
    void aNameThatNobodyHasIsTakenOver() {
        Trial trial = restored();
        String address = instance(trial, NAME).endpoint().address();
        String successor = instance(trial, AGAIN).dbiResourceId();
        delete(trial, NAME);

        PreparedRun prepared = prepare(trial, AGAIN, false);
        assertThat(prepared.text())
                .contains("has the name now  nobody", "nobody answers under the name now", address)
                .doesNotContain("-before-");
        Finding finding = approveAndRun(trial, prepared);

        assertThat(finding.green()).as(finding.summary()).isTrue();
        assertThat(finding.summary()).contains("It is reached at " + address + ", as before.");
        assertThat(instance(trial, NAME).dbiResourceId()).isEqualTo(successor);
        assertThat(names(trial)).hasSize(2);
    }

    @Test
    void oneThatStoppedBetweenItsRenamingsIsFinishedByAnotherPlanOrTakenBack() {
        Trial trial = stoppedHalfWay();
        String kept = instance(trial, kept(trial)).dbiResourceId();
        assertThat(names(trial)).as("nobody has the name").doesNotContain(NAME);

        Finding back = approveAndRun(trial, prepare(trial, kept(trial), true));
        assertThat(back.green()).as(back.summary()).isTrue();
        assertThat(instance(trial, NAME).dbiResourceId()).isEqualTo(kept);

        Trial other = stoppedHalfWay();
        rename(other, "orders-elsewhere", AGAIN);
        other.pass(Duration.ofHours(1));
        String successor = instance(other, AGAIN).dbiResourceId();
        Finding on = approveAndRun(other, prepare(other, AGAIN, false));
        assertThat(on.green()).as(on.summary()).isTrue();
        assertThat(instance(other, NAME).dbiResourceId()).isEqualTo(successor);
    }

    @Test
    void whatWasPutAsideForAnotherDatabaseDoesNotComeBackUnderThisName() {
        Trial trial = stoppedHalfWay();
        String aside = kept(trial).replace(NAME, "labelmint-production-billing");
        rename(trial, kept(trial), aside);
        trial.pass(Duration.ofHours(1));

        refusedToPlan(trial, aside, true, "its name is not labelmint-production-orders-before- and twelve digits");
    }

    @Test
    void whereverAProcessDiesEachInstanceIsRenamedOnce() {
        int boundary = 0;
        for (boolean died = true; died; boundary++) {
            Trial trial = restored();
            OperationId run = job(AGAIN, false).operation(trial.estate, trial.timeline.now());
            String successor = instance(trial, AGAIN).dbiResourceId();
            String how = "killed at boundary " + boundary;

            Optional<Evidence> first = wholeStory(trial, run, boundary);
            died = first.isEmpty();
            Evidence evidence = first.orElseGet(() -> wholeStory(trial, run, -1).orElseThrow());

            assertThat(found(evidence).green()).as(how).isTrue();
            assertThat(instance(trial, NAME).dbiResourceId()).as(how).isEqualTo(successor);
            assertThat(names(trial)).as(how).hasSize(3).anyMatch(name -> name.contains("-before-"));
            assertThat(trial.doneTwice()).as(how).isEmpty();
        }
        assertThat(boundary).isGreaterThan(25);
    }

    private Optional<Evidence> wholeStory(Trial trial, OperationId run, int boundary) {
        try {
            return Optional.of(trial.onEngine(boundary, order -> {
                RunPreparation preparation = new RunPreparation(order);
                PreparedRun prepared = trial.timeline.join(preparation.prepare(job(AGAIN, false), run));
                if (trial.ledgers.read(run).orElseThrow().closed().isEmpty()) {
                    preparation.approve(run, prepared.digest().brief(), "ann", "by hand");
                }
                return trial.timeline.join(order.resume(run));
            }));
        } catch (MortalLedgers.Killed e) {
            return Optional.empty();
        }
    }

    /** With orders-db restored beside itself in its own region, and available. */
    private static Trial restored() {
        Trial trial = new Trial(LabelMint.production(), SEED);
        Evidence evidence = trial.fresh(Job.restoring(
                "orders-db", new RestoreRequest(Restores.Side.PRIMARY, new RestorePoint.Latest(), AGAIN)));
        assertThat(evidence.green()).isTrue();
        trial.pass(Duration.ofHours(6));
        return trial;
    }

    /** The one that was to take over was renamed by somebody when the other had been put aside. */
    private static Trial stoppedHalfWay() {
        Trial trial = restored();
        PreparedRun prepared = prepare(trial, AGAIN, false);
        trial.timeline.in(Duration.ofMinutes(5), () -> rename(trial, AGAIN, "orders-elsewhere"));
        Finding stopped = approveAndRun(trial, prepared);
        assertThat(stopped.summary()).contains("was renamed to orders-elsewhere by somebody else");
        trial.pass(Duration.ofHours(1));
        return trial;
    }

    private static void rename(Trial trial, String from, String to) {
        trial.world
                .client(RdsClient.class, EAST)
                .modifyDBInstance(request -> request.dbInstanceIdentifier(from)
                        .newDBInstanceIdentifier(to)
                        .applyImmediately(true));
    }

    private static void delete(Trial trial, String name) {
        RdsClient rds = trial.world.client(RdsClient.class, EAST);
        rds.modifyDBInstance(request ->
                request.dbInstanceIdentifier(name).deletionProtection(false).applyImmediately(true));
        trial.pass(Duration.ofMinutes(10));
        rds.deleteDBInstance(request -> request.dbInstanceIdentifier(name).skipFinalSnapshot(true));
        trial.pass(Duration.ofHours(1));
    }

    private static Job job(String successor, boolean back) {
        return Job.cuttingOver("orders-db", new CutOverRequest(Restores.Side.PRIMARY, successor, back, ""));
    }

    private static PreparedRun prepare(Trial trial, String successor, boolean back) {
        return trial.onEngine(
                -1, order -> trial.timeline.join(new RunPreparation(order).prepare(job(successor, back))));
    }

    private static void refusedToPlan(Trial trial, String successor, boolean back, String sentence) {
        assertThatThrownBy(() -> prepare(trial, successor, back)).hasMessageContaining(sentence);
    }

    private static Finding approveAndRun(Trial trial, PreparedRun prepared) {
        return found(trial.onEngine(-1, order -> {
            new RunPreparation(order).approve(prepared.run(), prepared.digest().value(), "ann", "by hand");
            return trial.timeline.join(order.resume(prepared.run()));
        }));
    }

    private static Finding found(Evidence evidence) {
        return evidence.findings().stream()
                .filter(finding -> finding.check().equals("cut-over.completed"))
                .findFirst()
                .orElseThrow();
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }

    private static void tag(Trial trial, String instance, String key, String value) {
        trial.world
                .client(RdsClient.class, EAST)
                .addTagsToResource(request -> request.resourceName(
                                instance(trial, instance).dbInstanceArn())
                        .tags(Tag.builder().key(key).value(value).build()));
    }

    private static long modifications(Trial trial) {
        return trial.world.calls().stream()
                .filter(call -> call.operation().equals("ModifyDBInstance")
                        && call.outcome().equals(Call.OK))
                .count();
    }

    private static String kept(Trial trial) {
        return names(trial).stream()
                .filter(name -> name.startsWith(NAME + "-before-"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(Trial trial) {
        return trial.world.client(RdsClient.class, EAST).describeDBInstances().dbInstances().stream()
                .map(DBInstance::dbInstanceIdentifier)
                .sorted()
                .toList();
    }

    private static DBInstance instance(Trial trial, String name) {
        return trial.world
                .client(RdsClient.class, EAST)
                .describeDBInstances(request -> request.dbInstanceIdentifier(name))
                .dbInstances()
                .get(0);
    }
}
