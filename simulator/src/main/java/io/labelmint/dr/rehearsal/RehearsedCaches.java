package io.labelmint.dr.rehearsal;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.CacheValidation;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.simulator.elasticache.RestoredCache;
import io.labelmint.dr.validation.CacheAddress;
import io.labelmint.dr.validation.CacheProbe;
import io.labelmint.dr.validation.CacheProbes;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Redis inside simulated replication groups: what a restored group holds is what its source, as the estate declares it,
 * held at the moment of the snapshot. Nothing is connected to, and no password is needed.
 */
public final class RehearsedCaches implements CacheProbes {
    /** The endpoint of a group: its id is in it, and the region in short. */
    private static final Pattern ENDPOINT =
            Pattern.compile("(?:clustercfg\\.)?([a-z0-9-]+)\\..*\\.cache\\.amazonaws\\.com");

    private final World world;
    private final Estate estate;
    private final Set<String> emptied = new HashSet<>();

    RehearsedCaches(World world, Estate estate) {
        this.world = world;
        this.estate = estate;
    }

    /** From now on every copy of {@code store} is empty, as if somebody had flushed it before the snapshot. */
    public void empty(String store) {
        emptied.add(store);
    }

    @Override
    public CacheProbe connect(CacheAddress address, Duration timeLimit) {
        Matcher endpoint = ENDPOINT.matcher(address.host());
        Optional<RestoredCache> restored = endpoint.matches()
                ? Stream.of(estate.regions().primary(), estate.regions().dr())
                        .flatMap(region -> world.restoredCache(region, endpoint.group(1)).stream())
                        .findFirst()
                : Optional.empty();
        Optional<RedisGroup> source = restored.flatMap(from -> estate.caches().stream()
                .filter(redis -> redis.replicationGroup().equals(from.sourceGroup()))
                .findFirst());
        if (source.isEmpty()) {
            throw Problem.of(
                            "probe.unreachable",
                            "Nothing answers at " + address.host() + ".",
                            "See that the group is there, and that its security group lets this process in.")
                    .asException();
        }
        CacheValidation declared = source.get().validation().orElseThrow();
        return new RehearsedCache(
                declared, restored.get(), emptied.contains(source.get().id()));
    }
}
