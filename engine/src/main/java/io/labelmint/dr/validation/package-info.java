/**
 * Proof that the data of a restored database is right: what is asked of the copy, and what is made of the answers.
 *
 * <p>The source vouches for itself inside itself: it writes a heartbeat, a census (rows and sums of its tables) and the
 * shape of its schema into schema {@code dr}, so every copy carries what the source knew shortly before the moment it was
 * restored to. What is known from elsewhere ({@link io.labelmint.dr.validation.Known}) keeps a stale or foreign copy from
 * vouching for itself.
 */
package io.labelmint.dr.validation;
