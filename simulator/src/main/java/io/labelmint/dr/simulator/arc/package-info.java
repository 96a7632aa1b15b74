/** Simulated ARC routing controls: the data plane of a cluster with its five regional endpoints. */
package io.labelmint.dr.simulator.arc;
