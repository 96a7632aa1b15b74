package io.labelmint.dr.simulator.ec2;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * VPCs and their subnets. Every region has a default VPC, 172.31.0.0/16, with a default subnet, a /20, in each
 * availability zone: VPC user guide, "Default VPCs".
 */
final class Networks {
    private static final String DEFAULT_BLOCK = "172.31.0.0/16";
    private static final List<String> ZONES = List.of("a", "b", "c");
    private static final int SUBNET_STEP = 16;

    private final Regional<Vpc> vpcs = new Regional<>();
    private final Regional<Subnet> subnets = new Regional<>();

    void declare(Operations operations) {
        operations
                .change("CreateVpc", CreateVpcRequest.class, this::createVpc)
                .change("CreateSubnet", CreateSubnetRequest.class, this::createSubnet)
                .read("DescribeVpcs", DescribeVpcsRequest.class, this::describeVpcs)
                .read("DescribeSubnets", DescribeSubnetsRequest.class, this::describeSubnets);
    }

    /** The id of the region's default VPC, which was there before anything was asked of the region. */
    String defaultVpc(Context context) {
        String id = defaultVpcId(context);
        if (vpcs.find(context.region(), id).isEmpty()) {
            add(context, id, DEFAULT_BLOCK, true, new TreeMap<>());
            for (int i = 0; i < ZONES.size(); i++) {
                String zone = context.region() + ZONES.get(i);
                String block = "172.31." + SUBNET_STEP * i + ".0/20";
                add(context, "subnet-" + context.seed().hex(17, "subnet", zone), id, zone, block, new TreeMap<>());
            }
        }
        return id;
    }

    Vpc requireVpc(Context context, String id) {
        defaultVpc(context);
        return vpcs.find(context.region(), id).orElseThrow(() -> Ec2Errors.vpcNotFound(id));
    }

    /** The VPCs of the region, the default one included. */
    List<Vpc> vpcs(Context context) {
        defaultVpc(context);
        return List.copyOf(vpcs.all(context.region()));
    }

    /** The subnets of the region, those of its default VPC included. */
    List<Subnet> subnets(Context context) {
        defaultVpc(context);
        return List.copyOf(subnets.all(context.region()));
    }

    private CreateVpcResponse createVpc(Context context, CreateVpcRequest request) {
        String id = "vpc-" + context.seed().hex(17, "vpc", context.region(), context.sequence());
        SortedMap<String, String> tags = Ec2Listing.tags(request.tagSpecifications(), ResourceType.VPC);
        return CreateVpcResponse.builder()
                .vpc(add(context, id, Cidr.canonical(request.cidrBlock()), false, tags))
                .build();
    }

    private CreateSubnetResponse createSubnet(Context context, CreateSubnetRequest request) {
        Vpc vpc = requireVpc(context, request.vpcId());
        String zone = request.availabilityZone() == null ? context.region() + "a" : request.availabilityZone();
        if (!zone.startsWith(context.region())
                || !ZONES.contains(zone.substring(context.region().length()))) {
            throw Ec2Errors.invalidValue("Value (" + zone + ") for parameter availabilityZone is invalid.");
        }
        SortedMap<String, String> tags = Ec2Listing.tags(request.tagSpecifications(), ResourceType.SUBNET);
        String id = Optional.ofNullable(tags.remove(Ec2Simulator.SUBNET_ID_TAG))
                .orElseGet(() -> "subnet-" + context.seed().hex(17, "subnet", context.region(), context.sequence()));
        return CreateSubnetResponse.builder()
                .subnet(add(context, id, vpc.vpcId(), zone, Cidr.canonical(request.cidrBlock()), tags))
                .build();
    }

    private DescribeVpcsResponse describeVpcs(Context context, DescribeVpcsRequest request) {
        request.vpcIds().forEach(id -> requireVpc(context, id));
        List<Vpc> found = vpcs(context).stream()
                .filter(vpc -> request.vpcIds().isEmpty() || request.vpcIds().contains(vpc.vpcId()))
                .filter(vpc -> Ec2Listing.passes(
                        request.filters(),
                        Map.of(
                                "vpc-id", vpc.vpcId(),
                                "cidr", vpc.cidrBlock(),
                                "is-default", vpc.isDefault().toString(),
                                "state", vpc.stateAsString()),
                        Ec2Listing.map(vpc.tags())))
                .toList();
        Page<Vpc> page = Ec2Listing.page(found, Vpc::vpcId, request.nextToken(), request.maxResults());
        return DescribeVpcsResponse.builder()
                .vpcs(page.items())
                .nextToken(page.marker())
                .build();
    }

    private DescribeSubnetsResponse describeSubnets(Context context, DescribeSubnetsRequest request) {
        List<Subnet> all = subnets(context);
        request.subnetIds().stream()
                .filter(id -> all.stream().noneMatch(subnet -> subnet.subnetId().equals(id)))
                .findFirst()
                .ifPresent(id -> {
                    throw Ec2Errors.subnetNotFound(id);
                });
        List<Subnet> found = all.stream()
                .filter(subnet ->
                        request.subnetIds().isEmpty() || request.subnetIds().contains(subnet.subnetId()))
                .filter(subnet -> Ec2Listing.passes(
                        request.filters(),
                        Map.of(
                                "subnet-id", subnet.subnetId(),
                                "vpc-id", subnet.vpcId(),
                                "availability-zone", subnet.availabilityZone(),
                                "cidr-block", subnet.cidrBlock(),
                                "default-for-az", subnet.defaultForAz().toString()),
                        Ec2Listing.map(subnet.tags())))
                .toList();
        Page<Subnet> page = Ec2Listing.page(found, Subnet::subnetId, request.nextToken(), request.maxResults());
        return DescribeSubnetsResponse.builder()
                .subnets(page.items())
                .nextToken(page.marker())
                .build();
    }

    private static String defaultVpcId(Context context) {
        return "vpc-" + context.seed().hex(17, "vpc", context.region());
    }

    private Vpc add(Context context, String id, String block, boolean isDefault, SortedMap<String, String> tags) {
        Vpc vpc = Vpc.builder()
                .vpcId(id)
                .ownerId(context.account())
                .cidrBlock(block)
                .isDefault(isDefault)
                .state("available")
                .tags(Ec2Listing.shown(tags))
                .build();
        vpcs.put(context.region(), id, vpc);
        return vpc;
    }

    private Subnet add(
            Context context, String id, String vpc, String zone, String block, SortedMap<String, String> tags) {
        Subnet subnet = Subnet.builder()
                .subnetId(id)
                .subnetArn(context.arn("ec2", "subnet/" + id))
                .ownerId(context.account())
                .vpcId(vpc)
                .availabilityZone(zone)
                .cidrBlock(block)
                .defaultForAz(vpc.equals(defaultVpcId(context)))
                .state("available")
                .tags(Ec2Listing.shown(tags))
                .build();
        subnets.put(context.region(), id, subnet);
        return subnet;
    }
}
