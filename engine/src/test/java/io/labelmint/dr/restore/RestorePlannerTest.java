package io.labelmint.dr.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Restores.Side;
import io.labelmint.dr.observatory.AutomatedBackups;
import io.labelmint.dr.observatory.DbInstanceQuota;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.DbOptionGroups;
import io.labelmint.dr.observatory.DbParameterGroups;
import io.labelmint.dr.observatory.DbSnapshots;
import io.labelmint.dr.observatory.DbSubnetGroups;
import io.labelmint.dr.observatory.EncryptionKey;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.observatory.OrderableDbInstance;
import io.labelmint.dr.observatory.SecurityGroups;
import io.labelmint.dr.observatory.Unanswered;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.rds.model.AccountQuota;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceAutomatedBackup;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.OptionGroup;
import software.amazon.awssdk.services.rds.model.RestoreWindow;

/** A restore that cannot come out well is refused before anything is created, with the fact and the fix. */
class RestorePlannerTest {
    private static final Estate ESTATE = LabelMint.production();
    private static final PostgresDatabase ORDERS = ESTATE.databases().get(0);
    private static final String WEST = LabelMint.WEST;
    private static final String EAST = LabelMint.EAST;
    private static final Instant EARLIEST = Instant.parse("2026-10-18T02:00:00Z");
    private static final Instant LATEST = Instant.parse("2026-11-22T01:52:00Z");
    private static final OperationId OPERATION = new OperationId("restored-orders-db-1");
    private static final String KEY = "arn:aws:kms:us-west-2:123456789012:key/0a1b";
    private static final String VPC = "vpc-0a1b";
    private static final String PRODUCTION_GROUP = "sg-0a1b2c3d4e5f60721";
    private static final String TEST_GROUP = "sg-0a1b2c3d4e5f60722";

    private final FakeObservatory observatory = new FakeObservatory()
            .answers(new AutomatedBackups(WEST), List.of(backup()))
            .answers(new DbInstances(EAST), List.of(source()))
            .answers(new DbInstances(WEST), List.of())
            .answers(
                    new DbSubnetGroups(WEST),
                    List.of(subnets("labelmint-production-dr"), subnets("labelmint-restore-tests")))
            .answers(
                    new SecurityGroups(WEST),
                    List.of(
                            securityGroup(PRODUCTION_GROUP).toBuilder()
                                    .ipPermissionsEgress(IpPermission.builder()
                                            .ipProtocol("-1")
                                            .build())
                                    .build(),
                            securityGroup(TEST_GROUP)))
            .answers(new DbParameterGroups(WEST), List.of(parameters("postgres17")))
            .answers(
                    new EncryptionKey(WEST, KEY),
                    Optional.of(KeyMetadata.builder().keyState(KeyState.ENABLED).build()))
            .answers(new OrderableDbInstance(WEST, "postgres", "17.6", "db.r6g.large"), true)
            .answers(new OrderableDbInstance(WEST, "postgres", "17.6", "db.t4g.large"), true)
            .answers(new DbInstanceQuota(WEST), quota(12));

    @Test
    void everyDefaultOfRdsIsReplacedByWhatIsDeclared() {
        PlannedCall call = plan(new RestorePoint.At(LATEST)).actions().get(0).call();

        assertThat(call.region()).isEqualTo(WEST);
        assertThat(call.parameters())
                .containsEntry("SourceDBInstanceAutomatedBackupsArn", backup().dbInstanceAutomatedBackupsArn())
                .containsEntry("RestoreTime", LATEST.toString())
                .containsEntry("TargetDBInstanceIdentifier", "orders-again")
                .containsEntry("DBSubnetGroupName", "labelmint-production-dr")
                .containsEntry("VpcSecurityGroupIds", List.of(PRODUCTION_GROUP))
                .containsEntry("DBParameterGroupName", "labelmint-production-postgres17")
                .containsEntry("PubliclyAccessible", false)
                .containsEntry("DeletionProtection", true)
                .doesNotContainKey("UseLatestRestorableTime");
    }

    @Test
    void latestIsAskedForAsLatestAndNeverWithATime() {
        assertThat(plan(new RestorePoint.Latest()).actions().get(0).call().parameters())
                .containsEntry("UseLatestRestorableTime", true)
                .doesNotContainKey("RestoreTime");
    }

    @Test
    void aTestIsIsolatedNamedAfterItsOperationAndMayBeDeleted() {
        Plan plan =
                new RestorePlanner(ESTATE, observatory).test(OPERATION, ORDERS, Instant.parse("2026-11-22T14:00:00Z"));
        PlannedCall call = plan.actions().get(0).call();

        assertThat(call.parameters())
                .containsEntry("TargetDBInstanceIdentifier", TestInstance.nameOf(OPERATION, "orders-db"))
                .containsEntry("VpcSecurityGroupIds", List.of(TEST_GROUP))
                .containsEntry("DBInstanceClass", "db.t4g.large")
                .containsEntry("DeletionProtection", false);
        assertThat(call.parameters().get("Tags").toString()).contains("restore-test", "2026-11-22T14:00:00Z");
    }

