package io.labelmint.dr.aws;

import java.net.URI;
import software.amazon.awssdk.core.SdkClient;

/**
 * Where clients of AWS come from: the real SDK clients, or the simulator's. One client per service and region, built
 * once; callers do not close them.
 */
@FunctionalInterface
public interface Aws {
    /** The client of type {@code type} that talks to {@code region}. */
    <C extends SdkClient> C client(Class<C> type, String region);

    /**
     * The client of type {@code type} that talks to {@code endpoint}, for a service that has no address of its own in {@code
     * region}, such as a cluster of ARC. Where a region has one endpoint only, as in the simulator, the region names it.
     */
    default <C extends SdkClient> C client(Class<C> type, String region, URI endpoint) {
        return client(type, region);
    }
}
