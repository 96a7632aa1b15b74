package io.labelmint.dr.job;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.provision.ReviewedPlan;
import io.labelmint.dr.run.Approvals;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The approvals of locks, read from ledgers alone: nobody hands on that a lock was approved, so nobody can say so who did not
 * approve it. One is good for the very plan it was given for, by the digests of both its files, under the declaration of the
 * estate it was given for. Breaking the glass is none.
 */
final class LockApprovals {
    private final Ledgers ledgers;
    private final Estate estate;

    LockApprovals(Ledgers ledgers, Estate estate) {
        this.ledgers = ledgers;
        this.estate = estate;
    }

    /**
     * An approval of a lock.
     *
     * @param run the run it was given in
     * @param by who gave it
     */
    record Given(OperationId run, String by) {}

    /** That of the lock of {@code vault} as {@code plan} engages it; empty if nobody gave one. */
    Optional<Given> of(String vault, ReviewedPlan plan) {
        String prefix = OperationId.prefix(Job.Type.PROVISION.label(), estate.name());
        return ledgers.operations(prefix, "").stream()
                .flatMap(id -> ledgers.read(id).stream())
                .filter(run -> isOf(run, vault, plan))
                .flatMap(run -> given(run).stream())
                .findFirst();
    }

    private boolean isOf(History run, String vault, ReviewedPlan plan) {
        return run.closed().filter(Fact.Closed::succeeded).isPresent()
                && run.estateDigest().stream().allMatch(estate.digest()::equals)
                && run.opened()
                        .flatMap(opened -> Job.requestedBy(opened.request()))
                        .flatMap(Job::provision)
                        .filter(request -> request.vault().stream().anyMatch(vault::equals)
                                && request.plan().json().equals(plan.json())
                                && request.plan().file().equals(plan.file()))
                        .isPresent();
    }

    private Optional<Given> given(History run) {
        return ledgers.read(ProvisionWork.operationOf(run.operation()))
                .filter(operation ->
                        operation.closed().filter(Fact.Closed::succeeded).isPresent()
                                && operation.approval().isPresent()
                                && operation.brokenGlass().isEmpty())
                .map(operation -> new Given(
                        run.operation(),
                        Approvals.approved(operation).stream()
                                .map(Fact.Approved::approver)
                                .collect(Collectors.joining(", "))));
    }
}
