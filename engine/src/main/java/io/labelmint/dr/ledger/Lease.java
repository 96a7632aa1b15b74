package io.labelmint.dr.ledger;

import io.labelmint.dr.json.Json;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The right to work on an operation for a while, as the object {@code OPERATION/lease} says it.
 *
 * @param holder who has it, for people
 * @param id random, of this opening of the ledger and no other
 * @param place where the holder keeps its copies
 * @param renewal counts how often it was renewed, so that its ETag changes each time
 * @param at when it was taken or renewed, by the holder's clock; for people, compared with no other clock
 * @param time for how long it lasts from then
 * @param released whether the holder has let go of it
 */
record Lease(String holder, String id, String place, long renewal, Instant at, Duration time, boolean released) {

    Lease renewed(Instant now) {
        return new Lease(holder, id, place, renewal + 1, now, time, false);
    }

    Lease released(Instant now) {
        return new Lease(holder, id, place, renewal + 1, now, time, true);
    }

    /** Who has it and until when, in words. */
    String words() {
        return holder + " (until " + at.plus(time) + " by its own clock, unless it is renewed)";
    }

    String text(Json json) {
        return json.canonical(this);
    }

    /** The lease in {@code text}; empty if it is none this version can read, and so held by nobody knows whom. */
    static Optional<Lease> parse(String text, Json json) {
        try {
            return Optional.ofNullable(json.read(text, Lease.class))
                    .filter(lease -> lease.holder != null && lease.id != null && lease.at != null)
                    .filter(lease -> lease.time != null && !lease.time.isNegative());
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
    }
}
