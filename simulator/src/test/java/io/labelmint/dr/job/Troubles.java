package io.labelmint.dr.job;

import static io.labelmint.dr.job.FailoverTrial.EAST;
import static io.labelmint.dr.job.FailoverTrial.WEST;

import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.simulator.core.Call;
import io.labelmint.dr.simulator.core.Fault;
import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.ecs.EcsScripts;
import io.labelmint.dr.simulator.rds.RdsScripts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.rds.RdsClient;

/**
 * What goes wrong around a failover, chosen at random: the primary region dies, hangs, is back and gone again, or fails in
 * part; the DR region is short of capacity, or has a replica that is backing up, a promotion or a restore that does not
 * come about; calls are lost; and somebody else does things by hand. It strikes at its time whichever process is at work.
 */
final class Troubles {
    private static final List<String> SERVICES = List.of("rds", "ecs", "elasticache", "monitoring");

    private static final String HANGS = " hangs when promoted";
    private static final String FAILS = " cannot be restored";

    private record Trouble(Instant at, String words, Runnable strike) {}

    private final Trial trial;
    private final SplittableRandom random;
    private final Instant begin;
    private final List<Trouble> ahead = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    /** Calls of somebody else. */
    private final List<Call> byHand = new ArrayList<>();

    Troubles(Trial trial, SplittableRandom random) {
        this.trial = trial;
        this.random = random;
        this.begin = trial.timeline.now();
        primaryRegion();
        drRegion();
        people();
        if (random.nextInt(2) == 0) {
            double probability = random.nextDouble(0.3);
            told.add("faults of calls " + probability);
            trial.world.faults().random(random.nextLong(), probability, Fault.values());
        }
    }

    private void primaryRegion() {
        switch (random.nextInt(8)) {
            case 0 -> {}
            case 1 -> {
                String service = SERVICES.get(random.nextInt(SERVICES.size()));
                Outage how = outage();
                at(
                        10,
                        how + " " + service + " of " + EAST,
                        () -> trial.world.faults().service(EAST, service, how));
            }
            case 2, 3 -> {
                lost(10);
                at(60, EAST + " is back", () -> trial.world.faults().region(EAST, Outage.NONE));
                if (random.nextBoolean()) {
                    lost(90);
                }
            }
            default -> lost(random.nextInt(4) == 0 ? 40 : 1);
        }
    }

    private void lost(int minutes) {
        Outage how = outage();
        at(minutes, EAST + " is " + how, () -> trial.world.faults().region(EAST, how));
    }

    private Outage outage() {
        return random.nextBoolean() ? Outage.DOWN : Outage.HANGING;
    }

    private void drRegion() {
        for (PostgresDatabase database : trial.estate.databases()) {
            if (one(12)) {
                replica(database).ifPresent(replica -> {
                    at(5, replica + HANGS, () -> trial.world.script(RdsScripts.promotionHangs(WEST, replica)));
                });
            }
            if (one(8)) {
                replica(database)
                        .ifPresent(replica -> at(
                                5,
                                replica + " is backed up",
                                () -> byHand(() -> rds().modifyDBInstance(r ->
                                        r.dbInstanceIdentifier(replica).backupRetentionPeriod(7)))));
            }
            if (one(8)) {
                restored(database)
                        .ifPresent(restored -> at(
                                5,
                                restored + FAILS,
                                () -> trial.world.script(RdsScripts.restoreFails(WEST, restored))));
            }
        }
        if (one(5)) {
            at(10, "no capacity", () -> trial.world.script(EcsScripts.capacity(WEST, false)));
            at(60, "capacity", () -> trial.world.script(EcsScripts.capacity(WEST, true)));
        }
        if (one(12)) {
            String service = SERVICES.get(random.nextInt(SERVICES.size()));
            Outage how = outage();
            at(
                    30,
                    how + " " + service + " of " + WEST,
                    () -> trial.world.faults().service(WEST, service, how));
            at(60, service + " is back", () -> trial.world.faults().service(WEST, service, Outage.NONE));
        }
    }

    private void people() {
        for (PostgresDatabase database : trial.estate.databases()) {
            if (one(10)) {
                replica(database)
                        .ifPresent(replica -> at(
                                30,
                                "somebody promotes " + replica,
                                () -> byHand(() -> rds().promoteReadReplica(r -> r.dbInstanceIdentifier(replica)))));
            }
        }
        trial.estate
                .caches()
                .forEach(cache -> cache.globalDatastore()
                        .filter(declared -> one(8))
                        .ifPresent(declared -> at(
                                20,
                                "somebody promotes " + declared.drReplicationGroup(),
                                () -> byHand(() -> trial.world
                                        .client(ElastiCacheClient.class, WEST)
                                        .failoverGlobalReplicationGroup(r -> r.globalReplicationGroupId(declared.id())
                                                .primaryRegion(WEST)
                                                .primaryReplicationGroupId(declared.drReplicationGroup()))))));
    }

    private static Optional<String> replica(PostgresDatabase database) {
        return database.replicas().stream()
                .filter(replica -> replica.region().equals(WEST))
                .map(PostgresDatabase.Replica::instance)
                .findFirst();
    }

    private static Optional<String> restored(PostgresDatabase database) {
        return replica(database).isPresent()
                ? Optional.empty()
                : database.failover().restoredAs();
    }

    private boolean one(int of) {
        return random.nextInt(of) == 0;
    }

    private RdsClient rds() {
        return trial.world.client(RdsClient.class, WEST);
    }

    /** Some time within {@code minutes}. */
    private void at(int minutes, String words, Runnable strike) {
        ahead.add(new Trouble(begin.plus(Duration.ofSeconds(random.nextInt(minutes * 60))), words, strike));
    }

    /** Has what is still ahead strike at its time; to be called when the death of a process has cleared the timeline. */
    void loom() {
        for (Trouble trouble : List.copyOf(ahead)) {
            trial.timeline.in(Duration.between(trial.timeline.now(), trouble.at()), () -> strike(trouble));
        }
    }

    private void strike(Trouble trouble) {
        if (ahead.remove(trouble)) {
            told.add(Duration.between(begin, trial.timeline.now()) + " " + trouble.words());
            trouble.strike().run();
        }
    }

    private void byHand(Runnable call) {
        int before = trial.world.calls().size();
        try {
            call.run();
        } catch (AwsServiceException | SdkClientException refused) {
            told.add("refused: " + refused.getMessage());
        }
        byHand.addAll(trial.world.calls().subList(before, trial.world.calls().size()));
    }

    /** Everything that can be mended is. */
    void end() {
        ahead.clear();
        trial.world.faults().clear().region(EAST, Outage.NONE);
        for (String service : SERVICES) {
            trial.world.faults().service(EAST, service, Outage.NONE).service(WEST, service, Outage.NONE);
        }
        trial.world.script(EcsScripts.capacity(WEST, true));
    }

    /** Whether {@code call} was of somebody else; ours may be equal to it. */
    @SuppressWarnings("ReferenceEquality")
    boolean others(Call call) {
        return byHand.stream().anyMatch(other -> other == call);
    }

    /** Whether somebody else has made the call of which {@link Trial#doneTwice} says {@code words}. */
    boolean wasAskedByHand(String words) {
        return byHand.stream().anyMatch(call -> words.equals(Trial.words(call)));
    }

    /** Whether something was ruined that nobody outside AWS can mend. */
    boolean stuckForGood() {
        return told.stream().anyMatch(words -> words.endsWith(HANGS) || words.endsWith(FAILS));
    }

    @Override
    public String toString() {
        return told.toString();
    }
}
