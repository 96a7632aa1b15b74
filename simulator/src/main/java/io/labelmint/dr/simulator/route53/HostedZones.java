package io.labelmint.dr.simulator.route53;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.GetChangeRequest;
import software.amazon.awssdk.services.route53.model.GetChangeResponse;
import software.amazon.awssdk.services.route53.model.ListHostedZonesRequest;
import software.amazon.awssdk.services.route53.model.ListHostedZonesResponse;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** Hosted zones and their record sets: API reference, ChangeResourceRecordSets. */
final class HostedZones {
    /** API reference, ListHostedZones: "Amazon Route 53 returns a maximum of 100 items in each response". */
    private static final int MOST_ZONES = 100;

    /** API reference, ListResourceRecordSets, MaxItems. */
    private static final int MOST_ITEMS = 300;

    /** "Changes generally propagate to all Route 53 name servers within 60 seconds": API reference, ChangeResourceRecordSets. */
    private static final Duration LEAST_PROPAGATION = Duration.ofSeconds(15);

    private static final Duration MOST_PROPAGATION = Duration.ofSeconds(60);

    private final SortedMap<String, HostedZone> zones = new TreeMap<>();
    private final Map<String, Submitted> changes = new TreeMap<>();
    private final Predicate<String> healthCheckExists;

    private record Submitted(Instant at, Instant inSync) {}

    HostedZones(Predicate<String> healthCheckExists) {
        this.healthCheckExists = healthCheckExists;
    }

    void declare(Operations operations) {
        operations
                .change("CreateHostedZone", CreateHostedZoneRequest.class, this::create)
                .change("ChangeResourceRecordSets", ChangeResourceRecordSetsRequest.class, this::change)
                .read("ListHostedZones", ListHostedZonesRequest.class, this::listZones)
                .read("ListResourceRecordSets", ListResourceRecordSetsRequest.class, this::list)
                .read("GetChange", GetChangeRequest.class, this::get);
    }

    /** The record sets of {@code name} that DNS servers know at {@code now}: those of the zone with the longest name it is in. */
    List<ResourceRecordSet> served(String name, Instant now) {
        return zones.values().stream()
                .filter(zone -> HostedZone.canonical(name).endsWith(zone.name))
                .max((one, other) -> Integer.compare(one.name.length(), other.name.length()))
                .map(zone -> zone.served(name, now))
                .orElse(List.of());
    }

    List<String> inventory() {
        return zones.values().stream()
                .flatMap(zone -> zone.copy().values().stream()
                        .map(set -> "global route53 record " + set.name() + " " + set.typeAsString() + " "
                                + set.setIdentifier() + " check=" + set.healthCheckId() + " zone=" + zone.name))
                .toList();
    }

    private CreateHostedZoneResponse create(Context context, CreateHostedZoneRequest request) {
        if (zones.values().stream().anyMatch(zone -> zone.callerReference.equals(request.callerReference()))) {
            throw Route53Errors.zoneExists();
        }
        String id = chosen(request.callerReference())
                .orElseGet(() -> "Z" + context.seed().letters(20, "zone", request.name(), context.sequence()));
        HostedZone zone = new HostedZone(id, HostedZone.canonical(request.name()), request.callerReference());
        zones.put(id, zone);
        return CreateHostedZoneResponse.builder()
                .hostedZone(shown -> shown.id(id).name(zone.name).callerReference(zone.callerReference))
                .changeInfo(submit(context))
                .build();
    }

    /** The id that a caller reference chooses; see {@link Route53Scripts#ID}. */
    static Optional<String> chosen(String callerReference) {
        return Optional.ofNullable(callerReference)
                .filter(reference -> reference.startsWith(Route53Scripts.ID))
                .map(reference -> reference.substring(Route53Scripts.ID.length()));
    }

    /** All changes of a batch are made or none. */
    private ChangeResourceRecordSetsResponse change(Context context, ChangeResourceRecordSetsRequest request) {
        HostedZone zone = require(request.hostedZoneId());
        if (request.changeBatch() == null || request.changeBatch().changes().isEmpty()) {
            throw Route53Errors.invalidInput("The input is not valid: no changes.");
        }
        SortedMap<String, ResourceRecordSet> sets = zone.copy();
        List<String> wrong = new ArrayList<>();
        for (Change each : request.changeBatch().changes()) {
            ResourceRecordSet set = each.resourceRecordSet();
            refuseWhatIsNotSimulated(set);
            if (set.healthCheckId() != null && !healthCheckExists.test(set.healthCheckId())) {
                throw Route53Errors.noHealthCheck(set.healthCheckId());
            }
            apply(zone, sets, each, wrong);
        }
        if (!wrong.isEmpty()) {
            throw Route53Errors.invalidBatch(wrong);
        }
        ChangeInfo info = submit(context);
        zone.become(sets, changes.get(info.id()).inSync());
        return ChangeResourceRecordSetsResponse.builder().changeInfo(info).build();
    }

