package io.labelmint.dr.estate;

/**
 * The two regions of an estate.
 *
 * @param primary where the estate runs, for example {@code us-east-1}
 * @param dr where it is to survive, for example {@code us-west-2}
 */
public record Regions(String primary, String dr) {}
