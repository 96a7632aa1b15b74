package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.evidence.report.Words;
import io.labelmint.dr.job.ProvisionRequest.Purpose;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.ShownFact;
import io.labelmint.dr.provision.ReviewedPlan;
import io.labelmint.dr.run.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A plan of Terraform somebody has decided, or a lock in it: a plan that does nothing, whose approvals are what counts. What
 * may be applied is named by the digests of its files, so another file is not what was approved. Nobody is asked about a plan
 * that the review is red for, nor about one that engages a lock which was not approved before, on its own. And the proof that
 * all of it was applied: that nothing is left to do, which nobody has to approve.
 */
record ProvisionWork(Engine engine, Estate estate, Job job) implements RequestedWork {
    /** Id of the finding that a plan may be applied, and who said so. */
    static final String APPROVED = "provision.approved";

    /** Id of the finding that a lock may be engaged, and who said so. */
    static final String LOCK_APPROVED = "provision.lock-approved";

    /** Id of the finding that nothing is left to apply. */
    static final String APPLIED = "provision.applied";

    /** Id of the finding of the review that each lock was approved, see {@link LockApprovals}. */
    private static final String LOCKS = "provision.locks-approved";

    private static final String LOCK = "lock of ";
    private static final String UNAPPROVED = "; NOT YET APPROVED, which has to be done before and on its own";

    private ProvisionRequest request() {
        return job.provision().orElseThrow();
    }

    private ReviewedPlan reviewed() {
        return request().plan();
    }

    @Override
    public String region() {
        return estate.regions().dr();
    }

    @Override
    public String title() {
        return job.title(estate);
    }

    @Override
    public String done() {
        return switch (request().purpose()) {
            case LOCK -> title() + " was approved: the plan may engage it, and nothing has yet.";
            case APPLY -> "The plan of Terraform may be applied; nothing of it was by this.";
            case PROVE -> "Terraform has nothing left to do for " + estate.name() + ".";
        };
    }

    @Override
    public Look look() {
        return switch (request().purpose()) {
            case LOCK ->
                new Look(
                        LOCK_APPROVED,
                        request().vault().orElseThrow(),
                        "a lock is engaged by somebody's decision about that lock",
                        Controls.IMMUTABILITY);
            case APPLY ->
                new Look(APPROVED, estate.name(), "what is applied was reviewed and approved", Controls.CONTINUITY);
            case PROVE -> new Look(APPLIED, estate.name(), "what is declared is there", Controls.CONTINUITY);
        };
    }

    @Override
    public Finding judged(History operation, String words, Facts facts) {
        Facts all = facts;
        for (ShownFact fact :
                operation.opened().flatMap(Fact.Opened::plan).orElseThrow().shown()) {
            all = all.and(Facts.of(fact.name(), fact.value()));
        }
        if (request().purpose() != Purpose.PROVE || reviewed().empty()) {
            return look().passed(words, all);
        }
        return look().failed(
                        "Terraform has something left to do for " + estate.name() + ": " + left() + ".",
                        "See the log of `terraform apply`, and have another plan reviewed and approved.",
                        all);
    }

    private String left() {
        return reviewed().changes().entrySet().stream()
                .map(entry -> entry.getKey().words() + " " + entry.getValue().words())
                .collect(Collectors.joining("; "));
    }

    /** What the review found, and by whom each lock was approved. */
    @Override
    public List<Finding> look(History operation, Facts facts) {
        List<Finding> findings = new ArrayList<>(reviewed().findings());
        if (request().purpose() == Purpose.APPLY) {
            LockApprovals approvals = new LockApprovals(engine.ledgers(), estate);
            reviewed()
                    .locks()
                    .keySet()
                    .forEach(vault -> approvals
                            .of(vault, reviewed())
                            .ifPresent(given -> findings.add(new Look(
                                            LOCKS,
                                            vault,
                                            "a lock is engaged by somebody's decision",
                                            Controls.IMMUTABILITY)
                                    .passed(
                                            "The lock of vault " + vault + " was approved by " + given.by() + ".",
                                            Facts.of("run", given.run(), "approvedBy", given.by())))));
        }
        return findings;
    }

    @Override
    public List<History> includes() {
        if (request().purpose() == Purpose.PROVE) {
            return request().applied().stream()
                    .map(ProvisionWork::operationOf)
                    .flatMap(operation -> engine.ledgers().read(operation).stream())
                    .toList();
        }
        return List.of();
    }

    @Override
    public OperationId operation(OperationId run) {
        return operationOf(run);
    }

    /** The operation of {@code run}, which is of this kind. */
    static OperationId operationOf(OperationId run) {
        return new OperationId("decision-" + run);
    }

