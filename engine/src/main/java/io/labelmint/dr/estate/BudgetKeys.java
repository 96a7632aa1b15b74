package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Amount;
import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Money;
import io.labelmint.dr.estate.yaml.Section;
import java.util.Optional;

/** The keys of the budget. */
final class BudgetKeys {
    static final Key<Amount> BACKUPS_PER_MONTH = Key.required(
            "backupsPerMonth",
            Money.MONEY,
            "What backups and copies may cost in 30 days, in the currency of the bill.");
    static final Key<Section> BUDGET = Key.optional(
            "budget",
            Mapping.of(BACKUPS_PER_MONTH),
            "What may be spent: a review of cost is red above it. Without it costs are shown and not judged.");

    private BudgetKeys() {}

    static Budget build(Optional<Section> budget) {
        return new Budget(budget.map(declared -> declared.require(BACKUPS_PER_MONTH)));
    }
}
