package io.labelmint.dr.simulator.cloudtrail;

import io.labelmint.dr.simulator.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.CreateTrailRequest;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusResponse;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;
import software.amazon.awssdk.services.cloudtrail.model.Trail;

/** A simulated trail, as it is set up; whether it logs, and what. */
final class SimulatedTrail {
    /** "Within an average of about 5 minutes of an API call": CloudTrail user guide, "How CloudTrail works". */
    private static final Duration DELIVERY = Duration.ofMinutes(5);

    /** "By default, trails ... log all read and write management events, and no data events": PutEventSelectors. */
    private static final EventSelector MANAGEMENT = EventSelector.builder()
            .readWriteType(ReadWriteType.ALL)
            .includeManagementEvents(true)
            .build();

    final Trail described;
    List<EventSelector> selectors = List.of(MANAGEMENT);
    List<AdvancedEventSelector> advanced = List.of();

    /** Since when it logs, or logged last; null if it never did. */
    private Instant started;

    /** Null while it logs. */
    private Instant stopped;

    SimulatedTrail(Context context, CreateTrailRequest request) {
        boolean everywhere = Boolean.TRUE.equals(request.isMultiRegionTrail());
        this.described = Trail.builder()
                .name(request.name())
                .trailARN(context.arn("cloudtrail", "trail/" + request.name()))
                .s3BucketName(request.s3BucketName())
                .s3KeyPrefix(request.s3KeyPrefix())
                .homeRegion(context.region())
                .isMultiRegionTrail(everywhere)
                .includeGlobalServiceEvents(!Boolean.FALSE.equals(request.includeGlobalServiceEvents()))
                .isOrganizationTrail(Boolean.TRUE.equals(request.isOrganizationTrail()))
                .logFileValidationEnabled(Boolean.TRUE.equals(request.enableLogFileValidation()))
                .build();
    }

    /** Whether what happens in {@code region} is logged by it, when it logs. */
    boolean covers(String region) {
        return described.isMultiRegionTrail() || described.homeRegion().equals(region);
    }

    boolean isCalled(String nameOrArn, String region) {
        return described.trailARN().equals(nameOrArn)
                || (described.homeRegion().equals(region) && described.name().equals(nameOrArn));
    }

    boolean logs() {
        return started != null && stopped == null;
    }

    void start(Instant now) {
        if (!logs()) {
            started = now;
            stopped = null;
        }
    }

    void stop(Instant now) {
        if (logs()) {
            stopped = now;
        }
    }

    GetEventSelectorsResponse selected() {
        return GetEventSelectorsResponse.builder()
                .trailARN(described.trailARN())
                .eventSelectors(selectors)
                .advancedEventSelectors(advanced)
                .build();
    }

    GetTrailStatusResponse status(Context context) {
        String failing = CloudTrailScripts.delivery(context.region(), described.name());
        Optional<String> error = context.scripts().get(failing);
        Instant until = logs() ? context.now() : stopped;
        Instant delivered = context.scripts()
                .since(failing)
                .filter(since -> until != null && since.isBefore(until))
                .orElse(until);
        return GetTrailStatusResponse.builder()
                .isLogging(logs())
                .startLoggingTime(started)
                .stopLoggingTime(stopped)
                .latestDeliveryError(error.orElse(null))
                .latestDeliveryTime(delivered == null ? null : deliveredBefore(delivered))
                .build();
    }

    /** The last delivery before {@code instant}: one every few minutes since it began to log. */
    private Instant deliveredBefore(Instant instant) {
        long deliveries = Duration.between(started, instant).dividedBy(DELIVERY);
        return deliveries < 1 ? null : started.plus(DELIVERY.multipliedBy(deliveries));
    }
}
