package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.simulator.rds.RdsScripts;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.rds.model.AccountQuota;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.OrderableDBInstanceOption;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/** The groups that instances belong to, and what may be ordered. */
final class RdsGroupsTest {
    private final RdsFixture rds = RdsFixture.inMemory(7);
    private final Ec2Client ec2 = rds.world.client(Ec2Client.class, RdsFixture.EAST);
    private final String vpc =
            ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();

    @Test
    void theDefaultGroupsAreThere() {
        assertThat(rds.east
                        .describeDBSubnetGroups(r -> r.dbSubnetGroupName("default"))
                        .dbSubnetGroups()
                        .get(0)
                        .subnets())
                .hasSize(3);
        assertThat(rds.east.describeDBParameterGroups().dbParameterGroups())
                .extracting(DBParameterGroup::dbParameterGroupName)
                .contains("default.postgres16", "default.postgres17");
        assertThat(rds.east
                        .describeOptionGroups(r -> r.optionGroupName("default:postgres-17"))
                        .optionGroupsList())
                .hasSize(1);
        DBInstance orders = rds.east.describeDBInstances().dbInstances().get(0);
        assertThat(orders.optionGroupMemberships().get(0).optionGroupName()).isEqualTo("default:postgres-17");
        assertThat(ec2.describeSecurityGroups(r ->
                                r.groupIds(orders.vpcSecurityGroups().get(0).vpcSecurityGroupId()))
                        .securityGroups()
                        .get(0)
                        .groupName())
                .isEqualTo("default");
    }

    @Test
    void aRestoreJoinsTheGroupsItIsTold() {
        subnetGroup("isolated", "us-east-1a", "us-east-1b");
        String group = ec2.createSecurityGroup(
                        r -> r.groupName("isolated").description("isolated").vpcId(vpc))
                .groupId();
        rds.east.createDBParameterGroup(r -> r.dbParameterGroupName("orders-17")
                .dbParameterGroupFamily("postgres17")
                .description("orders"));
        rds.east.createOptionGroup(r -> r.optionGroupName("orders-17")
                .engineName("postgres")
                .majorEngineVersion("17")
                .optionGroupDescription("orders"));
        DBInstance restored = restore(r -> r.dbSubnetGroupName("isolated")
                .vpcSecurityGroupIds(group)
                .dbParameterGroupName("orders-17")
                .optionGroupName("orders-17"));
        assertThat(restored.dbSubnetGroup().vpcId()).isEqualTo(vpc);
        assertThat(restored.vpcSecurityGroups())
                .singleElement()
                .satisfies(member -> assertThat(member.vpcSecurityGroupId()).isEqualTo(group));
        assertThat(restored.dbParameterGroups().get(0).dbParameterGroupName()).isEqualTo("orders-17");
        assertThat(restored.optionGroupMemberships().get(0).optionGroupName()).isEqualTo("orders-17");
        assertThat(restored.publiclyAccessible()).isFalse();
    }

    @Test
    void withoutSecurityGroupsItGetsTheDefaultOneOfItsVpc() {
        subnetGroup("isolated", "us-east-1a", "us-east-1b");
        String member = restore(r -> r.dbSubnetGroupName("isolated"))
                .vpcSecurityGroups()
                .get(0)
                .vpcSecurityGroupId();
        assertThat(ec2.describeSecurityGroups(r -> r.groupIds(member))
                        .securityGroups()
                        .get(0))
                .satisfies(group -> {
                    assertThat(group.groupName()).isEqualTo("default");
                    assertThat(group.vpcId()).isEqualTo(vpc);
                });
    }

    @Test
    void groupsThatAreNotThereOrDoNotFitAreRefused() {
        refused(
                () -> restore(r -> r.dbSubnetGroupName("missing")),
                "DBSubnetGroupNotFoundFault",
                "DB subnet group 'missing' does not exist.");
        refused(
                () -> restore(r -> r.dbParameterGroupName("missing")),
                "DBParameterGroupNotFound",
                "DBParameterGroup not found: missing");
        refused(() -> restore(r -> r.optionGroupName("missing")), "OptionGroupNotFoundFault", "missing");
        refused(
                () -> restore(r -> r.vpcSecurityGroupIds("sg-0")),
                "InvalidParameterValue",
                "Invalid security group , groupId= sg-0, groupName=.");
        refused(
                () -> restore(r -> r.dbParameterGroupName("default.postgres16")),
                "InvalidParameterCombination",
                "Please use a Parameter Group with DBParameterGroupFamily postgres17");
        String group = ec2.createSecurityGroup(
                        r -> r.groupName("isolated").description("isolated").vpcId(vpc))
                .groupId();
        refused(
                () -> restore(r -> r.vpcSecurityGroupIds(group)),
                "InvalidParameterCombination",
                "The DB instance and EC2 security group are in different VPCs.");
        refused(
                () -> restore(r -> r.dbInstanceClass("db.z9.huge")),
                "InvalidParameterCombination",
                "DBInstanceClass=db.z9.huge");
        assertThat(rds.east.describeDBInstances().dbInstances()).hasSize(1);
    }

