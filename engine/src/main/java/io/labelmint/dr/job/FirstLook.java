package io.labelmint.dr.job;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.MemoryLedgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Remembering;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Every check of an estate for which nothing was ever run: what is wrong with it today. It reads only: it has nothing that could
 * change AWS, keeps no ledger, tells nobody and leaves no evidence.
 */
public final class FirstLook {
    private final Observatory observatory;
    private final Timeline timeline;
    private final Checking checking;

    public FirstLook(Observatory observatory, Timeline timeline, Lanes lanes) {
        this.observatory = observatory;
        this.timeline = timeline;
        this.checking = new Checking(timeline, lanes);
    }

    /** What the checks find of {@code estate}, in their order; one that could not be made is not tested. */
    public CompletableFuture<List<Finding>> at(Estate estate) {
        Observatory picture = new Remembering(observatory);
        Ledgers nothing = new MemoryLedgers(timeline, Capabilities.json());
        List<Finding> findings = new ArrayList<>();
        CompletableFuture<Void> chain = CompletableFuture.completedFuture(null);
        for (Check check : Capabilities.checks(nothing, RunKind.REAL)) {
            chain = chain.thenCompose(before -> checking.made(check, estate, picture))
                    .thenAccept(findings::addAll);
        }
        return chain.thenApply(done -> List.copyOf(findings));
    }
}
