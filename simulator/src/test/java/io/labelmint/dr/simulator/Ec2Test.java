package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.simulator.core.Scripts;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ec2.model.Vpc;

final class Ec2Test {
    private final World world =
            World.inMemory(new VirtualTimeline(World.EPOCH), 7).script(Scripts.eventualConsistency(false));
    private final Ec2Client east = world.client(Ec2Client.class, "us-east-1");
    private final Ec2Client west = world.client(Ec2Client.class, "us-west-2");

    @Test
    void everyRegionHasADefaultVpcWithSubnetsAndADefaultGroup() {
        Vpc vpc = east.describeVpcs(r -> r.filters(filter("is-default", "true")))
                .vpcs()
                .get(0);
        assertThat(vpc.cidrBlock()).isEqualTo("172.31.0.0/16");
        assertThat(east.describeSubnets(r -> r.filters(filter("vpc-id", vpc.vpcId())))
                        .subnets())
                .extracting(Subnet::availabilityZone)
                .containsExactlyInAnyOrder("us-east-1a", "us-east-1b", "us-east-1c");
        SecurityGroup group = east.describeSecurityGroups().securityGroups().get(0);
        assertThat(group.groupName()).isEqualTo("default");
        assertThat(group.vpcId()).isEqualTo(vpc.vpcId());
        assertThat(group.ipPermissions().get(0).userIdGroupPairs().get(0).groupId())
                .isEqualTo(group.groupId());
        assertThat(west.describeVpcs().vpcs().get(0).vpcId()).isNotEqualTo(vpc.vpcId());
    }

    @Test
    void aNewGroupLetsNothingInAndEverythingOut() {
        String id = create("db", "databases");
        SecurityGroup group = find(id);
        assertThat(group.ipPermissions()).isEmpty();
        assertThat(group.ipPermissionsEgress()).singleElement().satisfies(permission -> {
            assertThat(permission.ipProtocol()).isEqualTo("-1");
            assertThat(permission.fromPort()).isNull();
            assertThat(permission.ipRanges()).containsExactly(range("0.0.0.0/0"));
        });
        assertThat(group.tags())
                .singleElement()
                .satisfies(tag -> assertThat(tag.value()).isEqualTo("databases"));
    }

    @Test
    void groupsAreFoundByIdNameVpcAndTag() {
        String db = create("db", "databases");
        String app = create("app", "applications");
        assertThat(ids(filter("group-name", "db"))).containsExactly(db);
        assertThat(ids(filter("group-id", db, app))).containsExactlyInAnyOrder(db, app);
        assertThat(ids(filter("tag:role", "app*"))).containsExactly(app);
        assertThat(ids(filter("vpc-id", find(db).vpcId()))).hasSize(3);
        assertThat(ids(filter("vpc-id", "vpc-0"))).isEmpty();
        refused(() -> ids(filter("colour", "red")), "InvalidParameterValue", "The filter 'colour' is invalid");
        refused(() -> find("sg-0"), "InvalidGroup.NotFound", "The security group 'sg-0' does not exist");
        assertThatThrownBy(() -> west.describeSecurityGroups(r -> r.groupIds(db)))
                .isInstanceOf(Ec2Exception.class);
        refused(
                () -> create("db", "again"),
                "InvalidGroup.Duplicate",
                "The security group 'db' already exists for VPC");
    }

