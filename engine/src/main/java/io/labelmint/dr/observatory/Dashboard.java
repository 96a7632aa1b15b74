package io.labelmint.dr.observatory;

import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.DashboardNotFoundErrorException;

/**
 * The body of a CloudWatch dashboard, as JSON; empty if there is none of that name.
 *
 * @param region the region
 * @param name its name
 */
public record Dashboard(String region, String name) implements Query<Optional<String>> {
    /** Ours: a review asks for four a region, and other tools of the account ask for theirs. */
    private static final Api API = Api.published("cloudwatch", "GetDashboard", 10);

    @Override
    public Api api() {
        return API;
    }

    @Override
    public Optional<String> fetch(Pages pages) {
        pages.count();
        try {
            return Optional.of(pages.client(CloudWatchClient.class)
                    .getDashboard(request -> request.dashboardName(name))
                    .dashboardBody());
        } catch (DashboardNotFoundErrorException e) {
            return Optional.empty();
        }
    }
}
