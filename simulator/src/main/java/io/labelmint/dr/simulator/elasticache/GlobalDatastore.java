package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Lifecycle;
import java.util.ArrayList;
import java.util.List;

/** A simulated global datastore: a primary replication group and those in other regions that follow it. */
final class GlobalDatastore {
    static final String PRIMARY = "PRIMARY";
    static final String SECONDARY = "SECONDARY";

    final String id;
    final String description;
    final Lifecycle lifecycle;

    /** The primary first, then in the order they joined. */
    final List<Member> members = new ArrayList<>();

    GlobalDatastore(String id, String description, Lifecycle lifecycle) {
        this.id = id;
        this.description = description;
        this.lifecycle = lifecycle;
    }

    CacheGroup primary() {
        return members.get(0).group;
    }

    boolean isIn(String region) {
        return members.stream().anyMatch(member -> member.group.region.equals(region));
    }

    /**
     * A replication group's membership.
     *
     * @param datastore what it is a member of
     * @param group the member
     * @param role {@link #PRIMARY} or {@link #SECONDARY}
     * @param lifecycle {@code associating}, then {@code associated}
     */
    record Member(GlobalDatastore datastore, CacheGroup group, String role, Lifecycle lifecycle) {}
}
