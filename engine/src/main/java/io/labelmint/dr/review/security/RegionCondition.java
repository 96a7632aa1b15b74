package io.labelmint.dr.review.security;

import io.labelmint.dr.review.security.IdentityRights.Answer;
import java.util.List;
import java.util.Map;

/**
 * Whether the conditions of a statement are fulfilled by a request of which only the region is known: by what is said of
 * {@code aws:RequestedRegion} (IAM User Guide, "AWS global condition context keys" and "String condition operators").
 */
final class RegionCondition {
    private static final String REGION = "aws:RequestedRegion";

    private RegionCondition() {}

    /** Yes if they are, no if one is not, and with conditions if that depends on anything else. */
    static Answer of(PolicyStatement statement, String region) {
        Answer all = Answer.YES;
        for (Map.Entry<String, Map<String, List<String>>> operator :
                statement.conditions().entrySet()) {
            for (Map.Entry<String, List<String>> key : operator.getValue().entrySet()) {
                Answer one = key.getKey().equalsIgnoreCase(REGION)
                        ? of(operator.getKey(), key.getValue(), region)
                        : Answer.WITH_CONDITIONS;
                all = one.compareTo(all) < 0 ? one : all;
            }
        }
        return all;
    }

    private static Answer of(String operator, List<String> values, String region) {
        boolean named = values.stream().anyMatch(value -> PolicyStatement.matches(value, region));
        return switch (operator) {
            case "StringEquals", "StringEqualsIgnoreCase", "StringLike" -> named ? Answer.YES : Answer.NO;
            case "StringNotEquals", "StringNotEqualsIgnoreCase", "StringNotLike" -> named ? Answer.NO : Answer.YES;
            default -> Answer.WITH_CONDITIONS;
        };
    }
}
