package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticache.model.CacheNodeTypeSpecificParameter;
import software.amazon.awssdk.services.elasticache.model.CacheNodeTypeSpecificValue;
import software.amazon.awssdk.services.elasticache.model.CacheParameterGroup;
import software.amazon.awssdk.services.elasticache.model.CreateCacheParameterGroupRequest;
import software.amazon.awssdk.services.elasticache.model.CreateCacheParameterGroupResponse;
import software.amazon.awssdk.services.elasticache.model.DescribeCacheParameterGroupsRequest;
import software.amazon.awssdk.services.elasticache.model.DescribeCacheParameterGroupsResponse;
import software.amazon.awssdk.services.elasticache.model.DescribeCacheParametersRequest;
import software.amazon.awssdk.services.elasticache.model.DescribeCacheParametersResponse;
import software.amazon.awssdk.services.elasticache.model.ModifyCacheParameterGroupRequest;
import software.amazon.awssdk.services.elasticache.model.ModifyCacheParameterGroupResponse;
import software.amazon.awssdk.services.elasticache.model.Parameter;
import software.amazon.awssdk.services.elasticache.model.ParameterNameValue;

/**
 * The cache parameter groups of all regions. There are two default ones for each family: {@code default.redis7}, and with
 * cluster mode {@code default.redis7.cluster.on}. Of their parameters {@code cluster-enabled} is shown, which no later
 * change can change, and {@code maxmemory}, which depends on the node type.
 */
final class CacheParameterGroups {
    private static final String CLUSTER = ".cluster.on";

    /** API reference, DescribeCacheParameterGroups and DescribeCacheParameters, MaxRecords. */
    private static final int MOST_RECORDS = 100;

    /** Bytes: user guide, "Redis node-type specific parameters"; a few of each size. */
    private static final Map<String, String> MEMORY = new TreeMap<>(Map.of(
            "cache.t3.micro", "536870912",
            "cache.t4g.small", "1471026299",
            "cache.t4g.medium", "3317862236",
            "cache.m6g.large", "6854542746",
            "cache.r6g.large", "14037181030",
            "cache.r6g.xlarge", "28261849702",
            "cache.r6g.2xlarge", "56711183565"));

    private final Regional<Group> groups = new Regional<>();

    /** A group and whether it is for cluster mode. */
    private static final class Group {
        private final CacheParameterGroup shown;
        private boolean clusterMode;

        private Group(CacheParameterGroup shown, boolean clusterMode) {
            this.shown = shown;
            this.clusterMode = clusterMode;
        }
    }

    void declare(Operations operations) {
        operations
                .change("CreateCacheParameterGroup", CreateCacheParameterGroupRequest.class, this::create)
                .change("ModifyCacheParameterGroup", ModifyCacheParameterGroupRequest.class, this::modify)
                .read("DescribeCacheParameterGroups", DescribeCacheParameterGroupsRequest.class, this::describe)
                .read("DescribeCacheParameters", DescribeCacheParametersRequest.class, this::parameters);
    }

    /** Whether the group {@code name}, which must be of {@code family}, is for cluster mode. */
    boolean clusterMode(Context context, String name, String family) {
        Group group = require(context, name);
        if (!group.shown.cacheParameterGroupFamily().equals(family)) {
            throw ElastiCacheErrors.invalidCombination("Expected a parameter group of family " + family
                    + " but found one of family " + group.shown.cacheParameterGroupFamily());
        }
        return group.clusterMode;
    }

    private Group require(Context context, String name) {
        return all(context)
                .filter(group -> group.shown.cacheParameterGroupName().equals(ElastiCacheNames.existing(name)))
                .findFirst()
                .orElseThrow(() -> ElastiCacheErrors.parameterGroupNotFound(name));
    }

    private Stream<Group> all(Context context) {
        return Stream.concat(
                CacheFamilies.ALL.stream()
                        .flatMap(family -> Stream.of(
                                group(context, "default." + family, family, "Default parameter group", false),
                                group(
                                        context,
                                        "default." + family + CLUSTER,
                                        family,
                                        "Default with cluster mode",
                                        true))),
                groups.all(context.region()).stream());
    }

    private static Group group(Context context, String name, String family, String description, boolean clusterMode) {
        return new Group(
                CacheParameterGroup.builder()
                        .cacheParameterGroupName(name)
                        .cacheParameterGroupFamily(family)
                        .description(description)
                        .isGlobal(false)
                        .arn(context.arn("elasticache", "parametergroup:" + name))
                        .build(),
                clusterMode);
    }

    private CreateCacheParameterGroupResponse create(Context context, CreateCacheParameterGroupRequest request) {
        String name = ElastiCacheNames.existing(request.cacheParameterGroupName());
        if (name.isEmpty()) {
            throw ElastiCacheErrors.missing("CacheParameterGroupName");
        }
        if (!CacheFamilies.ALL.contains(request.cacheParameterGroupFamily())) {
            throw ElastiCacheErrors.invalidValue("CacheParameterGroupFamily " + request.cacheParameterGroupFamily()
                    + " is not a valid parameter group family.");
        }
        if (groups.find(context.region(), name).isPresent()) {
            throw ElastiCacheErrors.parameterGroupExists(name);
        }
        Group group = group(context, name, request.cacheParameterGroupFamily(), request.description(), false);
        groups.put(context.region(), name, group);
        return CreateCacheParameterGroupResponse.builder()
                .cacheParameterGroup(group.shown)
                .build();
    }

    private ModifyCacheParameterGroupResponse modify(Context context, ModifyCacheParameterGroupRequest request) {
        Group group = require(context, request.cacheParameterGroupName());
        for (ParameterNameValue each : request.parameterNameValues()) {
            if (!each.parameterName().equals("cluster-enabled")) {
                throw new UnsupportedOperationException(each.parameterName() + " is not simulated");
            }
            group.clusterMode = each.parameterValue().equals("yes");
        }
        return ModifyCacheParameterGroupResponse.builder()
                .cacheParameterGroupName(group.shown.cacheParameterGroupName())
                .build();
    }

    private DescribeCacheParameterGroupsResponse describe(
            Context context, DescribeCacheParameterGroupsRequest request) {
        List<CacheParameterGroup> found = request.cacheParameterGroupName() == null
                ? all(context)
                        .map(group -> group.shown)
                        .sorted(Comparator.comparing(CacheParameterGroup::cacheParameterGroupName))
                        .toList()
                : List.of(require(context, request.cacheParameterGroupName()).shown);
        Page<CacheParameterGroup> page = ElastiCacheListing.page(
                found,
                CacheParameterGroup::cacheParameterGroupName,
                request.marker(),
                request.maxRecords(),
                MOST_RECORDS);
        return DescribeCacheParameterGroupsResponse.builder()
                .cacheParameterGroups(page.items())
                .marker(page.marker())
                .build();
    }

    private DescribeCacheParametersResponse parameters(Context context, DescribeCacheParametersRequest request) {
        Group group = require(context, request.cacheParameterGroupName());
        return DescribeCacheParametersResponse.builder()
                .parameters(Parameter.builder()
                        .parameterName("cluster-enabled")
                        .parameterValue(group.clusterMode ? "yes" : "no")
                        .build())
                .cacheNodeTypeSpecificParameters(CacheNodeTypeSpecificParameter.builder()
                        .parameterName("maxmemory")
                        .cacheNodeTypeSpecificValues(MEMORY.entrySet().stream()
                                .map(type -> CacheNodeTypeSpecificValue.builder()
                                        .cacheNodeType(type.getKey())
                                        .value(type.getValue())
                                        .build())
                                .toList())
                        .build())
                .build();
    }
}