    @Test
    void rulesComeAndGo() {
        String app = create("app", "applications");
        String db = create("db", "databases");
        east.authorizeSecurityGroupIngress(r -> r.groupId(db)
                .ipPermissions(postgres()
                        .userIdGroupPairs(pair(app, "the application"))
                        .ipRanges(range("10.1.2.3/16"))
                        .build()));
        IpPermission shown = find(db).ipPermissions().get(0);
        assertThat(find(db).ipPermissions()).hasSize(1);
        assertThat(shown.fromPort()).isEqualTo(5432);
        assertThat(shown.userIdGroupPairs().get(0).groupId()).isEqualTo(app);
        assertThat(shown.userIdGroupPairs().get(0).userId()).isEqualTo(world.account());
        assertThat(shown.ipRanges().get(0).cidrIp()).isEqualTo("10.1.0.0/16");
        refused(
                () -> east.authorizeSecurityGroupIngress(r -> r.groupId(db)
                        .ipProtocol("tcp")
                        .fromPort(5432)
                        .toPort(5432)
                        .cidrIp("10.1.0.0/16")),
                "InvalidPermission.Duplicate",
                "the specified rule \"peer: 10.1.0.0/16, TCP, from port: 5432, to port: 5432, ALLOW\" already exists");
        refused(
                () -> east.authorizeSecurityGroupIngress(r -> r.groupId(db)
                        .ipPermissions(
                                postgres().userIdGroupPairs(pair("sg-0", null)).build())),
                "InvalidGroup.NotFound",
                "sg-0");

        east.revokeSecurityGroupIngress(r -> r.groupId(db)
                .ipPermissions(postgres().userIdGroupPairs(pair(app, null)).build()));
        assertThat(find(db).ipPermissions().get(0).userIdGroupPairs()).isEmpty();
        east.revokeSecurityGroupEgress(r -> r.groupId(db)
                .ipPermissions(IpPermission.builder()
                        .ipProtocol("-1")
                        .ipRanges(range("0.0.0.0/0"))
                        .build()));
        assertThat(find(db).ipPermissionsEgress()).isEmpty();
        assertThat(world.inventory())
                .contains("us-east-1 ec2 security-group db in=[tcp:5432-5432 10.1.0.0/16] out=[]"
                        + " tags={role=databases}");
    }

    @Test
    void ruleIdsRevokeToo() {
        String db = create("db", "databases");
        String rule = east.authorizeSecurityGroupEgress(r -> r.groupId(db)
                        .ipPermissions(postgres().ipRanges(range("10.0.0.0/8")).build()))
                .securityGroupRules()
                .get(0)
                .securityGroupRuleId();
        east.revokeSecurityGroupEgress(r -> r.groupId(db).securityGroupRuleIds(rule));
        assertThat(find(db).ipPermissionsEgress()).hasSize(1);
        refused(
                () -> east.revokeSecurityGroupEgress(r -> r.groupId(db).securityGroupRuleIds(rule)),
                "InvalidSecurityGroupRuleId.NotFound",
                rule);
    }

    @Test
    void aRuleThatIsNotThereIsAnErrorInANonDefaultVpcOnly() {
        String vpc = east.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
        String isolated = east.createSecurityGroup(
                        r -> r.groupName("isolated").description("isolated").vpcId(vpc))
                .groupId();
        IpPermission unknown = postgres().ipRanges(range("10.0.0.0/8")).build();
        refused(
                () -> east.revokeSecurityGroupIngress(r -> r.groupId(isolated).ipPermissions(unknown)),
                "InvalidPermission.NotFound",
                "The specified rule does not exist in this security group.");
        String db = create("db", "databases");
        assertThat(east.revokeSecurityGroupIngress(r -> r.groupId(db).ipPermissions(unknown))
                        .unknownIpPermissions())
                .hasSize(1);
    }

    @Test
    void mayBeMissingForSomeSeconds() {
        world.script(Scripts.eventualConsistency(true));
        String db = create("db", "databases");
        refused(() -> find(db), "InvalidGroup.NotFound", db);
        world.timeline().runUntil(world.timeline().now().plus(Duration.ofSeconds(5)));
        assertThat(find(db).groupName()).isEqualTo("db");
    }

    private static void refused(ThrowingCallable call, String code, String message) {
        assertThatThrownBy(call)
                .hasMessageContaining(message)
                .isInstanceOfSatisfying(
                        Ec2Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
    }

    private static IpPermission.Builder postgres() {
        return IpPermission.builder().ipProtocol("tcp").fromPort(5432).toPort(5432);
    }

    private static IpRange range(String block) {
        return IpRange.builder().cidrIp(block).build();
    }

    private static UserIdGroupPair pair(String group, String description) {
        return UserIdGroupPair.builder().groupId(group).description(description).build();
    }

    private static Filter filter(String name, String... values) {
        return Filter.builder().name(name).values(values).build();
    }

    private String create(String name, String role) {
        return east.createSecurityGroup(r -> r.groupName(name)
                        .description("of " + role)
                        .tagSpecifications(TagSpecification.builder()
                                .resourceType(ResourceType.SECURITY_GROUP)
                                .tags(Tag.builder().key("role").value(role).build())
                                .build()))
                .groupId();
    }

    private SecurityGroup find(String id) {
        return east.describeSecurityGroups(r -> r.groupIds(id)).securityGroups().get(0);
    }

    private List<String> ids(Filter filter) {
        return east.describeSecurityGroups(r -> r.filters(filter)).securityGroups().stream()
                .map(SecurityGroup::groupId)
                .toList();
    }
}
