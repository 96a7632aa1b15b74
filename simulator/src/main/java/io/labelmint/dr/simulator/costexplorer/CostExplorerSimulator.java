package io.labelmint.dr.simulator.costexplorer;

import io.labelmint.dr.simulator.core.AwsError;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Rate;
import io.labelmint.dr.simulator.core.Service;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.costexplorer.CostExplorerClient;
import software.amazon.awssdk.services.costexplorer.model.CostExplorerException;
import software.amazon.awssdk.services.costexplorer.model.Dimension;
import software.amazon.awssdk.services.costexplorer.model.Expression;
import software.amazon.awssdk.services.costexplorer.model.GetCostAndUsageRequest;
import software.amazon.awssdk.services.costexplorer.model.GetCostAndUsageResponse;
import software.amazon.awssdk.services.costexplorer.model.Granularity;
import software.amazon.awssdk.services.costexplorer.model.Group;
import software.amazon.awssdk.services.costexplorer.model.GroupDefinition;
import software.amazon.awssdk.services.costexplorer.model.InvalidNextTokenException;
import software.amazon.awssdk.services.costexplorer.model.MetricValue;
import software.amazon.awssdk.services.costexplorer.model.ResultByTime;

/**
 * Simulated AWS Cost Explorer: a bill that is scripted, or that of a small account. What is there in the simulated account is not
 * added up: no prices are known here.
 */
public final class CostExplorerSimulator implements Service {
    /** API reference, "Service Endpoint". */
    private static final String HOME = "us-east-1";

    /** What a day costs unless scripted otherwise, and how much was used; as a bill looks like, and no price of anybody. */
    private static final String SMALL_ACCOUNT = """
            AWS Backup|USW2-WarmStorage-ByteHrs-EFS=0.0100000000
            Amazon ElastiCache|ElastiCache:BackupUsage=0.0200000000
            Amazon ElastiCache|NodeUsage:cache.t4g.small=0.7700000000
            Amazon Relational Database Service|InstanceUsage:db.t4g.large=6.2000000000
            Amazon Relational Database Service|RDS:ChargedBackupUsage=0.3100000000
            Amazon Relational Database Service|USE1-USW2-AWS-Out-Bytes=0.0500000000
            Amazon Relational Database Service|USW2-InstanceUsage:db.t4g.large=3.1000000000
            Amazon Relational Database Service|USW2-RDS:ChargedBackupUsage=0.4400000000
            Amazon Simple Storage Service|Requests-Tier1=0.0300000000 6000
            Amazon Simple Storage Service|TimedStorage-ByteHrs=0.0700000000 3
            Amazon Simple Storage Service|USE1-USW2-AWS-Out-Bytes=0.0200000000 1
            Amazon Simple Storage Service|USW2-TimedStorage-ByteHrs=0.0400000000 2""";

    @Override
    public String name() {
        return "ce";
    }

    @Override
    public Class<? extends SdkClient> clientType() {
        return CostExplorerClient.class;
    }

    @Override
    public String home(String region) {
        return HOME;
    }

    @Override
    public void declare(Operations operations) {
        operations.read("GetCostAndUsage", GetCostAndUsageRequest.class, this::costs);
    }

    @Override
    public AwsServiceException.Builder error() {
        return CostExplorerException.builder();
    }

    /** AWS publishes no figure. */
    @Override
    public Rate rate(String operation) {
        return new Rate(operation, 1, 10);
    }

    @Override
    public List<String> inventory(Instant now) {
        return List.of();
    }

    /** "The start date is inclusive, but the end date is exclusive" (API reference, GetCostAndUsage, TimePeriod). */
    private GetCostAndUsageResponse costs(Context context, GetCostAndUsageRequest request) {
        LocalDate from = LocalDate.parse(request.timePeriod().start());
        LocalDate until = LocalDate.parse(request.timePeriod().end());
        LocalDate today = LocalDate.ofInstant(context.now(), ZoneOffset.UTC);
        if (!from.isBefore(until) || from.isAfter(today)) {
            throw invalid("Start date (and hour) should be before end date (and hour)");
        }
        if (request.granularity() != Granularity.DAILY
                || request.metrics().isEmpty()
                || !request.groupBy().stream()
                        .map(GroupDefinition::key)
                        .toList()
                        .equals(List.of("SERVICE", "USAGE_TYPE"))) {
            throw new UnsupportedOperationException("only days, by service and usage type, are simulated");
        }
        LocalDate first = request.nextPageToken() == null ? from : page(request.nextPageToken());
        LocalDate next = first.plusDays(context.scripts()
                .get(CostExplorerScripts.PAGE)
                .map(Integer::parseInt)
                .orElse(Integer.MAX_VALUE));
        List<ResultByTime> days = new ArrayList<>();
        for (LocalDate day = first; day.isBefore(until) && day.isBefore(next); day = day.plusDays(1)) {
            days.add(day(context, day, request));
        }
        return GetCostAndUsageResponse.builder()
                .groupDefinitions(request.groupBy())
                .resultsByTime(days)
                .nextPageToken(next.isBefore(until) ? next.toString() : null)
                .build();
    }

    private static LocalDate page(String token) {
        if (!token.matches("\\d{4}-\\d{2}-\\d{2}")) {
            throw AwsError.of(
                    InvalidNextTokenException.builder(),
                    "CostExplorer",
                    "InvalidNextTokenException",
                    400,
                    "Invalid token");
        }
        return LocalDate.parse(token);
    }

    private static AwsServiceException invalid(String message) {
        return AwsError.of(CostExplorerException.builder(), "CostExplorer", "ValidationException", 400, message);
    }

    /** With groups, the total of a day is empty (API reference, ResultByTime). */
    private static ResultByTime day(Context context, LocalDate day, GetCostAndUsageRequest request) {
        String bill = context.at(day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC))
                .scripts()
                .get(CostExplorerScripts.BILL)
                .orElse(SMALL_ACCOUNT);
        List<Group> groups = bill.isEmpty()
                ? List.of()
                : Stream.of(bill.split("\n", -1))
                        .map(line -> group(line, request.metrics()))
                        .filter(group ->
                                matches(context, request.filter(), group.keys().get(0)))
                        .toList();
        return ResultByTime.builder()
                .timePeriod(period ->
                        period.start(day.toString()).end(day.plusDays(1).toString()))
                .groups(groups)
                .estimated(true)
                .build();
    }

    private static Group group(String line, List<String> metrics) {
        int bar = line.indexOf('|');
        int equals = line.lastIndexOf('=');
        String[] values = line.substring(equals + 1).split(" ", 2);
        return Group.builder()
                .keys(line.substring(0, bar), line.substring(bar + 1, equals))
                .metrics(metrics.stream()
                        .collect(Collectors.toMap(
                                Function.identity(),
                                metric -> metric.equals("UsageQuantity")
                                        ? value(values.length > 1 ? values[1] : "1", "N/A")
                                        : value(values[0], "USD"))))
                .build();
    }

    private static MetricValue value(String amount, String unit) {
        return MetricValue.builder().amount(amount).unit(unit).build();
    }

    private static boolean matches(Context context, Expression filter, String service) {
        if (filter == null) {
            return true;
        }
        if (filter.hasAnd()) {
            return filter.and().stream().allMatch(each -> matches(context, each, service));
        }
        Dimension dimension = filter.dimensions().key();
        List<String> values = filter.dimensions().values();
        return switch (dimension) {
            case SERVICE -> values.contains(service);
            case LINKED_ACCOUNT -> values.contains(context.account());
            default -> throw new UnsupportedOperationException("a filter by " + dimension + " is not simulated");
        };
    }
}
