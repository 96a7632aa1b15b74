package io.labelmint.dr.simulator.core;

/** What an operation does: returns the response, or throws the exception the SDK would. */
@FunctionalInterface
public interface Handler<Q> {
    Object handle(Context context, Q request);
}
