package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Regional;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.CreateOptionGroupRequest;
import software.amazon.awssdk.services.rds.model.CreateOptionGroupResponse;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsRequest;
import software.amazon.awssdk.services.rds.model.DescribeOptionGroupsResponse;
import software.amazon.awssdk.services.rds.model.OptionGroup;

/**
 * The option groups of all regions. There is a default one for each major version, {@code default:postgres-17}; RDS for
 * PostgreSQL knows no options ("Working with option groups": it uses extensions and modules instead).
 */
final class OptionGroups {
    private final Regional<OptionGroup> groups = new Regional<>();
    private final RdsTags tags;

    OptionGroups(RdsTags tags) {
        this.tags = tags;
    }

    void declare(Operations operations) {
        operations
                .change("CreateOptionGroup", CreateOptionGroupRequest.class, this::create)
                .read("DescribeOptionGroups", DescribeOptionGroupsRequest.class, this::describe);
    }

    /** The group {@code name}, or the default one if that is null, which must be for {@code version}. */
    OptionGroup require(Context context, String name, String version) {
        String major = PostgresVersions.major(version);
        OptionGroup group = require(context, name == null ? "default:postgres-" + major : name);
        if (!group.majorEngineVersion().equals(major)) {
            throw RdsErrors.invalidCombination(
                    "The option group " + group.optionGroupName() + " is for " + group.engineName() + " "
                            + group.majorEngineVersion() + " and cannot be used for " + version + ".");
        }
        return group;
    }

    /** The groups that were created in any region. */
    List<OptionGroup> created() {
        return List.copyOf(groups.all());
    }

    private OptionGroup require(Context context, String name) {
        return all(context)
                .filter(group -> group.optionGroupName().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> RdsErrors.optionGroupNotFound(name));
    }

    private Stream<OptionGroup> all(Context context) {
        return Stream.concat(
                PostgresVersions.majors().stream()
                        .map(major -> group(
                                context,
                                "default:postgres-" + major,
                                major,
                                "Default option group for postgres " + major)),
                groups.all(context.region()).stream());
    }

    private CreateOptionGroupResponse create(Context context, CreateOptionGroupRequest request) {
        String name = RdsNames.newGroup("OptionGroupName", request.optionGroupName());
        String major = request.majorEngineVersion();
        if (!PostgresVersions.ENGINE.equals(request.engineName())
                || !PostgresVersions.majors().contains(major)) {
            throw RdsErrors.invalidCombination("Cannot find major version " + major + " for " + request.engineName());
        }
        if (groups.find(context.region(), name).isPresent()) {
            throw RdsErrors.optionGroupExists(name);
        }
        OptionGroup group = group(context, name, major, request.optionGroupDescription());
        tags.forget(group.optionGroupArn());
        tags.add(group.optionGroupArn(), request.tags());
        groups.put(context.region(), name, group);
        return CreateOptionGroupResponse.builder().optionGroup(group).build();
    }

    private DescribeOptionGroupsResponse describe(Context context, DescribeOptionGroupsRequest request) {
        List<OptionGroup> candidates = request.optionGroupName() == null
                ? all(context).toList()
                : List.of(require(context, request.optionGroupName()));
        List<OptionGroup> found = candidates.stream()
                .filter(group ->
                        request.engineName() == null || request.engineName().equals(group.engineName()))
                .filter(group -> request.majorEngineVersion() == null
                        || request.majorEngineVersion().equals(group.majorEngineVersion()))
                .sorted(Comparator.comparing(OptionGroup::optionGroupName))
                .toList();
        Page<OptionGroup> page =
                RdsListing.page(found, OptionGroup::optionGroupName, request.marker(), request.maxRecords());
        return DescribeOptionGroupsResponse.builder()
                .optionGroupsList(page.items())
                .marker(page.marker())
                .build();
    }

    private static OptionGroup group(Context context, String name, String major, String description) {
        return OptionGroup.builder()
                .optionGroupName(name)
                .optionGroupDescription(description)
                .engineName(PostgresVersions.ENGINE)
                .majorEngineVersion(major)
                .allowsVpcAndNonVpcInstanceMemberships(true)
                .optionGroupArn(context.arn("rds", "og:" + name))
                .build();
    }
}
