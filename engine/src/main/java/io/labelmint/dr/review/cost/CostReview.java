package io.labelmint.dr.review.cost;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.restore.RestoreTestLeftovers;
import java.util.List;

/** What a review of cost asks: checks of its own, and the one of the daily job that finds copies nobody deleted. */
public final class CostReview {
    private CostReview() {}

    /**
     * All of them, in the order of the report.
     *
     * @param ledgers what reviews of the same day found already
     * @param kind which runs count as that
     */
    public static List<Check> checks(Ledgers ledgers, RunKind kind) {
        return List.of(
                new BackupSpend(ledgers, kind), new RetentionCost(), new PaidInVain(), new RestoreTestLeftovers());
    }
}
