package io.labelmint.dr.job;

import io.labelmint.dr.estate.Prices;
import io.labelmint.dr.estate.yaml.Amount;
import io.labelmint.dr.estate.yaml.Span;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * What is paid for by the hour while a copy is there.
 *
 * @param of class of its instances or nodes
 * @param count how many of them it has
 * @param atMost how long it may be there, after which anybody's sweep deletes it
 */
record Rent(String of, int count, Duration atMost) {
    /** What it costs at most, without storage; empty if {@code prices} do not say. */
    Optional<Amount> cost(Prices prices) {
        return prices.of(of, atMost)
                .map(each -> new Amount(each.value().multiply(BigDecimal.valueOf(count)), each.currency()));
    }

    /** For example {@code 3 cache.r6g.large for at most 6h}. */
    String words() {
        return count + " " + of + " for at most " + Span.print(atMost);
    }
}
