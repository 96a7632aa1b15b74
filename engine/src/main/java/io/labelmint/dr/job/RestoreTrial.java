package io.labelmint.dr.job;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.run.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
     * What is paid for by the hour while the copy is there that {@code restored} brings about; empty if nothing is.
     *
     * @throws io.labelmint.dr.ProblemException if nobody can say
     */
    Optional<Rent> rent(Plan restored, Observatory observatory);

    /**
     * Looks at the copy, which takes as long as it takes.
     *
     * @param copy facts of the actions of the plan
     */
    List<Finding> look(Facts copy);

    /** Whether the copy is asked from somewhere else than here, by an operation of its own. */
    default boolean isAskedElsewhere() {
        return false;
    }

    /**
     * The plan that has the copy asked from somewhere else.
     *
     * @param copy facts of the actions of the plan that restored it
     * @param now what its time to live is counted from
     */
    default Plan asking(OperationId operation, Facts copy, Instant now) {
        throw new IllegalStateException(store().id() + " is asked from here");
    }

    /** What was found by what {@link #asking} planned, however that ended. */
    default List<Finding> answers(Outcome asked) {
        throw new IllegalStateException(store().id() + " is asked from here");
    }

    /**
     * The plan that destroys what {@code restored} brings about, and ends what asks it.
     *
     * @param asking the operation that had it asked, if one had
     */
    Plan destroy(OperationId operation, Plan restored, OperationId asking, Observatory observatory);
}
