package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Restores.Side;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.outside.Maskings;
import io.labelmint.dr.rehearsal.RehearsedMaskings;
import io.labelmint.dr.restore.RestorePoint;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.simulator.core.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** What people get is masked before they can connect; what is to take the place of production is not, and says so. */
class MaskedRestoreTest {
    private static final long SEED = 21;
    private static final String WEST = LabelMint.WEST;
    private static final String AGAIN = "billing-again";
    private static final String PEOPLE = "sg-0a1b2c3d4e5f60721";
    private static final String ISOLATED = "sg-0a1b2c3d4e5f60723";

    private final Trial trial = trial(false);

    @Test
    void nobodyIsLetInBeforeItIsMasked() {
        List<String> whenMasked = new ArrayList<>();
        RehearsedMaskings copies = new RehearsedMaskings(trial.world);
        trial.outside = trial.outside.with((Maskings) (copy, password, order) -> {
            whenMasked.addAll(groups(trial));
            whenMasked.addAll(changes(trial));
            return copies.mask(copy, password, order);
        });

        Finding restored = restored(trial.process(-1).orElseThrow());

        assertThat(whenMasked).containsExactly(ISOLATED, "RestoreDBInstanceToPointInTime");
        assertThat(changes(trial)).containsExactly("RestoreDBInstanceToPointInTime", "ModifyDBInstance");
        assertThat(groups(trial)).containsExactly(PEOPLE);
        assertThat(restored.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(restored.summary())
                .contains(" It was masked by dr_masking at 2026-01-0", ", before anyone else could connect.");
        assertThat(restored.facts()).containsKeys("maskedAt", "maskedRows", "maskingDigest", "endpoint");
    }

    @Test
    void thePlanSaysByWhomAndWithWhatBeforeWhat() {
        String text = prepared(trial).text();

        assertThat(text)
                .contains(
                        "2. billing-db/mask, after billing-db/restore",
                        "postgresql:Mask in us-west-2",
                        "user = dr_masking",
                        "statements = 2 in one transaction",
                        "3. billing-db/admit, after billing-db/mask",
                        "VpcSecurityGroupIds = [" + ISOLATED + "]",
                        "VpcSecurityGroupIds = [" + PEOPLE + "]",
                        "masked            before anyone else may connect, by dr_masking; digest of the statements ")
                .doesNotContain("example.org");
    }

    @Test
    void whereverItIsKilledItIsMaskedOnceAndNobodyIsLetInBefore() {
        int boundary = 0;
        for (boolean died = true; died; boundary++) {
            Trial trial = trial(false);
            LossyMaskings maskings = new LossyMaskings(trial, new SplittableRandom(boundary), 0.3);
            Optional<Evidence> first = trial.process(boundary);
            died = first.isEmpty();
            if (maskings.masked().isEmpty() && !groups(trial).isEmpty()) {
                assertThat(groups(trial)).as("killed at boundary " + boundary).containsExactly(ISOLATED);
            }
            Evidence evidence = first.orElseGet(() -> trial.process(-1).orElseThrow());

            assertThat(restored(evidence).green())
                    .as("killed at boundary " + boundary)
                    .isTrue();
            assertThat(trial.doneTwice()).as("killed at boundary " + boundary).isEmpty();
            assertThat(maskings.masked().values())
                    .as("killed at boundary " + boundary)
                    .containsExactly(1);
            assertThat(groups(trial)).containsExactly(PEOPLE);
        }
        assertThat(boundary).isGreaterThan(20);
    }

    @Test
    void aMaskingThatFailsLeavesTheCopyWhereNobodyGetsInAndSaysWhatToDo() {
        trial.outside = trial.outside.with((Maskings) (copy, password, order) -> {
            throw Problem.of("masking.failed", "Statement 2 of 2 to mask with failed.", "Correct the statement.")
                    .asException();
        });

        Finding restored = restored(trial.process(-1).orElseThrow());

        assertThat(restored.green()).isFalse();
        assertThat(restored.summary()).isEqualTo("Statement 2 of 2 to mask with failed.");
        assertThat(restored.remedy().orElseThrow())
                .contains("Correct the statement. Then restore again; billing-again in us-west-2 stays in its isolated")
                .contains("with its data as it was, until it is deleted");
        trial.pass(Duration.ofHours(24));
        assertThat(groups(trial)).containsExactly(ISOLATED);
        assertThat(changes(trial)).doesNotContain("ModifyDBInstance");
    }

    @Test
    void aCopyNobodyReachesIsNotMaskedNotOpenedAndNotGreen() {
        trial.outside = trial.outside.with((Maskings) (copy, password, order) -> {
            throw new Maskings.NotReached("No connection came about.");
        });

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(evidence.green()).isFalse();
        assertThat(groups(trial)).containsExactly(ISOLATED);
    }

    @Test
    void somebodyWhoOpensItMeanwhileIsToldOf() {
        RehearsedMaskings copies = new RehearsedMaskings(trial.world);
        trial.outside = trial.outside.with((Maskings) (copy, password, order) -> {
            Maskings.Masked masked = copies.mask(copy, password, order);
            while (!instance(trial).dbInstanceStatus().equals("available")) {
                trial.pass(Duration.ofMinutes(5));
            }
            trial.world
                    .client(RdsClient.class, WEST)
                    .modifyDBInstance(
                            request -> request.dbInstanceIdentifier(AGAIN).vpcSecurityGroupIds("sg-0a1b2c3d4e5f60722"));
            return masked;
        });

        Finding restored = restored(trial.process(-1).orElseThrow());

        assertThat(restored.green()).isFalse();
        assertThat(restored.summary()).contains("which somebody else gave it");
    }

    @Test
    void whatIsToTakeThePlaceOfProductionIsNotMaskedAndSaysSo() {
        Trial trial = trial(true);
        assertThat(prepared(trial).text())
                .contains(
                        "Restore of billing-db as billing-again, to take the place of production",
                        "masked            NO: it was asked for to take the place of production",
                        "VpcSecurityGroupIds = [" + PEOPLE + "]")
                .doesNotContain("postgresql:Mask");

        Trial run = trial(true);
        Finding restored = restored(run.process(-1).orElseThrow());

        assertThat(restored.green()).isTrue();
        assertThat(restored.summary()).doesNotContain("It was masked");
        assertThat(changes(run)).containsExactly("RestoreDBInstanceToPointInTime");
        assertThat(groups(run)).containsExactly(PEOPLE);
    }

    @Test
    void whatWasMaskedNeverTakesTheNameOfProduction() {
        trial.process(-1);
        // The copy stands where the database is, as after the loss of the region.
        trial.world
                .client(RdsClient.class, WEST)
                .createDBInstance(request -> request.dbInstanceIdentifier("labelmint-production-billing")
                        .engine("postgres")
                        .dbInstanceClass("db.t4g.large")
                        .allocatedStorage(20));
        trial.pass(Duration.ofHours(3));

        assertThatThrownBy(() -> prepared(
                        trial,
                        Job.cuttingOver("billing-db", new CutOverRequest(Side.DR, AGAIN, false, "202601070400"))))
                .hasMessageContaining("billing-again in us-west-2 was masked when it was restored")
                .hasMessageContaining("--for-production");
    }

    @Test
    void aRestoreTestIsMaskedWhereTheEstateSaysSo() {
        trial.job = new Job(Job.Type.RESTORE_TEST, new TreeSet<>(List.of("databases")));

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(evidence.findings()).allMatch(Finding::green);
        assertThat(tested(evidence, "billing-db").summary()).contains("It was masked by dr_masking at ");
        assertThat(tested(evidence, "orders-db").summary()).doesNotContain("masked");
        assertThat(trial.world.inventory()).noneMatch(line -> line.contains("dr-test-") && !line.contains("delet"));
    }

    @Test
    void aTestWhoseMaskingFailsIsRedAndGone() {
        trial.outside = trial.outside.with((Maskings) (copy, password, order) -> {
            throw Problem.of("masking.failed", "Statement 1 of 2 to mask with failed.", "Correct it.")
                    .asException();
        });
        trial.job = new Job(Job.Type.RESTORE_TEST, new TreeSet<>(List.of("billing-db")));

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(tested(evidence, "billing-db").summary()).isEqualTo("Statement 1 of 2 to mask with failed.");
        assertThat(evidence.findings())
                .filteredOn(finding -> finding.check().equals("restore-test.destroyed"))
                .allMatch(Finding::green);
    }

    @Test
    void groupsThatLetPeopleInAreRefusedBeforeAnythingIsRestored() {
        Ec2Client ec2 = trial.world.client(Ec2Client.class, WEST);
        IpPermission people = IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(5432)
                .toPort(5432)
                .userIdGroupPairs(UserIdGroupPair.builder().groupId(PEOPLE).build())
                .build();
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(ISOLATED).ipPermissions(people));
        assertThat(restored(trial.process(-1).orElseThrow()).summary())
                .isEqualTo("Security group " + ISOLATED + ", in which the copy is to be masked, lets in who has "
                        + PEOPLE + ".");

        Trial open = trial(false);
        open.world
                .client(Ec2Client.class, WEST)
                .authorizeSecurityGroupIngress(request -> request.groupId(ISOLATED)
                        .ipPermissions(IpPermission.builder()
                                .ipProtocol("-1")
                                .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                                .build()));
        assertThat(restored(open.process(-1).orElseThrow()).summary()).endsWith("lets in everyone (0.0.0.0/0).");
        assertThat(changes(open)).isEmpty();
        assertThat(changes(trial)).isEmpty();
    }

