package io.labelmint.dr.estate.yaml;

/**
 * A key people reasonably write and that cannot be honoured.
 *
 * @param name as it is written
 * @param why one sentence: the fact that forbids it
 * @param fix one sentence: what to write instead
 */
public record Refused(String name, String why, String fix) {}
