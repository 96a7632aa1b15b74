package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.restore.CutOverPlanner;
import io.labelmint.dr.run.Engine;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A cut-over somebody asks for: another instance takes over the name of a database. Nobody does it without an approval. */
record CutOverWork(Engine engine, Estate estate, Job job) implements StoreWork {
    /** Id of the finding whether it came about, and where the database is reached since. */
    static final String COMPLETED = "cut-over.completed";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmm").withZone(ZoneOffset.UTC);

    @Override
    public Store store() {
        return job.stores(estate).get(0);
    }

    private CutOverRequest request() {
        return job.cutOver().orElseThrow();
    }

    @Override
    public String region() {
        return request().side().of(estate.regions());
    }

    @Override
    public String title() {
        return (request().back() ? "Cut-over of " + store().id() + " back to " : "Cut-over of " + store().id() + " to ")
                + request().successor();
    }

    @Override
    public String done() {
        return request().successor() + " is now " + ((PostgresDatabase) store()).instance() + " in " + region() + ".";
    }

    @Override
    public String cost(History operation) {
        return "not estimated; both instances are billed until somebody deletes the one that is kept";
    }

    @Override
    public String loss(History operation) {
        if (shown(operation, CutOverPlanner.HAS_IT).equals(CutOverPlanner.NOBODY)) {
            return "what was written to the one that had the name, after the other was restored; nobody answers under the name"
                    + " now";
        }
        return "what was written to the one that has the name now, after the other was restored; it stays there. From the"
                + " first renaming to the second nobody answers under the name, about 20 min";
    }

    @Override
    public OperationId operation(OperationId run) {
        return OperationId.scheduled(estate.name(), "cut-over", store().id(), run.value());
    }

    @Override
    public Plan plan(OperationId operation, Observatory observatory) {
        if (!(store() instanceof PostgresDatabase database)) {
            throw Problem.of(
                            "job.not-a-database",
                            "A cut-over is of a PostgreSQL database, and " + store().id() + " is none.",
                            "Name a store that is under databases in the estate file.")
                    .asException();
        }
        CutOverRequest asked = request();
        return new CutOverPlanner(estate, observatory)
                .plan(operation, database, asked.side(), asked.successor(), asked.back(), asked.stamp());
    }

    @Override
    public RequestedWork fixed(Observatory observatory) {
        CutOverRequest asked = request();
        CutOverRequest fixed = new CutOverRequest(
                asked.side(),
                asked.successor(),
                asked.back(),
                STAMP.format(engine.timeline().now()));
        return new CutOverWork(engine, estate, job.asking(fixed));
    }

    @Override
    public Look look() {
        return new Look(
                COMPLETED, store().id(), "its address leads to the instance that was approved", Controls.RESTORE);
    }

    /** That it is reached as before, by what RDS says of the instance once it is available under the name. */
    @Override
    public Finding judged(History operation, String words, Facts facts) {
        String before = shown(operation, CutOverPlanner.ENDPOINT);
        String after = facts.get("endpoint");
        return before.equals(after)
                ? look().passed(words + " It is reached at " + after + ", as before.", facts)
                : look().failed(
                                words + " It is reached at " + after + ", and was at " + before + ".",
                                "Give applications the new address.",
                                facts);
    }

    private static String shown(History operation, String name) {
        return operation
                .opened()
                .flatMap(Fact.Opened::plan)
                .flatMap(plan -> plan.shown(name))
                .orElseThrow();
    }
}
