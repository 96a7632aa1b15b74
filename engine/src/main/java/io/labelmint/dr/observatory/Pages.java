package io.labelmint.dr.observatory;

import io.labelmint.dr.outside.WebGet;
import java.net.URI;
import software.amazon.awssdk.core.SdkClient;

/** How a query reaches AWS: clients, and the counter of the requests it makes. */
public interface Pages {
    /** The reading client of the region. */
    <C extends SdkClient> C client(Class<C> type);

    /** The way to ask for pages as users do. */
    WebGet web();

    /** The reading client of {@code endpoint}, which is in the region. */
    default <C extends SdkClient> C client(Class<C> type, URI endpoint) {
        return client(type);
    }

    /** Counts one request; call it for every page, before it is asked for. */
    void count();
}
