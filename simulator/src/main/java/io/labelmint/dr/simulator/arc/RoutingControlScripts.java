package io.labelmint.dr.simulator.arc;

import io.labelmint.dr.simulator.core.Script;
import java.util.List;

/**
 * The cluster's configuration, which its data plane does not tell: it is made in ARC's configuration API, in us-west-2, long
 * before a failover. Values are separated by blanks, so names have none.
 */
public final class RoutingControlScripts {
    static final String CONTROL = "arc.routing-control.";
    static final String RULE = "arc.safety-rule.";

    private RoutingControlScripts() {}

    /**
     * There is a routing control {@code arn}.
     *
     * @param arn {@code arn:aws:route53-recovery-control::ACCOUNT:controlpanel/PANEL/routingcontrol/ID}
     * @param on whether it is on at first
     */
    public static Script control(String arn, String name, boolean on) {
        return new Script(CONTROL + arn, name + " " + on);
    }

    /** There is an assertion rule {@code arn}: of {@code controls}, at least {@code least} must be on. */
    public static Script atLeast(String arn, int least, List<String> controls) {
        return new Script(RULE + arn, least + " " + String.join(" ", controls));
    }
}
