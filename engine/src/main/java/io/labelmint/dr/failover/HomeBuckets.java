package io.labelmint.dr.failover;

import io.labelmint.dr.check.ReplicationRules;
import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.ShownFact;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.MetricsStatus;
import software.amazon.awssdk.services.s3.model.ReplicationRule;

/**
 * What of a failback is about buckets. A bucket has no primary, so nothing is promoted; but what was written to the replica
 * comes home only by a replication rule of the replica, and what is not replicated back is said to be lost from sight.
 */
final class HomeBuckets {
    /** "Typically" a quarter of an hour for 99.99 % of objects with Replication Time Control; hours without. */
    private static final Estimate CATCHING_UP = new Estimate(Duration.ofMinutes(5), Duration.ofHours(2));

    private final Estate estate;
    private final Observatory observatory;
    private final List<Action> actions;
    private final List<ShownFact> shown;

    HomeBuckets(Estate estate, Observatory observatory, List<Action> actions, List<ShownFact> shown) {
        this.estate = estate;
        this.observatory = observatory;
        this.actions = actions;
        this.shown = shown;
    }

    /** Has objects waited for that are on their way home after {@code stopped}; returns what they are waited for by. */
    Set<ActionId> back(Set<ActionId> stopped) {
        Set<ActionId> waits = new HashSet<>();
        for (Bucket bucket : estate.buckets()) {
            bucket.replica()
                    .ifPresentOrElse(
                            replica -> back(bucket, replica, stopped).ifPresent(waits::add),
                            () -> lost(bucket, "nothing: it has no replica that could have been written to", true));
        }
        return waits;
    }

    private Optional<ActionId> back(Bucket bucket, String replica, Set<ActionId> stopped) {
        Optional<ReplicationRule> rule = ReplicationRules.into(
                bucket.bucket(),
                observatory
                        .read(new BucketSetting<>(estate.regions().dr(), replica, BucketSetting.REPLICATION))
                        .orElseThrow());
        if (rule.isEmpty()) {
            lost(
                    bucket,
                    "what was written to " + replica + " in " + estate.regions().dr()
                            + " is NOT REPLICATED BACK and stays there: no rule leads into " + bucket.bucket(),
                    false);
            return Optional.empty();
        }
        if (rule.get().destination().metrics() == null
                || rule.get().destination().metrics().status() != MetricsStatus.ENABLED) {
            lost(
                    bucket,
                    "rule " + rule.get().id() + " of " + replica
                            + " replicates back, and publishes no metrics that would"
                            + " tell what is still on its way",
                    false);
            return Optional.empty();
        }
        if (estate.services().isEmpty()) {
            lost(
                    bucket,
                    "rule " + rule.get().id() + " of " + replica
                            + " replicates back, but no service is declared whose stop"
                            + " would say from when on nothing is written",
                    false);
            return Optional.empty();
        }
        lost(
                bucket,
                "nothing, or it is waited for: rule " + rule.get().id() + " of " + replica + " replicates back",
                true);
        ActionId id = new ActionId(bucket.id() + "/came-home");
        actions.add(new ObjectsCameHome(
                id,
                stopped,
                CATCHING_UP,
                estate.regions().primary(),
                replica,
                bucket.bucket(),
                rule.get().id()));
        return Optional.of(id);
    }

    private void lost(Bucket bucket, String what, boolean known) {
        shown.add(ShownFact.same(FailoverPlanner.LOSS_OF + bucket.id(), "0 s: " + (known ? "" : "not known: ") + what));
    }
}
