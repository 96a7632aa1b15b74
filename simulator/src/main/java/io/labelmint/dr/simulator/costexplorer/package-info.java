/** Simulated AWS Cost Explorer. */
package io.labelmint.dr.simulator.costexplorer;
