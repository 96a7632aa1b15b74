package io.labelmint.dr.observatory;

import java.time.Instant;

/**
 * The budget does not allow a request now. Whoever drives checks and actions catches this and runs them again at
 * {@link #until()}; checks and actions let it pass.
 */
public final class Postponed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Instant until;

    public Postponed(Instant until) {
        super("postponed until " + until, null, false, false);
        this.until = until;
    }

    public Instant until() {
        return until;
    }
}
