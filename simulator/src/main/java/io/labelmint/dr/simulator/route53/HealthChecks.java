package io.labelmint.dr.simulator.route53;

import io.labelmint.dr.simulator.arc.RoutingControlSimulator;
import io.labelmint.dr.simulator.cloudwatch.CloudWatchSimulator;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.s3.S3Simulator;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.route53.model.AlarmIdentifier;
import software.amazon.awssdk.services.route53.model.CloudWatchAlarmConfiguration;
import software.amazon.awssdk.services.route53.model.CreateHealthCheckRequest;
import software.amazon.awssdk.services.route53.model.CreateHealthCheckResponse;
import software.amazon.awssdk.services.route53.model.Dimension;
import software.amazon.awssdk.services.route53.model.GetHealthCheckRequest;
import software.amazon.awssdk.services.route53.model.GetHealthCheckResponse;
import software.amazon.awssdk.services.route53.model.GetHealthCheckStatusRequest;
import software.amazon.awssdk.services.route53.model.GetHealthCheckStatusResponse;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.HealthCheckObservation;
import software.amazon.awssdk.services.route53.model.HealthCheckRegion;
import software.amazon.awssdk.services.route53.model.HealthCheckType;
import software.amazon.awssdk.services.route53.model.InsufficientDataHealthStatus;
import software.amazon.awssdk.services.route53.model.ListHealthChecksRequest;
import software.amazon.awssdk.services.route53.model.ListHealthChecksResponse;
import software.amazon.awssdk.services.route53.model.UpdateHealthCheckRequest;
import software.amazon.awssdk.services.route53.model.UpdateHealthCheckResponse;

/** Creating, changing and describing health checks: API reference, CreateHealthCheck and UpdateHealthCheck. */
final class HealthChecks {
    /** API reference, ListHealthChecks, MaxItems. */
    private static final int MOST_ITEMS = 100;

    private static final Set<HealthCheckType> WITHOUT_ENDPOINT =
            Set.of(HealthCheckType.CLOUDWATCH_METRIC, HealthCheckType.RECOVERY_CONTROL, HealthCheckType.CALCULATED);

    private final SortedMap<String, HealthCheckState> checks = new TreeMap<>();
    private final CloudWatchSimulator cloudWatch;
    private final RoutingControlSimulator routing;
    private final HealthCheckers checkers;

    HealthChecks(S3Simulator s3, CloudWatchSimulator cloudWatch, RoutingControlSimulator routing) {
        this.cloudWatch = cloudWatch;
        this.routing = routing;
        this.checkers = new HealthCheckers(s3, cloudWatch, routing, id -> Optional.ofNullable(checks.get(id)));
    }

    void declare(Operations operations) {
        operations
                .change("CreateHealthCheck", CreateHealthCheckRequest.class, this::create)
                .change("UpdateHealthCheck", UpdateHealthCheckRequest.class, this::update)
                .read("GetHealthCheck", GetHealthCheckRequest.class, this::get)
                .read("GetHealthCheckStatus", GetHealthCheckStatusRequest.class, this::status)
                .read("ListHealthChecks", ListHealthChecksRequest.class, this::list);
    }

    boolean exists(String id) {
        return checks.containsKey(id);
    }

    /** Whether the health check {@code id} is healthy now; one that was deleted is. */
    boolean isHealthy(Context context, String id) {
        return Optional.ofNullable(checks.get(id))
                .map(check -> checkers.healthy(context, check))
                .orElse(true);
    }

    List<String> inventory(Instant now) {
        return checks.values().stream()
                .map(check -> "global route53 health-check " + check.id + " "
                        + check.config(now).typeAsString() + " inverted="
                        + Boolean.TRUE.equals(check.config(now).inverted()))
                .toList();
    }

    private CreateHealthCheckResponse create(Context context, CreateHealthCheckRequest request) {
        HealthCheckConfig config = request.healthCheckConfig();
        Optional<HealthCheckState> same = checks.values().stream()
                .filter(check -> check.callerReference.equals(request.callerReference()))
                .findFirst();
        if (same.isPresent()) {
            // "If the health check does exist, Route 53 returns the health check configuration in the response."
            return same.filter(check -> check.config(context.now()).equals(config))
                    .map(check -> created(context, check))
                    .orElseThrow(Route53Errors::healthCheckExists);
        }
        check(config);
        String id = HostedZones.chosen(request.callerReference())
                .orElseGet(() -> context.seed().uuid("health-check", context.sequence()));
        CloudWatchAlarmConfiguration alarm =
                config.type() == HealthCheckType.CLOUDWATCH_METRIC ? alarm(context, config.alarmIdentifier()) : null;
        HealthCheckState check = new HealthCheckState(id, request.callerReference(), context.now(), config, alarm);
        checks.put(id, check);
        return created(context, check);
    }

    private static CreateHealthCheckResponse created(Context context, HealthCheckState check) {
        return CreateHealthCheckResponse.builder()
                .healthCheck(check.described(context.now()))
                .location("https://route53.amazonaws.com/2013-04-01/healthcheck/" + check.id)
                .build();
    }

