package io.labelmint.dr.simulator.backup;

import io.labelmint.dr.simulator.core.RequestJson;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * The idempotency tokens of one operation: "Retrying a successful request with the same idempotency token results in a
 * success message with no action taken" (API reference, StartBackupJob and StartCopyJob). AWS does not say for how long;
 * here for ever. Nor does it say what the same token with other parameters does; here that is refused.
 */
final class Tokens {
    private final Map<String, Use> uses = new HashMap<>();

    /** The id of the job that an earlier, equal request with {@code token} started. */
    Optional<String> repeated(String region, String token, AwsRequest request) {
        Use use = token == null ? null : uses.get(region + "/" + token);
        if (use == null) {
            return Optional.empty();
        }
        if (!use.params.equals(RequestJson.write(request))) {
            throw BackupErrors.invalidValue("The idempotency token " + token + " was used with other parameters");
        }
        return Optional.of(use.job);
    }

    void used(String region, String token, AwsRequest request, String job) {
        if (token != null) {
            uses.put(region + "/" + token, new Use(RequestJson.write(request), job));
        }
    }

    private record Use(Map<String, Object> params, String job) {}
}
