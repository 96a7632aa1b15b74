package io.labelmint.dr.simulator.route53;

import io.labelmint.dr.simulator.core.Context;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.route53.model.AliasTarget;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/**
 * The data plane, which answers whatever happens to the control plane: developer guide, "How Amazon Route 53 chooses records when
 * health checking is configured".
 */
final class DnsServers {
    /** Developer guide, "Choosing between alias and non-alias records": that of an alias to a load balancer. */
    private static final Duration ALIAS_TTL = Duration.ofSeconds(60);

    private final HostedZones zones;
    private final HealthChecks checks;

    DnsServers(HostedZones zones, HealthChecks checks) {
        this.zones = zones;
        this.checks = checks;
    }

    /** What a client that asks now is answered; empty if there is no such name. */
    Optional<DnsAnswer> answer(Context context, String name) {
        List<ResourceRecordSet> all = zones.served(name, context.now());
        return List.of(RRType.A, RRType.CNAME, RRType.AAAA).stream()
                .map(type -> all.stream().filter(set -> set.type() == type).toList())
                .filter(sets -> !sets.isEmpty())
                .findFirst()
                .map(sets -> choose(context, sets))
                .map(DnsServers::answer);
    }

    /** What a client still uses that asked just before its answer's time to live began to run out. */
    Optional<DnsAnswer> cached(Context context, String name) {
        return answer(context, name)
                .map(fresh -> answer(context.at(context.now().minus(fresh.ttl())), name)
                        .orElse(fresh));
    }

    private ResourceRecordSet choose(Context context, List<ResourceRecordSet> sets) {
        Predicate<ResourceRecordSet> healthy = set -> isHealthy(context, set);
        ResourceRecordSet first = sets.get(0);
        if (first.failover() != null) {
            Optional<ResourceRecordSet> primary = find(sets, ResourceRecordSetFailover.PRIMARY);
            Optional<ResourceRecordSet> secondary = find(sets, ResourceRecordSetFailover.SECONDARY);
            // "If Route 53 considers both the primary and secondary records unhealthy, Route 53 returns the primary
            // record."
            return primary.filter(healthy)
                    .or(() -> secondary.filter(healthy))
                    .or(() -> primary)
                    .or(() -> secondary)
                    .orElseThrow();
        }
        if (first.weight() == null) {
            return first;
        }
        List<ResourceRecordSet> weighted = sets.stream()
                .filter(set -> set.weight() > 0)
                .sorted(Comparator.comparing(ResourceRecordSet::weight)
                        .reversed()
                        .thenComparing(ResourceRecordSet::setIdentifier))
                .toList();
        // Each client gets its share of the answers; here all get the heaviest. "If all the records that have a weight
        // greater
        // than 0 are unhealthy, then Route 53 considers the zero-weighted records"; "if no record is healthy, all are".
        return weighted.stream()
                .filter(healthy)
                .findFirst()
                .or(() -> sets.stream()
                        .filter(set -> set.weight() == 0)
                        .filter(healthy)
                        .findFirst())
                .or(() -> weighted.stream().findFirst())
                .orElse(first);
    }

    /** "Records without a health check are always healthy", but for an alias whose target's health is evaluated. */
    private boolean isHealthy(Context context, ResourceRecordSet set) {
        AliasTarget alias = set.aliasTarget();
        boolean lost = alias != null
                && Boolean.TRUE.equals(alias.evaluateTargetHealth())
                && DnsAnswer.regionIn(alias.dnsName())
                        .flatMap(context.scripts()::cutOffSince)
                        .isPresent();
        return !lost && (set.healthCheckId() == null || checks.isHealthy(context, set.healthCheckId()));
    }

    private static Optional<ResourceRecordSet> find(List<ResourceRecordSet> sets, ResourceRecordSetFailover role) {
        return sets.stream().filter(set -> set.failover() == role).findFirst();
    }

    private static DnsAnswer answer(ResourceRecordSet set) {
        String value = set.aliasTarget() != null
                ? set.aliasTarget().dnsName()
                : set.resourceRecords().get(0).value();
        Duration ttl = set.ttl() == null ? ALIAS_TTL : Duration.ofSeconds(set.ttl());
        return new DnsAnswer(Objects.requireNonNull(value), Optional.ofNullable(set.setIdentifier()), ttl);
    }
}
