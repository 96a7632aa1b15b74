package io.labelmint.dr.observatory;

import io.labelmint.dr.Problem;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.GetServiceLastAccessedDetailsResponse;
import software.amazon.awssdk.services.iam.model.JobStatusType;
import software.amazon.awssdk.services.iam.model.ServiceLastAccessed;

/**
 * What an {@link AccessReport} says: each service the policies of a role allow it to use, when it last did, and the same of those
 * actions that are tracked. IAM writes the report in its own time, in seconds as a rule; until then the question is put off.
 * It knows of attempts of at least the last 400 days, refused ones too, usually within four hours (IAM API Reference,
 * GenerateServiceLastAccessedDetails and GetServiceLastAccessedDetails).
 *
 * @param region whose client asks; {@code us-east-1}, where IAM is homed
 * @param report what the report is called
 */
public record LastAccessed(String region, String report) implements Query<List<ServiceLastAccessed>> {
    /** MaxItems of GetServiceLastAccessedDetails is 1 to 1000, and 100 when left out (API Reference). */
    private static final int LARGEST_PAGE = 1_000;

    private static final Api API = Api.unpublished("iam", "GetServiceLastAccessedDetails");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<ServiceLastAccessed> fetch(Pages pages) {
        IamClient iam = pages.client(IamClient.class);
        return Paged.all(
                pages,
                marker -> written(iam.getServiceLastAccessedDetails(
                        request -> request.jobId(report).maxItems(LARGEST_PAGE).marker(marker))),
                GetServiceLastAccessedDetailsResponse::servicesLastAccessed,
                page -> Boolean.TRUE.equals(page.isTruncated()) ? page.marker() : null);
    }

    private static GetServiceLastAccessedDetailsResponse written(GetServiceLastAccessedDetailsResponse page) {
        if (page.jobStatus() == JobStatusType.COMPLETED) {
            return page;
        }
        boolean failed = page.jobStatus() == JobStatusType.FAILED;
        throw new NoAnswerYet(
                Problem.of(
                        "iam.no-report",
                        failed
                                ? "IAM could not write its report on what was used"
                                        + (page.error() == null
                                                ? "."
                                                : ": " + page.error().message())
                                : "IAM has been writing its report on what was used since " + page.jobCreationDate()
                                        + ".",
                        "Run the review again later."),
                failed ? Instant.MIN : page.jobCreationDate());
    }
}
