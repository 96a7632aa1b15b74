package io.labelmint.dr.observatory;

import java.time.Instant;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * An alarm changed its state.
 *
 * @param alarm its name
 * @param at when
 * @param before what it was
 * @param after what it became
 */
public record AlarmChange(String alarm, Instant at, StateValue before, StateValue after) {}
