package io.labelmint.dr.observatory;

import io.labelmint.dr.Problem;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** An observatory that answers what a test has put into it; a question nobody expected fails the test. */
public final class FakeObservatory implements Observatory {
    /** When every question was sent. */
    public static final Instant SENT = Instant.parse("2026-11-22T02:00:00Z");

    private final Map<Query<?>, Reading<?>> readings = new HashMap<>();
    private final Set<Query<?>> asked = new LinkedHashSet<>();

    /** {@code query} is answered with {@code value}. */
    public <T> FakeObservatory answers(Query<T> query, T value) {
        readings.put(query, new Reading.Seen<>(value, SENT));
        return this;
    }

    /** {@code query} is not answered, because of {@code problem}. */
    public <T> FakeObservatory fails(Query<T> query, Problem problem) {
        readings.put(query, new Reading.Unseen<T>(problem, SENT));
        return this;
    }

    /** {@code query} is not answered, as when AWS denies it. */
    public <T> FakeObservatory denies(Query<T> query) {
        return fails(query, Problem.of("aws.denied", query.api() + " was denied.", "Allow it."));
    }

    /** What was asked so far, in the order of asking. */
    public Set<Query<?>> asked() {
        return asked;
    }

    @Override
    @SuppressWarnings("unchecked") // readings are put under the query whose type they have
    public <T> Reading<T> read(Query<T> query) {
        asked.add(query);
        Reading<?> reading = readings.get(query);
        if (reading == null) {
            throw new IllegalStateException("nobody expected " + query);
        }
        return (Reading<T>) reading;
    }

    @Override
    public Observatory since(Instant sent) {
        return this;
    }
}
