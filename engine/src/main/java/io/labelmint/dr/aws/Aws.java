package io.labelmint.dr.aws;

import software.amazon.awssdk.core.SdkClient;

/**
 * Where clients of AWS come from: the real SDK clients, or the simulator's. One client per service and region, built
 * once; callers do not close them.
 */
@FunctionalInterface
public interface Aws {
    /** The client of type {@code type} that talks to {@code region}. */
    <C extends SdkClient> C client(Class<C> type, String region);
}
