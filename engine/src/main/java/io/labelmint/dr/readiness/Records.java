package io.labelmint.dr.readiness;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.ResourceRecordSetFailover;

/** The records of a name that clients are led by. */
final class Records {
    private static final List<RRType> LEADING = List.of(RRType.A, RRType.AAAA, RRType.CNAME);

    private Records() {}

    /** Those of {@code name}; a zone writes names with a dot at the end. */
    static List<ResourceRecordSet> of(List<ResourceRecordSet> zone, String name) {
        return zone.stream()
                .filter(each ->
                        each.name().equalsIgnoreCase(name) || each.name().equalsIgnoreCase(name + "."))
                .filter(each -> LEADING.contains(each.type()))
                .toList();
    }

    static Optional<ResourceRecordSet> with(List<ResourceRecordSet> records, ResourceRecordSetFailover role) {
        return records.stream().filter(each -> each.failover() == role).findFirst();
    }

    /** Which of them it is, for people. */
    static String words(ResourceRecordSet each) {
        return each.failover() == null
                ? each.typeAsString()
                : each.failoverAsString().toLowerCase(Locale.ROOT) + " " + each.typeAsString();
    }
}
