package io.labelmint.dr.discovery;

import io.labelmint.dr.observatory.HostedZones;
import io.labelmint.dr.observatory.RecordSets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** The names in public DNS that may have to move with a failover, as far as Route 53 knows them. */
final class Names {
    /** Where Route 53's control plane is (AWS whitepaper "AWS Fault Isolation Boundaries"). */
    private static final String HOME = "us-east-1";

    /** Route 53 is asked twice a second at most, and the first look at an account should not take minutes. */
    private static final int MOST_ZONES = 20;

    private static final Set<RRType> LEADING = Set.of(RRType.A, RRType.AAAA, RRType.CNAME);

    private final Sight sight;
    private final List<String> lines = new ArrayList<>();
    private final List<String> facts = new ArrayList<>();

    Names(Sight sight) {
        this.sight = sight;
        List<HostedZone> zones = sight.list("hosted zones", new HostedZones(HOME)).stream()
                .filter(zone -> zone.config() == null
                        || !Boolean.TRUE.equals(zone.config().privateZone()))
                .sorted(Comparator.comparing(HostedZone::name))
                .toList();
        zones.stream().limit(MOST_ZONES).forEach(this::look);
        zones.stream()
                .skip(MOST_ZONES)
                .forEach(zone -> facts.add("zone " + bare(zone.name()) + " was not looked into, there are so many"));
    }

    /** Candidates, as entries that can be declared when their {@code switchedBy} is decided. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    /** What else there is. */
    List<String> facts() {
        return List.copyOf(facts);
    }

    private void look(HostedZone zone) {
        String id = zone.id().substring(zone.id().lastIndexOf('/') + 1);
        Map<String, List<ResourceRecordSet>> names = new LinkedHashMap<>();
        sight.list("records of " + bare(zone.name()), new RecordSets(HOME, id)).stream()
                .filter(set -> LEADING.contains(set.type()))
                .forEach(set -> names.computeIfAbsent(bare(set.name()), name -> new ArrayList<>())
                        .add(set));
        int simple = 0;
        for (Map.Entry<String, List<ResourceRecordSet>> name : names.entrySet()) {
            List<ResourceRecordSet> sets = name.getValue();
            if (sets.stream().anyMatch(set -> set.failover() != null || set.weight() != null)) {
                routed(name.getKey(), id, sets);
            } else {
                simple++;
            }
        }
        if (simple > 0) {
            facts.add("zone " + bare(zone.name()) + ", " + id + ", has " + simple
                    + (simple == 1 ? " more name" : " more names")
                    + " with one answer each; what users need of it can be moved by switchedBy: record-change");
        }
    }

    private void routed(String name, String zone, List<ResourceRecordSet> sets) {
        boolean failover = sets.stream().anyMatch(set -> set.failover() != null);
        lines.add("  - name: " + Entry.plain(name) + "   # " + (failover ? "failover" : "weighted") + " records");
        lines.add("    hostedZone: " + zone);
        sets.stream()
                .map(ResourceRecordSet::ttl)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .ifPresent(ttl -> lines.add("    ttl: " + ttl + "s"));
        lines.add("    switchedBy: " + (failover ? "standby-takes-over" : "record-change") + "   # DECIDE");
        Stream.concat(sets.stream().filter(set -> "PRIMARY".equals(set.failoverAsString())), sets.stream())
                .map(ResourceRecordSet::healthCheckId)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(check -> lines.add("    healthCheck: " + check));
    }

    private static String bare(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
