package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Lifecycle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A simulated global datastore: a primary replication group and those in other regions that follow it. */
final class GlobalDatastore {
    static final String PRIMARY = "PRIMARY";
    static final String SECONDARY = "SECONDARY";
    static final String ASSOCIATED = "associated";
    static final String DISASSOCIATED = "disassociated";
    static final String PRIMARY_ONLY = "primary-only";
    static final String MODIFYING = "modifying";

    final String id;
    final String description;
    final Lifecycle lifecycle;

    /** In the order they joined, those that left included; the one it was made around comes first. */
    private final List<Member> joined = new ArrayList<>();

    /** Which group is the primary from when on. */
    private final TreeMap<Instant, CacheGroup> primaries = new TreeMap<>();

    /** The promotion that was asked for last; null if none was. */
    private Promotion last;

    GlobalDatastore(String id, String description, Lifecycle lifecycle) {
        this.id = id;
        this.description = description;
        this.lifecycle = lifecycle;
    }

    /** Makes {@code group} a member, and the primary if it is the first. */
    void join(Instant now, CacheGroup group, Lifecycle membership) {
        group.member = new Member(this, group, membership);
        joined.add(group.member);
        if (primaries.isEmpty()) {
            primaries.put(now, group);
        }
    }

    CacheGroup primary(Instant now) {
        Map.Entry<Instant, CacheGroup> entry = primaries.floorEntry(now);
        return entry == null ? primaries.firstEntry().getValue() : entry.getValue();
    }

    /** The group it was made around, with whose data everything began. */
    CacheGroup origin() {
        return joined.get(0).group;
    }

    /** The members, without those that have left; the primary first. */
    List<Member> members(Instant now) {
        CacheGroup primary = primary(now);
        List<Member> members = new ArrayList<>(joined);
        members.removeIf(member -> member.hasLeft(now));
        members.sort((one, other) -> Boolean.compare(other.group == primary, one.group == primary));
        return members;
    }

    boolean isIn(String region, Instant now) {
        return members(now).stream().anyMatch(member -> member.group.region.equals(region));
    }

    /** The promotion that is under way; empty if none is. */
    Optional<Promotion> underWay(Instant now) {
        return Optional.ofNullable(last).filter(promotion -> now.isBefore(promotion.done));
    }

    /** What {@code promotion} comes to: its group is the primary when it is done, and what else was under way is not. */
    void promote(Promotion promotion) {
        primaries.tailMap(promotion.asked, false).clear();
        primaries.put(promotion.done, promotion.group);
        last = promotion;
    }

    /** The promotion that made {@code group} the primary it is. */
    Optional<Promotion> promotionOf(CacheGroup group) {
        return Optional.ofNullable(last).filter(promotion -> promotion.group == group);
    }

    /**
     * A replication group's membership.
     *
     * @param datastore what it is a member of
     * @param group the member
     * @param lifecycle {@code associating}, then {@code associated}; {@code disassociating}, then {@code disassociated}
     */
    record Member(GlobalDatastore datastore, CacheGroup group, Lifecycle lifecycle) {
        /** {@link #PRIMARY} or {@link #SECONDARY}. */
        String role(Instant now) {
            return datastore.primary(now) == group ? PRIMARY : SECONDARY;
        }

        boolean hasLeft(Instant now) {
            return lifecycle.at(now).equals(DISASSOCIATED);
        }
    }

    /**
     * A promotion.
     *
     * @param group that becomes the primary
     * @param before that was the primary
     * @param asked when it was asked for, which ends the replication
     * @param done when it is the primary
     */
    record Promotion(CacheGroup group, CacheGroup before, Instant asked, Instant done) {}
}
