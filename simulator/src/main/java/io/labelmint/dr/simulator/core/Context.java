package io.labelmint.dr.simulator.core;

import java.time.Duration;
import java.time.Instant;

/**
 * Where and when a handler runs; its only source of time, chance and scripts.
 *
 * @param now virtual time; while a journal is replayed, the journaled instant
 * @param region the client's region
 * @param sequence number of this change in the history of the world, the same when it is replayed; 0 for reads
 * @param seed the chance of the world
 * @param scripts what is scripted
 * @param account the account of the world
 */
public record Context(Instant now, String region, long sequence, Seed seed, Scripts scripts, String account) {
    /** The longest a created resource stays out of descriptions; AWS states no figure, Terraform's providers retry. */
    private static final Duration MOST_INVISIBLE = Duration.ofSeconds(5);

    /** Whether a resource that was created at {@code created} is in descriptions already. */
    public boolean sees(String arn, Instant created) {
        if (!scripts.eventuallyConsistent() || !now.isBefore(created.plus(MOST_INVISIBLE))) {
            return true;
        }
        return !now.isBefore(created.plus(seed.between(Duration.ZERO, MOST_INVISIBLE, "visible", arn, created)));
    }

    /** This context as a client of {@code other} would have it. */
    public Context in(String other) {
        return new Context(now, other, sequence, seed, scripts, account);
    }

    /** This context as it would have been at {@code instant}, to describe the past. */
    public Context at(Instant instant) {
        return new Context(instant, region, 0, seed, scripts.asOf(instant), account);
    }

    /** The ARN of {@code resource} in the client's region. */
    public String arn(String service, String resource) {
        return new Arn(service, region, account, resource).toString();
    }
}
