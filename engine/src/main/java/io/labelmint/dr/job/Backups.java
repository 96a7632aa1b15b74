package io.labelmint.dr.job;

import io.labelmint.dr.backup.BackupPlanner;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.run.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The backups of a run: one of each store for the slot it was made for, all at once. */
final class Backups {
    private final RunningJob run;
    private final Estate estate;

    Backups(RunningJob run) {
        this.run = run;
        this.estate = run.estate();
    }

    CompletableFuture<Void> make(List<Store> stores) {
        return CompletableFuture.allOf(stores.stream().map(this::make).toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<Void> make(Store store) {
        Look look = new Look("backup.completed", store.id(), "the backup of the slot is made", Controls.BACKUP);
        return Trouble.caught(() -> started(store))
                .thenAccept(outcome -> outcome.ifPresent(ended -> {
                    run.record(OperationFindings.ran(ended));
                    run.add(OperationFindings.completed(look, ended));
                }))
                .exceptionally(failure -> {
                    run.add(look.notTested(Trouble.problem(failure)));
                    return null;
                });
    }

    private CompletableFuture<Optional<Outcome>> started(Store store) {
        return run.operation(
                BackupPlanner.operation(estate, store, run.slot()),
                "Backup of " + store.id(),
                estate.regions().primary(),
                observatory -> new BackupPlanner().plan(estate, store, observatory, run.slot()));
    }
}
