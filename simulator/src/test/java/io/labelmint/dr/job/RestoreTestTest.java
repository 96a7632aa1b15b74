package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.coverage.Recovery;
import io.labelmint.dr.coverage.Recovery.Means;
import io.labelmint.dr.coverage.RestoreHistory;
import io.labelmint.dr.coverage.RestoreProof;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Restores.Side;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.rehearsal.Rehearsal;
import io.labelmint.dr.rehearsal.RehearsedCopies;
import io.labelmint.dr.restore.RestorePoint;
import io.labelmint.dr.restore.TestInstance;
import io.labelmint.dr.simulator.core.Call;
import io.labelmint.dr.simulator.rds.RdsScripts;
import io.labelmint.dr.validation.CopyAccess;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Tag;

/** The weekly restore test on simulated AWS: restored, looked at, destroyed, whatever happens in between. */
class RestoreTestTest {
    private static final long SEED = 5;
    private static final String WEST = "us-west-2";

    @Test
    void everyDatabaseIsRestoredLookedAtAndDestroyed() {
        Trial trial = trial();
        List<String> before = instances(trial);

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence)).isEmpty();
        assertThat(of(evidence, "orders-db"))
                .contains(
                        "restore-test.restored",
                        "restore.connects",
                        "restore.identity",
                        "restore.schema",
                        "restore.rows",
                        "restore.freshness",
                        "restore.integrity",
                        "restore.queries",
                        "restore.roles",
                        "restore-test.destroyed");
        assertThat(evidence.findings())
                .filteredOn(finding -> finding.check().equals("restore-test.restored"))
                .hasSize(2)
                .as("what the report compares with the RTO")
                .allSatisfy(finding -> assertThat(finding.facts()).containsKeys("recoverySeconds", "rtoSeconds"));
        assertThat(of(evidence, "billing-db")).contains("restore-test.restored", "restore.rows");
        assertThat(evidence.findings()).noneMatch(finding -> finding.subject().equals("sessions"));
        assertThat(instances(trial)).isEqualTo(before);
        assertThat(accepted(trial, "RestoreDBInstanceToPointInTime")).isEqualTo(1);
        assertThat(accepted(trial, "RestoreDBInstanceFromDBSnapshot")).isEqualTo(1);
    }

    @Test
    void whereverItIsKilledNothingIsRestoredTwiceAndNothingIsLeft() {
        Trial whole = trial();
        assertThat(whole.process(-1)).isPresent();
        List<String> expected = whole.world.inventory();

        int boundary = 0;
        for (boolean died = true; died; boundary++) {
            Trial trial = trial();
            Optional<Evidence> first = trial.process(boundary);
            died = first.isEmpty();
            Evidence evidence = first.orElseGet(() -> trial.process(-1).orElseThrow());
            // The last of it goes while nobody looks.
            trial.pass(Duration.ofHours(1));

            String how = "killed at boundary " + boundary;
            assertThat(red(evidence)).as(how).isEmpty();
            assertThat(trial.doneTwice()).as(how).isEmpty();
            assertThat(instances(trial)).as(how).isEqualTo(instances(whole));
            assertThat(trial.world.inventory()).as(how).hasSameSizeAs(expected);
        }
        assertThat(boundary).isGreaterThan(20);
    }

    @Test
    void aCopyThatIsNotRightIsRedAndIsDestroyedAllTheSame() {
        Trial trial = trial();
        ((RehearsedCopies) trial.copies.probes()).empty("orders-db", "public.order_lines");
        List<String> before = instances(trial);

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence)).containsExactly("orders-db restore.rows");
        assertThat(instances(trial)).isEqualTo(before);
    }

    @Test
    void whatATestProvedIsKnownAfterwardsAndARedOneProvesNothing() {
        Trial trial = trial();
        ((RehearsedCopies) trial.copies.probes()).empty("billing-db", "public.invoices");
        Evidence evidence = trial.process(-1).orElseThrow();

        List<RestoreProof> history = RestoreHistory.of(trial.ledgers, trial.estate, RunKind.REHEARSAL);

        assertThat(history)
                .extracting(RestoreProof::store, RestoreProof::recovery, RestoreProof::red)
                .containsExactlyInAnyOrder(
                        tuple("orders-db", new Recovery(Means.MOMENT, Side.DR), List.of()),
                        tuple("billing-db", new Recovery(Means.BACKUP, Side.DR), List.of("restore.rows")),
                        tuple(
                                "billing-db",
                                new Recovery(Means.AWS_RESTORE_TESTING, Side.DR),
                                List.of("aws-restore.rows")));
        assertThat(history).allSatisfy(proof -> assertThat(proof.took()).isPresent());
        assertThat(history).allSatisfy(proof -> assertThat(proof.run()).isEqualTo(evidence.run()));
        assertThat(RestoreHistory.of(trial.ledgers, trial.estate, RunKind.REAL))
                .as("a rehearsal proves nothing of what is real")
                .isEmpty();
    }

    @Test
    void aRestoreThatStaysIsAskedAsCopiesOfTestsAre() {
        Trial trial = trial();
        trial.job = Job.restoring(
                "orders-db", new RestoreRequest(Side.DR, RestorePoint.parse("latest"), "labelmint-orders-again"));

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence)).isEmpty();
        assertThat(of(evidence, "orders-db")).contains("restore.completed", "restore.connects", "restore.rows");
        assertThat(RestoreHistory.of(trial.ledgers, trial.estate, RunKind.REHEARSAL))
                .singleElement()
                .satisfies(proof -> assertThat(proof.recovery()).isEqualTo(new Recovery(Means.MOMENT, Side.DR)))
                .satisfies(proof -> assertThat(proof.proved()).isTrue());
    }

    @Test
    void whatATestCostIsSaidWhereTheEstateHasAPriceAndNotGuessedElsewhere() {
        Trial trial = trial(Trial.example("labelmint-production.yaml")
                .source()
                .replace("  - { of: db.r6g.large, hour: 0.225 USD }\n", ""));

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(destroyed(evidence, "orders-db"))
                .contains(" of db.t4g.large cost 0.")
                .endsWith(" USD at most, without storage.");
        assertThat(destroyed(evidence, "billing-db")).isEqualTo("The copy is gone.");
    }

    private static String destroyed(Evidence evidence, String store) {
        return evidence.findings().stream()
                .filter(finding -> finding.check().equals("restore-test.destroyed")
                        && finding.subject().equals(store))
                .findFirst()
                .orElseThrow()
                .summary();
    }

    @Test
    void aCopyNobodyGetsIntoIsNotCalledUsable() {
        Trial trial = trial();
        trial.copies = CopyAccess.none();
        Rehearsal.program(trial.world, trial.copies);

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(evidence.findings())
                .filteredOn(finding -> finding.check().equals("restore-test.restored")
                        && finding.subject().endsWith("-db"))
                .hasSize(2)
                .allSatisfy(finding -> {
                    assertThat(finding.verdict()).isEqualTo(Verdict.NOT_TESTED);
                    assertThat(finding.summary()).contains("nobody got into it");
                    assertThat(finding.facts()).doesNotContainKey("recoverySeconds");
                });
    }

    @Test
    void aRestoreThatFailsIsRedAndWhatIsLeftOfItIsDestroyed() {
        Trial trial = trial();
        List<String> before = instances(trial);
        Stream.of("orders-db", "billing-db")
                .forEach(store -> trial.world.script(RdsScripts.restoreFails(WEST, firstCopy(trial, store))));

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence))
                .containsExactlyInAnyOrder("orders-db restore-test.restored", "billing-db restore-test.restored");
        assertThat(instances(trial)).isEqualTo(before);
    }

    @Test
    void aRerunIsGreenThoughARestoreOfTheDayFailed() {
        Trial trial = trial();
        trial.world.script(RdsScripts.restoreFails(WEST, firstCopy(trial, "orders-db")));
        Evidence first = trial.process(-1).orElseThrow();
        trial.pass(Duration.ofHours(1));

        Evidence again = trial.process(-1).orElseThrow();

        assertThat(first.undone()).isNotEmpty();
        assertThat(again.operations()).hasSizeGreaterThan(first.operations().size());
        assertThat(again.undone()).isEmpty();
        assertThat(again.green()).isTrue();
    }

    @Test
    void aRerunAfterARedOneRestoresAgain() {
        Trial trial = trial();
        RehearsedCopies broken = (RehearsedCopies) Trial.copiesOf(trial).probes();
        broken.empty("orders-db", "public.orders");
        trial.copies = new CopyAccess(broken, trial.copies.caches(), trial.copies.secrets());
        assertThat(red(trial.process(-1).orElseThrow())).isNotEmpty();
        trial.copies = Trial.copiesOf(trial);

        Evidence again = trial.process(-1).orElseThrow();
        assertThat(red(again)).isEmpty();
        assertThat(again.green()).isTrue();
        assertThat(accepted(trial, "RestoreDBInstanceToPointInTime")).isEqualTo(2);
    }

    @Test
    void aDatabaseWithoutATestIsRedAndNothingIsRestored() {
        Trial trial = new Trial(Trial.example("minimal.yaml"), SEED);
        trial.job = new Job(Job.Type.RESTORE_TEST, new TreeSet<>(List.of("databases")));

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(evidence.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.NOT_TESTED))
                .satisfies(finding -> assertThat(finding.remedy().orElseThrow()).contains("Declare restore.test"));
        assertThat(trial.world.calls()).noneMatch(call -> call.operation().startsWith("Restore"));
    }

    @Test
    void aPlaceThatLetsDataOutIsRefusedBeforeAnythingIsRestored() {
        Trial trial = trial();
        trial.world
                .client(Ec2Client.class, WEST)
                .authorizeSecurityGroupEgress(request -> request.groupId("sg-0a1b2c3d4e5f60722")
                        .ipPermissions(IpPermission.builder()
                                .ipProtocol("-1")
                                .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                                .build()));

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence))
                .containsExactlyInAnyOrder("orders-db restore-test.restored", "billing-db restore-test.restored");
        assertThat(evidence.findings().toString()).contains("so a restored copy of production could reach others");
        assertThat(accepted(trial, "RestoreDBInstanceToPointInTime")).isZero();
    }

    @Test
    void whatAProcessForgotIsSweptWhenItsTimeIsOverAndNothingElseIs() {
        Trial trial = trial();
        // Killed after the restores were accepted, and never resumed.
        int boundary = 0;
        while (instances(trial).stream().noneMatch(name -> name.startsWith("dr-test-"))) {
            Trial next = trial();
            next.process(boundary++);
            trial = next;
        }
        List<String> forgotten = instances(trial).stream()
                .filter(name -> name.startsWith("dr-test-"))
                .toList();
        tagLikeATest(trial, "labelmint-production-orders-replica");
        trial.job = Job.of(Job.Type.SWEEP);
        Trial swept = trial;

        assertThat(sweep(swept).green()).as("with nothing to destroy").isTrue();
        assertThat(instances(swept)).containsAll(forgotten);

        swept.pass(Duration.ofHours(25));
        assertThat(sweep(swept).green()).as("with copies to destroy").isTrue();
        assertThat(instances(swept))
                .doesNotContainAnyElementsOf(forgotten)
                .contains("labelmint-production-orders-replica");
    }

    /** A sweep of its own, beside the run nobody went on with. */
    private static Evidence sweep(Trial trial) {
        return trial.fresh(Job.of(Job.Type.SWEEP));
    }

    /** All the tags of a test, on an instance of production. */
    private static void tagLikeATest(Trial trial, String instance) {
        RdsClient rds = trial.world.client(RdsClient.class, WEST);
        DBInstance test = rds.describeDBInstances().dbInstances().stream()
                .filter(candidate -> candidate.dbInstanceIdentifier().startsWith("dr-test-"))
                .findFirst()
                .orElseThrow();
        List<Tag> tags = test.tagList();
        String arn = rds.describeDBInstances(request -> request.dbInstanceIdentifier(instance))
                .dbInstances()
                .get(0)
                .dbInstanceArn();
        rds.addTagsToResource(request -> request.resourceName(arn).tags(tags));
    }

    /** The instance that the first test of the day makes of {@code store}. */
    private static String firstCopy(Trial trial, String store) {
        PostgresDatabase database = trial.estate.databases().stream()
                .filter(each -> each.id().equals(store))
                .findFirst()
                .orElseThrow();
        return TestInstance.nameOf(
                RestoreTests.operation(Job.Type.RESTORE_TEST, trial.estate, database, trial.timeline.now(), 1), store);
    }

    private static Trial trial() {
        return trial(Trial.example("labelmint-production.yaml").source());
    }

    private static Trial trial(String source) {
        Estate estate = EstateLoader.parse(source, "estate.yaml");
        Trial trial = new Trial(estate, SEED);
        trial.job = new Job(Job.Type.RESTORE_TEST, new TreeSet<>(List.of("databases")));
        return trial;
    }

    private static List<String> instances(Trial trial) {
        return trial.world.client(RdsClient.class, WEST).describeDBInstances().dbInstances().stream()
                .filter(instance -> !instance.dbInstanceStatus().equals("deleting"))
                .map(DBInstance::dbInstanceIdentifier)
                // What AWS Backup restores for its own tests, it deletes.
                .filter(name -> !name.startsWith("awsbackup-restore-test-"))
                .sorted()
                .toList();
    }

    private static long accepted(Trial trial, String operation) {
        return trial.world.calls().stream()
                .filter(call -> call.operation().equals(operation))
                .filter(call -> call.outcome().equals(Call.OK))
                .count();
    }

    private static List<String> red(Evidence evidence) {
        return evidence.findings().stream()
                .filter(finding -> !finding.green())
                .map(finding -> finding.subject() + " " + finding.check())
                .toList();
    }

    private static List<String> of(Evidence evidence, String store) {
        return evidence.findings().stream()
                .filter(finding -> finding.subject().equals(store))
                .map(Finding::check)
                .toList();
    }
}
