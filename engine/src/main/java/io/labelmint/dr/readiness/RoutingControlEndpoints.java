package io.labelmint.dr.readiness;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.DnsRecord;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Failover.RoutingEndpoint;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.observatory.RoutingControls;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.route53recoverycluster.model.RoutingControl;

/**
 * Can the declared ARC routing controls be read through at least three of the five endpoints of their cluster, so that a
 * change finds a quorum? Reads the regions of the endpoints; that one or two are silent is what there are five for.
 */
public final class RoutingControlEndpoints implements Check {
    /** "A set of five redundant Regional endpoints" (Amazon ARC Developer Guide, "Routing control components"). */
    private static final int ENDPOINTS = 5;

    private static final int QUORUM = 3;

    @Override
    public String id() {
        return "readiness.routing-controls";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        List<Finding> findings = new ArrayList<>();
        for (DnsRecord dns : estate.records()) {
            dns.routing().ifPresent(controls -> findings.add(finding(estate, dns, controls, observatory)));
        }
        return findings;
    }

    private Finding finding(Estate estate, DnsRecord dns, DnsRecord.RoutingControls controls, Observatory observatory) {
        Tally tally = new Tally(new Look(id(), dns.name(), "routing controls can be switched", Controls.CONTINUITY));
        List<RoutingEndpoint> endpoints = estate.failover().endpoints();
        String panel = controls.primary().replaceFirst("/routingcontrol/.*", "");
        int good = 0;
        for (RoutingEndpoint endpoint : endpoints) {
            Reading<List<RoutingControl>> read = observatory.read(
                    new RoutingControls(endpoint.region(), endpoint.url().toString(), panel));
            String said = read.fold(all -> said(all, controls), problem -> problem.summary());
            tally.fact("endpoint." + endpoint.region(), said);
            good += said.equals(BOTH) ? 1 : 0;
        }
        if (endpoints.size() < ENDPOINTS) {
            tally.wrong(
                    endpoints.size() + " of the " + ENDPOINTS + " endpoints of the cluster are declared.",
                    "Declare all of them under failover.routingEndpoints in the estate file.");
        }
        if (good < QUORUM) {
            tally.wrong(
                    "The routing controls of " + dns.name() + " can be read through " + good + " of " + endpoints.size()
                            + " endpoints, and " + QUORUM + " are needed.",
                    "See why the others do not answer (facts), and that the role may"
                            + " route53-recovery-cluster:ListRoutingControls.");
        }
        return tally.finding("The routing controls of " + dns.name() + " can be read through " + good + " of "
                + endpoints.size() + " endpoints.");
    }

    private static final String BOTH = "knows both";

    private static String said(List<RoutingControl> all, DnsRecord.RoutingControls controls) {
        Set<String> known = all.stream().map(RoutingControl::routingControlArn).collect(Collectors.toSet());
        return known.contains(controls.primary()) && known.contains(controls.dr())
                ? BOTH
                : "knows " + known.size() + " controls, and not both of the declared ones";
    }
}
