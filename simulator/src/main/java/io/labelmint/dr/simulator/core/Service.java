package io.labelmint.dr.simulator.core;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;

/** A simulated service: its state in all regions, and what it can do. */
public interface Service {

    /** The endpoint prefix, for example {@code rds}: the name in calls, ARNs, journals and scripted faults. */
    String name();

    /** The SDK's client interface. */
    Class<? extends SdkClient> clientType();

    /** Declares the operations; what is not declared throws {@link UnsupportedOperationException}. */
    void declare(Operations operations);

    /** A builder of the service's base exception, for errors no operation declares. */
    AwsServiceException.Builder error();

    /** The rate that {@code operation} is admitted at. */
    Rate rate(String operation);

    /** All rates that {@code operation} is admitted at: where AWS also limits the sum of several operations. */
    default List<Rate> rates(String operation) {
        return List.of(rate(operation));
    }

    /** Hears of {@code script} when it becomes a fact; for those that are events rather than conditions. */
    default void scripted(Context context, Script script) {}

    /** The code of the error that throttled calls get. */
    default String throttlingCode() {
        return "ThrottlingException";
    }

    /**
     * One line per resource: region, kind, id and what it means, without times or random ids; see
     * {@code World.inventory}.
     */
    List<String> inventory(Instant now);

    /**
     * When everything that takes its time came, or will come, to rest, by what its caller was told to know it by: an ARN
     * or the id of a job. No caller can see this; it is for measuring how late one notices.
     */
    default Map<String, Instant> restsAt() {
        return Map.of();
    }

    /** The region that answers what is asked of the client of {@code region}: another one for what is global. */
    default String home(String region) {
        return region;
    }

    /** A client for {@code region}. Override only for operations that take or give streams. */
    default SdkClient client(Gate gate, String region) {
        return GateClient.of(clientType(), gate, region, this);
    }
}
