package io.labelmint.dr.simulator.core;

import java.time.Instant;
import java.util.Map;

/**
 * One call the simulated AWS received or, in an outage, was sent.
 *
 * @param at virtual time at which it was sent
 * @param region the client's region
 * @param service the service's endpoint prefix, for example {@code rds}
 * @param operation the operation as AWS spells it, for example {@code CreateDBSnapshot}
 * @param params what was asked, as {@link RequestJson} writes it
 * @param outcome {@code OK}, an AWS error code, the name of the {@link Fault} or {@link Outage} the caller met, or {@code
 *     UNHEARD}
 */
public record Call(
        Instant at, String region, String service, String operation, Map<String, Object> params, String outcome) {

    /** The outcome of a call that was answered. */
    public static final String OK = "OK";

    /** The outcome of a call whose process died while it hung: nobody heard whether it had an effect. */
    static final String UNHEARD = "UNHEARD";

    Call ended(String how) {
        return new Call(at, region, service, operation, params, how);
    }
}
