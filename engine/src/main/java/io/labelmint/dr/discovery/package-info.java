/**
 * What an account has, as a first draft of its estate file: everything the two regions say of databases, caches, buckets and
 * services, and a line to be decided wherever no region can say it. Reads only.
 *
 * <p>Nothing is silently left out. What an estate cannot declare, what the rules of an estate refuse, and what could not be
 * read are said in the file, each with its reason.
 */
package io.labelmint.dr.discovery;
