package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import io.labelmint.dr.simulator.ec2.Ec2Simulator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticache.model.CacheSubnetGroup;
import software.amazon.awssdk.services.elasticache.model.CreateCacheSubnetGroupRequest;
import software.amazon.awssdk.services.elasticache.model.CreateCacheSubnetGroupResponse;
import software.amazon.awssdk.services.elasticache.model.DescribeCacheSubnetGroupsRequest;
import software.amazon.awssdk.services.elasticache.model.DescribeCacheSubnetGroupsResponse;

/** The cache subnet groups of all regions. The one called {@code default} has the subnets of the default VPC. */
final class CacheSubnetGroups {
    static final String DEFAULT = "default";

    /** API reference, CreateCacheSubnetGroup: "no more than 255 alphanumeric characters or hyphens". */
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,255}");

    private static final int MOST_RECORDS = 100;

    private final Regional<CacheSubnetGroup> groups = new Regional<>();
    private final Ec2Simulator ec2;

    CacheSubnetGroups(Ec2Simulator ec2) {
        this.ec2 = ec2;
    }

    void declare(Operations operations) {
        operations
                .change("CreateCacheSubnetGroup", CreateCacheSubnetGroupRequest.class, this::create)
                .read("DescribeCacheSubnetGroups", DescribeCacheSubnetGroupsRequest.class, this::describe);
    }

    /** The group {@code name}, or the default one if that is null. */
    CacheSubnetGroup require(Context context, String name) {
        String id = name == null ? DEFAULT : ElastiCacheNames.existing(name);
        return all(context)
                .filter(group -> group.cacheSubnetGroupName().equals(id))
                .findFirst()
                .orElseThrow(() -> ElastiCacheErrors.subnetGroupNotFound(name));
    }

    private Stream<CacheSubnetGroup> all(Context context) {
        String vpc = ec2.defaultVpc(context);
        return Stream.concat(Stream.of(group(context, DEFAULT, DEFAULT, vpc)), groups.all(context.region()).stream());
    }

    private static CacheSubnetGroup group(Context context, String name, String description, String vpc) {
        return CacheSubnetGroup.builder()
                .cacheSubnetGroupName(name)
                .cacheSubnetGroupDescription(description)
                .vpcId(vpc)
                .arn(context.arn("elasticache", "subnetgroup:" + name))
                .build();
    }

    private CreateCacheSubnetGroupResponse create(Context context, CreateCacheSubnetGroupRequest request) {
        String name = ElastiCacheNames.existing(request.cacheSubnetGroupName());
        if (!NAME.matcher(name).matches() || name.equals(DEFAULT)) {
            throw ElastiCacheErrors.invalidValue("The parameter CacheSubnetGroupName is not valid: " + name);
        }
        if (groups.find(context.region(), name).isPresent()) {
            throw ElastiCacheErrors.subnetGroupExists(name);
        }
        List<Subnet> subnets = ec2.subnets(context).stream()
                .filter(subnet -> request.subnetIds().contains(subnet.subnetId()))
                .toList();
        if (subnets.size() != request.subnetIds().size()
                || subnets.stream().map(Subnet::vpcId).distinct().count() != 1) {
            throw ElastiCacheErrors.invalidSubnet();
        }
        CacheSubnetGroup group = group(
                context,
                name,
                request.cacheSubnetGroupDescription(),
                subnets.get(0).vpcId());
        groups.put(context.region(), name, group);
        return CreateCacheSubnetGroupResponse.builder().cacheSubnetGroup(group).build();
    }

    private DescribeCacheSubnetGroupsResponse describe(Context context, DescribeCacheSubnetGroupsRequest request) {
        List<CacheSubnetGroup> found = request.cacheSubnetGroupName() == null
                ? all(context)
                        .sorted(java.util.Comparator.comparing(CacheSubnetGroup::cacheSubnetGroupName))
                        .toList()
                : List.of(require(context, request.cacheSubnetGroupName()));
        Page<CacheSubnetGroup> page = ElastiCacheListing.page(
                found, CacheSubnetGroup::cacheSubnetGroupName, request.marker(), request.maxRecords(), MOST_RECORDS);
        return DescribeCacheSubnetGroupsResponse.builder()
                .cacheSubnetGroups(page.items())
                .marker(page.marker())
                .build();
    }
}
