package io.labelmint.dr.observatory;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.aws.AwsError;
import io.labelmint.dr.outside.WebGet;
import io.labelmint.dr.time.Timeline;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Reads AWS through its reading clients, within the request budget, and shares each answer for ten seconds.
 *
 * <p>A region that does not answer is given up quickly (see {@link RegionHealth}) and its questions are answered
 * {@link Reading.Unseen} at once; questions to other regions do not wait for it.
 */
public final class AwsObservatory implements Observatory {
    /** How long an answer is shared; also the longest it delays noticing a change. */
    private static final Duration SHARED_FOR = Duration.ofSeconds(10);

    /** How long AWS may work on an answer in its own time. Ours: of none that is asked for it takes a minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Aws aws;
    private final WebGet web;
    private final Timeline timeline;
    private final RequestBudget budget;
    private final RegionHealth health;
    private final Map<Query<?>, Reading<?>> answers = new ConcurrentHashMap<>();
    private final Map<String, Object> locks = new ConcurrentHashMap<>();

    /** One that takes of each API's rate what {@link Api} allows. */
    public AwsObservatory(Aws aws, Timeline timeline, RegionHealth health) {
        this(aws, timeline, health, 1);
    }

    /**
     * One that takes more or less of each API's rate.
     *
     * @param scale how many times what {@link Api} allows: 0.5 is a twentieth of what AWS publishes
     */
    public AwsObservatory(Aws aws, Timeline timeline, RegionHealth health, double scale) {
        this(aws, WebGet.none(), timeline, health, scale);
    }

    /**
     * One that asks for pages, too.
     *
     * @param web how pages are asked for
     * @param scale how many times what {@link Api} allows
     */
    public AwsObservatory(Aws aws, WebGet web, Timeline timeline, RegionHealth health, double scale) {
        this.aws = aws;
        this.web = web;
        this.timeline = timeline;
        this.budget = new RequestBudget(timeline, scale);
        this.health = health;
    }

    @Override
    public <T> Reading<T> read(Query<T> query) {
        return read(query, Instant.MIN);
    }

    @Override
    public Observatory since(Instant sent) {
        AwsObservatory whole = this;
        return new Observatory() {
            @Override
            public <T> Reading<T> read(Query<T> query) {
                return whole.read(query, sent);
            }

            @Override
            public Observatory since(Instant later) {
                return whole.since(later.isAfter(sent) ? later : sent);
            }
        };
    }

    private <T> Reading<T> read(Query<T> query, Instant since) {
        synchronized (locks.computeIfAbsent(query.region(), region -> new Object())) {
            Instant now = timeline.now();
            @SuppressWarnings("unchecked") // an answer is stored under the query that asked for its type
            Reading<T> answer = (Reading<T>) answers.get(query);
            // Strictly after: an answer asked for at the very instant of a call may have been asked for before it.
            if (answer != null && answer.sent().isAfter(since) && isFresh(answer, now)) {
                return answer;
            }
            var dark = health.dark(query.region());
            if (dark.isPresent()) {
                return new Reading.Unseen<>(dark.get(), now);
            }
            budget.demand(query.api(), query.region());
            Reading<T> fresh = ask(query, now);
            forgetOld(now);
            answers.put(query, fresh);
            return fresh;
        }
    }

    private <T> Reading<T> ask(Query<T> query, Instant sent) {
        try {
            T value = query.fetch(new Counter(query));
            health.answered(query.region());
            budget.answered(query.api(), query.region());
            return new Reading.Seen<>(value, sent);
        } catch (NoAnswerYet e) {
            health.answered(query.region());
            if (sent.isAfter(e.since().plus(PATIENCE))) {
                return new Reading.Unseen<>(e.problem(), sent);
            }
            throw new Postponed(sent.plus(SHARED_FOR));
        } catch (SdkException e) {
            AwsError error = AwsError.of(e, query.api().service(), query.api().operation(), query.region());
            switch (error.kind()) {
                case THROTTLED -> {
                    health.answered(query.region());
                    throw new Postponed(budget.throttled(query.api(), query.region()));
                }
                case UNREACHABLE -> health.missed(query.region());
                case IN_DOUBT -> {
                    // An error has a code only if the region answered: one service that is ill is no dark region.
                    if (error.code().isEmpty()) {
                        health.missed(query.region());
                    } else {
                        health.answered(query.region());
                    }
                }
                default -> health.answered(query.region());
            }
            return new Reading.Unseen<>(error.problem(), sent);
        }
    }

    private void forgetOld(Instant now) {
        answers.values().removeIf(answer -> !isFresh(answer, now));
    }

    /** Asked for in the last ten seconds; and not in the future, as it seems after the clock was set back. */
    private static boolean isFresh(Reading<?> answer, Instant now) {
        return !now.isBefore(answer.sent()) && now.isBefore(answer.sent().plus(SHARED_FOR));
    }

    private final class Counter implements Pages {
        private final Query<?> query;

        Counter(Query<?> query) {
            this.query = query;
        }

        @Override
        public <C extends SdkClient> C client(Class<C> type) {
            return aws.client(type, query.region());
        }

        @Override
        public WebGet web() {
            return web;
        }

        @Override
        public <C extends SdkClient> C client(Class<C> type, URI endpoint) {
            return aws.client(type, query.region(), endpoint);
        }

        @Override
        public void count() {
            budget.spend(query.api(), query.region());
        }
    }
}
