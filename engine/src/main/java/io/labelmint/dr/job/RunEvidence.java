package io.labelmint.dr.job;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.evidence.OperationRecords;
import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.run.Engine;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Makes the evidence of a run from its ledgers and nothing else, so that it comes out the same whenever it is made. */
final class RunEvidence {
    private final Engine engine;
    private final Estate estate;
    private final Job job;

    RunEvidence(Engine engine, Estate estate, Job job) {
        this.engine = engine;
        this.estate = estate;
        this.job = job;
    }

    Evidence of(History run) {
        Fact.Opened opened = run.opened().orElseThrow();
        Set<OperationId> operations = new LinkedHashSet<>();
        run.entries().forEach(entry -> {
            if (entry.fact() instanceof Fact.Ran ran) {
                operations.add(ran.operation());
            }
        });
        return new Evidence(
                Evidence.SCHEMA,
                run.operation(),
                opened.kind(),
                opened.title(),
                opened.estate(),
                estate.digest(),
                estate.regions(),
                opened.actor(),
                Version.CURRENT,
                run.begin(),
                run.end(),
                covered().stream().map(RunEvidence::subject).toList(),
                operations.stream()
                        .map(id -> OperationRecords.of(engine.ledgers().read(id).orElseThrow()))
                        .toList(),
                run.findings().orElse(List.of()));
    }

    /**
     * A notice covers no store, nor does a sign-off: the runs they are about do; nor a plan of Terraform, whose applying does not touch data. Neither does a sweep, which is about copies, nor what ends a move:
     * the move did; nor a review, which looks back at what covered them. A heartbeat covers those that declare as whom it is written.
     */
    private List<Store> covered() {
        boolean endsMove = job.failover()
                .map(FailoverRequest::verb)
                .filter(verb -> verb == Verb.COMMIT || verb == Verb.ROLL_BACK)
                .isPresent();
        boolean looksBack = job.type() == Job.Type.SWEEP || job.type() == Job.Type.REVIEW;
        if (job.about().isPresent()
                || job.signOff().isPresent()
                || job.provision().isPresent()
                || looksBack
                || endsMove) {
            return List.of();
        }
        return job.stores(estate).stream()
                .filter(store -> job.type() != Job.Type.HEARTBEAT || SourceHeartbeats.writes(store))
                .toList();
    }

    private static Evidence.Subject subject(Store store) {
        String type = store instanceof PostgresDatabase ? "PostgreSQL" : store instanceof RedisGroup ? "Redis" : "S3";
        return new Evidence.Subject(
                store.id(),
                type,
                store.objectives().rpo().toSeconds(),
                store.objectives().rto().toSeconds());
    }
}
