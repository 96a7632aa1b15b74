package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.ListHostedZonesResponse;

/**
 * All hosted zones of the account, public and private. As with {@link RecordSets}, the control plane answers.
 *
 * @param region whose client asks; {@code us-east-1}, so that a silence counts for the region that is silent
 */
public record HostedZones(String region) implements Query<List<HostedZone>> {
    private static final Api API = Api.published("route53", "ListHostedZones", RecordSets.PER_SECOND);

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<HostedZone> fetch(Pages pages) {
        Route53Client route53 = pages.client(Route53Client.class);
        return Paged.all(
                pages,
                marker -> route53.listHostedZones(request -> request.marker(marker)),
                ListHostedZonesResponse::hostedZones,
                ListHostedZonesResponse::nextMarker);
    }
}
