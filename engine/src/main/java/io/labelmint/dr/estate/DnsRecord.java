package io.labelmint.dr.estate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A public name that moves with a failover.
 *
 * @param name fully qualified name, without the trailing dot
 * @param hostedZone Route 53 hosted zone id
 * @param ttl time to live
 * @param switchedBy how traffic is moved
 * @param healthCheck Route 53 health check id, where the means needs one
 * @param fact what is published in the DR region to have it take over; present with {@link
 *     SwitchedBy#STANDBY_TAKES_OVER}
 * @param routing the ARC routing controls of both regions; present with {@link SwitchedBy#ROUTING_CONTROL}
 * @param drTarget the name it leads to in the DR region; present with {@link SwitchedBy#RECORD_CHANGE}
 * @param primaryTarget the name it leads to in the primary region, where it is declared
 * @param weights by which shares users are sent home in a failback; empty where they are sent at once
 */
public record DnsRecord(
        String name,
        String hostedZone,
        Duration ttl,
        SwitchedBy switchedBy,
        Optional<String> healthCheck,
        Optional<StandbyFact> fact,
        Optional<RoutingControls> routing,
        Optional<String> drTarget,
        Optional<String> primaryTarget,
        Optional<Weights> weights) {

    /**
     * How users are sent home bit by bit.
     *
     * @param shares what share of them is home after each step, in percent, ascending; the rest follows at last
     * @param hold how long each step is looked at before the next
     */
    public record Weights(List<Integer> shares, Duration hold) {
        public Weights {
            shares = List.copyOf(shares);
        }
    }

    /** What an inverted health check watches in the DR region. */
    public sealed interface StandbyFact {
        /**
         * An object: its being there means that the DR region serves.
         *
         * @param bucket a bucket in the DR region
         * @param key its key
         */
        record Published(String bucket, String key) implements StandbyFact {}

        /**
         * A metric: a value of 1 means that the DR region serves.
         *
         * @param namespace its namespace in CloudWatch in the DR region
         * @param metric its name
         */
        record Measured(String namespace, String metric) implements StandbyFact {}
    }

    /**
     * Two ARC routing controls, of which one is on.
     *
     * @param primary ARN of the one that sends users to the primary region
     * @param dr ARN of the one that sends users to the DR region
     */
    public record RoutingControls(String primary, String dr) {}

    /** The means of moving traffic; all but the last work without Route 53's control plane in us-east-1. */
    public enum SwitchedBy {
        /** An inverted health check watches a fact published in the DR region: the standby takes over. */
        STANDBY_TAKES_OVER,
        /** An ARC routing control is switched through its regional endpoints. */
        ROUTING_CONTROL,
        /** The record is edited; only for planned switchovers. */
        RECORD_CHANGE
    }
}
