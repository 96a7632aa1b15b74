package io.labelmint.dr.simulator.core;

/**
 * How often a group of operations may be called in one account and region before AWS throttles.
 *
 * @param bucket name of the group that shares the rate
 * @param perSecond sustained calls a second
 * @param burst calls that may come at once
 */
public record Rate(String bucket, double perSecond, double burst) {}
