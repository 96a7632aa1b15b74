package io.labelmint.dr.estate.yaml;

import java.math.BigDecimal;

/**
 * An amount of money.
 *
 * @param value how much
 * @param currency ISO 4217 code, for example {@code USD}
 */
public record Amount(BigDecimal value, String currency) {
    @Override
    public String toString() {
        return value.toPlainString() + " " + currency;
    }
}
