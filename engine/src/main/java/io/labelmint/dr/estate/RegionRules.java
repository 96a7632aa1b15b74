package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Mistakes;
import io.labelmint.dr.estate.yaml.Section;
import java.util.Optional;

/** What must hold between the regions. */
final class RegionRules {
    private RegionRules() {}

    static void check(Section estate, Mistakes mistakes) {
        Section regions = estate.section(EstateKeys.REGIONS);
        Optional<String> primary = primary(estate);
        Optional<String> dr = dr(estate);
        if (primary.isPresent() && dr.isPresent()) {
            if (primary.equals(dr)) {
                mistakes.add(
                        regions.at(EstateKeys.DR),
                        "estate.one-region",
                        "Both regions are " + dr.get() + ", so losing it loses everything.",
                        "Choose another region for regions.dr, for example "
                                + (dr.get().equals("us-west-2") ? "us-east-1" : "us-west-2") + ".");
            } else if (!RegionName.partition(primary.get()).equals(RegionName.partition(dr.get()))) {
                // AWS fault isolation boundaries, "Partitions": no credentials and no replication cross one.
                mistakes.add(
                        regions.at(EstateKeys.DR),
                        "estate.two-partitions",
                        primary.get() + " and " + dr.get() + " are in different partitions of AWS, between which"
                                + " nothing replicates.",
                        "Choose two regions of the partition " + RegionName.partition(primary.get()) + ".");
            }
        }
        Section controller = estate.section(EstateKeys.CONTROLLER);
        if (primary.isPresent() && controller.get(EstateKeys.CONTROLLER_REGION).equals(primary)) {
            mistakes.add(
                    controller.at(EstateKeys.CONTROLLER_REGION),
                    "estate.controller-in-primary",
                    "The Jenkins controller is in " + primary.get() + ", the region whose loss it is to survive.",
                    "Run the controller in "
                            + dr.filter(region -> !dr.equals(primary)).orElse("another region") + " or "
                            + RegionName.OUTSIDE_AWS + ", and write that here.");
        }
    }

    static Optional<String> primary(Section estate) {
        return estate.section(EstateKeys.REGIONS).get(EstateKeys.PRIMARY);
    }

    static Optional<String> dr(Section estate) {
        return estate.section(EstateKeys.REGIONS).get(EstateKeys.DR);
    }
}
