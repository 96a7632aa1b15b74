package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Amount;
import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Money;
import io.labelmint.dr.estate.yaml.Section;
import java.util.Optional;

/** The keys of the budget. */
final class BudgetKeys {
    static final Key<Amount> BACKUPS_PER_MONTH = Key.optional(
            "backupsPerMonth",
            Money.MONEY,
            "What backups and copies may cost in 30 days, in the currency of the bill: a review of cost is red above it.");
    static final Key<Amount> DRILL = Key.optional(
            "drill",
            Money.MONEY,
            "What the copies of one drill may cost, by prices: a drill that could cost more is not begun.");
    static final Key<Section> BUDGET = Key.optional(
            "budget",
            Mapping.of(BACKUPS_PER_MONTH, DRILL),
            "What may be spent. What is not declared is shown and not judged.");

    private BudgetKeys() {}

    static Budget build(Optional<Section> budget) {
        return new Budget(
                budget.flatMap(declared -> declared.get(BACKUPS_PER_MONTH)),
                budget.flatMap(declared -> declared.get(DRILL)));
    }
}
