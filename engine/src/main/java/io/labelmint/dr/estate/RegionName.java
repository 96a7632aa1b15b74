package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Nearest;
import io.labelmint.dr.estate.yaml.Quoted;
import io.labelmint.dr.estate.yaml.ScalarType;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;

/** The name of an AWS region the SDK knows; a pattern alone would let {@code us-esat-1} pass. */
final class RegionName extends ScalarType<String> {
    /** Where a controller is that no region can take away. */
    static final String OUTSIDE_AWS = "outside-aws";

    static final RegionName REGION = new RegionName(false, "us-east-1");
    static final RegionName REGION_OR_OUTSIDE = new RegionName(true, "us-west-2");

    private static final String PATTERN = "[a-z]{2,4}(?:-[a-z]{2,12}){1,3}-[0-9]{1,2}";
    private static final List<String> NAMES = Region.regions().stream()
            .filter(region -> !region.isGlobalRegion())
            .map(Region::id)
            .filter(name -> name.matches(PATTERN))
            .toList();

    private final boolean outsideToo;
    private final String example;

    private RegionName(boolean outsideToo, String example) {
        this.outsideToo = outsideToo;
        this.example = example;
    }

    RegionName like(String betterExample) {
        return new RegionName(outsideToo, betterExample);
    }

    /** The partition {@code region} is in: {@code aws}, {@code aws-us-gov}, {@code aws-cn} and so on. */
    static String partition(String region) {
        return RegionMetadata.of(Region.of(region)).partition().id();
    }

    @Override
    protected Optional<String> parse(String text) {
        return NAMES.contains(text) || (outsideToo && text.equals(OUTSIDE_AWS)) ? Optional.of(text) : Optional.empty();
    }

    @Override
    protected String why(String text) {
        String meant = Nearest.to(text, NAMES)
                .map(name -> " (did you mean " + name + "?)")
                .orElse("");
        return "is " + Quoted.of(text) + ", which is not " + noun() + meant;
    }

    @Override
    protected String pattern() {
        return outsideToo ? PATTERN + "|" + OUTSIDE_AWS : PATTERN;
    }

    @Override
    public String noun() {
        return outsideToo ? "an AWS region or " + OUTSIDE_AWS : "an AWS region";
    }

    @Override
    public String example() {
        return example;
    }
}