    @Test
    void oneSecondOutsideTheWindow() {
        assertThat(refusal(new RestorePoint.At(LATEST.plusSeconds(1))))
                .isEqualTo(
                        "2026-11-22T01:52:01Z is 1 s after the last moment orders-db can be restored to in us-west-2,"
                                + " which is 2026-11-22T01:52:00Z. Ask for a moment from 2026-10-18T02:00:00Z to"
                                + " 2026-11-22T01:52:00Z, or for latest.");
        assertThat(refusal(new RestorePoint.At(EARLIEST.minusSeconds(1)))).contains("is 1 s before the first moment");
        assertThat(plan(new RestorePoint.At(LATEST))).isNotNull();
        assertThat(plan(new RestorePoint.At(EARLIEST))).isNotNull();
    }

    @Test
    void aRegionWithoutAutomatedBackups() {
        observatory.answers(new AutomatedBackups(WEST), List.of());
        assertThat(refusal(new RestorePoint.Latest())).contains("no automated backups in us-west-2", "by its ARN");
    }

    @Test
    void aNameThatIsTaken() {
        observatory.answers(
                new DbInstances(WEST),
                List.of(DBInstance.builder()
                        .dbInstanceIdentifier("Orders-Again")
                        .build()));
        assertThat(refusal(new RestorePoint.Latest()))
                .isEqualTo(
                        "An instance Orders-Again exists and belongs to nobody, so nothing can be restored under that"
                                + " name. If `dr status` shows that operation as open, finish it with `dr resume`; otherwise"
                                + " restore under another name, or find out who made it and delete it.");
    }

    @Test
    void placesThatAreNotThere() {
        observatory.answers(new DbSubnetGroups(WEST), List.of());
        assertThat(refusal(new RestorePoint.Latest()))
                .startsWith("There is no DB subnet group labelmint-production-dr in us-west-2.");
    }

    @Test
    void securityGroupsThatAreNotThereOrElsewhere() {
        observatory.answers(
                new SecurityGroups(WEST),
                List.of(securityGroup(PRODUCTION_GROUP).toBuilder()
                        .vpcId("vpc-other")
                        .build()));
        assertThat(refusal(new RestorePoint.Latest())).contains("is in vpc-other", "is in " + VPC);
        observatory.answers(new SecurityGroups(WEST), List.of());
        assertThat(refusal(new RestorePoint.Latest())).startsWith("There is no security group " + PRODUCTION_GROUP);
    }

    @Test
    void aTestThatCouldReachOthers() {
        observatory.answers(
                new SecurityGroups(WEST),
                List.of(securityGroup(TEST_GROUP).toBuilder()
                        .ipPermissionsEgress(
                                IpPermission.builder().ipProtocol("-1").build())
                        .build()));
        assertThatThrownBy(() -> new RestorePlanner(ESTATE, observatory).test(OPERATION, ORDERS, LATEST))
                .hasMessageContaining("has 1 rules for egress");
    }

    @Test
    void aParameterGroupOfAnotherVersion() {
        observatory.answers(new DbParameterGroups(WEST), List.of(parameters("postgres16")));
        assertThat(refusal(new RestorePoint.Latest())).contains("family postgres16", "is of postgres17");
        observatory.answers(new DbParameterGroups(WEST), List.of());
        assertThat(refusal(new RestorePoint.Latest())).contains("There is no DB parameter group");
    }

    @Test
    void aKeyThatIsNotThereOrDisabled() {
        observatory.answers(
                new EncryptionKey(WEST, KEY),
                Optional.of(KeyMetadata.builder()
                        .keyState(KeyState.PENDING_DELETION)
                        .build()));
        assertThat(refusal(new RestorePoint.Latest())).contains("is PendingDeletion", "cancel its deletion");
        observatory.answers(new EncryptionKey(WEST, KEY), Optional.empty());
        assertThat(refusal(new RestorePoint.Latest())).startsWith("There is no KMS key " + KEY);
    }

    @Test
    void aClassTheRegionDoesNotHave() {
        observatory.answers(new OrderableDbInstance(WEST, "postgres", "17.6", "db.r6g.large"), false);
        assertThat(refusal(new RestorePoint.Latest())).contains("does not offer db.r6g.large with PostgreSQL 17.6");
    }

    @Test
    void noRoomForAnotherInstance() {
        observatory.answers(new DbInstanceQuota(WEST), quota(40));
        assertThat(refusal(new RestorePoint.Latest()))
                .startsWith("The account has 40 of 40 DB instances in us-west-2.");
    }

    @Test
    void whatIsUnknownIsNotTakenForGranted() {
        observatory.denies(new SecurityGroups(WEST));
        assertThatThrownBy(() -> plan(new RestorePoint.Latest())).isInstanceOf(Unanswered.class);
    }

