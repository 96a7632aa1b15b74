package io.labelmint.dr.evidence.report;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How many findings there are of each verdict.
 *
 * @param passed green ones
 * @param failed red ones
 * @param notTested as red
 */
public record Tally(long passed, long failed, long notTested) {

    /** That of {@code findings}. */
    public static Tally of(Collection<Finding> findings) {
        return new Tally(
                count(findings, Verdict.PASSED), count(findings, Verdict.FAILED), count(findings, Verdict.NOT_TESTED));
    }

    /** All of them. */
    public long total() {
        return passed + failed + notTested;
    }

    /** Whether something is red; nothing at all is, too. */
    public boolean red() {
        return failed + notTested > 0 || total() == 0;
    }

    /** For example {@code 8 passed, 1 failed}. */
    public String words() {
        List<String> words = new ArrayList<>();
        if (passed > 0) {
            words.add(passed + " passed");
        }
        if (failed > 0) {
            words.add(failed + " failed");
        }
        if (notTested > 0) {
            words.add(notTested + " not tested");
        }
        return words.isEmpty() ? "nothing tested" : String.join(", ", words);
    }

    private static long count(Collection<Finding> findings, Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }
}
