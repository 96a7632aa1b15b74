package io.labelmint.dr.check;

import io.labelmint.dr.Problem;
import io.labelmint.dr.plan.Facts;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One look of a check at one subject, from which its finding is made.
 *
 * @param check id of the check
 * @param subject what is looked at
 * @param objective the objective it serves, in words
 * @param controls controls it is evidence for
 */
public record Look(String check, String subject, String objective, List<String> controls) {

    /** It is as it should be. */
    public Finding passed(String summary, Facts facts) {
        return finding(Verdict.PASSED, summary, facts, Optional.empty());
    }

    /** It is not. */
    public Finding failed(String summary, String remedy, Facts facts) {
        return finding(Verdict.FAILED, summary, facts, Optional.of(remedy));
    }

    /** It could not be looked at. */
    public Finding notTested(Problem problem) {
        return notTested(problem, Facts.NONE);
    }

    /** It could not be looked at; {@code facts} is what is known nevertheless. */
    public Finding notTested(Problem problem, Facts facts) {
        Facts all = facts.and(new Facts(new TreeMap<>(problem.facts())));
        return finding(Verdict.NOT_TESTED, problem.summary(), all, Optional.of(problem.remedy()));
    }

    private Finding finding(Verdict verdict, String summary, Facts facts, Optional<String> remedy) {
        return new Finding(check, subject, verdict, summary, facts.values(), objective, controls, remedy);
    }
}
