package io.labelmint.dr.score;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.coverage.Coverage;
import java.util.List;
import java.util.Optional;

/**
 * What is known of an estate at a moment: what the health score is made of.
 *
 * @param looked what the last whole look at the estate found, if it is recent
 * @param readiness what the last whole look found at whether it could fail over, if it is recent
 * @param coverage what restore tests have proved
 * @param open what is to be done about each thing that is begun and nobody works on, or that is overdue, in a sentence
 * @param broken ledgers that had to be read for this and cannot be
 */
public record Condition(
        Optional<List<Finding>> looked,
        Optional<List<Finding>> readiness,
        Coverage coverage,
        List<String> open,
        List<String> broken) {
    public Condition {
        looked = looked.map(List::copyOf);
        readiness = readiness.map(List::copyOf);
        open = List.copyOf(open);
        broken = List.copyOf(broken);
    }
}