    private static Finding tested(Evidence evidence, String store) {
        return finding(evidence, "restore-test.restored", store);
    }

    private static Finding restored(Evidence evidence) {
        return finding(evidence, "restore.completed", "billing-db");
    }

    private static Finding finding(Evidence evidence, String check, String subject) {
        return evidence.findings().stream()
                .filter(finding ->
                        finding.check().equals(check) && finding.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private static PreparedRun prepared(Trial trial) {
        return prepared(trial, trial.job);
    }

    private static PreparedRun prepared(Trial trial, Job job) {
        Engine engine = Engine.of(
                trial.world::client,
                new Hands(trial.world::client, trial.outside),
                trial.ledgers,
                trial.timeline,
                Lanes.on(trial.timeline),
                Trial.JSON);
        JobListener silent = (operation, entry) -> {};
        return trial.timeline.join(
                new RunPreparation(new JobRun(engine, trial.estate, RunKind.REHEARSAL, "test", "test", silent))
                        .prepare(job));
    }

    private static DBInstance instance(Trial trial) {
        return trial.world.client(RdsClient.class, WEST).describeDBInstances().dbInstances().stream()
                .filter(found -> found.dbInstanceIdentifier().equals(AGAIN))
                .findFirst()
                .orElseThrow();
    }

    /** The security groups of the restored instance; none if it is not there. */
    private static List<String> groups(Trial trial) {
        return trial.world.client(RdsClient.class, WEST).describeDBInstances().dbInstances().stream()
                .filter(found -> found.dbInstanceIdentifier().equals(AGAIN))
                .flatMap(found -> found.vpcSecurityGroups().stream())
                .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                .toList();
    }

    /** The changes of databases in the DR region that were accepted since the trial began. */
    private static List<String> changes(Trial trial) {
        return trial.world.calls().stream()
                .filter(call -> call.service().equals("rds")
                        && call.region().equals(WEST)
                        && call.outcome().equals(Call.OK)
                        && call.params().toString().contains(AGAIN))
                .map(Call::operation)
                .filter(operation -> !operation.startsWith("Describe"))
                .toList();
    }

    private static Trial trial(boolean forProduction) {
        Trial trial = new Trial(LabelMint.production(), SEED);
        trial.job = Job.restoring(
                "billing-db",
                new RestoreRequest(Side.DR, RestorePoint.parse("latest"), AGAIN, "", false, forProduction));
        return trial;
    }
}
