package io.labelmint.dr.observatory;

import java.net.URI;
import java.util.List;
import software.amazon.awssdk.services.route53recoverycluster.Route53RecoveryClusterClient;
import software.amazon.awssdk.services.route53recoverycluster.model.ListRoutingControlsResponse;
import software.amazon.awssdk.services.route53recoverycluster.model.RoutingControl;

/**
 * The routing controls of a control panel with their states, as one endpoint of their cluster knows them. Any of the five may be
 * silent; who wants an answer asks the next.
 *
 * @param region region of the endpoint
 * @param endpoint its URL
 * @param controlPanel ARN of the control panel
 */
public record RoutingControls(String region, String endpoint, String controlPanel)
        implements Query<List<RoutingControl>> {
    private static final Api API = Api.unpublished("route53-recovery-cluster", "ListRoutingControls");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<RoutingControl> fetch(Pages pages) {
        Route53RecoveryClusterClient cluster = pages.client(Route53RecoveryClusterClient.class, URI.create(endpoint));
        return Paged.all(
                pages,
                token -> cluster.listRoutingControls(
                        request -> request.controlPanelArn(controlPanel).nextToken(token)),
                ListRoutingControlsResponse::routingControls,
                ListRoutingControlsResponse::nextToken);
    }
}
