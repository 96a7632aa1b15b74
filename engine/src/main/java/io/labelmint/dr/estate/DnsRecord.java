package io.labelmint.dr.estate;

import java.time.Duration;
import java.util.Optional;

/**
 * A public name that moves with a failover.
 *
 * @param name fully qualified name, without the trailing dot
 * @param hostedZone Route 53 hosted zone id
 * @param ttl time to live
 * @param switchedBy how traffic is moved
 * @param healthCheck Route 53 health check id, where the means needs one
 * @param routingControl ARN of the ARC routing control; present when {@code switchedBy} is one
 */
public record DnsRecord(
        String name,
        String hostedZone,
        Duration ttl,
        SwitchedBy switchedBy,
        Optional<String> healthCheck,
        Optional<String> routingControl) {

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
