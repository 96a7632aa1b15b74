package io.labelmint.dr.observatory;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.costexplorer.CostExplorerClient;
import software.amazon.awssdk.services.costexplorer.model.Dimension;
import software.amazon.awssdk.services.costexplorer.model.Expression;
import software.amazon.awssdk.services.costexplorer.model.GetCostAndUsageRequest;
import software.amazon.awssdk.services.costexplorer.model.GetCostAndUsageResponse;
import software.amazon.awssdk.services.costexplorer.model.Granularity;
import software.amazon.awssdk.services.costexplorer.model.Group;
import software.amazon.awssdk.services.costexplorer.model.GroupDefinition;
import software.amazon.awssdk.services.costexplorer.model.GroupDefinitionType;
import software.amazon.awssdk.services.costexplorer.model.MetricValue;
import software.amazon.awssdk.services.costexplorer.model.ResultByTime;

/**
 * What some services cost on each day, by usage type, as Cost Explorer has it: net of discounts, with what was paid up front
 * spread over its time (metric NetAmortizedCost). How much was used comes with it (UsageQuantity), which is of one unit because it is
 * of one usage type (API reference, GetCostAndUsage, Metrics).
 *
 * <p>Each request costs 0.01 USD, and each page is a request (AWS Cost Explorer pricing; AWS Cost Management user guide, "Best
 * practices for the AWS Cost Explorer API", which also says that the data changes up to three times a day). Whoever asks therefore
 * looks first whether it was asked today. Types cannot be filtered by a part of their name: only whole values match (API
 * reference, GetCostAndUsage, Filter), so services are, and who asks picks types.
 *
 * @param region whose client asks: {@code us-east-1}, where the only endpoint is (API reference, "Service Endpoint")
 * @param account whose costs; those of everything the credentials may see if empty, which in a management account is the whole
 *     organization
 * @param services as Cost Explorer calls them
 * @param from the first day
 * @param until the day after the last
 */
public record CostByUsage(
        String region, Optional<String> account, List<String> services, LocalDate from, LocalDate until)
        implements Query<CostByUsage.Costs> {
    private static final Api API = Api.unpublished("ce", "GetCostAndUsage");
    private static final String METRIC = "NetAmortizedCost";
    private static final String QUANTITY = "UsageQuantity";

    public CostByUsage {
        services = List.copyOf(services);
    }

    /**
     * What one usage type cost on one day.
     *
     * @param day the day, UTC
     * @param service as Cost Explorer calls it
     * @param usageType with the code of its region in front, as on the bill
     * @param amount how much; less than nothing where more was credited than used
     * @param currency for example {@code USD}
     * @param quantity how much was used, in the unit of the type: GB-months of storage, for example
     */
    public record Cost(
            LocalDate day, String service, String usageType, BigDecimal amount, String currency, BigDecimal quantity) {}

    /**
     * All of it.
     *
     * @param costs one for each day, service and usage type that has one
     * @param requests how many requests were billed for the answer
     */
    public record Costs(List<Cost> costs, int requests) {
        public Costs {
            costs = List.copyOf(costs);
        }
    }

    @Override
    public Api api() {
        return API;
    }

    @Override
    public Costs fetch(Pages pages) {
        CostExplorerClient explorer = pages.client(CostExplorerClient.class);
        List<Cost> costs = new ArrayList<>();
        int requests = Paged.each(
                pages,
                token -> explorer.getCostAndUsage(request(token)),
                page -> page.resultsByTime().forEach(day -> add(day, costs)),
                GetCostAndUsageResponse::nextPageToken);
        return new Costs(costs, requests);
    }

    private GetCostAndUsageRequest request(String token) {
        return GetCostAndUsageRequest.builder()
                .timePeriod(period -> period.start(from.toString()).end(until.toString()))
                .granularity(Granularity.DAILY)
                .metrics(METRIC, QUANTITY)
                .groupBy(by("SERVICE"), by("USAGE_TYPE"))
                .filter(filter())
                .nextPageToken(token)
                .build();
    }

    private Expression filter() {
        Expression some = only(Dimension.SERVICE, services);
        return account.map(mine -> Expression.builder()
                        .and(some, only(Dimension.LINKED_ACCOUNT, List.of(mine)))
                        .build())
                .orElse(some);
    }

    private static Expression only(Dimension dimension, List<String> values) {
        return Expression.builder()
                .dimensions(of -> of.key(dimension).values(values))
                .build();
    }

    private static GroupDefinition by(String dimension) {
        return GroupDefinition.builder()
                .type(GroupDefinitionType.DIMENSION)
                .key(dimension)
                .build();
    }

    /** The keys of a group are in the order they were asked for (API reference, Group). */
    private static void add(ResultByTime day, List<Cost> costs) {
        for (Group group : day.groups()) {
            MetricValue value = group.metrics().get(METRIC);
            costs.add(new Cost(
                    LocalDate.parse(day.timePeriod().start()),
                    group.keys().get(0),
                    group.keys().get(1),
                    new BigDecimal(value.amount()),
                    value.unit(),
                    new BigDecimal(group.metrics().get(QUANTITY).amount())));
        }
    }
}
