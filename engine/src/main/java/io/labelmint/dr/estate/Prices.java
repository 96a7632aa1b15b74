package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Amount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What things cost by the account's own price list, as far as the estate declares it. Nothing is guessed: what is not
 * declared is not priced.
 *
 * @param hourly one for each class of instance or node
 * @param storage one for each region backups are kept in
 */
public record Prices(List<Hourly> hourly, List<Stored> storage) {
    private static final BigDecimal SECONDS_AN_HOUR = BigDecimal.valueOf(3600);

    public Prices {
        hourly = List.copyOf(hourly);
        storage = List.copyOf(storage);
    }

    /**
     * What an hour costs.
     *
     * @param of class of an instance or node, for example {@code db.t4g.large}
     * @param hour the price of an hour
     */
    public record Hourly(String of, Amount hour) {}

    /**
     * What backup storage of RDS costs.
     *
     * @param region where it is
     * @param gibMonth the price of a GiB for a month
     */
    public record Stored(String region, Amount gibMonth) {}

    /** What a GiB of backup storage costs a month in {@code region}; empty if the estate does not say. */
    public Optional<Amount> gibMonth(String region) {
        return storage.stream()
                .filter(price -> price.region().equals(region))
                .map(Stored::gibMonth)
                .findFirst();
    }

    /** What an hour of {@code of} costs; empty if the estate does not say. */
    public Optional<Amount> hour(String of) {
        return hourly.stream()
                .filter(price -> price.of().equals(of))
                .map(Hourly::hour)
                .findFirst();
    }

    /** What {@code time} of {@code of} costs, to the cent above: instances are billed by the second. */
    public Optional<Amount> of(String of, Duration time) {
        return hour(of).map(hour -> new Amount(
                hour.value().multiply(BigDecimal.valueOf(time.toSeconds())).divide(SECONDS_AN_HOUR, 2, RoundingMode.UP),
                hour.currency()));
    }
}
