package io.labelmint.dr.check;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a check found about one subject.
 *
 * @param check id of the check, for example {@code postgres.copy-landed}
 * @param subject what was looked at: a store's id, a topic, the estate
 * @param verdict what was concluded
 * @param summary one sentence with the facts that matter
 * @param facts everything the verdict rests on
 * @param objective the objective it serves, in words, for example {@code RPO 1 h}
 * @param controls controls of the compliance frameworks it is evidence for
 * @param remedy one sentence of what to do, unless it passed
 */
public record Finding(
        String check,
        String subject,
        Verdict verdict,
        String summary,
        SortedMap<String, String> facts,
        String objective,
        List<String> controls,
        Optional<String> remedy) {

    public Finding {
        facts = Collections.unmodifiableSortedMap(new TreeMap<>(facts));
        controls = List.copyOf(controls);
        if (verdict != Verdict.PASSED && remedy.isEmpty()) {
            throw new IllegalArgumentException("a finding that is not green says what to do: " + check);
        }
    }

    public boolean green() {
        return verdict == Verdict.PASSED;
    }
}
