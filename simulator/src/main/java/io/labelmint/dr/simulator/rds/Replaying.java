package io.labelmint.dr.simulator.rds;

import io.labelmint.dr.simulator.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which of their data instances have: until when an instance was written to, and up to when a replica has replayed what its
 * source wrote. No call of AWS tells either; only the lag metric hints at the second.
 */
final class Replaying {
    /** A lag that nobody scripted: usual within a continent. */
    private static final Duration LEAST = Duration.ofMillis(50);

    private static final Duration MOST = Duration.ofSeconds(2);

    /** Ours: how many seconds of log a replica that catches up replays in one. AWS promises no rate. */
    private static final int CATCHING_UP = 4;

    private final Instances instances;
    private final Memberships memberships;

    Replaying(Instances instances, Memberships memberships) {
        this.instances = instances;
        this.memberships = memberships;
    }

    /** How far the replica {@code id} is behind; empty if it is none that replays. A source that is cut off leaves it behind. */
    Optional<Duration> lag(Context context, String id) {
        Instant now = context.now();
        return instances
                .find(context, context.region(), id)
                .filter(replica ->
                        replica.replays(now) && !replica.lifecycle.at(now).equals("creating"))
                .map(replica -> Duration.between(replayed(context, replica), now));
    }

    /** Whether nothing is written to the source of the replica {@code id}. */
    boolean idle(Context context, String id) {
        return instances
                .find(context, context.region(), id)
                .filter(replica -> replica.isReplica(context.now()))
                .flatMap(this::source)
                .map(source -> closedSince(context, source).isPresent())
                .orElse(false);
    }

    /** What the instance {@code id} of the client's region has of its source; empty if it never was a replica. */
    Optional<ReplicatedFrom> replicatedFrom(Context context, String id) {
        return instances
                .find(context, context.region(), id)
                .filter(replica -> replica.replicates != null)
                .flatMap(replica -> source(replica)
                        .map(source -> new ReplicatedFrom(
                                source.arn(context.now()),
                                source.id(context.now()),
                                source.resourceId(),
                                replayed(context, replica),
                                Optional.ofNullable(replica.promoted).filter(asked -> !asked.isAfter(context.now())))));
    }

    /**
     * Until when clients could write to the instance {@code id} of the client's region: now, unless its region is cut off, it
     * is deleted, its security groups let nobody in, or the applications are scripted to be silent.
     */
    Optional<Instant> writtenUntil(Context context, String id) {
        return instances.find(context, context.region(), id).map(instance -> {
            Optional<Instant> cutOff = context.scripts().cutOffSince(instance.region);
            return Stream.of(cutOff, closedSince(context, instance), Optional.ofNullable(instance.ended))
                    .flatMap(Optional::stream)
                    .filter(end -> end.isBefore(context.now()))
                    .min(Instant::compareTo)
                    .orElse(context.now());
        });
    }

    /** What ends the replaying, whichever comes first: promotion, the loss of the source or its region, a script. */
    private Instant replayed(Context context, DbInstance replica) {
        Optional<DbInstance> source = source(replica);
        Instant last = Stream.of(
                        Optional.of(context.now()),
                        Optional.ofNullable(replica.promoted),
                        source.flatMap(each -> Optional.ofNullable(each.ended)),
                        context.scripts().since(RdsScripts.replication(replica.region, replica.id(context.now()))))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElseThrow();
        Instant reached = source.flatMap(each -> context.at(last).scripts().cutOffSince(each.region))
                .orElse(last);
        Context then = context.at(reached);
        Duration lag = then.scripts()
                .duration(RdsScripts.lag(replica.region, replica.id(reached)))
                .orElseGet(() -> context.seed().between(LEAST, MOST, "lag", replica.createdAs, reached));
        Instant replayed = reached.minus(lag);
        return caughtUp(replica, last)
                .filter(moment -> moment.isBefore(replayed))
                .orElse(replayed);
    }

    /**
     * How far a replica in another region has come at {@code now} that was loaded from a copied snapshot: "when the read
     * replica reaches the available status, Amazon RDS starts by replicating the changes made to the source instance since the
     * start of the create read replica operation. During this phase, the replication lag time for the read replica is greater
     * than 0" (user guide, "Creating a read replica in a different AWS Region").
     */
    private static Optional<Instant> caughtUp(DbInstance replica, Instant now) {
        return Optional.ofNullable(replica.loaded).map(loaded -> {
            Instant begun = replica.fixed(loaded).instanceCreateTime();
            return now.isBefore(loaded)
                    ? begun
                    : begun.plus(Duration.between(loaded, now).multipliedBy(CATCHING_UP));
        });
    }

    /** Since when nobody writes to {@code instance}: it lets nobody in, or nobody tries. */
    private Optional<Instant> closedSince(Context context, DbInstance instance) {
        Instant now = context.now();
        Context there = context.in(instance.region);
        String script = RdsScripts.writes(instance.region, instance.id(now));
        Optional<Instant> silent = context.scripts()
                .get(script)
                .filter(writes -> !Boolean.parseBoolean(writes))
                .flatMap(writes -> context.scripts().since(script));
        Optional<Instant> fenced = Optional.of(instance)
                .filter(each -> memberships.admitNobody(there, each.fixed(now)))
                .map(each -> each.since(now, version -> memberships.admitNobody(there, version)));
        return Stream.of(silent, fenced).flatMap(Optional::stream).min(Instant::compareTo);
    }

    private Optional<DbInstance> source(DbInstance replica) {
        return List.copyOf(instances.all()).stream()
                .filter(instance -> instance.resourceId().equals(replica.replicates))
                .findFirst();
    }
}
