package io.labelmint.dr.jenkins.runtime;

import io.labelmint.dr.aws.AwsSettings;
import io.labelmint.dr.aws.Caller;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.SdkAws;
import io.labelmint.dr.estate.Access;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Regions;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.observatory.AwsObservatory;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.RegionHealth;
import io.labelmint.dr.outside.HttpWebGet;
import io.labelmint.dr.outside.HttpWebPost;
import io.labelmint.dr.outside.Outside;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.EstateLedgers;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.time.Timeline;
import io.labelmint.dr.validation.CopyAccess;
import io.labelmint.dr.validation.ProbedRows;
import io.labelmint.dr.validation.postgres.PostgresHeartbeats;
import io.labelmint.dr.validation.postgres.PostgresMaskings;
import io.labelmint.dr.validation.postgres.PostgresProbes;
import io.labelmint.dr.validation.redis.RedisProbes;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Runs on real AWS. What reads is shared by all runs that reach AWS the same way, so that five hundred builds that wait
 * ask hardly more often than one does; what changes AWS is each run's own, and carries the run's name into CloudTrail.
 */
final class RealAws {
    private final Timeline timeline;
    private final Lanes lanes;
    private final Json json;
    private final StateFolders folders;
    private final DoubleSupplier budget;
    private final HttpWebPost post = new HttpWebPost();
    private final Map<Key, Shared> shared = new HashMap<>();

    /** One that takes of AWS's rates {@code budget} times what the engine takes by itself. */
    RealAws(Timeline timeline, Lanes lanes, Json json, StateFolders folders, DoubleSupplier budget) {
        this.timeline = timeline;
        this.lanes = lanes;
        this.json = json;
        this.folders = folders;
        this.budget = budget;
    }

    /**
     * Begins {@code live}, or goes on with it; calls STS, so it takes a moment.
     *
     * @param ending what is made of its evidence while AWS can still be reached as the run reached it
     * @param workers where that is made
     */
    <T> CompletableFuture<Optional<T>> begin(LiveRun live, Function<Evidence, T> ending, Executor workers) {
        RunOrder order = live.order();
        Estate estate = order.estate();
        Key key = Key.of(order);
        Shared reading = take(key, order);
        Optional<SdkAws> own = Optional.empty();
        try {
            Caller.require(reading.aws.reading(), estate);
            OperationId run = order.run().orElseGet(() -> order.job().operation(estate, order.requested()));
            own = Optional.of(new SdkAws(settings(order, run.value())));
            Engine engine = engine(live, reading, own.get());
            Optional<SdkAws> mutating = own;
            return live.begin(engine, run)
                    .thenApplyAsync(evidence -> evidence.map(ending), workers)
                    .whenComplete((ended, failure) -> {
                        mutating.ifPresent(SdkAws::close);
                        giveBack(key);
                    });
        } catch (RuntimeException | Error e) {
            own.ifPresent(SdkAws::close);
            giveBack(key);
            throw e;
        }
    }

    private Engine engine(LiveRun live, Shared reading, SdkAws own) {
        Outside outside = new Outside(
                post,
                live.order().access().secrets(),
                new PostgresHeartbeats(),
                new PostgresMaskings(timeline),
                new HttpWebGet(),
                new ProbedRows(new PostgresProbes(timeline)));
        return Engine.of(
                        reading.observatory,
                        new Hands(own.mutating(), outside),
                        EstateLedgers.of(
                                        live.order().estate(),
                                        own.reading(),
                                        own.mutating(),
                                        folders.real(live.order().estate()).ledgers(),
                                        timeline,
                                        lanes,
                                        json)
                                .ledgers(),
                        timeline,
                        lanes,
                        json)
                .reaching(new CopyAccess(new PostgresProbes(timeline), new RedisProbes(timeline), outside.secrets()));
    }

    private synchronized Shared take(Key key, RunOrder order) {
        Shared known = shared.computeIfAbsent(key, wanted -> {
            SdkAws aws = new SdkAws(settings(order, "jenkins-" + order.estate().name()));
            RegionHealth health = new RegionHealth(timeline);
            return new Shared(
                    aws, new AwsObservatory(aws.reading(), new HttpWebGet(), timeline, health, budget.getAsDouble()));
        });
        known.users++;
        return known;
    }

    private synchronized void giveBack(Key key) {
        Shared used = shared.get(key);
        if (--used.users == 0) {
            shared.remove(key);
            used.aws.close();
        }
    }

    private static AwsSettings settings(RunOrder order, String session) {
        Estate estate = order.estate();
        AwsSettings settings = AwsSettings.of(estate.access(), estate.regions(), session);
        settings = order.access().endpoint().map(settings::withEndpoint).orElse(settings);
        return order.access().credentials().map(settings::withCredentials).orElse(settings);
    }

    /** What has to be the same for two runs to see the same AWS. */
    private record Key(Access roles, Regions regions, Optional<URI> endpoint, Optional<Object> credentials) {
        static Key of(RunOrder order) {
            return new Key(
                    order.estate().access(),
                    order.estate().regions(),
                    order.access().endpoint(),
                    order.access().credentials().map(Key::identity));
        }

        /** Static credentials compare by their value; others are only equal to themselves. */
        private static Object identity(AwsCredentialsProvider provider) {
            return provider.resolveCredentials();
        }
    }

    private static final class Shared {
        private final SdkAws aws;
        private final Observatory observatory;
        private int users;

        Shared(SdkAws aws, Observatory observatory) {
            this.aws = aws;
            this.observatory = observatory;
        }
    }
}
