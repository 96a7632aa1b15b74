package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.job.MovesMade.Moved;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.Facts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why scheduled jobs stand still. While an estate moves, nothing but the move may change it: backups are read-only during a
 * recovery, so that a recovery cannot damage what it recovers from (as Velero has it, "Disaster recovery"). After it has
 * moved, jobs that still take the region that was left for the primary one would fail everywhere; they say it once.
 *
 * @param runs the moves of the estate
 * @param estate the estate
 */
record Standstill(FailoverRuns runs, Estate estate) {
    /** Id of the finding that nothing was done because the estate is being moved. */
    static final String STANDS_STILL = "failover.stands-still";

    /** Id of the finding that nothing was done because the estate has moved. */
    static final String MOVED = "failover.moved";

    /** Id of the finding whether it was decided in time that a failover stays. */
    static final String INSPECTION = "failover.inspection";

    /** Whether runs of {@code type} stand still at all. */
    static boolean concerns(Job.Type type) {
        return type.checks() || type.testsRestores();
    }

    /** Whether {@code finding} says that a run stands still. */
    static boolean is(Finding finding) {
        return List.of(STANDS_STILL, MOVED, INSPECTION).contains(finding.check());
    }

    /** Why a run of {@code type} stands still at {@code now}; nothing if it does not. */
    List<Finding> findings(Job.Type type, Instant now) {
        Optional<History> underWay = runs.underWay();
        if (underWay.isPresent() && type != Job.Type.CHECK) {
            return List.of(underWay(underWay.get()));
        }
        Optional<Moved> moved = runs.made()
                .last()
                .filter(Moved::succeeded)
                .filter(move -> move.left().equals(estate.regions().primary()));
        if (underWay.isPresent() || moved.isEmpty()) {
            return List.of();
        }
        return type == Job.Type.CHECK
                ? List.of(moved(moved.get()), inspection(moved.get(), now))
                : List.of(moved(moved.get()));
    }

    private Finding underWay(History run) {
        Fact.Opened opened = run.opened().orElseThrow();
        return look(STANDS_STILL, "nothing but the move changes what is moved")
                .notTested(Problem.of(
                                STANDS_STILL,
                                opened.title() + " of " + run.begin()
                                        + " has not ended, so nothing was backed up, copied, pruned or restored.",
                                "Wait for run " + run.operation() + ", or go on with it: `dr resume " + run.operation()
                                        + "`.")
                        .with("run", run.operation()));
    }

    private Finding moved(Moved moved) {
        String to = estate.regions().dr();
        return look(MOVED, "jobs know where the estate runs")
                .notTested(Problem.of(
                                MOVED,
                                estate.name() + " runs in " + to + " since run " + moved.run()
                                        + ", and the estate file still names " + moved.left()
                                        + " as its primary region, so nothing was done.",
                                moved.committed()
                                        ? "Go home with `dr failback`; or, to stay, swap regions.primary and regions.dr in"
                                                + " the estate file, and what it says of each."
                                        : "Decide whether it stays: `dr failover --" + Verb.COMMIT.label()
                                                + "` or `dr failover --" + Verb.ROLL_BACK.label() + "`.")
                        .with("run", moved.run()));
    }

    private Finding inspection(Moved moved, Instant now) {
        Instant until = moved.at().plus(estate.failover().inspection());
        Look look = look(INSPECTION, "somebody decides in time whether a failover stays");
        Facts facts = Facts.of("run", moved.run(), "until", until);
        if (moved.committed()) {
            return look.passed("The failover of run " + moved.run() + " is committed.", facts);
        }
        return now.isBefore(until)
                ? look.passed(
                        "The failover of run " + moved.run() + " is inspected until " + until + ", and not committed.",
                        facts)
                : look.failed(
                        "The inspection of run " + moved.run() + " ended at " + until
                                + ", and nobody has decided whether it stays.",
                        "Commit it or roll it back; it was not done by itself, and until then a loss of "
                                + estate.regions().dr() + " loses everything.",
                        facts);
    }

    private Look look(String check, String objective) {
        return new Look(check, estate.name(), objective, Controls.CONTINUITY);
    }
}
