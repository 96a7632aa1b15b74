package io.labelmint.dr.simulator.cloudtrail;

import io.labelmint.dr.simulator.core.AwsError;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Rate;
import io.labelmint.dr.simulator.core.Regional;
import io.labelmint.dr.simulator.core.Service;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.CloudTrailException;
import software.amazon.awssdk.services.cloudtrail.model.CreateTrailRequest;
import software.amazon.awssdk.services.cloudtrail.model.CreateTrailResponse;
import software.amazon.awssdk.services.cloudtrail.model.DescribeTrailsRequest;
import software.amazon.awssdk.services.cloudtrail.model.DescribeTrailsResponse;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsRequest;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusRequest;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusResponse;
import software.amazon.awssdk.services.cloudtrail.model.InvalidHomeRegionException;
import software.amazon.awssdk.services.cloudtrail.model.InvalidTrailNameException;
import software.amazon.awssdk.services.cloudtrail.model.PutEventSelectorsRequest;
import software.amazon.awssdk.services.cloudtrail.model.PutEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.StartLoggingRequest;
import software.amazon.awssdk.services.cloudtrail.model.StartLoggingResponse;
import software.amazon.awssdk.services.cloudtrail.model.StopLoggingRequest;
import software.amazon.awssdk.services.cloudtrail.model.StopLoggingResponse;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.cloudtrail.model.TrailAlreadyExistsException;
import software.amazon.awssdk.services.cloudtrail.model.TrailNotFoundException;

/**
 * Simulated AWS CloudTrail: trails, whether they log, and which events. No log is written, and the bucket of a trail, which
 * may be another account's, is not looked at.
 */
public final class CloudTrailSimulator implements Service {
    /** API reference, CreateTrail, Name: 3 to 128 letters, digits, dots, underscores and dashes, first and last no sign. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{1,126}[a-zA-Z0-9]");

    private final Regional<SimulatedTrail> trails = new Regional<>();

    @Override
    public String name() {
        return "cloudtrail";
    }

    @Override
    public Class<? extends SdkClient> clientType() {
        return CloudTrailClient.class;
    }

    @Override
    public void declare(Operations operations) {
        operations
                .change("CreateTrail", CreateTrailRequest.class, this::create)
                .change("StartLogging", StartLoggingRequest.class, this::start)
                .change("StopLogging", StopLoggingRequest.class, this::stop)
                .change("PutEventSelectors", PutEventSelectorsRequest.class, this::select)
                .read("DescribeTrails", DescribeTrailsRequest.class, this::describe)
                .read("GetTrailStatus", GetTrailStatusRequest.class, this::status)
                .read("GetEventSelectors", GetEventSelectorsRequest.class, this::selectors);
    }

    @Override
    public AwsServiceException.Builder error() {
        return CloudTrailException.builder();
    }

    /** "Transactions per second": CloudTrail user guide, "Quotas"; what is named there is 10, and 1 for what changes trails. */
    @Override
    public Rate rate(String operation) {
        boolean reads = operation.startsWith("Describe") || operation.startsWith("Get");
        return reads ? new Rate(operation, 10, 10) : new Rate(operation, 1, 1);
    }

    @Override
    public List<String> inventory(Instant now) {
        return trails.all().stream()
                .map(trail -> trail.described.homeRegion() + " cloudtrail trail " + trail.described.name()
                        + " everywhere=" + trail.described.isMultiRegionTrail() + " logs=" + trail.logs())
                .toList();
    }

    /** A trail logs nothing before StartLogging: API reference, StartLogging. */
    private CreateTrailResponse create(Context context, CreateTrailRequest request) {
        if (request.name() == null || !NAME.matcher(request.name()).matches()) {
            throw AwsError.of(
                    InvalidTrailNameException.builder(),
                    "CloudTrail",
                    "InvalidTrailNameException",
                    400,
                    "Invalid trail name: " + request.name());
        }
        if (trails.find(context.region(), request.name()).isPresent()) {
            throw AwsError.of(
                    TrailAlreadyExistsException.builder(),
                    "CloudTrail",
                    "TrailAlreadyExistsException",
                    400,
                    "Trail " + request.name() + " already exists.");
        }
        SimulatedTrail trail = new SimulatedTrail(context, request);
        trails.put(context.region(), request.name(), trail);
        Trail described = trail.described;
        return CreateTrailResponse.builder()
                .name(described.name())
                .trailARN(described.trailARN())
                .s3BucketName(described.s3BucketName())
                .isMultiRegionTrail(described.isMultiRegionTrail())
                .logFileValidationEnabled(described.logFileValidationEnabled())
                .build();
    }

    private StartLoggingResponse start(Context context, StartLoggingRequest request) {
        atHome(context, request.name()).start(context.now());
        return StartLoggingResponse.builder().build();
    }

    private StopLoggingResponse stop(Context context, StopLoggingRequest request) {
        atHome(context, request.name()).stop(context.now());
        return StopLoggingResponse.builder().build();
    }

    /** Selectors of either form replace those of the other: API reference, PutEventSelectors, AdvancedEventSelectors. */
    private PutEventSelectorsResponse select(Context context, PutEventSelectorsRequest request) {
        SimulatedTrail trail = atHome(context, request.trailName());
        trail.selectors = request.eventSelectors();
        trail.advanced = request.advancedEventSelectors();
        return PutEventSelectorsResponse.builder()
                .trailARN(trail.described.trailARN())
                .eventSelectors(trail.selectors)
                .advancedEventSelectors(trail.advanced)
                .build();
    }

    /** Those of other regions that log here too are shadow trails: API reference, DescribeTrails, includeShadowTrails. */
    private DescribeTrailsResponse describe(Context context, DescribeTrailsRequest request) {
        return DescribeTrailsResponse.builder()
                .trailList(trails.all().stream()
                        .filter(trail -> trail.covers(context.region()))
                        .filter(trail -> !Boolean.FALSE.equals(request.includeShadowTrails())
                                || trail.described.homeRegion().equals(context.region()))
                        .filter(trail -> request.trailNameList().isEmpty()
                                || request.trailNameList().stream()
                                        .anyMatch(name -> trail.isCalled(name, context.region())))
                        .map(trail -> trail.described)
                        .toList())
                .build();
    }

    private GetTrailStatusResponse status(Context context, GetTrailStatusRequest request) {
        return seen(context, request.name()).status(context);
    }

    private GetEventSelectorsResponse selectors(Context context, GetEventSelectorsRequest request) {
        return seen(context, request.trailName()).selected();
    }

    /** The trail {@code name}, if the region is its home or it logs there. */
    private SimulatedTrail seen(Context context, String name) {
        return trails.all().stream()
                .filter(trail -> trail.covers(context.region()) && trail.isCalled(name, context.region()))
                .findFirst()
                .orElseThrow(() -> AwsError.of(
                        TrailNotFoundException.builder(),
                        "CloudTrail",
                        "TrailNotFoundException",
                        400,
                        "Unknown trail: " + name));
    }

    /** "This exception is thrown when an operation is called on a trail from a Region other than" its home: Errors. */
    private SimulatedTrail atHome(Context context, String name) {
        SimulatedTrail trail = seen(context, name);
        if (!trail.described.homeRegion().equals(context.region())) {
            throw AwsError.of(
                    InvalidHomeRegionException.builder(),
                    "CloudTrail",
                    "InvalidHomeRegionException",
                    400,
                    "Trail " + name + " must be changed in " + trail.described.homeRegion() + ".");
        }
        return trail;
    }
}
