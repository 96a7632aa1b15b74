package io.labelmint.dr.validation;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.time.Timeline;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** A copy that is looked at, and everything it is held against. */
final class Copy {
    private final Origin origin;
    private final Validation validation;
    private final Restored restored;
    private final Known known;
    private final DatabaseProbe probe;
    private final Timeline timeline;
    private Supplier<Optional<Testimony>> testimony = this::readTestimony;

    Copy(Origin origin, Validation validation, Restored restored, Known known, DatabaseProbe probe, Timeline timeline) {
        this.origin = origin;
        this.validation = validation;
        this.restored = restored;
        this.known = known;
        this.probe = probe;
        this.timeline = timeline;
    }

    Origin origin() {
        return origin;
    }

    Validation validation() {
        return validation;
    }

    Restored restored() {
        return restored;
    }

    Known known() {
        return known;
    }

    DatabaseProbe probe() {
        return probe;
    }

    /** What the source wrote of itself, read once for all levels; empty if it wrote nothing. */
    Optional<Testimony> testimony() {
        return testimony.get();
    }

    private Optional<Testimony> readTestimony() {
        try {
            Optional<Testimony> read = probe.testimony();
            testimony = () -> read;
        } catch (ProblemException e) {
            testimony = () -> {
                throw e;
            };
        }
        return testimony.get();
    }

    /** The last beat, if it is the one of this store. */
    Optional<Testimony.Beat> ownBeat() {
        return testimony()
                .flatMap(Testimony::beat)
                .filter(beat ->
                        beat.estate().equals(origin.estate()) && beat.store().equals(origin.store()));
    }

    /** Says that the copy carries no testimony, and how to have it carry one. */
    Problem noTestimony() {
        return Problem.of(
                "restore.no-testimony",
                "The copy carries nothing that its source wrote of itself, so there is nothing to hold it against.",
                "Install the heartbeat on " + origin.instance() + " as docs/validation.md says, and restore a moment"
                        + " after it began.");
    }

    /** Runs {@code question} and has {@code listener} told how long it took, however it ended. */
    <T> T timed(Supplier<T> question, java.util.function.Consumer<Duration> listener) {
        long begin = timeline.nanos();
        try {
            return question.get();
        } finally {
            listener.accept(Duration.ofNanos(timeline.nanos() - begin));
        }
    }
}
