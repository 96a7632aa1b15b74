package io.labelmint.dr.observatory;

import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessAdvisorUsageGranularityType;

/**
 * Has IAM write a report on what a role used of what its policies allow, down to tracked actions, and says how the report is
 * called; {@link LastAccessed} reads it. Nothing of the account is changed: IAM counts asking for a report among what reads
 * (Service Authorization Reference, "Actions defined by AWS Identity and Access Management",
 * GenerateServiceLastAccessedDetails: access level Read), and asked twice it writes two, which nobody has to delete.
 *
 * @param region whose client asks; {@code us-east-1}, where IAM is homed
 * @param role ARN of the role
 */
public record AccessReport(String region, String role) implements Query<String> {
    private static final Api API = Api.unpublished("iam", "GenerateServiceLastAccessedDetails");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public String fetch(Pages pages) {
        pages.count();
        return pages.client(IamClient.class)
                .generateServiceLastAccessedDetails(
                        request -> request.arn(role).granularity(AccessAdvisorUsageGranularityType.ACTION_LEVEL))
                .jobId();
    }
}
