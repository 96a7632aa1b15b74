package io.labelmint.dr.observatory;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * All record sets of a hosted zone. Route 53's control plane answers, which is in us-east-1: for plans and checks, never on the
 * way of a failover.
 *
 * @param region whose client asks; {@code us-east-1}, so that a silence counts for the region that is silent
 * @param hostedZone id of the zone
 */
public record RecordSets(String region, String hostedZone) implements Query<List<ResourceRecordSet>> {
    /** "Five requests per second per AWS account", all operations together (Route 53 developer guide, "Quotas"). */
    static final double PER_SECOND = 5;

    private static final Api API = Api.published("route53", "ListResourceRecordSets", PER_SECOND);

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<ResourceRecordSet> fetch(Pages pages) {
        Route53Client route53 = pages.client(Route53Client.class);
        List<ResourceRecordSet> all = new ArrayList<>();
        ListResourceRecordSetsRequest next =
                ListResourceRecordSetsRequest.builder().hostedZoneId(hostedZone).build();
        while (true) {
            pages.count();
            ListResourceRecordSetsResponse page = route53.listResourceRecordSets(next);
            all.addAll(page.resourceRecordSets());
            if (!Boolean.TRUE.equals(page.isTruncated())) {
                return all;
            }
            next = next.toBuilder()
                    .startRecordName(page.nextRecordName())
                    .startRecordType(page.nextRecordType())
                    .startRecordIdentifier(page.nextRecordIdentifier())
                    .build();
        }
    }
}