    @Test
    void aSilentPrimaryRegionHoldsNothingUp() {
        observatory.fails(
                new DbInstances(EAST), Problem.of("region.dark", "us-east-1 does not answer.", "Wait for it."));
        assertThat(plan(new RestorePoint.Latest()).actions()).hasSize(1);
    }

    @Test
    void aBackupThatIsNotOneOfTheDatabase() {
        observatory.answers(new DbSnapshots(WEST), List.of());
        assertThat(refusal(new RestorePoint.Backup("arn:aws:rds:us-west-2:123456789012:snapshot:other")))
                .contains("There is no finished backup arn:aws:rds:us-west-2:123456789012:snapshot:other of orders-db");
    }

    @Test
    void anOptionGroupIsOfTheRegionTheEngineAndItsMajorVersion() {
        Estate estate = LabelMint.with(
                "        securityGroups: [sg-0a1b2c3d4e5f60721]\n",
                "        securityGroups: [sg-0a1b2c3d4e5f60721]\n        optionGroup: labelmint-dr-17\n");
        observatory.answers(new DbOptionGroups(WEST), List.of(options("labelmint-dr-17", "postgres", "17")));
        assertThat(plan(estate).actions().get(0).call().parameters())
                .containsEntry("OptionGroupName", "labelmint-dr-17");

        observatory.answers(new DbOptionGroups(WEST), List.of(options("labelmint-dr-17", "postgres", "16")));
        assertThatThrownBy(() -> plan(estate))
                .hasMessage(
                        "Option group labelmint-dr-17 is for postgres 16, and the database is of postgres 17. Name an"
                                + " option group for postgres 17 in the estate, or none for RDS's default one.");
        observatory.answers(new DbOptionGroups(WEST), List.of(options("labelmint-dr-17", "mysql", "17")));
        assertThatThrownBy(() -> plan(estate)).hasMessageContaining("is for mysql 17");
        observatory.answers(new DbOptionGroups(WEST), List.of(options("labelmint-17", "postgres", "17")));
        assertThatThrownBy(() -> plan(estate))
                .hasMessage("There is no option group labelmint-dr-17 in us-west-2. Create it there, or correct"
                        + " optionGroup in the estate.");
        observatory.denies(new DbOptionGroups(WEST));
        assertThatThrownBy(() -> plan(estate)).isInstanceOf(Unanswered.class);
    }

    private Plan plan(Estate estate) {
        return new RestorePlanner(estate, observatory)
                .lasting(
                        OPERATION,
                        estate.databases().get(0),
                        Side.DR,
                        new RestorePoint.At(LATEST),
                        "orders-again",
                        false);
    }

    private static OptionGroup options(String name, String engine, String major) {
        return OptionGroup.builder()
                .optionGroupName(name)
                .engineName(engine)
                .majorEngineVersion(major)
                .build();
    }

    private Plan plan(RestorePoint point) {
        return new RestorePlanner(ESTATE, observatory)
                .lasting(OPERATION, ORDERS, Side.DR, point, "orders-again", false);
    }

    private String refusal(RestorePoint point) {
        try {
            plan(point);
        } catch (ProblemException e) {
            return e.problem().toString();
        }
        throw new AssertionError("it was planned");
    }

    private static DBInstanceAutomatedBackup backup() {
        return DBInstanceAutomatedBackup.builder()
                .dbInstanceIdentifier("labelmint-production-orders")
                .dbInstanceAutomatedBackupsArn("arn:aws:rds:us-west-2:123456789012:auto-backup:ab-0a1b")
                .region(EAST)
                .engine("postgres")
                .engineVersion("17.6")
                .encrypted(true)
                .kmsKeyId(KEY)
                .restoreWindow(RestoreWindow.builder()
                        .earliestTime(EARLIEST)
                        .latestTime(LATEST)
                        .build())
                .build();
    }

    private static DBInstance source() {
        return DBInstance.builder()
                .dbInstanceIdentifier("labelmint-production-orders")
                .dbInstanceClass("db.r6g.large")
                .engineVersion("17.6")
                .build();
    }

    private static DBSubnetGroup subnets(String name) {
        return DBSubnetGroup.builder().dbSubnetGroupName(name).vpcId(VPC).build();
    }

    private static SecurityGroup securityGroup(String id) {
        return SecurityGroup.builder().groupId(id).vpcId(VPC).build();
    }

    private static DBParameterGroup parameters(String family) {
        return DBParameterGroup.builder()
                .dbParameterGroupName("labelmint-production-postgres17")
                .dbParameterGroupFamily(family)
                .build();
    }

    private static Optional<AccountQuota> quota(long used) {
        return Optional.of(AccountQuota.builder()
                .accountQuotaName("DBInstances")
                .used(used)
                .max(40L)
                .build());
    }
}
