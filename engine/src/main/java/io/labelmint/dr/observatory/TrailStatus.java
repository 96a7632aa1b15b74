package io.labelmint.dr.observatory;

import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusResponse;

/**
 * Whether a trail of CloudTrail is logging now, and how its last deliveries went, in one region: "to return trail status
 * from all Regions, you must call the operation on each Region" (AWS CloudTrail API Reference, GetTrailStatus).
 *
 * @param region the region
 * @param trail ARN of the trail, by which shadow trails are known too
 */
public record TrailStatus(String region, String trail) implements Query<GetTrailStatusResponse> {
    private static final Api API = Api.unpublished("cloudtrail", "GetTrailStatus");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public GetTrailStatusResponse fetch(Pages pages) {
        pages.count();
        return pages.client(CloudTrailClient.class).getTrailStatus(request -> request.name(trail));
    }
}
