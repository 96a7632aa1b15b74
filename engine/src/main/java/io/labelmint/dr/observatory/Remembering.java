package io.labelmint.dr.observatory;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An observatory for one piece of work, which gives the same answer whenever it is asked the same.
 *
 * <p>What is concluded from several questions then rests on one picture; and work that is postponed half-way, and begins
 * anew, keeps what it was told. Without that, work with two questions would never end on a budget that allows one
 * question in the time an answer is shared: each try would spend it on the first. Only answers are remembered: what AWS
 * did not answer is asked again.
 */
public final class Remembering implements Observatory {
    private final Observatory source;
    private final Map<Query<?>, Reading<?>> answers = new ConcurrentHashMap<>();

    public Remembering(Observatory source) {
        this.source = source;
    }

    @Override
    public <T> Reading<T> read(Query<T> query) {
        @SuppressWarnings("unchecked") // an answer is stored under the query that asked for its type
        Reading<T> known = (Reading<T>) answers.get(query);
        if (known != null) {
            return known;
        }
        Reading<T> fresh = source.read(query);
        if (fresh instanceof Reading.Seen<T>) {
            answers.put(query, fresh);
        }
        return fresh;
    }

    /** Begins to remember anew. */
    @Override
    public Observatory since(Instant sent) {
        return new Remembering(source.since(sent));
    }

    /** When the oldest of the remembered answers was asked for: nothing concluded from them tells of a later moment. */
    public Optional<Instant> asOf() {
        return answers.values().stream().map(Reading::sent).min(Instant::compareTo);
    }
}
