/** Whether backups and copies come when they are due, and what a run says of it in metrics. */
package io.labelmint.dr.monitoring;
