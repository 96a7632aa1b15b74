package io.labelmint.dr.validation;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What counting a table gave.
 *
 * @param rows its rows
 * @param sum the sum of the column asked for; zero without rows
 * @param bytes bytes of the table that were read for it: its heap, and those of its partitions
 */
public record Count(long rows, Optional<BigDecimal> sum, long bytes) {}
