package io.labelmint.dr.restore.redis;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.CacheSnapshotTags;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.ReplicationGroups;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.elasticache.model.DeleteReplicationGroupRequest;
import software.amazon.awssdk.services.elasticache.model.DeleteReplicationGroupResponse;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroupNotFoundException;

/**
 * Deletes the replication group of a restore test with all its nodes and without a last snapshot: it is a copy, and the
 * data of it is where it was copied from.
 *
 * <p>Nothing is taken from the plan on trust: before it deletes, it reads again that the group is one that the named
 * operation restored for a test, by name, description and tags, and that nobody made it a member of a global datastore.
 * It refuses otherwise, which fails the operation and is told. A group that failed to be created does not show its tags;
 * it has no data either, and name and description are enough.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region where the group is
 * @param estate name of the estate
 * @param store the store it is a copy of
 * @param group its id
 * @param restoredBy the operation that restored it
 */
@JsonTypeName("elasticache-delete-test-group")
public record DeleteTestCacheGroup(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String region,
        String estate,
        String store,
        String group,
        OperationId restoredBy)
        implements Action {

    /** ElastiCache deletes a group within minutes; one that is busy is waited for. */
    private static final Estimate DELETION = new Estimate(Duration.ofMinutes(5), Duration.ofHours(4));

    /** The deletion of {@code group}, which depends on nothing. */
    static DeleteTestCacheGroup of(String region, String estate, String store, String group, OperationId restoredBy) {
        return new DeleteTestCacheGroup(
                new ActionId(store + "/delete/" + region + "/" + group),
                Set.of(),
                DELETION,
                region,
                estate,
                store,
                group,
                restoredBy);
    }

    @Override
    public PlannedCall call() {
        DeleteReplicationGroupRequest request = DeleteReplicationGroupRequest.builder()
                .replicationGroupId(group)
                .retainPrimaryCluster(false)
                .build();
        return PlannedCall.of(MutatingOperation.DELETE_REPLICATION_GROUP, region, request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return observatory
                .read(new ReplicationGroups(region))
                .fold(
                        all -> RestoredCacheGroup.find(all, group)
                                .map(found -> progress(found, observatory, inputs))
                                .orElseGet(() -> new Progress.Done(Facts.of("deleted", group))),
                        Progress.Unknown::new);
    }

    private Progress progress(ReplicationGroup found, Observatory observatory, Inputs inputs) {
        Optional<TestCacheGroup> ours = TestCacheGroup.of(estate, region, found)
                .filter(test -> test.owner().equals(restoredBy) && test.store().equals(store));
        if (ours.isEmpty()) {
            return new Progress.Failed(notOurs(found));
        }
        if (ours.get().globalDatastore().isPresent()) {
            return new Progress.Failed(Problem.of(
                            "restore-test.kept",
                            "Group " + group + " was left alone: it is a member of the global datastore "
                                    + ours.get().globalDatastore().get() + ".",
                            "Ask who keeps it; when nobody needs it any more, take it out of the global datastore in the"
                                    + " ElastiCache console of " + region + ", and the next sweep deletes it.")
                    .with("arn", found.arn()));
        }
        if (inputs.accepted().get("accepted") != null && !ours.get().going()) {
            // AWS said yes and does not show it yet; a second call would only be refused.
            return new Progress.InProgress("accepted, still " + found.status());
        }
        if (RestoredCacheGroup.FAILED.contains(found.status())) {
            return new Progress.Absent();
        }
        if (!found.status().equals(RestoredCacheGroup.AVAILABLE)) {
            // Neither deleted nor its tags read before it comes to rest: "deleting", or busy with something else.
            return new Progress.InProgress(found.status());
        }
        return observatory
                .read(new CacheSnapshotTags(region, found.arn()))
                .fold(tags -> judged(ours.get(), tags, found), Progress.Unknown::new);
    }

    private Progress judged(TestCacheGroup ours, Map<String, String> tags, ReplicationGroup found) {
        return ours.bears(tags) ? new Progress.Absent() : new Progress.Failed(notOurs(found));
    }

    private Problem notOurs(ReplicationGroup found) {
        return Problem.of(
                        "restore-test.not-ours",
                        "Group " + group + " is not, or no longer, one that " + restoredBy
                                + " restored for a test. It was left alone.",
                        "Compare its description and tags with the ledgers of this estate; if nobody needs it, delete it"
                                + " in the ElastiCache console of " + region + ".")
                .with("arn", found.arn());
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        try {
            hands.send(call(), DeleteReplicationGroupResponse.class);
            return Facts.of("accepted", "deletion");
        } catch (ReplicationGroupNotFoundException e) {
            // Somebody was faster; that it is gone is all that was wanted, and looking will confirm it.
            return Facts.of("accepted", "gone already");
        }
    }
}
