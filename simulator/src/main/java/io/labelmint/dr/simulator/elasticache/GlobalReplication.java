package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.elasticache.GlobalDatastore.Member;
import io.labelmint.dr.simulator.elasticache.GlobalDatastore.Promotion;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How far the secondaries of global datastores have followed their primaries. */
final class GlobalReplication {
    /** "Latency of under one second": ElastiCache user guide, "Replication across AWS Regions using global datastores". */
    private static final Duration LEAST = Duration.ofMillis(50);

    private static final Duration MOST = Duration.ofMillis(900);

    private GlobalReplication() {}

    /**
     * How far {@code group} is behind, if it is a secondary that follows; a primary whose region is cut off leaves its
     * secondaries behind as time passes.
     */
    static Optional<Duration> lag(Context context, CacheGroup group) {
        Instant now = context.now();
        return group.membership(now)
                .filter(member -> member.lifecycle().at(now).equals(GlobalDatastore.ASSOCIATED))
                .filter(member -> member.role(now).equals(GlobalDatastore.SECONDARY))
                .map(member -> Duration.between(
                        reached(context, group, member.datastore().primary(now)), now));
    }

    /** What {@code group} has of a primary; empty if it never followed one. */
    static Optional<ReplicatedCache> of(Context context, CacheGroup group) {
        Instant now = context.now();
        Member member = group.member;
        if (member == null) {
            return Optional.empty();
        }
        if (member.role(now).equals(GlobalDatastore.PRIMARY)) {
            return member.datastore().promotionOf(group).map(promotion -> promoted(context, promotion));
        }
        CacheGroup primary = member.datastore().primary(now);
        Optional<Instant> left = Optional.ofNullable(group.leaves).filter(asked -> !asked.isAfter(now));
        Optional<Promotion> underWay = member.datastore().underWay(now).filter(promotion -> promotion.group() == group);
        if (underWay.isPresent()) {
            return underWay.map(promotion -> promoted(context, promotion));
        }
        Context last = left.map(context::at).orElse(context);
        return Optional.of(new ReplicatedCache(primary.region, primary.id(), reached(last, group, primary), left));
    }

    private static ReplicatedCache promoted(Context context, Promotion promotion) {
        CacheGroup before = promotion.before();
        Instant moment = reached(context.at(promotion.asked()), promotion.group(), before);
        return new ReplicatedCache(before.region, before.id(), moment, Optional.of(promotion.asked()));
    }

    private static Instant reached(Context context, CacheGroup group, CacheGroup primary) {
        Instant last = context.scripts().cutOffSince(primary.region).orElse(context.now());
        Duration lag = context.at(last)
                .scripts()
                .duration(ElastiCacheScripts.lag(group.region, group.id()))
                .orElseGet(() -> context.seed().between(LEAST, MOST, "lag", group.arn(), last));
        return last.minus(lag);
    }
}