    private static void apply(
            HostedZone zone, SortedMap<String, ResourceRecordSet> sets, Change change, List<String> wrong) {
        ResourceRecordSet set = change.resourceRecordSet();
        String key = HostedZone.key(set);
        String words = " resource record set [name='" + HostedZone.canonical(set.name()) + "', type='"
                + set.typeAsString() + "'"
                + (set.setIdentifier() == null ? "" : ", set identifier='" + set.setIdentifier() + "'") + "]";
        if (!HostedZone.canonical(set.name()).endsWith(zone.name)) {
            wrong.add("RRSet with DNS name " + HostedZone.canonical(set.name()) + " is not permitted in zone "
                    + zone.name);
            return;
        }
        ResourceRecordSet kept =
                set.toBuilder().name(HostedZone.canonical(set.name())).build();
        switch (change.action()) {
            case CREATE -> {
                if (sets.putIfAbsent(key, kept) != null) {
                    wrong.add("Tried to create" + words + " but it already exists");
                }
            }
            case UPSERT -> sets.put(key, kept);
            case DELETE -> {
                ResourceRecordSet there = sets.get(key);
                if (there == null) {
                    wrong.add("Tried to delete" + words + " but it was not found");
                } else if (!there.equals(kept)) {
                    wrong.add("Tried to delete" + words + " but the values provided do not match the current values");
                } else {
                    sets.remove(key);
                }
            }
            default -> wrong.add("Invalid action " + change.actionAsString());
        }
    }

    private static void refuseWhatIsNotSimulated(ResourceRecordSet set) {
        if (set.region() != null
                || set.geoLocation() != null
                || set.geoProximityLocation() != null
                || set.cidrRoutingConfig() != null
                || set.multiValueAnswer() != null) {
            throw new UnsupportedOperationException("of routing policies, simple, failover and weighted are simulated");
        }
    }

    private ChangeInfo submit(Context context) {
        String id = "C" + context.seed().letters(20, "change", context.sequence());
        Instant inSync = context.now().plus(context.seed().between(LEAST_PROPAGATION, MOST_PROPAGATION, "in-sync", id));
        changes.put(id, new Submitted(context.now(), inSync));
        return info(context, id);
    }

    private ChangeInfo info(Context context, String id) {
        Submitted submitted = changes.get(id);
        return ChangeInfo.builder()
                .id(id)
                .submittedAt(submitted.at())
                .status(context.now().isBefore(submitted.inSync()) ? ChangeStatus.PENDING : ChangeStatus.INSYNC)
                .build();
    }

    private GetChangeResponse get(Context context, GetChangeRequest request) {
        String id = bare(request.id());
        if (!changes.containsKey(id)) {
            throw Route53Errors.noChange();
        }
        return GetChangeResponse.builder().changeInfo(info(context, id)).build();
    }

    /** NextMarker is the id of the first zone of the next page, and there only if there is one. */
    private ListHostedZonesResponse listZones(Context context, ListHostedZonesRequest request) {
        int most = request.maxItems() == null ? MOST_ZONES : Math.min(MOST_ZONES, Integer.parseInt(request.maxItems()));
        List<HostedZone> rest = List.copyOf(
                zones.tailMap(Optional.ofNullable(request.marker()).orElse("")).values());
        List<HostedZone> page = rest.subList(0, Math.min(most, rest.size()));
        return ListHostedZonesResponse.builder()
                .hostedZones(page.stream()
                        .map(zone -> software.amazon.awssdk.services.route53.model.HostedZone.builder()
                                .id("/hostedzone/" + zone.id)
                                .name(zone.name)
                                .callerReference(zone.callerReference)
                                .config(config -> config.privateZone(false))
                                .resourceRecordSetCount((long) zone.copy().size())
                                .build())
                        .toList())
                .marker(request.marker())
                .maxItems(Integer.toString(most))
                .isTruncated(page.size() < rest.size())
                .nextMarker(page.size() < rest.size() ? rest.get(page.size()).id : null)
                .build();
    }

    private ListResourceRecordSetsResponse list(Context context, ListResourceRecordSetsRequest request) {
        HostedZone zone = require(request.hostedZoneId());
        int most = request.maxItems() == null ? MOST_ITEMS : Math.min(MOST_ITEMS, Integer.parseInt(request.maxItems()));
        String from = request.startRecordName() == null
                ? ""
                : HostedZone.canonical(request.startRecordName())
                        + (request.startRecordType() == null ? "" : " " + request.startRecordTypeAsString() + " ")
                        + (request.startRecordIdentifier() == null ? "" : request.startRecordIdentifier());
        List<ResourceRecordSet> rest = List.copyOf(zone.copy().tailMap(from).values());
        List<ResourceRecordSet> page = rest.subList(0, Math.min(most, rest.size()));
        ListResourceRecordSetsResponse.Builder answer = ListResourceRecordSetsResponse.builder()
                .resourceRecordSets(page)
                .maxItems(Integer.toString(most))
                .isTruncated(page.size() < rest.size());
        if (page.size() < rest.size()) {
            ResourceRecordSet next = rest.get(page.size());
            answer.nextRecordName(next.name()).nextRecordType(next.type()).nextRecordIdentifier(next.setIdentifier());
        }
        return answer.build();
    }

    private HostedZone require(String id) {
        return Optional.ofNullable(zones.get(bare(id))).orElseThrow(() -> Route53Errors.noZone(bare(id)));
    }

    /** Ids may be given with their kind: {@code /hostedzone/Z...}. */
    static String bare(String id) {
        return id == null ? "" : id.substring(id.lastIndexOf('/') + 1);
    }
}
