package io.labelmint.dr.simulator.iam;

import io.labelmint.dr.simulator.core.AwsError;
import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import software.amazon.awssdk.services.iam.model.AccessAdvisorUsageGranularityType;
import software.amazon.awssdk.services.iam.model.GenerateServiceLastAccessedDetailsRequest;
import software.amazon.awssdk.services.iam.model.GenerateServiceLastAccessedDetailsResponse;
import software.amazon.awssdk.services.iam.model.GetServiceLastAccessedDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetServiceLastAccessedDetailsResponse;
import software.amazon.awssdk.services.iam.model.InvalidInputException;
import software.amazon.awssdk.services.iam.model.JobStatusType;
import software.amazon.awssdk.services.iam.model.ServiceLastAccessed;
import software.amazon.awssdk.services.iam.model.TrackedActionLastAccessed;

/**
 * Reports on what of a principal's permissions was used: an asynchronous job, whose report lists each service the permissions
 * policies allow, and of tracked actions those they allow, with the last attempt if there was one (IAM API Reference,
 * GenerateServiceLastAccessedDetails and GetServiceLastAccessedDetails). Nobody uses anything in a simulated account until
 * {@link IamScripts#used} says so: requests are not signed.
 */
final class AccessReports {
    /** In the example of the API reference (GetServiceLastAccessedDetails) a report takes four seconds. */
    private static final Duration WRITING = Duration.ofSeconds(4);

    /** "Recent activity usually appears within four hours": API reference, GenerateServiceLastAccessedDetails. */
    private static final Duration APPEARING = Duration.ofHours(4);

    private static final int USUAL_PAGE = 100;

    /** Tracked actions change something ("management actions"); a few of those there are, by the service. */
    private static final Map<String, List<String>> TRACKED = new TreeMap<>(Map.of(
            "backup", List.of("StartBackupJob", "StartCopyJob"),
            "ec2", List.of("RunInstances", "TerminateInstances"),
            "iam", List.of("CreateUser", "PutRolePolicy"),
            "kms", List.of("DisableKey", "ScheduleKeyDeletion"),
            "rds", List.of("CopyDBSnapshot", "CreateDBSnapshot", "DeleteDBCluster", "DeleteDBSnapshot"),
            "s3", List.of("CreateBucket", "DeleteBucket"),
            "sqs", List.of()));

    /** A report somebody asked for, on the policies of that moment. */
    private record Asked(String principal, List<PolicyDocument> policies, boolean actions, Instant at) {}

    private final Map<String, Asked> reports = new TreeMap<>();
    private final Function<String, List<PolicyDocument>> policies;

    /**
     * Reports.
     *
     * @param policies those of a principal by its ARN; AWS's error if there is none
     */
    AccessReports(Function<String, List<PolicyDocument>> policies) {
        this.policies = policies;
    }

    void declare(Operations operations) {
        operations
                .change(
                        "GenerateServiceLastAccessedDetails",
                        GenerateServiceLastAccessedDetailsRequest.class,
                        this::generate)
                .read("GetServiceLastAccessedDetails", GetServiceLastAccessedDetailsRequest.class, this::get);
    }

    private GenerateServiceLastAccessedDetailsResponse generate(
            Context context, GenerateServiceLastAccessedDetailsRequest request) {
        String job = new UUID(0, context.sequence()).toString();
        boolean actions = request.granularity() == AccessAdvisorUsageGranularityType.ACTION_LEVEL;
        reports.put(job, new Asked(request.arn(), policies.apply(request.arn()), actions, context.now()));
        return GenerateServiceLastAccessedDetailsResponse.builder().jobId(job).build();
    }

    private GetServiceLastAccessedDetailsResponse get(Context context, GetServiceLastAccessedDetailsRequest request) {
        Asked asked = Optional.ofNullable(reports.get(request.jobId()))
                .orElseThrow(() -> IamErrors.notFound("Requested jobId does not exist."));
        if (context.now().isBefore(asked.at.plus(WRITING))) {
            return GetServiceLastAccessedDetailsResponse.builder()
                    .jobStatus(JobStatusType.IN_PROGRESS)
                    .jobCreationDate(asked.at)
                    .build();
        }
        Context then = context.at(asked.at);
        int size = request.maxItems() == null ? USUAL_PAGE : request.maxItems();
        Page<ServiceLastAccessed> page = Page.of(
                        services(then, asked), ServiceLastAccessed::serviceNamespace, request.marker(), size)
                .orElseThrow(() ->
                        AwsError.of(InvalidInputException.builder(), "Iam", "InvalidInput", 400, "Invalid Marker."));
        return GetServiceLastAccessedDetailsResponse.builder()
                .jobStatus(JobStatusType.COMPLETED)
                .jobCreationDate(asked.at)
                .jobCompletionDate(asked.at.plus(WRITING))
                .servicesLastAccessed(page.items())
                .isTruncated(page.marker() != null)
                .marker(page.marker())
                .build();
    }

    private List<ServiceLastAccessed> services(Context context, Asked asked) {
        List<PolicyDocument> of = asked.policies;
        TreeSet<String> names = new TreeSet<>(TRACKED.keySet());
        of.forEach(policy -> names.addAll(policy.services()));
        List<ServiceLastAccessed> services = new ArrayList<>();
        for (String name : names) {
            if (of.stream().noneMatch(policy -> policy.mayUse(name))) {
                continue;
            }
            List<TrackedActionLastAccessed> actions = TRACKED.getOrDefault(name, List.of()).stream()
                    .filter(action -> of.stream().anyMatch(policy -> policy.mayAllow(name + ":" + action)))
                    .map(action -> TrackedActionLastAccessed.builder()
                            .actionName(action)
                            .lastAccessedTime(used(context, asked.principal, name + ":" + action)
                                    .orElse(null))
                            .build())
                    .toList();
            services.add(ServiceLastAccessed.builder()
                    .serviceName(name)
                    .serviceNamespace(name)
                    .lastAuthenticated(actions.stream()
                            .map(TrackedActionLastAccessed::lastAccessedTime)
                            .filter(at -> at != null)
                            .max(Instant::compareTo)
                            .or(() -> used(context, asked.principal, name))
                            .orElse(null))
                    .trackedActionsLastAccessed(asked.actions ? actions : null)
                    .build());
        }
        return services;
    }

    private static Optional<Instant> used(Context context, String principal, String what) {
        return context.scripts()
                .since(IamScripts.usage(principal, what))
                .filter(at -> !at.plus(APPEARING).isAfter(context.now()));
    }
}
