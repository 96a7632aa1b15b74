package io.labelmint.dr.job;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.coverage.Recovery;
import io.labelmint.dr.coverage.RecoveryTimes;
import io.labelmint.dr.coverage.RestoreHistory;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.restore.MaskData;
import io.labelmint.dr.restore.RestorePlanner;
import io.labelmint.dr.restore.RestorePoint;
import io.labelmint.dr.restore.SetSecurityGroups;
import io.labelmint.dr.run.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A restore somebody asks for: beside what there is, which nothing of it touches, or in place where that was asked for. */
record RestoreWork(Engine engine, Estate estate, Job job) implements StoreWork {
    @Override
    public Store store() {
        return job.stores(estate).get(0);
    }

    private RestoreRequest request() {
        return job.restore().orElseThrow();
    }

    @Override
    public String region() {
        return request().side().of(estate.regions());
    }

    @Override
    public String title() {
        return "Restore of " + store().id() + " " + request().words()
                + (request().forProduction() ? ", to take the place of production" : "");
    }

    @Override
    public String done() {
        return store().id() + " is restored " + request().words() + " in " + region() + " to "
                + request().point() + ".";
    }

    @Override
    public Look look() {
        return new Look(
                RestoreHistory.COMPLETED,
                store().id(),
                "it is restored within " + Ages.words(store().objectives().rto()),
                Controls.RESTORE);
    }

    /** With what a history of restores goes by. */
    @Override
    public Finding judged(History operation, String words, Facts facts) {
        return look().passed(
                        words + MaskData.words(facts),
                        facts.and(Facts.of(
                                "region",
                                region(),
                                RestoreHistory.SIDE,
                                request().side().name().toLowerCase(Locale.ROOT))));
    }

    @Override
    public List<Finding> look(History operation, Facts facts) {
        return new RestorePlans(engine, estate).look(store(), facts);
    }

    /** By the moment the plan is shown with; a plan that shows none says so. */
    @Override
    public String loss(History operation) {
        return shown(operation, RestorePlanner.RESTORED_TO)
                .map(moment -> "what was written in the "
                        + Ages.words(Duration.between(Instant.parse(moment), operation.begin()))
                        + " before this plan was made, and what is written after it")
                .orElse("not known");
    }

    /** By the estate's own prices; a price nobody declared is not guessed. */
    @Override
    public String cost(History operation) {
        return shown(operation, RestorePlanner.INSTANCE_CLASS)
                .flatMap(of -> estate.prices()
                        .hour(of)
                        .map(hour -> hour + " an hour for " + of
                                + " in one zone, about twice that with its standby, and storage, until somebody deletes"
                                + " it"))
                .orElse(
                        "not estimated, the estate has no price for it; what comes of it is billed until somebody deletes"
                                + " it");
    }

    /** By green tests of the same kind of recovery that ended before; ledgers nobody can read now say nothing. */
    @Override
    public Optional<Expectation> expected(History operation) {
        if (request().inPlace()) {
            return Optional.empty(); // no test does that
        }
        Fact.Opened opened = operation.opened().orElseThrow();
        Recovery recovery = new Recovery(means(), request().side());
        try {
            RecoveryTimes times = new RecoveryTimes(RestoreHistory.of(engine.ledgers(), estate, opened.kind()).stream()
                    .filter(proof -> proof.store().equals(store().id())
                            && proof.recovery().equals(recovery)
                            && proof.proved()
                            && !proof.at().isAfter(operation.begin()))
                    .flatMap(proof -> proof.took().stream())
                    .toList());
            return times.count() == 0
                    ? Optional.empty()
                    : Optional.of(new Expectation(times, beyond(opened.plan().orElseThrow())));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private Recovery.Means means() {
        return store() instanceof RedisGroup || request().point() instanceof RestorePoint.Backup
                ? Recovery.Means.BACKUP
                : Recovery.Means.MOMENT;
    }

    /** What tests of it do not do: they let nobody in, and mask only where that was asked for. */
    private static Duration beyond(Plan plan) {
        return plan.actions().stream()
                .filter(action -> action instanceof SetSecurityGroups
                        || (action instanceof MaskData masked
                                && !masked.masking().tests()))
                .map(action -> action.estimate().duration())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Optional<String> shown(History operation, String name) {
        return operation.opened().flatMap(Fact.Opened::plan).flatMap(plan -> plan.shown(name));
    }

    @Override
    public OperationId operation(OperationId run) {
        return OperationId.scheduled(estate.name(), "restored", store().id(), run.value());
    }

    @Override
    public Plan plan(OperationId operation, Observatory observatory) {
        return new RestorePlans(engine, estate).lasting(store(), request(), operation, observatory);
    }

    @Override
    public RequestedWork fixed(Observatory observatory) {
        RestoreRequest fixed = new RestorePlans(engine, estate).fixed(store(), request(), observatory);
        return new RestoreWork(engine, estate, job.asking(fixed));
    }
}
