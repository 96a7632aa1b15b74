package io.labelmint.dr.observatory;

import java.util.List;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.cloudtrail.model.Trail;

/**
 * The trails of CloudTrail that record a region: its own, and those of all regions and of the organization, which other
 * regions are the home of and which are shown here as shadow trails (AWS CloudTrail API Reference, DescribeTrails,
 * includeShadowTrails).
 *
 * @param region the region
 */
public record Trails(String region) implements Query<List<Trail>> {
    private static final Api API = Api.unpublished("cloudtrail", "DescribeTrails");

    @Override
    public Api api() {
        return API;
    }

    @Override
    public List<Trail> fetch(Pages pages) {
        pages.count();
        return pages.client(CloudTrailClient.class)
                .describeTrails(request -> request.includeShadowTrails(true))
                .trailList();
    }
}
