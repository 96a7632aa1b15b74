package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Amount;
import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Listed;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Money;
import io.labelmint.dr.estate.yaml.Section;
import java.util.List;

/** The keys of prices. */
final class PriceKeys {
    static final Key<String> OF =
            Key.required("of", Words.PRICED_CLASS, "Class of an instance or node, as AWS spells it.");
    static final Key<Amount> HOUR =
            Key.required("hour", Money.MONEY, "What an hour of one costs by your price list, without storage.");
    static final Key<List<Listed<Section>>> PRICES = Key.list(
            "prices",
            Mapping.of(OF, HOUR),
            "Prices, so that plans and tests of restores say what they cost. Nothing is guessed where one is missing.");

    static final Key<String> REGION =
            Key.required("region", RegionName.REGION.like("us-west-2"), "The region the price is of.");
    static final Key<Amount> GIB_MONTH = Key.required(
            "gibMonth", Money.MONEY, "What a GiB of backup storage of RDS costs a month there, beyond what is free.");
    static final Key<List<Listed<Section>>> STORAGE_PRICES = Key.list(
            "storagePrices",
            Mapping.of(REGION, GIB_MONTH),
            "Prices of backup storage, so that a review of cost says what keeping backups costs. Nothing is guessed"
                    + " where one is missing.");

    private PriceKeys() {}

    static Prices build(List<Section> prices, List<Section> storage) {
        return new Prices(
                prices.stream()
                        .map(price -> new Prices.Hourly(price.require(OF), price.require(HOUR)))
                        .toList(),
                storage.stream()
                        .map(price -> new Prices.Stored(price.require(REGION), price.require(GIB_MONTH)))
                        .toList());
    }
}
