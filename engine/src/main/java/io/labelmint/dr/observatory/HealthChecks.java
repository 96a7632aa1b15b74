package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HealthCheck;
import software.amazon.awssdk.services.route53.model.ListHealthChecksResponse;

/**
 * All health checks of the account: how they are set, not what they find. As with {@link RecordSets}, the control plane answers.
 *
 * @param region whose client asks; {@code us-east-1}, so that a silence counts for the region that is silent
 */
public record HealthChecks(String region) implements Query<List<HealthCheck>> {
    private static final Api API = Api.published("route53", "ListHealthChecks", RecordSets.PER_SECOND);

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<HealthCheck> fetch(Pages pages) {
        Route53Client route53 = pages.client(Route53Client.class);
        return Paged.all(
                pages,
                marker -> route53.listHealthChecks(request -> request.marker(marker)),
                ListHealthChecksResponse::healthChecks,
                ListHealthChecksResponse::nextMarker);
    }
}
