package io.labelmint.dr.simulator.cloudtrail;

import io.labelmint.dr.simulator.core.Script;

/** What can be scripted about CloudTrail. */
public final class CloudTrailScripts {
    private CloudTrailScripts() {}

    /** What the trail {@code name} records in {@code region} is delivered no more, because of {@code error}, as S3 calls it. */
    public static Script deliveryFails(String region, String name, String error) {
        return new Script(delivery(region, name), error);
    }

    static String delivery(String region, String name) {
        return "cloudtrail.delivery." + region + "." + name;
    }
}
