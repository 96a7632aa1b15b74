package io.labelmint.dr.simulator.elasticache;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.elasticache.GlobalDatastore.Member;
import io.labelmint.dr.simulator.elasticache.GlobalDatastore.Promotion;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.elasticache.model.DisassociateGlobalReplicationGroupRequest;
import software.amazon.awssdk.services.elasticache.model.DisassociateGlobalReplicationGroupResponse;
import software.amazon.awssdk.services.elasticache.model.FailoverGlobalReplicationGroupRequest;
import software.amazon.awssdk.services.elasticache.model.FailoverGlobalReplicationGroupResponse;

/**
 * Promoting a secondary of a global datastore, and letting one go. Quotations are of the user guide, "Promoting the secondary
 * cluster to primary".
 *
 * <p>It is asked "by connecting to any AWS Region that contains a secondary cluster" (same guide, "Replication across AWS Regions
 * using global datastores"), so that the primary's region may be dark. The old primary becomes a secondary; what AWS does to it
 * while its region is dark is not published. Here it follows the new primary as soon as its region is back, and what it had not
 * sent before is gone.
 */
final class GlobalFailovers {
    private final GlobalDatastores datastores;

    GlobalFailovers(GlobalDatastores datastores) {
        this.datastores = datastores;
    }

    void declare(Operations operations) {
        operations
                .change("FailoverGlobalReplicationGroup", FailoverGlobalReplicationGroupRequest.class, this::failover)
                .change(
                        "DisassociateGlobalReplicationGroup",
                        DisassociateGlobalReplicationGroupRequest.class,
                        this::disassociate);
    }

    /**
     * "Promotion is allowed anytime, even if other modifications are in progress"; of several at once the datastore "resolves to
     * one primary eventually", and nobody can say to which.
     */
    private FailoverGlobalReplicationGroupResponse failover(
            Context context, FailoverGlobalReplicationGroupRequest request) {
        Instant now = context.now();
        GlobalDatastore datastore = datastores.require(context, request.globalReplicationGroupId());
        String status = datastore.lifecycle.at(now);
        if (!status.equals(CacheGroup.AVAILABLE) && !status.equals(GlobalDatastore.MODIFYING)) {
            throw ElastiCacheErrors.globalState("The Global datastore is not available or in primary-only state.");
        }
        // "The Amazon region of the primary cluster": of the one there is to be. The reference does not say it more
        // clearly.
        Member target = member(
                datastore,
                now,
                request.primaryReplicationGroupId(),
                request.primaryRegion(),
                "PrimaryReplicationGroupId");
        Optional<Promotion> underWay = datastore.underWay(now);
        if (underWay.isEmpty() && target.role(now).equals(GlobalDatastore.PRIMARY)) {
            throw ElastiCacheErrors.invalidValue(
                    "Replication group " + target.group().id() + " is the primary of the Global datastore.");
        }
        if (!target.lifecycle().at(now).equals(GlobalDatastore.ASSOCIATED)) {
            throw ElastiCacheErrors.globalState(
                    "Replication group " + target.group().id() + " is not associated with the Global datastore.");
        }
        Instant done = now.plus(
                ElastiCacheDurations.promotion(context.seed(), target.group().arn(), context.sequence()));
        Promotion asked = new Promotion(target.group(), datastore.primary(now), now, done);
        Promotion won = underWay.filter(
                        first -> context.seed().fraction("promotions", datastore.id, first.asked()) < 0.5)
                .map(first -> new Promotion(first.group(), first.before(), first.asked(), done))
                .orElse(asked);
        datastore.promote(won);
        // It "moves to a Modifying state and is unavailable until the promotion is complete".
        datastore.lifecycle.become(now, GlobalDatastore.MODIFYING).become(done, CacheGroup.AVAILABLE);
        datastore.members(now).forEach(member -> member.group().lifecycle.pass(now, done, GlobalDatastore.MODIFYING));
        return FailoverGlobalReplicationGroupResponse.builder()
                .globalReplicationGroup(GlobalDatastores.described(context, datastore, true))
                .build();
    }

    /**
     * The secondary "no longer receives updates from the primary cluster but it remains as a standalone cluster" (same guide,
     * "Viewing a global datastore's details").
     */
    private DisassociateGlobalReplicationGroupResponse disassociate(
            Context context, DisassociateGlobalReplicationGroupRequest request) {
        Instant now = context.now();
        GlobalDatastore datastore = datastores.require(context, request.globalReplicationGroupId());
        if (!datastore.lifecycle.at(now).equals(CacheGroup.AVAILABLE)) {
            throw ElastiCacheErrors.globalState("The Global datastore is not available or in primary-only state.");
        }
        Member leaving = member(
                datastore, now, request.replicationGroupId(), request.replicationGroupRegion(), "ReplicationGroupId");
        if (leaving.role(now).equals(GlobalDatastore.PRIMARY)) {
            throw ElastiCacheErrors.invalidValue(
                    "Replication group " + leaving.group().id() + " is the primary of the Global datastore.");
        }
        Instant left = now.plus(ElastiCacheDurations.association(
                context.seed(), "leave " + leaving.group().arn()));
        leaving.lifecycle().become(now, "disassociating").become(left, GlobalDatastore.DISASSOCIATED);
        leaving.group().leaves = now;
        leaving.group().lifecycle.pass(now, left, GlobalDatastore.MODIFYING);
        datastore
                .lifecycle
                .become(now, GlobalDatastore.MODIFYING)
                .become(
                        left,
                        datastore.members(left).size() == 1 ? GlobalDatastore.PRIMARY_ONLY : CacheGroup.AVAILABLE);
        return DisassociateGlobalReplicationGroupResponse.builder()
                .globalReplicationGroup(GlobalDatastores.described(context, datastore, true))
                .build();
    }

    private static Member member(
            GlobalDatastore datastore, Instant now, String group, String region, String parameter) {
        if (group == null || region == null) {
            throw ElastiCacheErrors.missing(parameter + " or its Region");
        }
        return datastore.members(now).stream()
                .filter(member -> member.group().region.equals(region)
                        && member.group().id().equals(ElastiCacheNames.existing(group)))
                .findFirst()
                .orElseThrow(() -> ElastiCacheErrors.invalidValue(
                        "Replication group " + group + " in " + region + " is not a member of the Global datastore."));
    }
}
