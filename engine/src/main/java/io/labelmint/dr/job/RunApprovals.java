package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.run.Approvals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The approvals of prepared runs, as they are found somewhere and recorded: with how the person named the plan, and the plan
 * as the person could read it.
 */
public final class RunApprovals {
    /** What is wrong with one approval and nothing with the plan. */
    private static final Set<String> DOES_NOT_COUNT = Set.of(
            "approval.requester",
            "approval.not-listed",
            "approval.twice",
            "approval.unclear",
            "approval.nobody",
            "approval.other-plan",
            "approval.given");

    private final RunPreparation preparation;
    private final JobRun order;

    /** Of runs that are then run as {@code order} says. */
    public RunApprovals(JobRun order) {
        this(new RunPreparation(order), order);
    }

    RunApprovals(RunPreparation preparation, JobRun order) {
        this.preparation = preparation;
        this.order = order;
    }

    PreparedRun approve(OperationId run, Given given, List<String> besides) {
        PreparedRun prepared = preparation.of(run);
        order.engine()
                .runner()
                .approve(
                        prepared.operation(),
                        new Fact.Approved(
                                named(prepared, given.named()),
                                given.by(),
                                given.how(),
                                Optional.of(given.named().strip()),
                                Optional.of(prepared.text())),
                        besides,
                        order.holder(),
                        order.listener());
        return prepared;
    }

    /** What names no digest of ours is recorded nowhere, and refused with both. */
    private static String named(PreparedRun prepared, String named) {
        return prepared.digest().isNamedBy(named) ? prepared.digest().value() : named.strip();
    }

    /**
     * An approval, or what breaks the glass, as it was found.
     *
     * @param named the plan, as whoever gave it named it
     * @param by who
     * @param how where that is recorded
     */
    public record Given(String named, String by, String how) {}

    /**
     * Records those of {@code given} that count, until there are enough. What does not count keeps nothing from being
     * begun that others have approved.
     *
     * @param besides who else counts as having asked for the plan
     * @return why the others do not count
     * @throws ProblemException the first of those reasons, if there are not enough without
     */
    public List<Problem> approve(OperationId run, List<Given> given, List<String> besides) {
        List<Problem> refused = new ArrayList<>();
        for (Given one : given) {
            tried(run, one, besides).ifPresent(refused::add);
        }
        boolean enough = order.engine()
                .ledgers()
                .read(preparation.of(run).operation())
                .flatMap(History::approval)
                .isPresent();
        if (!enough && !refused.isEmpty()) {
            throw refused.get(0).asException();
        }
        return refused;
    }

    /** Records {@code given} if it counts; otherwise why it does not. */
    public Optional<Problem> tried(OperationId run, Given given, List<String> besides) {
        try {
            approve(run, given, besides);
            return Optional.empty();
        } catch (ProblemException e) {
            if (!DOES_NOT_COUNT.contains(e.problem().code())) {
                throw e;
            }
            return Optional.of(e.problem());
        }
    }

    /**
     * Refuses to begin {@code run} where {@code digest} does not name its plan, or the run has ended: approvals that were
     * found once more are good for nothing more.
     *
     * @throws ProblemException {@code approval.other-plan} or {@code approval.used} in that case
     */
    public void requireGood(OperationId run, String digest) {
        PreparedRun prepared = preparation.of(run);
        if (!prepared.digest().isNamedBy(digest)) {
            throw Approvals.otherPlan(prepared.digest().value(), digest.strip()).asException();
        }
        boolean ended = order.engine()
                .ledgers()
                .read(run)
                .filter(history -> history.closed().isPresent())
                .isPresent();
        if (ended) {
            throw Approvals.used(
                            order.engine().ledgers().read(prepared.operation()).orElseThrow())
                    .asException();
        }
    }

    /**
     * Refuses to begin {@code run}, by which a plan of Terraform may be applied, where {@code file} is not what is approved.
     *
     * @param file SHA-256 of what is about to be applied
     * @throws ProblemException {@code provision.other-file} in that case, or if there is no file to compare with
     */
    public void requireFile(OperationId run, Optional<String> file) {
        Optional<ProvisionRequest> request = order.engine()
                .ledgers()
                .read(run)
                .flatMap(History::opened)
                .flatMap(opened -> Job.requestedBy(opened.request()))
                .flatMap(Job::provision);
        if (request.isEmpty() || (file.isEmpty() && request.get().purpose() != ProvisionRequest.Purpose.APPLY)) {
            return;
        }
        String approved = request.get().plan().file();
        if (file.isEmpty()) {
            throw Problem.of(
                            "provision.no-file",
                            "Nobody said which file is about to be applied in " + run + ", so nobody can say that it is"
                                    + " what was approved.",
                            "Give file: 'plan', in the workspace it is applied from.")
                    .asException();
        }
        if (!file.get().equals(approved)) {
            throw Problem.of(
                            "provision.other-file",
                            "The file that is about to be applied is another one (SHA-256 " + file.get()
                                    + ") than the one that was reviewed and submitted in " + run + " (" + approved
                                    + ").",
                            "Do not apply it. Find out who changed it, then plan again and have that approved.")
                    .with("run", run)
                    .asException();
        }
    }

    /**
     * Records that a person has the plan of {@code run} begun with fewer approvals than it needs.
     *
     * @param reason why, in the person's words
     * @throws ProblemException if nothing was prepared as {@code run}, the plan is another one, not good any more, may be
     *     begun already, is one of Terraform, or there is no reason
     */
    public PreparedRun breakGlass(OperationId run, Given given, String reason) {
        PreparedRun prepared = preparation.of(run);
        if (prepared.job().provision().isPresent()) {
            throw Problem.of(
                            "break-glass.refused",
                            "No glass is broken for a plan of Terraform, nor for a lock: a lock is for ever, and what is not"
                                    + " created yet saves nobody tonight.",
                            "Have it approved by as many people as it needs.")
                    .with("run", run)
                    .asException();
        }
        order.engine()
                .runner()
                .breakGlass(
                        prepared.operation(),
                        new Fact.BrokenGlass(
                                named(prepared, given.named()),
                                given.by(),
                                given.how(),
                                reason.strip(),
                                given.named().strip(),
                                prepared.text()),
                        order.holder(),
                        order.listener());
        return prepared;
    }
}
