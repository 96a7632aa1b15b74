/**
 * Asks a restored copy through a short-lived ECS task in the copy's own network: what to ask is an object in the state
 * bucket, and so is what was found. Neither has a password in it.
 */
package io.labelmint.dr.probe;
