package io.labelmint.dr.simulator.core;

/** How a whole region misbehaves. */
public enum Outage {
    /** The region answers. */
    NONE,
    /** Connections are refused at once. */
    DOWN,
    /** Connections are accepted and nothing is ever answered: the client's deadline passes with every call. */
    HANGING
}
