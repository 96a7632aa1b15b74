package io.labelmint.dr.job;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.run.Engine;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The one thing a job does that a person asks for, and may approve the plan of. */
interface RequestedWork {
    /** What was asked for. */
    Job job();

    /** The region whose silence holds the planning up. */
    String region();

    /** What it does, in words. */
    String title();

    /** What is so when it is done, in a sentence. */
    String done();

    /** What is looked at when it has ended. */
    Look look();

    /**
     * What is found when all of the plan that {@code operation} stores is done.
     *
     * @param words that it is, in a sentence
     * @param facts of its actions, and who approved it
     */
    default Finding judged(History operation, String words, Facts facts) {
        return look().passed(words, facts);
    }

    /**
     * What is found in what came of it, which takes as long as it takes: a status alone says nothing of the data.
     *
     * @param operation what the ledger of its operation says
     * @param facts of its actions
     */
    default List<Finding> look(History operation, Facts facts) {
        return List.of();
    }

    /** Earlier operations that the evidence of this one has to hold as well, the last one first. */
    default List<History> includes() {
        return List.of();
    }

    /** How long after it was made its plan may be approved and begun. */
    default Duration goodFor() {
        return RunPreparation.GOOD_FOR;
    }

    /**
     * The plan {@code operation} stores, for whoever approves it.
     *
     * @param run the run it is of
     */
    String text(OperationId run, History operation);

    /** What it may be expected to take by what the same took before {@code operation} was begun; empty if nobody knows. */
    default Optional<Expectation> expected(History operation) {
        return Optional.empty();
    }

    /** The operation of it in {@code run}. */
    OperationId operation(OperationId run);

    /**
     * Its plan.
     *
     * @throws io.labelmint.dr.ProblemException if something it needs is not there
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    Plan plan(OperationId operation, Observatory observatory);

    /**
     * Refuses to have anybody asked whether {@code plan}, which this made, is to be done. Who only wants to know what would be
     * done is told all the same.
     *
     * @throws io.labelmint.dr.ProblemException if something has to be there before
     */
    default void requireAskable(Plan plan) {}

    /**
     * The same, with what was left to the moment made certain: what a person approves is what comes of it.
     *
     * @throws io.labelmint.dr.observatory.Unanswered if something could not be read
     */
    default RequestedWork fixed(Observatory observatory) {
        return this;
    }

    /**
     * Work and its plan.
     *
     * @param work the work
     * @param plan the plan
     */
    record Planned(RequestedWork work, Plan plan) {}

    /** This work with its plan as {@code operation}. */
    default Planned planned(OperationId operation, Observatory observatory) {
        return new Planned(this, plan(operation, observatory));
    }

    /** That of {@code job}; empty if it does more than one thing, or nothing a person could approve. */
    static Optional<RequestedWork> of(Job job, Engine engine, Estate estate) {
        return switch (job.type()) {
            case RESTORE -> Optional.of(new RestoreWork(engine, estate, job));
            case CUT_OVER -> Optional.of(new CutOverWork(engine, estate, job));
            case FAILOVER -> Optional.of(new FailoverWork(engine, estate, job));
            case SIGN_OFF -> Optional.of(new SignOffWork(engine, estate, job));
            case PROVISION -> Optional.of(new ProvisionWork(engine, estate, job));
            case DAILY, BACKUP, CHECK, READINESS, RESTORE_TEST, DRILL, SWEEP, HEARTBEAT, REVIEW, TELL ->
                Optional.empty();
        };
    }
}
