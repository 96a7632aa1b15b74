package io.labelmint.dr.failover;

import io.labelmint.dr.estate.DnsRecord;
import io.labelmint.dr.estate.EcsService;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Failover;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.ShownFact;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plans how users come home: at once, or by the shares a record declares. While a share is still sent to the DR region, its
 * services that can serve from the databases at home run there; there is never more than one database that takes writes.
 */
final class TrafficHome {
    private static final Estimate SCALING = new Estimate(Duration.ofMinutes(3), Duration.ofMinutes(30));
    private static final Estimate EDIT = new Estimate(Duration.ofSeconds(60), Duration.ofMinutes(15));

    private final Estate estate;
    private final List<Action> actions;
    private final List<ShownFact> shown;

    TrafficHome(Estate estate, List<Action> actions, List<ShownFact> shown) {
        this.estate = estate;
        this.actions = actions;
        this.shown = shown;
    }

    /** The records whose users go home by shares. */
    private List<DnsRecord> gradual() {
        boolean possible = estate.failover().probe().isPresent()
                && estate.services().stream().anyMatch(EcsService::drServesFromHome);
        return possible
                ? estate.records().stream()
                        .filter(dns ->
                                dns.weights().isPresent() && dns.primaryTarget().isPresent())
                        .toList()
                : List.of();
    }

    /** Whether services of the DR region serve for a while beside those at home. */
    boolean isGradual() {
        return !gradual().isEmpty();
    }

    /** Adds what sends users home after {@code serving}; returns what of it must be done before all of them are. */
    Set<ActionId> plan(Set<ActionId> serving) {
        List<DnsRecord> gradual = gradual();
        Set<ActionId> switched = new HashSet<>(new Traffic(estate, actions, shown)
                .back(
                        serving,
                        estate.records().stream()
                                .filter(dns -> !gradual.contains(dns))
                                .toList()));
        if (!gradual.isEmpty()) {
            Set<ActionId> both = new HashSet<>(serving);
            both.addAll(serveAlong(serving));
            gradual.forEach(dns -> switched.add(shift(dns, both)));
        }
        return switched;
    }

    private Set<ActionId> serveAlong(Set<ActionId> serving) {
        Set<ActionId> along = new HashSet<>();
        for (EcsService service : estate.services()) {
            if (service.drServesFromHome()) {
                ActionId id = new ActionId(service.id() + "/serve-along");
                actions.add(new ScaleService(
                        id,
                        serving,
                        SCALING,
                        Optional.empty(),
                        estate.regions().dr(),
                        service.drCluster(),
                        service.drService(),
                        service.drDesiredCount()));
                along.add(id);
            }
        }
        return along;
    }

    private ActionId shift(DnsRecord dns, Set<ActionId> serving) {
        DnsRecord.Weights weights = dns.weights().orElseThrow();
        Failover.Probe probe = estate.failover().probe().orElseThrow();
        Set<ActionId> before = serving;
        int from = 0;
        for (int share : weights.shares()) {
            ActionId shift = new ActionId(dns.name() + "/send-home-" + share);
            actions.add(record(shift, before, dns, from, share));
            ActionId held = new ActionId(dns.name() + "/served-" + share);
            actions.add(new ShareServed(
                    held,
                    Set.of(shift),
                    new Estimate(weights.hold(), weights.hold().plus(probe.within())),
                    estate.regions().primary(),
                    shift,
                    weights.hold(),
                    probe.url(),
                    probe.containsFromEither()));
            before = Set.of(held);
            from = share;
        }
        ActionId all = new ActionId(dns.name() + "/switch-back");
        actions.add(record(all, before, dns, from, ShiftRecord.ALL));
        shown.add(ShownFact.same(
                dns.name(),
                "goes home by shares of "
                        + weights.shares().stream().map(String::valueOf).collect(Collectors.joining(", "))
                        + " and 100 %, " + weights.hold().toMinutes()
                        + " min each, which needs Route 53's control plane in "
                        + ChangeRecord.CONTROL_PLANE));
        return all;
    }

    private static Action record(ActionId id, Set<ActionId> after, DnsRecord dns, int from, int share) {
        return new ShiftRecord(
                id,
                after,
                EDIT,
                dns.hostedZone(),
                dns.name(),
                dns.ttl().toSeconds(),
                dns.primaryTarget().orElseThrow(),
                dns.drTarget().orElseThrow(),
                from,
                share);
    }

    /** Adds what takes away again, after {@code served}, what ran beyond the standing baseline; returns what does. */
    Set<ActionId> reduce(Set<ActionId> served) {
        Set<ActionId> reduced = new HashSet<>();
        if (isGradual()) {
            for (EcsService service : estate.services()) {
                if (service.drServesFromHome()) {
                    ActionId id = new ActionId(service.id() + "/reduce");
                    actions.add(new ReduceService(
                            id,
                            served,
                            SCALING,
                            estate.regions().dr(),
                            service.drCluster(),
                            service.drService(),
                            service.drStandbyCount()));
                    reduced.add(id);
                }
            }
        }
        return reduced;
    }
}
