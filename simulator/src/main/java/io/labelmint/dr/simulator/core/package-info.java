/** The machinery every simulated service stands on: gate, faults, journal, lifecycles, chance. */
package io.labelmint.dr.simulator.core;
