package io.labelmint.dr.observatory;

import software.amazon.awssdk.core.SdkClient;

/** How a query reaches AWS: clients, and the counter of the requests it makes. */
public interface Pages {
    /** The reading client of the region. */
    <C extends SdkClient> C client(Class<C> type);

    /** Counts one request; call it for every page, before it is asked for. */
    void count();
}
