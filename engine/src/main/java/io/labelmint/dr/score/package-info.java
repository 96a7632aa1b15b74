/**
 * One number for how well an estate's backups would serve it: the health score, by the formula that docs/health-score.md
 * publishes. It counts what runs have found and recorded; it reads no AWS and keeps nothing of its own.
 */
package io.labelmint.dr.score;
