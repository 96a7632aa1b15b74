package io.labelmint.dr.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.yaml.Amount;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PricesTest {
    private static final String LINE = "  - { of: db.t4g.large, hour: 0.129 USD }\n";

    private final Prices prices = Example.production().load().prices();

    @Test
    void timeIsPricedBySecondsToTheCentAbove() {
        assertThat(prices.of("db.t4g.large", Duration.ofHours(10))).contains(usd("1.29"));
        assertThat(prices.of("db.t4g.large", Duration.ofMinutes(1))).contains(usd("0.01"));
        assertThat(prices.of("db.t4g.large", Duration.ofHours(10).plusSeconds(1)))
                .contains(usd("1.30"));
    }

    @Test
    void whatIsNotDeclaredIsNotGuessed() {
        assertThat(prices.hour("db.r6g.24xlarge")).isEmpty();
        assertThat(Example.minimal().load().prices().hourly()).isEmpty();
    }

    @Test
    void anAmountWithoutACurrencyIsRefused() {
        Example.production()
                .with(LINE, "  - { of: db.t4g.large, hour: 0.129 }\n")
                .isRefused("estate.wrong-value", "hour:", "0.129");
        Example.production()
                .with(LINE, "  - { of: big, hour: 0.129 USD }\n")
                .isRefused("estate.wrong-value", "of:", "big");
    }

    private static Amount usd(String amount) {
        return new Amount(new BigDecimal(amount), "USD");
    }
}
