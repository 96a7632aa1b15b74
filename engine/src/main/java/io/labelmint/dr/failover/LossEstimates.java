package io.labelmint.dr.failover;

import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.heartbeat.KnownBeats;
import io.labelmint.dr.heartbeat.WriteHeartbeat;
import io.labelmint.dr.observatory.Metrics;
import io.labelmint.dr.observatory.Metrics.Metric;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.observatory.ReplicationGroups;
import io.labelmint.dr.restore.RestoreWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Estimates what a failover loses of every store, from what the DR region tells: the lag of what is there, and, of which
 * moment it is, the write rate the sources told in heartbeats while they could. The region that is left is not asked.
 *
 * <p>All its sources went silent with their region, at a moment nobody was told. It lies after the last sign of life of any
 * of them, and before the first silence; so what each of them lost is an expectation and a bound.
 */
public final class LossEstimates {
    /** Far enough back to see when a source that has been dead for an hour or two went silent. */
    private static final Duration SPAN = Duration.ofHours(3);

    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** What S3 promises for 99.99 % of objects (S3 User Guide, "Using S3 Replication Time Control"). */
    private static final Duration TIME_CONTROL = Duration.ofMinutes(15);

    private final Estate estate;
    private final Observatory observatory;
    private final KnownBeats beats;
    private final Instant now;

    public LossEstimates(Estate estate, Observatory observatory, KnownBeats beats, Instant now) {
        this.estate = estate;
        this.observatory = observatory;
        this.beats = beats;
        this.now = now;
    }

    /**
     * What is lost of each store if the DR region takes over now, or, with the source dead, has been lost already.
     *
     * @throws io.labelmint.dr.observatory.Unanswered if the DR region does not say
     */
    public List<StoreLoss> all() {
        Map<Store, Optional<Reached>> reached = new LinkedHashMap<>();
        Map<Metric, SortedMap<Instant, Double>> lags = lags();
        estate.stores().forEach(store -> reached.put(store, reached(store, lags)));
        Optional<Instant> wroteUntil = reached.values().stream()
                .flatMap(Optional::stream)
                .map(Reached::wroteUntil)
                .max(Comparator.naturalOrder());
        // A store that is idle is silent while others write: only what went silent after the last sign of life counts.
        Instant silentAt = reached.values().stream()
                .flatMap(Optional::stream)
                .map(Reached::silentAt)
                .filter(moment -> !moment.isBefore(wroteUntil.orElseThrow()))
                .min(Comparator.naturalOrder())
                .orElse(now);
        List<StoreLoss> losses = new ArrayList<>();
        reached.forEach((store, known) -> losses.add(loss(store, known, wroteUntil, silentAt)));
        return losses;
    }

    private StoreLoss loss(Store store, Optional<Reached> known, Optional<Instant> wroteUntil, Instant silentAt) {
        Optional<Instant> upTo = known.map(Reached::upTo).or(() -> restorable(store));
        Optional<Long> rate = store instanceof PostgresDatabase database ? rate(database) : Optional.empty();
        if (upTo.isEmpty()) {
            return unmeasured(store);
        }
        Duration expected = known.map(Reached::lag)
                .orElseGet(() -> wroteUntil
                        .map(moment -> Duration.between(upTo.get(), moment))
                        .orElse(Duration.ZERO));
        Duration most = Duration.between(upTo.get(), silentAt);
        return new StoreLoss(
                store.id(),
                upTo,
                rounded(expected),
                rounded(most),
                rate,
                known.map(lag -> "replication lag at " + lag.measuredAt().truncatedTo(ChronoUnit.MINUTES))
                        .orElse("replicated backups, read at " + now.truncatedTo(ChronoUnit.MINUTES)));
    }

    private static Duration rounded(Duration span) {
        return span.isNegative() ? Duration.ZERO : Duration.ofSeconds((span.toMillis() + 999) / 1000);
    }

    private StoreLoss unmeasured(Store store) {
        if (store instanceof Bucket bucket && bucket.replica().isPresent()) {
            Duration most = bucket.replicationTimeControl()
                    ? TIME_CONTROL
                    : bucket.objectives().rpo();
            return new StoreLoss(
                    store.id(),
                    Optional.empty(),
                    Duration.ZERO,
                    most,
                    Optional.empty(),
                    bucket.replicationTimeControl()
                            ? "not measured; Replication Time Control promises 15 min for 99.99 % of objects"
                            : "not measured; its objective, if replication kept to it");
        }
        return StoreLoss.unknown(store.id(), "nothing in " + estate.regions().dr() + " tells");
    }

    /** What the source wrote a second, by its last heartbeat that is known. */
    private Optional<Long> rate(PostgresDatabase database) {
        return beats.last(database, now)
                .map(facts -> facts.get(WriteHeartbeat.RATE))
                .filter(Objects::nonNull)
                .map(Long::valueOf);
    }

    private Optional<Reached> reached(Store store, Map<Metric, SortedMap<Instant, Double>> lags) {
        List<SortedMap<Instant, Double>> series =
                metrics(store).stream().map(lags::get).filter(Objects::nonNull).toList();
        return Reached.of(series, now);
    }

    /** Up to when the replicated backups go; only what is restored from them loses so much. */
    private Optional<Instant> restorable(Store store) {
        if (!(store instanceof PostgresDatabase database)
                || database.replicatedBackups().isEmpty()) {
            return Optional.empty();
        }
        return RestoreWindow.of(estate, database, estate.regions().dr(), observatory)
                .orElseThrow()
                .map(RestoreWindow::latest);
    }

    /** All lags in one call. */
    private Map<Metric, SortedMap<Instant, Double>> lags() {
        List<Metric> metrics = estate.stores().stream()
                .flatMap(store -> metrics(store).stream())
                .toList();
        return metrics.isEmpty()
                ? Map.of()
                : observatory
                        .read(Metrics.last(SPAN, estate.regions().dr(), metrics, PERIOD, now))
                        .orElseThrow();
    }

    private List<Metric> metrics(Store store) {
        String dr = estate.regions().dr();
        if (store instanceof PostgresDatabase database) {
            return database.replicas().stream()
                    .filter(replica -> replica.region().equals(dr))
                    .map(replica -> Metric.of(
                            "AWS/RDS", "ReplicaLag", Map.of("DBInstanceIdentifier", replica.instance()), "Minimum"))
                    .toList();
        }
        if (store instanceof RedisGroup cache && cache.globalDatastore().isPresent()) {
            String secondary = cache.globalDatastore().get().drReplicationGroup();
            Reading<List<String>> nodes = observatory
                    .read(new ReplicationGroups(dr))
                    .map(groups -> groups.stream()
                            .filter(group -> secondary.equals(group.replicationGroupId()))
                            .flatMap(group -> group.memberClusters().stream())
                            .sorted()
                            .toList());
            return nodes.orElseThrow().stream()
                    .map(node -> Metric.of(
                            "AWS/ElastiCache",
                            "GlobalDatastoreReplicationLag",
                            Map.of("CacheClusterId", node),
                            "Maximum"))
                    .toList();
        }
        return List.of();
    }
}
