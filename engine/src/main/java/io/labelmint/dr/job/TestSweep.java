package io.labelmint.dr.job;

import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.restore.RestoreTestSweep;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** The sweep at the beginning of restore tests and drills: what earlier ones left past its time is destroyed, whoever forgot it. */
final class TestSweep {
    /** Id of the finding whether what earlier tests left is gone. */
    static final String SWEPT = "restore-test.swept";

    private final RunningJob run;
    private final Estate estate;

    TestSweep(RunningJob run) {
        this.run = run;
        this.estate = run.estate();
    }

    /** Destroys what earlier tests left past its time. */
    CompletableFuture<Void> sweep() {
        OperationId operation = OperationId.scheduled(
                estate.name(),
                RestoreTests.called("sweep", run.type()) + "s",
                estate.name(),
                RestoreTests.slot(run.slot(), run.attempt()));
        List<String> left = new CopyOnWriteArrayList<>();
        return RestoreTests.ended(
                run,
                sweeping(),
                swept -> "What was past its time is gone" + String.join("", left) + ".",
                () -> run.operation(
                        operation,
                        "Sweep of what tests of " + estate.name() + " left",
                        estate.regions().dr(),
                        observatory -> {
                            RestoreTestSweep sweep = new RestoreTestSweep(estate);
                            left.add(sweep.words(observatory, run.slot()));
                            return sweep.expired(operation, observatory, run.slot());
                        }));
    }

    /** Says so where there was nothing to destroy: a run that finds nothing is not green. */
    void nothingLeft() {
        if (!run.found(SWEPT, estate.name())) {
            run.add(sweeping().passed("No copy of a test is past its time.", Facts.NONE));
        }
    }

    private Look sweeping() {
        return new Look(
                SWEPT, estate.name(), "copies made for tests are deleted when their time is over", Controls.BACKUP);
    }
}
