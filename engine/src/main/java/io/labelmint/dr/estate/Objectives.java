package io.labelmint.dr.estate;

import java.time.Duration;

/**
 * What the business accepts to lose.
 *
 * @param rpo recovery point objective: the oldest the last good copy may be
 * @param rto recovery time objective: the longest the store may be away
 */
public record Objectives(Duration rpo, Duration rto) {}
