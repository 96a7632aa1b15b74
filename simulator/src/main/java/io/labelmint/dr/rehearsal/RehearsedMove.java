package io.labelmint.dr.rehearsal;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What happens in a rehearsal around a person who asks for a move: before a failover the primary region is lost, before
 * anything is decided about it the region works again, and a failback is asked for again and again until the replicas have
 * caught up. All of it is simulated time.
 */
public final class RehearsedMove {
    /** How long nobody notices that a region is lost. */
    private static final Duration NOTICED_AFTER = Duration.ofMinutes(6);

    /** How long the region that was lost works again when somebody decides what comes of it. */
    private static final Duration BACK_AFTER = Duration.ofMinutes(30);

    /** How long people wait for the replicas of a failback. */
    private static final Duration CAUGHT_UP_WITHIN = Duration.ofHours(24);

    /** How often they ask. */
    private static final Duration ASKED_AGAIN_AFTER = Duration.ofMinutes(15);

    private final Rehearsal rehearsal;
    private final String primary;
    private final Consumer<String> said;

    /** In {@code rehearsal}, whose primary region is {@code primary}; {@code said} takes what happens, in words. */
    public RehearsedMove(Rehearsal rehearsal, String primary, Consumer<String> said) {
        this.rehearsal = rehearsal;
        this.primary = primary;
        this.said = said;
    }

    /** The primary region hangs, if it does not yet, and somebody notices. */
    public void lose() {
        if (!rehearsal.isLost(primary)) {
            rehearsal.lose(primary);
            said.accept(primary + " hangs: connections are taken, and nothing is answered");
            pass(NOTICED_AFTER);
            said.accept("somebody has noticed, and asks for a plan");
        }
    }

    /** The primary region works again for a while, if it was lost. */
    public void comeBack() {
        if (rehearsal.isLost(primary)) {
            rehearsal.bringBack(primary);
            pass(BACK_AFTER);
            said.accept(primary + " answers again, for " + BACK_AFTER.toMinutes() + " minutes now");
        }
    }

    /**
     * What {@code asked} comes to; a failback that is refused is asked for again when some time has passed.
     *
     * @throws ProblemException {@code failover.refused} if it still is after a day; whatever else {@code asked} throws
     */
    public <T> T patiently(Verb verb, Supplier<T> asked) {
        Instant patience = rehearsal.timeline().now().plus(CAUGHT_UP_WITHIN);
        boolean told = false;
        while (true) {
            try {
                return asked.get();
            } catch (ProblemException e) {
                boolean waits = verb == Verb.FAILBACK && e.problem().code().equals("failover.refused");
                if (!waits || !rehearsal.timeline().now().isBefore(patience)) {
                    throw e;
                }
                if (!told) {
                    said.accept("a failback is refused: " + e.problem().summary());
                    told = true;
                }
                pass(ASKED_AGAIN_AFTER);
            }
        }
    }

    private void pass(Duration time) {
        rehearsal.timeline().runUntil(rehearsal.timeline().now().plus(time));
    }
}
