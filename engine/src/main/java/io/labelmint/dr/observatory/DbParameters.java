package io.labelmint.dr.observatory;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DbParameterGroupNotFoundException;
import software.amazon.awssdk.services.rds.model.DescribeDbParametersResponse;
import software.amazon.awssdk.services.rds.model.Parameter;

/**
 * What somebody set in a DB parameter group: the parameters whose source is {@code user} (Amazon RDS API Reference,
 * DescribeDBParameters, Source). Empty if there is no such group.
 *
 * @param region the region
 * @param group name of the group
 */
public record DbParameters(String region, String group) implements Query<Optional<SortedMap<String, String>>> {
    /** RDS publishes no rate; groups are asked about one by one, so they have a budget beside that of coarse lists. */
    private static final Api API = new Api("rds", "DescribeDBParameters", Duration.ofSeconds(1), 20, false);

    @Override
    public Api api() {
        return API;
    }

    @Override
    public Optional<SortedMap<String, String>> fetch(Pages pages) {
        RdsClient rds = pages.client(RdsClient.class);
        try {
            List<Parameter> set = Paged.all(
                    pages,
                    marker -> rds.describeDBParameters(request -> request.dbParameterGroupName(group)
                            .source("user")
                            .marker(marker)
                            .maxRecords(RdsPaging.LARGEST)),
                    DescribeDbParametersResponse::parameters,
                    DescribeDbParametersResponse::marker);
            SortedMap<String, String> values = new TreeMap<>();
            set.forEach(each -> values.put(each.parameterName(), String.valueOf(each.parameterValue())));
            return Optional.of(Collections.unmodifiableSortedMap(values));
        } catch (DbParameterGroupNotFoundException e) {
            return Optional.empty();
        }
    }
}
