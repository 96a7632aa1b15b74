package io.labelmint.dr.aws;

import io.labelmint.dr.aws.AwsSettings.Role;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The real AWS, as seen by one run: the SDK's clients, each built once per service, region and {@link Manner}.
 *
 * <p>Nothing here leaves the region it was asked for. Roles are assumed at the STS endpoint of the region they are used
 * in, S3 is addressed by regional endpoints and does not follow redirects, and each region has its own connections:
 * that us-east-1 is down, or hangs, does not matter to a caller in us-west-2.
 *
 * <p>However many clients there are, they share one thread, which exists only while calls are made. The SDK would
 * otherwise start up to five per client to watch over deadlines.
 */
public final class SdkAws implements AutoCloseable {
    private static final String PRODUCT = "aws-disaster-recovery";

    private final AwsSettings settings;
    private final Function<Manner, SdkHttpClient> http;
    private final ScheduledThreadPoolExecutor deadlines = deadlines();
    private final AwsCredentialsProvider ambient;

    private final Map<ClientKey, SdkClient> clients = new ConcurrentHashMap<>();
    private final Map<PoolKey, SdkHttpClient> pools = new ConcurrentHashMap<>();
    private final Map<String, RegionCredentials> roles = new ConcurrentHashMap<>();
    private final Map<String, StsClient> stsOfRoles = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private record ClientKey(Class<?> type, String region, Manner manner, Optional<URI> endpoint) {}

    private record PoolKey(String region, Manner manner) {}

    public SdkAws(AwsSettings settings) {
        this(settings, Manner::connections);
    }

    SdkAws(AwsSettings settings, Function<Manner, SdkHttpClient> http) {
        this.settings = settings;
        this.http = http;
        this.ambient = RegionCredentials.ambient(settings.credentials()
                .orElseGet(() -> DefaultCredentialsProvider.builder().build()));
    }

    /** Clients that repeat a request that failed, and refuse operations that could change anything. */
    public Aws reading() {
        return in(Manner.READING);
    }

    /** Clients that put exactly one request on the wire per call. */
    public Aws mutating() {
        return in(Manner.MUTATING);
    }

    private Aws in(Manner manner) {
        return new Aws() {
            @Override
            public <C extends SdkClient> C client(Class<C> type, String region) {
                return client(type, region, Optional.empty());
            }

            @Override
            public <C extends SdkClient> C client(Class<C> type, String region, URI endpoint) {
                return client(type, region, Optional.of(endpoint));
            }

            private <C extends SdkClient> C client(Class<C> type, String region, Optional<URI> endpoint) {
                return type.cast(clients.computeIfAbsent(
                        new ClientKey(type, region, manner, endpoint),
                        key -> build(type, region, manner, credentials(region), endpoint)));
            }
        };
    }

    private AwsCredentialsProvider credentials(String region) {
        Role role = settings.roles().get(region);
        if (role == null) {
            return ambient;
        }
        return roles.computeIfAbsent(region, r -> RegionCredentials.role(role, settings.session(), stsOfRole(r)));
    }

    private StsClient stsOfRole(String region) {
        return stsOfRoles.computeIfAbsent(
                region, r -> build(StsClient.class, r, Manner.READING, ambient, Optional.empty()));
    }

    private <C extends SdkClient> C build(
            Class<C> type, String region, Manner manner, AwsCredentialsProvider credentials, Optional<URI> endpoint) {
        if (closed) {
            throw new IllegalStateException("closed: the run " + settings.session() + " is over");
        }
        AwsClientBuilder<?, ?> builder = builder(type);
        builder.region(Region.of(region)).credentialsProvider(credentials).overrideConfiguration(client -> {
            manner.configure(client);
            client.scheduledExecutorService(deadlines)
                    .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, PRODUCT + "/" + settings.session());
        });
        settings.endpoint().or(() -> endpoint).ifPresent(builder::endpointOverride);
        if (builder instanceof S3BaseClientBuilder<?, ?> s3) {
            stayInRegion(s3);
        }
        ((AwsSyncClientBuilder<?, ?>) builder)
                .httpClient(pools.computeIfAbsent(new PoolKey(region, manner), key -> http.apply(manner)));
        return type.cast(builder.build());
    }

    /** For us-east-1 the SDK prefers, for old times' sake, the global endpoint; a run wants the region it asked for. */
    private void stayInRegion(S3BaseClientBuilder<?, ?> s3) {
        S3EndpointProvider regional = S3EndpointProvider.defaultProvider();
        s3.endpointProvider(parameters -> regional.resolveEndpoint(
                        parameters.toBuilder().useGlobalEndpoint(false).build()))
                .crossRegionAccessEnabled(false)
                .useArnRegion(false)
                .forcePathStyle(settings.endpoint().isPresent());
    }

    /** Every client interface of the SDK has a static {@code builder()}; so a new service needs no line here. */
    private static AwsClientBuilder<?, ?> builder(Class<? extends SdkClient> type) {
        try {
            if (type.getMethod("builder").invoke(null) instanceof AwsClientBuilder<?, ?> builder
                    && builder instanceof AwsSyncClientBuilder<?, ?>) {
                return builder;
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(type + " is no client interface of the AWS SDK", e);
        }
        throw new IllegalArgumentException(type + " is not a synchronous client of the AWS SDK");
    }

    private static ScheduledThreadPoolExecutor deadlines() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "dr-aws-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        executor.setKeepAliveTime(1, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** Ends the run's connections and sessions. Calls that are being made fail. */
    @Override
    public void close() {
        closed = true;
        clients.values().forEach(SdkClient::close);
        stsOfRoles.values().forEach(StsClient::close);
        roles.values().forEach(RegionCredentials::close);
        if (settings.credentials().isEmpty()) {
            ((RegionCredentials) ambient).close();
        }
        pools.values().forEach(SdkHttpClient::close);
        deadlines.shutdownNow();
    }
}
