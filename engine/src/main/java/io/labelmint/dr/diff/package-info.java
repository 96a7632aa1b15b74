/**
 * What a change of an estate file does to what the estate promises, for whoever reviews it. Every field of the file is judged on
 * purpose or declared to be nothing one can judge; a test holds {@link io.labelmint.dr.diff.Fields} and the schema together.
 */
package io.labelmint.dr.diff;
