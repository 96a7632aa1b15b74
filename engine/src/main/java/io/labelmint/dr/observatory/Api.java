package io.labelmint.dr.observatory;

import java.time.Duration;

/**
 * An operation of AWS that reads, and how often the product may call it: a tenth of what AWS publishes, because the
 * account belongs to its owner's other tools too.
 *
 * @param service IAM prefix of the service
 * @param operation name in the AWS API
 * @param every time between two calls in the long run, per region
 * @param burst calls that may be made at once after a quiet time
 * @param shared whether the budget is the service's, shared by all its operations without a published rate
 */
public record Api(String service, String operation, Duration every, int burst, boolean shared) {

    /** The share of a published rate the product allows itself. */
    private static final double SHARE = 0.1;

    /** One list call per ten seconds, service and region, where AWS publishes no rate; a start may take twelve at once. */
    private static final Duration UNPUBLISHED_EVERY = Duration.ofSeconds(10);

    private static final int UNPUBLISHED_BURST = 12;

    /** An operation without a published rate. */
    public static Api unpublished(String service, String operation) {
        return new Api(service, operation, UNPUBLISHED_EVERY, UNPUBLISHED_BURST, true);
    }

    /** An operation for which AWS publishes {@code perSecond} requests per second, account and region. */
    public static Api published(String service, String operation, double perSecond) {
        long nanos = (long) (1e9 / (perSecond * SHARE));
        return new Api(service, operation, Duration.ofNanos(nanos), Math.max(1, (int) Math.round(perSecond)), false);
    }

    String bucket() {
        return shared ? service : service + ":" + operation;
    }

    @Override
    public String toString() {
        return service + ":" + operation;
    }
}
