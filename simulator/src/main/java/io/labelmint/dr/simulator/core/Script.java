package io.labelmint.dr.simulator.core;

/**
 * A fact about the simulated world that no call can state, such as "this snapshot will fail". Scripts are journaled
 * like calls, so a reopened world keeps them; each service offers factories for its own.
 *
 * @param key what is scripted
 * @param value how it shall behave
 */
public record Script(String key, String value) {}
