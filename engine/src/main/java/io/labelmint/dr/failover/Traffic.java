package io.labelmint.dr.failover;

import io.labelmint.dr.estate.DnsRecord;
import io.labelmint.dr.estate.DnsRecord.StandbyFact;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Failover.RoutingEndpoint;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.ShownFact;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plans how the records of an estate come to lead to its DR region: by data that Route 53's health checkers read, or by the
 * regional endpoints of an ARC cluster. Records that are edited need Route 53's control plane in us-east-1, and the plan
 * says so.
 */
final class Traffic {
    private static final Estimate PUBLICATION = new Estimate(Duration.ofSeconds(5), Duration.ofMinutes(10));

    private static final Estimate EDIT = new Estimate(Duration.ofSeconds(60), Duration.ofMinutes(15));

    private final Estate estate;
    private final List<Action> actions;
    private final List<ShownFact> shown;

    Traffic(Estate estate, List<Action> actions, List<ShownFact> shown) {
        this.estate = estate;
        this.actions = actions;
        this.shown = shown;
    }

    /** Adds what switches every record, after {@code serving}; returns what of it must be done before users are served. */
    Set<ActionId> plan(Set<ActionId> serving) {
        Set<ActionId> switched = new HashSet<>();
        for (DnsRecord dns : estate.records()) {
            ActionId id = new ActionId(dns.name() + "/switch");
            Action action = action(id, serving, dns);
            if (actions.stream().noneMatch(other -> other.call().equals(action.call()))) {
                actions.add(action);
                switched.add(id);
            }
        }
        return switched;
    }

    /** Adds what switches every record back to the primary region; returns what of it must be done before users are. */
    Set<ActionId> back(Set<ActionId> serving) {
        return back(serving, estate.records());
    }

    /** The same for {@code records} only. */
    Set<ActionId> back(Set<ActionId> serving, List<DnsRecord> records) {
        Set<ActionId> switched = new HashSet<>();
        for (DnsRecord dns : records) {
            ActionId id = new ActionId(dns.name() + "/switch-back");
            Optional<Action> action = back(id, serving, dns);
            action.filter(back ->
                            actions.stream().noneMatch(other -> other.call().equals(back.call())))
                    .ifPresent(back -> {
                        actions.add(back);
                        switched.add(id);
                    });
        }
        return switched;
    }

    private Optional<Action> back(ActionId id, Set<ActionId> serving, DnsRecord dns) {
        String region = estate.regions().dr();
        return switch (dns.switchedBy()) {
            case STANDBY_TAKES_OVER -> {
                shown.add(ShownFact.same(
                        dns.name(), "moves back when its health check sees that " + region + " serves no more"));
                yield Optional.of(
                        dns.fact().orElseThrow() instanceof StandbyFact.Measured metric
                                ? new PublishStandbyMetric(
                                        id, serving, PUBLICATION, region, metric.namespace(), metric.metric(), false)
                                : removal(id, serving, (StandbyFact.Published)
                                        dns.fact().orElseThrow()));
            }
            case ROUTING_CONTROL -> {
                DnsRecord.RoutingControls controls = dns.routing().orElseThrow();
                shown.add(ShownFact.same(dns.name(), "moves back by ARC routing controls"));
                yield Optional.of(new SwitchRoutingControls(
                        id, serving, PUBLICATION, endpoints(), controls.primary(), controls.dr()));
            }
            case RECORD_CHANGE -> {
                shown.add(ShownFact.same(
                        dns.name(),
                        dns.primaryTarget()
                                .map(target -> "is EDITED to lead to " + target
                                        + ", which needs Route 53's control plane in " + ChangeRecord.CONTROL_PLANE)
                                .orElse("has to be EDITED BACK BY HAND: primaryTarget, where it led before, is not"
                                        + " declared")));
                yield dns.primaryTarget()
                        .map(target -> new ChangeRecord(
                                id,
                                serving,
                                EDIT,
                                dns.hostedZone(),
                                dns.name(),
                                dns.ttl().toSeconds(),
                                target));
            }
        };
    }

    private Action removal(ActionId id, Set<ActionId> serving, StandbyFact.Published object) {
        return new RemoveStandbyObject(
                id, serving, PUBLICATION, estate.regions().dr(), object.bucket(), object.key());
    }

    private Action action(ActionId id, Set<ActionId> serving, DnsRecord dns) {
        return switch (dns.switchedBy()) {
            case STANDBY_TAKES_OVER -> standby(id, serving, dns);
            case ROUTING_CONTROL -> routing(id, serving, dns);
            case RECORD_CHANGE -> change(id, serving, dns);
        };
    }

    private Action standby(ActionId id, Set<ActionId> serving, DnsRecord dns) {
        String region = estate.regions().dr();
        StandbyFact fact = dns.fact().orElseThrow();
        if (fact instanceof StandbyFact.Published object) {
            shown.add(ShownFact.same(
                    dns.name(),
                    "moves when its health check finds s3://" + object.bucket() + "/" + object.key() + " in "
                            + region));
            return new PublishStandbyObject(id, serving, PUBLICATION, region, object.bucket(), object.key());
        }
        StandbyFact.Measured metric = (StandbyFact.Measured) fact;
        shown.add(ShownFact.same(
                dns.name(),
                "moves when its health check sees " + metric.namespace() + "/" + metric.metric() + " = 1 in "
                        + region));
        return new PublishStandbyMetric(id, serving, PUBLICATION, region, metric.namespace(), metric.metric(), true);
    }

    /** Begins with the endpoint of the DR region, then takes those of other regions, and that of the lost one last. */
    private Action routing(ActionId id, Set<ActionId> serving, DnsRecord dns) {
        DnsRecord.RoutingControls controls = dns.routing().orElseThrow();
        List<RoutingEndpoint> endpoints = endpoints();
        shown.add(ShownFact.same(
                dns.name(), "moves by ARC routing controls, through any of " + endpoints.size() + " endpoints"));
        return new SwitchRoutingControls(id, serving, PUBLICATION, endpoints, controls.dr(), controls.primary());
    }

    private List<RoutingEndpoint> endpoints() {
        return estate.failover().endpoints().stream()
                .sorted(Comparator.comparingInt(this::distance))
                .toList();
    }

    private int distance(RoutingEndpoint endpoint) {
        return endpoint.region().equals(estate.regions().dr())
                ? 0
                : endpoint.region().equals(estate.regions().primary()) ? 2 : 1;
    }

    private Action change(ActionId id, Set<ActionId> serving, DnsRecord dns) {
        shown.add(ShownFact.same(
                dns.name(),
                "is EDITED to lead to " + dns.drTarget().orElseThrow() + ", which needs Route 53's control plane in "
                        + ChangeRecord.CONTROL_PLANE));
        return new ChangeRecord(
                id,
                serving,
                EDIT,
                dns.hostedZone(),
                dns.name(),
                dns.ttl().toSeconds(),
                dns.drTarget().orElseThrow());
    }
}