    private void check(HealthCheckConfig config) {
        if (config == null || config.type() == null) {
            throw Route53Errors.invalidInput("The input is not valid: Type is required.");
        }
        if (config.requestInterval() != null && config.requestInterval() != 10 && config.requestInterval() != 30) {
            throw Route53Errors.invalidInput("The input is not valid: RequestInterval must be 10 or 30.");
        }
        boolean endpoint = config.fullyQualifiedDomainName() != null || config.ipAddress() != null;
        if (endpoint == WITHOUT_ENDPOINT.contains(config.type())) {
            throw Route53Errors.invalidInput("The input is not valid: FullyQualifiedDomainName or IPAddress belong to"
                    + " health checks that monitor an endpoint.");
        }
        if (config.type() == HealthCheckType.RECOVERY_CONTROL
                && (config.routingControlArn() == null
                        || routing.isOn(config.routingControlArn(), Instant.MAX).isEmpty())) {
            throw Route53Errors.invalidInput("The input is not valid: RoutingControlArn.");
        }
        if (config.type() == HealthCheckType.CLOUDWATCH_METRIC
                && (config.alarmIdentifier() == null || config.insufficientDataHealthStatus() == null)) {
            throw Route53Errors.invalidInput(
                    "The input is not valid: AlarmIdentifier and InsufficientDataHealthStatus are required.");
        }
    }

    private CloudWatchAlarmConfiguration alarm(Context context, AlarmIdentifier identifier) {
        MetricAlarm alarm = cloudWatch
                .alarm(context.in(identifier.regionAsString()), identifier.name())
                .orElseThrow(() -> Route53Errors.invalidInput("The input is not valid: no alarm " + identifier.name()
                        + " in " + identifier.regionAsString()));
        if (alarm.datapointsToAlarm() != null && alarm.datapointsToAlarm() < alarm.evaluationPeriods()) {
            // Developer guide, "Values that you specify when you create or update health checks".
            throw Route53Errors.invalidInput(
                    "The input is not valid: Route 53 does not support \"M out of N\" alarms.");
        }
        return CloudWatchAlarmConfiguration.builder()
                .evaluationPeriods(alarm.evaluationPeriods())
                .threshold(alarm.threshold())
                .comparisonOperator(alarm.comparisonOperatorAsString())
                .period(alarm.period())
                .metricName(alarm.metricName())
                .namespace(alarm.namespace())
                .statistic(alarm.statisticAsString())
                .dimensions(alarm.dimensions().stream()
                        .map(each -> Dimension.builder()
                                .name(each.name())
                                .value(each.value())
                                .build())
                        .toList())
                .build();
    }

    /** What is not given stays as it is. */
    private UpdateHealthCheckResponse update(Context context, UpdateHealthCheckRequest request) {
        HealthCheckState check = require(request.healthCheckId());
        if (request.healthCheckVersion() != null && request.healthCheckVersion() != check.version()) {
            throw Route53Errors.versionMismatch();
        }
        HealthCheckConfig old = check.config(context.now());
        InsufficientDataHealthStatus insufficient = request.insufficientDataHealthStatus() == null
                ? old.insufficientDataHealthStatus()
                : request.insufficientDataHealthStatus();
        check.become(
                context.now(),
                old.toBuilder()
                        .inverted(Objects.requireNonNullElse(request.inverted(), Boolean.TRUE.equals(old.inverted())))
                        .disabled(Objects.requireNonNullElse(request.disabled(), Boolean.TRUE.equals(old.disabled())))
                        .failureThreshold(
                                request.failureThreshold() == null
                                        ? old.failureThreshold()
                                        : request.failureThreshold())
                        .insufficientDataHealthStatus(insufficient)
                        .build());
        return UpdateHealthCheckResponse.builder()
                .healthCheck(check.described(context.now()))
                .build();
    }

    private GetHealthCheckResponse get(Context context, GetHealthCheckRequest request) {
        return GetHealthCheckResponse.builder()
                .healthCheck(require(request.healthCheckId()).described(context.now()))
                .build();
    }

    /** What checkers found, which inversion does not change; one observation for each region, here three of them. */
    private GetHealthCheckStatusResponse status(Context context, GetHealthCheckStatusRequest request) {
        HealthCheckState check = require(request.healthCheckId());
        HealthCheckConfig config = check.config(context.now());
        if (config.type() == HealthCheckType.CALCULATED) {
            throw Route53Errors.invalidInput("The input is not valid: the status of a calculated health check.");
        }
        boolean found = checkers.found(context, check, config);
        String words = found ? "Success: HTTP Status Code 200, OK" : "Failure: HTTP Status Code 404, Not Found";
        return GetHealthCheckStatusResponse.builder()
                .healthCheckObservations(
                        List.of(HealthCheckRegion.EU_WEST_1, HealthCheckRegion.SA_EAST_1, HealthCheckRegion.US_WEST_2)
                                .stream()
                                .map(region -> HealthCheckObservation.builder()
                                        .region(region)
                                        .statusReport(
                                                report -> report.status(words).checkedTime(context.now()))
                                        .build())
                                .toList())
                .build();
    }

    private ListHealthChecksResponse list(Context context, ListHealthChecksRequest request) {
        int most = request.maxItems() == null ? MOST_ITEMS : Math.min(MOST_ITEMS, Integer.parseInt(request.maxItems()));
        Page<HealthCheckState> page = Page.of(List.copyOf(checks.values()), check -> check.id, request.marker(), most)
                .orElseThrow(() -> Route53Errors.invalidInput("The input is not valid: Marker."));
        return ListHealthChecksResponse.builder()
                .healthChecks(page.items().stream()
                        .map(check -> check.described(context.now()))
                        .toList())
                .isTruncated(page.marker() != null)
                .nextMarker(page.marker())
                .maxItems(Integer.toString(most))
                .build();
    }

    private HealthCheckState require(String id) {
        return Optional.ofNullable(checks.get(HostedZones.bare(id)))
                .orElseThrow(() -> Route53Errors.noHealthCheck(HostedZones.bare(id)));
    }
}
