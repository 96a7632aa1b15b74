package io.labelmint.dr.observatory;

import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeInfo;

/**
 * How far a change of record sets has come: {@code PENDING}, or {@code INSYNC} when all DNS servers know it.
 *
 * @param region whose client asks; {@code us-east-1}, so that a silence counts for the region that is silent
 * @param change its id, which the change was answered with
 */
public record RecordChange(String region, String change) implements Query<ChangeInfo> {
    private static final Api API = Api.published("route53", "GetChange", RecordSets.PER_SECOND);

    @Override
    public Api api() {
        return API;
    }

    @Override
    public ChangeInfo fetch(Pages pages) {
        pages.count();
        return pages.client(Route53Client.class)
                .getChange(request -> request.id(change))
                .changeInfo();
    }
}
