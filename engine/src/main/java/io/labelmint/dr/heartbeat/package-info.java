/**
 * The heartbeats a watch has databases write: what proves of which moment a copy is, and tells how much is written.
 */
package io.labelmint.dr.heartbeat;
