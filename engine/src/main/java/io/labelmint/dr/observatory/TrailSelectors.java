package io.labelmint.dr.observatory;

import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;

/**
 * Which events a trail of CloudTrail logs (AWS CloudTrail API Reference, GetEventSelectors). They are set at the home of the
 * trail, and best asked for there.
 *
 * @param region the region
 * @param trail ARN of the trail
 */
public record TrailSelectors(String region, String trail) implements Query<GetEventSelectorsResponse> {
    private static final Api API = Api.unpublished("cloudtrail", "GetEventSelectors");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public GetEventSelectorsResponse fetch(Pages pages) {
        pages.count();
        return pages.client(CloudTrailClient.class).getEventSelectors(request -> request.trailName(trail));
    }
}
