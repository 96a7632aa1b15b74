package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Look;
import io.labelmint.dr.plan.Facts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanPrinterTest {
    @Test
    void aDrillThatWouldNotBeginSaysWhyCopyByCopyAndWhatToDo() {
        StringWriter text = new StringWriter();

        PlanPrinter.cost(
                new Look("drill.budget", "acme-production", "the copies of a drill cost at most 1 USD", List.of())
                        .failed(
                                "The copies of this drill cost at most 1.55 USD.",
                                "Raise budget.drill.",
                                Facts.of(
                                        "atMost",
                                        "1.55 USD",
                                        "copy.orders-db",
                                        "1 db.t4g.large for at most 12h, 1.55 USD",
                                        "copy.assets",
                                        "nothing by the hour")),
                new PrintWriter(text, true));

        assertThat(text.toString().lines())
                .containsExactly(
                        "Cost: The copies of this drill cost at most 1.55 USD.",
                        "  assets: nothing by the hour",
                        "  orders-db: 1 db.t4g.large for at most 12h, 1.55 USD",
                        "  Raise budget.drill.");
    }
}
