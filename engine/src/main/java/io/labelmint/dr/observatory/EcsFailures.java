package io.labelmint.dr.observatory;

import io.labelmint.dr.aws.UnreadableException;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.Failure;

/**
 * What Describe operations of ECS say instead of an error. MISSING is that there is no such thing (Amazon ECS API Reference,
 * "API failure reasons"); anything else leaves it unknown.
 */
final class EcsFailures {
    private static final String MISSING = "MISSING";

    private EcsFailures() {}

    static void requireOnlyMissing(List<Failure> failures) {
        failures.stream()
                .filter(failure -> !MISSING.equals(failure.reason()))
                .findFirst()
                .ifPresent(failure -> {
                    throw new UnreadableException(
                            "ECS cannot describe " + failure.arn() + ": " + failure.reason(), null);
                });
    }
}