    @Test
    void subnetGroupsCoverTwoZones() {
        refused(
                () -> subnetGroup("narrow", "us-east-1a", "us-east-1a"),
                "DBSubnetGroupDoesNotCoverEnoughAZs",
                "Current AZ coverage: us-east-1a. Add subnets to cover at least 2 AZs.");
        refused(
                () -> rds.east.createDBSubnetGroup(r -> r.dbSubnetGroupName("unknown")
                        .dbSubnetGroupDescription("unknown")
                        .subnetIds("subnet-0")),
                "InvalidParameterValue",
                "Some input subnets in :[subnet-0] are invalid.");
        subnetGroup("isolated", "us-east-1a", "us-east-1b");
        refused(
                () -> subnetGroup("Isolated", "us-east-1a", "us-east-1b"),
                "DBSubnetGroupAlreadyExists",
                "The DB subnet group 'isolated' already exists.");
    }

    @Test
    void groupsHaveTags() {
        Tag drill = Tag.builder().key("dr:operation").value("op-1").build();
        String arn = rds.east
                .createDBParameterGroup(r -> r.dbParameterGroupName("orders-17")
                        .dbParameterGroupFamily("postgres17")
                        .description("orders")
                        .tags(drill))
                .dbParameterGroup()
                .dbParameterGroupArn();
        assertThat(rds.east.listTagsForResource(r -> r.resourceName(arn)).tagList())
                .containsExactly(drill);
    }

    @Test
    void anUnknownClassHasNoOptions() {
        assertThat(options("db.r6g.large"))
                .isNotEmpty()
                .allSatisfy(option -> assertThat(option.multiAZCapable()).isTrue());
        assertThat(options("db.z9.huge")).isEmpty();
        assertThat(rds.east
                        .describeOrderableDBInstanceOptions(r -> r.engine("mysql"))
                        .orderableDBInstanceOptions())
                .isEmpty();
    }

    @Test
    void theAccountHasQuotasForInstancesAndSnapshots() {
        assertThat(rds.east.describeAccountAttributes().accountQuotas())
                .contains(quota("DBInstances", 1, 40), quota("ManualSnapshots", 0, 100));
        rds.world.script(RdsScripts.instanceQuota(RdsFixture.EAST, 3));
        restore(r -> {});
        assertThat(rds.east.describeAccountAttributes().accountQuotas()).contains(quota("DBInstances", 2, 3));
    }

    private static void refused(ThrowingCallable call, String code, String message) {
        assertThatThrownBy(call)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        RdsException.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    private DBInstance restore(Consumer<RestoreDbInstanceToPointInTimeRequest.Builder> how) {
        return rds.east
                .restoreDBInstanceToPointInTime(r -> how.accept(r.sourceDBInstanceIdentifier("orders")
                        .targetDBInstanceIdentifier("orders-restored")
                        .useLatestRestorableTime(true)))
                .dbInstance();
    }

    private void subnetGroup(String name, String... zones) {
        List<String> subnets = Stream.of(zones)
                .map(zone -> ec2.createSubnet(
                                r -> r.vpcId(vpc).cidrBlock("10.0.0.0/24").availabilityZone(zone))
                        .subnet()
                        .subnetId())
                .toList();
        rds.east.createDBSubnetGroup(
                r -> r.dbSubnetGroupName(name).dbSubnetGroupDescription(name).subnetIds(subnets));
    }

    private List<OrderableDBInstanceOption> options(String instanceClass) {
        return rds.east
                .describeOrderableDBInstanceOptions(r -> r.engine("postgres").dbInstanceClass(instanceClass))
                .orderableDBInstanceOptions();
    }

    private static AccountQuota quota(String name, long used, long most) {
        return AccountQuota.builder()
                .accountQuotaName(name)
                .used(used)
                .max(most)
                .build();
    }
}
