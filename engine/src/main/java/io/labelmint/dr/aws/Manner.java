package io.labelmint.dr.aws;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.retries.api.RetryStrategy;

/**
 * How a call is made: repeated until it answers, or sent exactly once.
 *
 * <p>The SDK repeats by default. A lost reply to {@code CreateDBSnapshot} then puts up to four requests on the wire and
 * the caller cannot know which of them took effect, so what changes AWS is sent once and the runner looks before it
 * sends again.
 */
public enum Manner {
    /**
     * For calls without effect: attempted up to three times within ten seconds. Two missed deadlines make a region
     * dark, so ten seconds bound how long a hanging region can hold up a failover: 20 s out of an RTO of minutes.
     */
    READING(Duration.ofSeconds(10), Duration.ofMillis(4_500)),

    /**
     * For calls that change something: one request on the wire, for which thirty seconds are waited. Longer than for
     * reading because giving up early turns an ordinary slow reply into a doubt; short enough for a lease to outlast it.
     */
    MUTATING(Duration.ofSeconds(30), Duration.ofSeconds(30));

    /** What the SDK's standard mode does too; with backoff, two slow attempts fit into the deadline. */
    private static final int READING_ATTEMPTS = 3;

    /** Just past the second retransmission of a lost SYN, after 1 s and 3 s (RFC 6298, sections 2.1 and 5.5). */
    private static final Duration CONNECT = Duration.ofMillis(3_100);

    /** One per thread of a wide Observatory tick; the SDK's own default. */
    private static final int CONNECTIONS = 50;

    /**
     * A reading call survives a connection that AWS closed while it was idle: it is repeated. A mutating one would end in
     * doubt, so connections are kept for it only this long, well inside the idle time-out of any AWS endpoint.
     */
    private static final Duration MUTATING_IDLE = Duration.ofSeconds(1);

    private final Duration deadline;
    private final Duration attempt;

    Manner(Duration deadline, Duration attempt) {
        this.deadline = deadline;
        this.attempt = attempt;
    }

    /** After how long a call fails whatever happens; a lease must have more than this left when one is sent. */
    public Duration deadline() {
        return deadline;
    }

    RetryStrategy retries() {
        return switch (this) {
            case READING ->
                AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(READING_ATTEMPTS)
                        .build();
            case MUTATING -> AwsRetryStrategy.doNotRetry();
        };
    }

    void configure(ClientOverrideConfiguration.Builder client) {
        client.retryStrategy(retries())
                .apiCallTimeout(deadline)
                .addExecutionInterceptor(new UnreadableException.Recognition());
        if (this == READING) {
            client.apiCallAttemptTimeout(attempt).addExecutionInterceptor(new OnlyReads());
        }
    }

    /** A pool of connections. One per region, so that a region that hangs cannot use up another's. */
    ApacheHttpClient connections() {
        ApacheHttpClient.Builder http = ApacheHttpClient.builder()
                .maxConnections(CONNECTIONS)
                .connectionTimeout(CONNECT)
                .connectionAcquisitionTimeout(CONNECT)
                .socketTimeout(attempt)
                // Its thread would live as long as the process; stale connections are also noticed when next used.
                .useIdleConnectionReaper(false);
        return (ApacheHttpClient) (this == MUTATING ? http.connectionMaxIdleTime(MUTATING_IDLE) : http).build();
    }
}
