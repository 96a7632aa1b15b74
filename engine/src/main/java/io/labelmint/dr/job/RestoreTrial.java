package io.labelmint.dr.job;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import java.time.Instant;
import java.util.List;

/** The restore test an estate declares of one store: what is restored, what is looked at, and what is destroyed. */
interface RestoreTrial {
    /** What is tested. */
    Store store();

    /** Where. */
    String region();

    /**
     * The plan that restores a copy.
     *
     * @param now what its time to live is counted from
     * @throws io.labelmint.dr.ProblemException if something it needs is not there
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    Plan restore(OperationId operation, Observatory observatory, Instant now);

    /**
     * Looks at the copy, which takes as long as it takes.
     *
     * @param copy facts of the last action of the plan
     */
    List<Finding> look(Facts copy);

    /** The plan that destroys what {@code restored} brings about. */
    Plan destroy(OperationId operation, Plan restored);
}
