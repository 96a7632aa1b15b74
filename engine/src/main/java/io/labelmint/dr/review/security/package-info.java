/**
 * Looks at how safe backups and what they are made of are from people: keys, connections, what is open to the public, who
 * may delete or weaken a backup, and whether somebody could tell afterwards. Reads AWS, and changes nothing.
 */
package io.labelmint.dr.review.security;
