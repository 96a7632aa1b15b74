package io.labelmint.dr.simulator.core;

/** What can go wrong with one call, besides the service refusing it. */
public enum Fault {
    /** The service refuses because of its request rate; nothing happened. */
    THROTTLE(false),
    /** The service answers HTTP 500; nothing happened. */
    SERVER_ERROR(false),
    /** The client's deadline passes; the request never arrived. */
    TIMEOUT_BEFORE(false),
    /** The client's deadline passes; the request was carried out. */
    TIMEOUT_AFTER(true),
    /** The connection breaks at once; the request was carried out. */
    LOST_RESPONSE(true);

    private final boolean afterEffect;

    Fault(boolean afterEffect) {
        this.afterEffect = afterEffect;
    }

    /** Whether the request takes effect before the caller sees this fault. */
    public boolean afterEffect() {
        return afterEffect;
    }
}
