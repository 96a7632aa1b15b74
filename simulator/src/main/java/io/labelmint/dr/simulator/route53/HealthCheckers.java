package io.labelmint.dr.simulator.route53;

import io.labelmint.dr.simulator.arc.RoutingControlSimulator;
import io.labelmint.dr.simulator.cloudwatch.CloudWatchSimulator;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.s3.S3Simulator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;

/**
 * The health checkers, which go on without the control plane: developer guide, "How Amazon Route 53 determines whether a health
 * check is healthy". What they find at an instant is a function of what they looked at until then. All checkers see the same
 * here, so the 18 % of them that suffice make no difference.
 */
final class HealthCheckers {
    /** API reference, HealthCheckConfig: RequestInterval and FailureThreshold unless given. */
    private static final int DEFAULT_INTERVAL = 30;

    private static final int DEFAULT_THRESHOLD = 3;

    /** "The string must appear entirely in the first 5,120 bytes of the response body": same chapter. */
    private static final int SEARCHED_BYTES = 5_120;

    /** Alarms are evaluated once a minute. */
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** S3 user guide, "Virtual hosting of buckets", and path-style addresses. */
    private static final Pattern BUCKET =
            Pattern.compile("(?:(?<bucket>.+)\\.)?s3[.-](?<region>[a-z0-9-]+)\\.amazonaws\\.com");

    private final S3Simulator s3;
    private final CloudWatchSimulator cloudWatch;
    private final RoutingControlSimulator routing;
    private final Function<String, Optional<HealthCheckState>> checks;

    HealthCheckers(
            S3Simulator s3,
            CloudWatchSimulator cloudWatch,
            RoutingControlSimulator routing,
            Function<String, Optional<HealthCheckState>> checks) {
        this.s3 = s3;
        this.cloudWatch = cloudWatch;
        this.routing = routing;
        this.checks = checks;
    }

    /**
     * Whether {@code check} is healthy now. "After you disable a health check, Route 53 considers the status of the health check to
     * always be healthy. If you want to stop routing traffic to a resource, change the value of Inverted" (API reference,
     * HealthCheckConfig, Disabled): so inversion counts last.
     */
    boolean healthy(Context context, HealthCheckState check) {
        HealthCheckConfig config = check.config(context.now());
        boolean inverted = Boolean.TRUE.equals(config.inverted());
        return (Boolean.TRUE.equals(config.disabled()) || found(context, check, config)) != inverted;
    }

    /** What they find, before it is inverted. "A new health check [is] healthy until there's enough data": same chapter. */
    boolean found(Context context, HealthCheckState check, HealthCheckConfig config) {
        return switch (config.type()) {
            case CLOUDWATCH_METRIC -> alarm(context, check, config);
            case RECOVERY_CONTROL ->
                routing.isOn(config.routingControlArn(), context.now()).orElse(true);
            case CALCULATED ->
                config.childHealthChecks().stream()
                                .flatMap(id -> checks.apply(id).stream())
                                .filter(child -> healthy(context, child))
                                .count()
                        >= Objects.requireNonNullElse(config.healthThreshold(), 0);
            default -> endpoint(context, check, config);
        };
    }

    /** Since this check began it looked every interval; the last run of as many equal results as the threshold decides. */
    private boolean endpoint(Context context, HealthCheckState check, HealthCheckConfig config) {
        long interval = Objects.requireNonNullElse(config.requestInterval(), DEFAULT_INTERVAL);
        int threshold = Objects.requireNonNullElse(config.failureThreshold(), DEFAULT_THRESHOLD);
        long looks = Duration.between(check.created, context.now()).toSeconds() / interval;
        int run = 0;
        boolean last = true;
        for (long look = looks; look >= 1; look--) {
            Instant at = check.created.plusSeconds(look * interval);
            boolean answered = answers(context.at(at), config);
            run = run > 0 && answered == last ? run + 1 : 1;
            last = answered;
            if (run == threshold) {
                return answered;
            }
        }
        return true;
    }

    /** Whether the endpoint answers with 2xx or 3xx in time, and with the string that is searched for. */
    private boolean answers(Context context, HealthCheckConfig config) {
        String host = Objects.requireNonNullElse(config.fullyQualifiedDomainName(), config.ipAddress());
        Matcher bucket = BUCKET.matcher(host);
        if (!bucket.matches()) {
            return context.scripts()
                    .get(Route53Scripts.endpoint(host))
                    .map(Boolean::parseBoolean)
                    .orElseGet(() -> DnsAnswer.regionIn(host)
                            .flatMap(context.scripts()::cutOffSince)
                            .isEmpty());
        }
        String region = bucket.group("region");
        if (context.scripts().cutOffSince(region).isPresent()) {
            return false;
        }
        String path = Objects.requireNonNullElse(config.resourcePath(), "/").replaceFirst("^/", "");
        boolean inPath = bucket.group("bucket") == null;
        String name = inPath ? path.replaceFirst("/.*", "") : bucket.group("bucket");
        String key = inPath ? path.substring(Math.min(path.length(), name.length() + 1)) : path;
        // That the object can be read by everybody is not simulated.
        return s3.readAsOf(context.in(region), name, key)
                .filter(content -> config.searchString() == null || contains(content, config.searchString()))
                .isPresent();
    }

    private static boolean contains(byte[] content, String searched) {
        int length = Math.min(content.length, SEARCHED_BYTES);
        return new String(content, 0, length, StandardCharsets.UTF_8).contains(searched);
    }

    /** "Route 53 monitors the data stream for the corresponding alarm instead of monitoring the alarm state": same chapter. */
    private boolean alarm(Context context, HealthCheckState check, HealthCheckConfig config) {
        Optional<Boolean> known = stream(context, config);
        if (known.isPresent()) {
            return known.get();
        }
        return switch (config.insufficientDataHealthStatus()) {
            case HEALTHY -> true;
            case UNHEALTHY -> false;
            default -> {
                for (Instant at = context.now().minus(MINUTE); at.isAfter(check.created); at = at.minus(MINUTE)) {
                    Optional<Boolean> earlier = stream(context.at(at), config);
                    if (earlier.isPresent()) {
                        yield earlier.get();
                    }
                    at = at.minus(sameBefore(context.at(at), config));
                }
                yield true;
            }
        };
    }

    private Duration sameBefore(Context context, HealthCheckConfig config) {
        String region = config.alarmIdentifier().regionAsString();
        return context.scripts().cutOffSince(region).isPresent()
                ? Duration.ZERO
                : cloudWatch.sameBefore(
                        context.in(region), config.alarmIdentifier().name());
    }

    /** OK is healthy, ALARM is not; empty if there is not enough data, or the alarm's region is silent. */
    private Optional<Boolean> stream(Context context, HealthCheckConfig config) {
        String region = config.alarmIdentifier().regionAsString();
        if (context.scripts().cutOffSince(region).isPresent()) {
            return Optional.empty();
        }
        return cloudWatch
                .alarmState(context.in(region), config.alarmIdentifier().name())
                .filter(state -> state != StateValue.INSUFFICIENT_DATA)
                .map(state -> state == StateValue.OK);
    }
}
