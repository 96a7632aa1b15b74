package io.labelmint.dr.validation.redis;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.time.Timeline;
import io.labelmint.dr.validation.CacheAddress;
import io.labelmint.dr.validation.CacheProbe;
import io.labelmint.dr.validation.CacheProbes;
import io.labelmint.dr.validation.DatabaseAddress.Tls;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLParameters;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Opens connections with Jedis, one to each shard's primary and no pool: a probe asks one question after the other.
 */
public final class RedisProbes implements CacheProbes {
    /** A connection over TLS takes a few round trips; a node that needs longer is not up. */
    private static final Duration CONNECTING = Duration.ofSeconds(15);

    private final Timeline timeline;

    /** Measures time by {@code timeline}. */
    public RedisProbes(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public CacheProbe connect(CacheAddress address, Duration timeLimit) {
        long begin = timeline.nanos();
        List<Shard> open = new ArrayList<>();
        try {
            Shard first = open(address, address.host(), address.port(), timeLimit, begin, open);
            if (!address.clusterMode()) {
                return new RedisProbe(List.of(first), new SlotMap(List.of()));
            }
            SlotMap slots = SlotMap.parse(first.ask("its shards", List.of("CLUSTER", "SLOTS")));
            first.close();
            List<Shard> primaries = new ArrayList<>();
            for (SlotMap.Primary primary : slots.primaries()) {
                primaries.add(open(address, primary.host(), primary.port(), timeLimit, begin, open));
            }
            if (primaries.isEmpty()) {
                throw Problem.of(
                                "probe.no-shards",
                                "The copy at " + address.host() + " names no shard, though it is to have cluster mode.",
                                "See the shards of the group in the ElastiCache console.")
                        .asException();
            }
            return new RedisProbe(List.copyOf(primaries), slots);
        } catch (ProblemException e) {
            open.forEach(Shard::close);
            throw e;
        }
    }

    private Shard open(CacheAddress address, String host, int port, Duration timeLimit, long begin, List<Shard> open) {
        try {
            Connection connection = new Connection(new HostAndPort(host, port), configuration(address));
            Shard shard = new Shard(connection, timeline, timeLimit, begin);
            open.add(shard);
            connection.connect();
            return shard;
        } catch (JedisException e) {
            throw RedisProblems.connecting(e, address, host, port).asException();
        }
    }

    private static DefaultJedisClientConfig configuration(CacheAddress address) {
        DefaultJedisClientConfig.Builder configuration = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis((int) CONNECTING.toMillis())
                .socketTimeoutMillis((int) CONNECTING.toMillis())
                // A user that may only read may not name its client either.
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        if (address.encryption() instanceof Tls tls) {
            SSLParameters parameters = new SSLParameters();
            if (tls.hostName()) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
            }
            configuration.ssl(true).sslParameters(parameters);
            tls.authorities().ifPresent(file -> configuration.sslSocketFactory(Authorities.of(file)));
        } else if (address.password().isPresent() && !isThisMachine(address.host())) {
            throw Problem.of(
                            "probe.in-clear",
                            "A password is not sent in clear text to " + address.host() + ".",
                            "Connect with TLS.")
                    .asException();
        }
        address.user().ifPresent(configuration::user);
        address.password().ifPresent(password -> configuration.password(password.reveal()));
        return configuration.build();
    }

    private static boolean isThisMachine(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
