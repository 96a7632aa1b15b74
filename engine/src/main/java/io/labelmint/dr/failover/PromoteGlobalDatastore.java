package io.labelmint.dr.failover;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.GlobalDatastores;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticache.model.FailoverGlobalReplicationGroupRequest;
import software.amazon.awssdk.services.elasticache.model.FailoverGlobalReplicationGroupResponse;
import software.amazon.awssdk.services.elasticache.model.GlobalReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.GlobalReplicationGroupMember;

/**
 * Makes a secondary of a Global Datastore its primary, from the region of the secondary, which is the one that must work.
 *
 * <p>Of two promotions at once nobody says which one wins (Amazon ElastiCache User Guide, "Promoting the secondary cluster
 * to primary"): a datastore that is being changed is waited for, and one whose primary is this member already is left as
 * it is.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region the region of the member that is promoted
 * @param datastore full id of the global datastore
 * @param replicationGroup the member
 */
@JsonTypeName("elasticache-promote-member")
public record PromoteGlobalDatastore(
        ActionId id, Set<ActionId> after, Estimate estimate, String region, String datastore, String replicationGroup)
        implements Action {
    private static final String PRIMARY = "primary";

    @Override
    public PlannedCall call() {
        FailoverGlobalReplicationGroupRequest request = FailoverGlobalReplicationGroupRequest.builder()
                .globalReplicationGroupId(datastore)
                .primaryRegion(region)
                .primaryReplicationGroupId(replicationGroup)
                .build();
        return PlannedCall.of(MutatingOperation.FAILOVER_GLOBAL_REPLICATION_GROUP, region, request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return observatory.read(new GlobalDatastores(region)).fold(all -> progress(all, inputs), Progress.Unknown::new);
    }

    private Progress progress(List<GlobalReplicationGroup> all, Inputs inputs) {
        Optional<GlobalReplicationGroup> found = all.stream()
                .filter(candidate -> datastore.equals(candidate.globalReplicationGroupId()))
                .findFirst();
        Optional<GlobalReplicationGroupMember> member = found.flatMap(group -> member(group, replicationGroup));
        if (member.isEmpty()) {
            return new Progress.Failed(Problem.of(
                            "failover.no-member",
                            replicationGroup + " in " + region + " is no member of global datastore " + datastore + ".",
                            "Make a new plan: it shows what is there now.")
                    .with("datastore", datastore));
        }
        String status = String.valueOf(found.get().status()).toLowerCase(Locale.ROOT);
        boolean primary = PRIMARY.equalsIgnoreCase(member.get().role());
        boolean settled = status.equals("available") || status.equals("primary-only");
        if (primary) {
            return settled
                    ? new Progress.Done(Facts.of("datastore", datastore, PRIMARY, replicationGroup, "status", status))
                    : new Progress.InProgress(status);
        }
        if (!settled) {
            return inputs.announced()
                    ? new Progress.InProgress(status)
                    : new Progress.Held("global datastore " + datastore + " is " + status);
        }
        return new Progress.Absent();
    }

    /** The member {@code group} of {@code datastore}. */
    static Optional<GlobalReplicationGroupMember> member(GlobalReplicationGroup datastore, String group) {
        return datastore.members().stream()
                .filter(candidate -> group.equals(candidate.replicationGroupId()))
                .findFirst();
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        hands.send(call(), FailoverGlobalReplicationGroupResponse.class);
        return Facts.of("accepted", "promotion");
    }
}
