package io.labelmint.dr.simulator.sns;

import java.time.Instant;

/**
 * A message that was published to a topic.
 *
 * @param id the message id the publisher was given
 * @param at when it was accepted
 * @param subject as given; empty if none was
 * @param message as given
 */
public record PublishedMessage(String id, Instant at, String subject, String message) {}