    @Override
    public Plan plan(OperationId operation, Observatory observatory) {
        if (request().purpose().decides()) {
            requireGreen();
        }
        List<ShownFact> shown = new ArrayList<>();
        if (!reviewed().file().isEmpty()) {
            shown.add(ShownFact.same("plan file SHA-256", reviewed().file()));
        }
        shown.add(ShownFact.same("plan JSON SHA-256", reviewed().json()));
        if (request().purpose() == Purpose.LOCK) {
            String vault = request().vault().orElseThrow();
            requireLock(vault);
            shown.add(ShownFact.same(LOCK + vault, reviewed().lockWords(vault)));
        } else {
            reviewed()
                    .changes()
                    .forEach((fate, resources) -> shown.add(ShownFact.same(fate.words(), resources.words())));
        }
        if (request().purpose() == Purpose.APPLY) {
            reviewed().locks().keySet().forEach(vault -> shown.add(lock(vault)));
            shown.add(ShownFact.same("review", Words.all(reviewed().findings().size(), "check") + " green"));
        }
        request().applied().ifPresent(run -> shown.add(ShownFact.same("applied by the approval of", approved(run))));
        return new Plan(operation, estate.digest(), List.of()).showing(shown);
    }

    private void requireGreen() {
        List<Finding> red = reviewed().red();
        if (!red.isEmpty()) {
            Finding first = red.get(0);
            throw Problem.of(
                            "provision.red",
                            "The plan must not be applied, so nobody is asked about it: "
                                    + Words.count(red.size(), "finding") + " of its review "
                                    + (red.size() == 1 ? "is" : "are") + " red: "
                                    + red.stream()
                                            .limit(ReviewedPlan.MOST_RED)
                                            .map(finding -> finding.check() + ": " + finding.summary())
                                            .collect(Collectors.joining(" "))
                                    + (red.size() > ReviewedPlan.MOST_RED ? " And more." : ""),
                            first.remedy().orElseThrow())
                    .with("planJson", reviewed().json())
                    .asException();
        }
    }

    private void requireLock(String vault) {
        if (!reviewed().locks().containsKey(vault)) {
            throw Problem.of(
                            "provision.no-such-lock",
                            "The plan engages no lock of a vault " + vault + ".",
                            reviewed().locks().isEmpty()
                                    ? "Leave the vault out: it engages none, so there is none to approve."
                                    : "Name one of: "
                                            + String.join(
                                                    ", ", reviewed().locks().keySet()) + ".")
                    .asException();
        }
    }

    private ShownFact lock(String vault) {
        return ShownFact.same(
                LOCK + vault,
                reviewed().lockWords(vault)
                        + new LockApprovals(engine.ledgers(), estate)
                                .of(vault, reviewed())
                                .map(given -> "; approved by " + given.by() + " in run " + given.run())
                                .orElse(UNAPPROVED));
    }

    /** That run, if it is one in which it was decided that a plan may be applied. */
    private String approved(OperationId run) {
        boolean approves = engine.ledgers()
                .read(run)
                .filter(history ->
                        history.closed().filter(Fact.Closed::succeeded).isPresent())
                .flatMap(History::opened)
                .filter(opened -> opened.estate().equals(estate.name()))
                .flatMap(opened -> Job.requestedBy(opened.request()))
                .flatMap(Job::provision)
                .filter(request -> request.purpose() == Purpose.APPLY)
                .isPresent();
        if (!approves) {
            throw Problem.of(
                            "provision.not-approved",
                            "In run " + run + " nobody approved a plan of Terraform for " + estate.name() + ".",
                            "Name the run in which what was applied was approved, or none if nothing was.")
                    .asException();
        }
        return run.value();
    }

    /** A lock is asked about before and on its own: who approves a long plan may not see it, and it is for ever. */
    @Override
    public void requireAskable(Plan plan) {
        Optional<String> missing = plan.shown().stream()
                .filter(fact -> fact.name().startsWith(LOCK) && fact.value().endsWith(UNAPPROVED))
                .map(fact -> fact.name().substring(LOCK.length()))
                .findFirst();
        if (missing.isPresent()) {
            throw unapproved(missing.get());
        }
    }

    private static ProblemException unapproved(String vault) {
        return Problem.of(
                        "provision.lock-unapproved",
                        "The plan engages the lock of vault " + vault
                                + ", which is for ever, and nobody approved that of this very plan.",
                        "Have the lock decided on its own first, by whoever answers for the data: `dr provision submit --lock "
                                + vault + "`, or drTerraform with lock: '" + vault
                                + "'. Or take it out of engage_locks and plan again.")
                .with("vault", vault)
                .asException();
    }

    @Override
    public String text(OperationId run, History operation) {
        DecisionText text = new DecisionText(run, operation)
                .line(
                        switch (request().purpose()) {
                            case LOCK -> "What is decided is this lock and nothing else; nothing is done by that:";
                            case APPLY -> "What `terraform apply` of this file will do; nothing is done before:";
                            case PROVE -> "What Terraform has left to do:";
                        });
        operation
                .opened()
                .flatMap(Fact.Opened::plan)
                .orElseThrow()
                .shown()
                .forEach(fact -> text.line("  " + fact.name() + ": " + fact.value()));
        return text.toString();
    }
}
