package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.DBParameterGroup;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParameterGroupsResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersResponse;
import software.amazon.awssdk.services.rds.model.ModifyDbParameterGroupRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbParameterGroupResponse;
import software.amazon.awssdk.services.rds.model.Parameter;

/**
 * The DB parameter groups of all regions, and what somebody set in them; the parameters of the engine are not told. There is a
 * default one for each family: {@code default.postgres17}.
 */
final class ParameterGroups {
    private final Regional<DBParameterGroup> groups = new Regional<>();
    private final Map<String, SortedMap<String, Parameter>> set = new HashMap<>();
    private final RdsTags tags;

    ParameterGroups(RdsTags tags) {
        this.tags = tags;
    }

    void declare(Operations operations) {
        operations
                .change("CreateDBParameterGroup", CreateDbParameterGroupRequest.class, this::create)
                .change("ModifyDBParameterGroup", ModifyDbParameterGroupRequest.class, this::modify)
                .read("DescribeDBParameters", DescribeDbParametersRequest.class, this::parameters)
                .read("DescribeDBParameterGroups", DescribeDbParameterGroupsRequest.class, this::describe);
    }

    /** The group {@code name}, or the default one if that is null, which must be of the family of {@code version}. */
    DBParameterGroup require(Context context, String name, String version) {
        String family = PostgresVersions.family(version);
        DBParameterGroup group = require(context, name == null ? "default." + family : name);
        if (!group.dbParameterGroupFamily().equals(family)) {
            throw RdsErrors.invalidCombination("The Parameter Group " + group.dbParameterGroupName()
                    + " with DBParameterGroupFamily " + group.dbParameterGroupFamily()
                    + " cannot be used for this instance. Please use a Parameter Group with DBParameterGroupFamily "
                    + family);
        }
        return group;
    }

    /** The groups that were created in any region. */
    List<DBParameterGroup> created() {
        return List.copyOf(groups.all());
    }

    private DBParameterGroup require(Context context, String name) {
        return all(context)
                .filter(group -> group.dbParameterGroupName().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> RdsErrors.parameterGroupNotFound(name));
    }

    private Stream<DBParameterGroup> all(Context context) {
        return Stream.concat(
                families()
                        .map(family ->
                                group(context, "default." + family, family, "Default parameter group for " + family)),
                groups.all(context.region()).stream());
    }

    private static Stream<String> families() {
        return PostgresVersions.majors().stream().map(PostgresVersions::family);
    }

    private CreateDbParameterGroupResponse create(Context context, CreateDbParameterGroupRequest request) {
        String name = RdsNames.newGroup("DBParameterGroupName", request.dbParameterGroupName());
        String family = request.dbParameterGroupFamily();
        if (families().noneMatch(known -> known.equals(family))) {
            throw RdsErrors.invalidValue("ParameterGroupFamily " + family + " is not a valid parameter group family");
        }
        if (groups.find(context.region(), name).isPresent()) {
            throw RdsErrors.parameterGroupExists(name);
        }
        DBParameterGroup group = group(context, name, family, request.description());
        tags.forget(group.dbParameterGroupArn());
        tags.add(group.dbParameterGroupArn(), request.tags());
        groups.put(context.region(), name, group);
        return CreateDbParameterGroupResponse.builder().dbParameterGroup(group).build();
    }

    /** "You can't modify the parameter settings of a default parameter group": RDS user guide. */
    private ModifyDbParameterGroupResponse modify(Context context, ModifyDbParameterGroupRequest request) {
        DBParameterGroup group = require(context, request.dbParameterGroupName());
        if (group.dbParameterGroupName().startsWith("default.")) {
            throw RdsErrors.invalidValue("A default parameter group cannot be modified");
        }
        SortedMap<String, Parameter> values = set.computeIfAbsent(group.dbParameterGroupArn(), none -> new TreeMap<>());
        request.parameters()
                .forEach(each -> values.put(
                        each.parameterName(), each.toBuilder().source("user").build()));
        return ModifyDbParameterGroupResponse.builder()
                .dbParameterGroupName(group.dbParameterGroupName())
                .build();
    }

    private DescribeDbParametersResponse parameters(Context context, DescribeDbParametersRequest request) {
        if (!"user".equals(request.source())) {
            throw new UnsupportedOperationException("only what somebody set is simulated");
        }
        DBParameterGroup group = require(context, request.dbParameterGroupName());
        return DescribeDbParametersResponse.builder()
                .parameters(set.getOrDefault(group.dbParameterGroupArn(), new TreeMap<>())
                        .values())
                .build();
    }

    private DescribeDbParameterGroupsResponse describe(Context context, DescribeDbParameterGroupsRequest request) {
        List<DBParameterGroup> found = request.dbParameterGroupName() == null
                ? all(context)
                        .sorted(Comparator.comparing(DBParameterGroup::dbParameterGroupName))
                        .toList()
                : List.of(require(context, request.dbParameterGroupName()));
        Page<DBParameterGroup> page =
                RdsListing.page(found, DBParameterGroup::dbParameterGroupName, request.marker(), request.maxRecords());
        return DescribeDbParameterGroupsResponse.builder()
                .dbParameterGroups(page.items())
                .marker(page.marker())
                .build();
    }

    private static DBParameterGroup group(Context context, String name, String family, String description) {
        return DBParameterGroup.builder()
                .dbParameterGroupName(name)
                .dbParameterGroupFamily(family)
                .description(description)
                .dbParameterGroupArn(context.arn("rds", "pg:" + name))
                .build();
    }
}
