package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.labelmint.dr.aws.BucketObjects;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.probe.ProbeResult;
import io.labelmint.dr.rehearsal.Rehearsal;
import io.labelmint.dr.rehearsal.RehearsedCopies;
import io.labelmint.dr.simulator.core.Call;
import io.labelmint.dr.simulator.core.Fault;
import io.labelmint.dr.simulator.ecs.EcsScripts;
import io.labelmint.dr.simulator.ecs.TaskRun;
import io.labelmint.dr.validation.CopyAccess;
import io.labelmint.dr.validation.DatabaseValidation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Restore tests of a database whose copies a task asks: what billing-db of the example declares. */
class AskedByTaskTest {
    private static final long SEED = 5;
    private static final String WEST = "us-west-2";
    private static final String BUCKET = "labelmint-production-dr-state";
    private static final String FAMILY = "labelmint-dr-probe";
    private static final String STORE = "billing-db";

    @Test
    void aTaskAsksTheCopyAndIsGoneAfterwards() {
        Trial trial = trial();

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence)).isEmpty();
        assertThat(found(evidence).keySet()).containsAll(DatabaseValidation.checks());
        assertThat(tasks(trial)).singleElement().satisfies(run -> {
            assertThat(run.running()).isFalse();
            assertThat(run.command()).startsWith("dr", "probe");
            assertThat(run.environment()).isEmpty();
        });
        assertThat(accepted(trial, "RunTask")).isEqualTo(2);
        assertThat(accepted(trial, "StopTask")).isZero();
    }

    @Test
    void whatTheTaskFindsIsWhatTheTestFinds() {
        Trial trial = trial();
        ((RehearsedCopies) trial.copies.probes()).empty(STORE, "public.invoices");

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence)).containsExactly(STORE + " aws-restore.rows", STORE + " restore.rows");
        assertThat(instances(trial)).isEmpty();
    }

    @Test
    void whereverItIsKilledItIsAskedOnceAndNothingIsLeft() {
        int boundary = 0;
        for (boolean died = true; died; boundary++) {
            Trial trial = trial();
            Optional<Evidence> first = trial.process(boundary);
            died = first.isEmpty();
            Evidence evidence = first.orElseGet(() -> trial.process(-1).orElseThrow());
            trial.pass(Duration.ofHours(1));

            String how = "killed at boundary " + boundary;
            assertThat(red(evidence)).as(how).isEmpty();
            assertThat(trial.doneTwice()).as(how).isEmpty();
            assertThat(tasks(trial)).as(how).hasSize(1);
            assertThat(trial.world.tasks(WEST)).as(how).hasSize(2);
            assertThat(instances(trial)).as(how).isEmpty();
        }
        assertThat(boundary).isGreaterThan(20);
    }

    @Test
    void aLostAnswerOfRunTaskStartsNoSecondTask() {
        for (Fault fault : List.of(Fault.TIMEOUT_AFTER, Fault.TIMEOUT_BEFORE)) {
            Trial trial = trial();
            trial.world.faults().next("ecs", "RunTask", fault);

            assertThat(red(trial.process(-1).orElseThrow())).as(fault.name()).isEmpty();
            assertThat(trial.world.tasks(WEST)).as(fault.name()).hasSize(2);
            Set<Object> tokens = new LinkedHashSet<>();
            calls(trial, "RunTask").forEach(call -> tokens.add(call.params().get("clientToken")));
            assertThat(tokens).as(fault.name()).hasSize(2);
        }
    }

    @Test
    void theResultOfAnotherRequestIsRefused() {
        Trial trial = trial();
        trial.world.program(task -> {
            String key = task.command().get(task.command().indexOf("--result") + 1);
            ProbeResult foreign = new ProbeResult("0".repeat(64), trial.timeline.now(), List.of());
            new BucketObjects(trial.world::client, trial.world::client, WEST, BUCKET)
                    .write(key, Trial.JSON.canonical(foreign), "somebody", Optional.empty());
            return OptionalInt.of(0);
        });

        notTested(trial, "answers another request");
    }

    @Test
    void anAnswerThatLeavesLevelsOutIsRefused() {
        Trial trial = trial();
        trial.world.program(task -> {
            String key = task.command().get(task.command().indexOf("--result") + 1);
            String request = task.command().get(task.command().indexOf("--sha256") + 1);
            new BucketObjects(trial.world::client, trial.world::client, WEST, BUCKET)
                    .write(
                            key,
                            Trial.JSON.canonical(new ProbeResult(request, trial.timeline.now(), List.of())),
                            "somebody",
                            Optional.empty());
            return OptionalInt.of(0);
        });

        notTested(trial, "has not one finding of every level");
    }

    @Test
    void anImageThatCannotBePulledIsToldWithEcssReason() {
        Trial trial = trial();
        String image = trial.world
                .client(EcsClient.class, WEST)
                .describeTaskDefinition(r -> r.taskDefinition(FAMILY))
                .taskDefinition()
                .containerDefinitions()
                .get(0)
                .image();
        trial.world.script(EcsScripts.image(WEST, image, false));

        notTested(trial, "CannotPullContainerError");
    }

    @Test
    void aTaskThatExitsWithoutAResultIsToldWithItsCode() {
        Trial trial = trial();
        trial.world.program(task -> OptionalInt.of(137));

        notTested(trial, "Essential container in task exited, exit code 137");
    }

    @Test
    void aTaskThatCannotBePlacedIsTold() {
        Trial trial = trial();
        trial.world.script(EcsScripts.capacity(WEST, false));

        notTested(trial, "Capacity is unavailable at this time");
    }

    @Test
    void aTaskThatNeverAnswersIsGivenUpAndStopped() {
        Trial trial = trial();
        trial.world.program(task -> OptionalInt.empty());

        notTested(trial, "has no result after 25 min");

        assertThat(accepted(trial, "StopTask")).isEqualTo(1);
        trial.pass(Duration.ofMinutes(5));
        assertThat(tasks(trial))
                .singleElement()
                .satisfies(run -> assertThat(run.running()).isFalse());
    }

    /** A process that died for good left copy and task; the sweep of another day ends both. */
    @Test
    void theSweepStopsWhatIsLeft() {
        Trial trial = trial();
        trial.world.program(task -> OptionalInt.empty());
        // Dies after the task was started: the first boundary at which there is one.
        for (int boundary = 0; tasks(trial).isEmpty(); boundary++) {
            trial.process(boundary);
        }
        trial.pass(Duration.ofDays(1));
        assertThat(trial.world.tasks(WEST))
                .isNotEmpty()
                .allSatisfy(run -> assertThat(run.running()).isTrue());

        trial.fresh(Job.of(Job.Type.SWEEP));

        trial.pass(Duration.ofHours(1));
        assertThat(trial.world.tasks(WEST))
                .allSatisfy(run -> assertThat(run.running()).isFalse());
        assertThat(instances(trial)).isEmpty();
    }

    @Test
    void noPasswordIsInAnythingThatIsWritten() {
        String canary = "canary-7f3a9c";
        Trial trial = trial();
        List<String> read = new ArrayList<>();
        CopyAccess plain = trial.copies;
        CopyAccess guarded = new CopyAccess(plain.probes(), plain.caches(), reference -> {
            read.add(reference.name());
            return new Secret(canary);
        });
        trial.copies = guarded;
        Rehearsal.program(trial.world, guarded);

        assertThat(red(trial.process(-1).orElseThrow())).isEmpty();

        assertThat(read).contains("DR_PROBE_PASSWORD");
        BucketObjects objects = new BucketObjects(trial.world::client, trial.world::client, WEST, BUCKET);
        List<String> written = new ArrayList<>();
        try {
            for (String key : objects.keys("dr/_probe/")) {
                written.add(objects.read(key).text());
            }
        } catch (BucketObjects.Unread e) {
            throw new AssertionError(e);
        }
        assertThat(written).hasSize(4);
        trial.ledgers.operations().forEach(operation -> {
            History history = trial.ledgers.read(operation).orElseThrow();
            history.entries().forEach(line -> written.add(Trial.JSON.canonical(line)));
        });
        trial.world.calls().forEach(call -> written.add(call.params().toString()));
        assertThat(written).noneMatch(text -> text.contains(canary));
    }

    /** Those that asked the copies of our own tests; the copies of AWS Backup's tests are asked by others. */
    private static List<TaskRun> tasks(Trial trial) {
        return trial.world.tasks(WEST).stream()
                .filter(run -> run.command().stream().anyMatch(word -> word.contains("/requests/ask-test-")))
                .toList();
    }

    /** Restores billing-db only. */
    private static Trial trial() {
        Estate estate = Trial.example("labelmint-production.yaml");
        Trial trial = new Trial(estate, SEED);
        trial.job = new Job(Job.Type.RESTORE_TEST, new TreeSet<>(List.of(STORE)));
        return trial;
    }

    private static void notTested(Trial trial, String why) {
        Evidence evidence = trial.process(-1).orElseThrow();
        assertThat(found(evidence))
                .contains(entry("restore.connects", Verdict.NOT_TESTED), entry("restore.rows", Verdict.NOT_TESTED));
        assertThat(evidence.findings())
                .filteredOn(finding -> finding.check().equals("restore.connects"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.summary()).contains(why));
        assertThat(found(evidence)).contains(entry("restore-test.destroyed", Verdict.PASSED));
        assertThat(instances(trial)).isEmpty();
    }

    private static Map<String, Verdict> found(Evidence evidence) {
        Map<String, Verdict> found = new TreeMap<>();
        evidence.findings().stream()
                .filter(finding -> finding.subject().equals(STORE))
                .forEach(finding -> found.put(finding.check(), finding.verdict()));
        return found;
    }

    private static Set<String> red(Evidence evidence) {
        Set<String> red = new TreeSet<>();
        evidence.findings().stream()
                .filter(finding -> !finding.green())
                .map((Finding finding) -> finding.subject() + " " + finding.check())
                .forEach(red::add);
        return red;
    }

    private static List<String> instances(Trial trial) {
        trial.pass(Duration.ofMinutes(30));
        return trial.world.client(RdsClient.class, WEST).describeDBInstances().dbInstances().stream()
                .map(DBInstance::dbInstanceIdentifier)
                .filter(name -> name.startsWith("dr-test"))
                .toList();
    }

    private static List<Call> calls(Trial trial, String operation) {
        return trial.world.calls().stream()
                .filter(call -> call.operation().equals(operation))
                .toList();
    }

    private static long accepted(Trial trial, String operation) {
        return calls(trial, operation).stream()
                .filter(call -> call.outcome().equals(Call.OK))
                .count();
    }
}
