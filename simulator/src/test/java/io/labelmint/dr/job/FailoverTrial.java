package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.ledger.Board;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.rehearsal.Rehearsal;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.simulator.core.Call;
import io.labelmint.dr.simulator.core.Outage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** An estate in a world whose primary region can be lost, and processes that fail it over. */
final class FailoverTrial {
    static final String EAST = "us-east-1";
    static final String WEST = "us-west-2";
    static final String ORDERS = "labelmint-production-orders";
    static final String REPLICA = "labelmint-production-orders-replica";

    final Trial trial;
    private BiConsumer<String, String> watching = (page, html) -> {};
    private boolean pages = true;

    /** That of LabelMint. */
    FailoverTrial(long seed) {
        this(Trial.example("labelmint-production.yaml"), seed);
    }

    FailoverTrial(Estate estate, long seed) {
        this.trial = new Trial(estate, seed);
        trial.outside = Rehearsal.outside(trial.world, trial.estate, trial.posts);
        trial.fresh(Job.of(Job.Type.HEARTBEAT));
    }

    /** The smallest estate that moves in every way there is. */
    static Estate small() {
        return estate("small-estate.yaml");
    }

    /** The smallest estate of which something could be promoted twice. */
    static Estate smallest() {
        return estate("smallest-estate.yaml");
    }

    private static Estate estate(String name) {
        try (InputStream text = FailoverTrial.class.getResourceAsStream(name)) {
            return EstateLoader.parse(new String(text.readAllBytes(), StandardCharsets.UTF_8), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** LabelMint, of which each text is declared as the one after it. */
    static Estate changed(String... textsAndOthers) {
        try {
            String example =
                    Files.readString(Path.of(System.getProperty("dr.root"), "examples", "labelmint-production.yaml"));
            for (int i = 0; i < textsAndOthers.length; i += 2) {
                assertThat(example).contains(textsAndOthers[i]);
                example = example.replace(textsAndOthers[i], textsAndOthers[i + 1]);
            }
            return EstateLoader.parse(example, "changed.yaml");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The primary region answers nothing any more, and somebody notices {@code later}. */
    FailoverTrial lost(Duration later) {
        trial.world.faults().region(EAST, Outage.HANGING);
        trial.pass(later);
        return this;
    }

    static Job job(boolean unfenced) {
        return Job.failingOver(new FailoverRequest(Verb.FAILOVER, unfenced));
    }

    /** What {@code work} does as one process, which may die at {@code boundary}. */
    <T> T as(String holder, int boundary, Function<JobRun, T> work) {
        try {
            return work.apply(order(holder, new MortalLedgers(trial.ledgers, boundary) {
                @Override
                public Board board() {
                    return watched(super.board());
                }
            }));
        } finally {
            trial.timeline.forget();
            trial.ledgers.releaseAll();
        }
    }

    /** From now on no page of the war room gets written. */
    FailoverTrial withoutPages() {
        pages = false;
        return this;
    }

    private Lanes lanes() {
        return pages ? Lanes.on(trial.timeline) : Pageless.lanes(trial.timeline);
    }

    /** From now on {@code watching} is told the name and content of every page before it is there. */
    void watching(BiConsumer<String, String> watching) {
        this.watching = watching;
    }

    private Board watched(Board board) {
        return new Board() {
            @Override
            public String where(String name) {
                return board.where(name);
            }

            @Override
            public void put(String name, String html) {
                watching.accept(name, html);
                board.put(name, html);
            }

            @Override
            public Optional<String> find(String name) {
                return board.find(name);
            }

            @Override
            public Board beside(String folder) {
                return watched(board.beside(folder));
            }
        };
    }

    /** What the war room says of {@code prepared} now, whether or not anybody writes it. */
    String pageNow(PreparedRun prepared) {
        History run = trial.ledgers.read(prepared.run()).orElseThrow();
        FailoverWork work = new FailoverWork(order("laptop", trial.ledgers).engine(), trial.estate, JobRun.job(run));
        return new WarRoomText(work, run, trial.ledgers.read(prepared.operation()), Map.of(), trial.timeline.now())
                .page()
                .html();
    }

    JobRun order(String holder, Ledgers ledgers) {
        Engine engine = Engine.of(
                        trial.world::client,
                        new Hands(trial.world::client, trial.outside),
                        ledgers,
                        trial.timeline,
                        lanes(),
                        Trial.JSON)
                .reaching(trial.copies);
        return new JobRun(engine, trial.estate, RunKind.REHEARSAL, holder, holder, (operation, entry) -> {});
    }

    PreparedRun prepare(boolean unfenced) {
        return prepare(job(unfenced), -1);
    }

    PreparedRun prepare(Verb verb) {
        return prepare(Job.failingOver(new FailoverRequest(verb, false)), -1);
    }

    /** A plan of {@code job}, made by a process that may die at {@code boundary}. */
    PreparedRun prepare(Job job, int boundary) {
        return as("jenkins", boundary, order -> trial.timeline.join(new RunPreparation(order).prepare(job)));
    }

    /** The primary region answers again, as it was when it fell silent, and an hour passes. */
    FailoverTrial back() {
        trial.world.faults().region(EAST, Outage.NONE);
        trial.pass(Duration.ofHours(1));
        return this;
    }

    /** How many tasks a service is to run. */
    int desired(String region, String cluster, String service) {
        return trial.world
                .client(EcsClient.class, region)
                .describeServices(request -> request.cluster(cluster).services(service))
                .services()
                .get(0)
                .desiredCount();
    }

    /** An instance as RDS describes it now. */
    DBInstance instance(String region, String name) {
        return trial.world.client(RdsClient.class, region).describeDBInstances().dbInstances().stream()
                .filter(found -> found.dbInstanceIdentifier().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The instances whose whole name is like {@code pattern}. */
    List<DBInstance> instances(String region, String pattern) {
        return trial.world.client(RdsClient.class, region).describeDBInstances().dbInstances().stream()
                .filter(found -> found.dbInstanceIdentifier().matches(pattern))
                .toList();
    }

    /** The security groups of an instance. */
    List<String> groups(String region, String name) {
        return instance(region, name).vpcSecurityGroups().stream()
                .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                .toList();
    }

    /** What users see. */
    String users() {
        return trial.outside
                .get()
                .get(trial.estate.failover().probe().orElseThrow().url())
                .text();
    }

    /** A run of a scheduled job. */
    Evidence scheduled(Job.Type type) {
        return as("jenkins", -1, order -> trial.timeline.join(order.start(Job.of(type))));
    }

    /** Approves what is prepared and runs it to its end; another process may die at {@code boundary} of that. */
    Optional<Evidence> run(PreparedRun prepared, int boundary) {
        try {
            return Optional.of(as("jenkins", boundary, order -> {
                History operation = trial.ledgers.read(prepared.operation()).orElseThrow();
                if (operation.approval().isEmpty()) {
                    new RunPreparation(order)
                            .approve(prepared.run(), prepared.digest().value(), "ann", "by hand");
                }
                return trial.timeline.join(order.resume(prepared.run()));
            }));
        } catch (MortalLedgers.Killed e) {
            return Optional.empty();
        }
    }

    Evidence run(PreparedRun prepared) {
        return run(prepared, -1).orElseThrow();
    }

    /** Goes on with what was begun. */
    Evidence resumed(PreparedRun prepared) {
        return as("laptop", -1, order -> trial.timeline.join(order.resume(prepared.run())));
    }

    /** What the ledgers say of a run that has ended. */
    Evidence evidence(PreparedRun prepared) {
        return order("laptop", trial.ledgers).evidence(prepared.run());
    }

    History history(PreparedRun prepared) {
        return trial.ledgers.read(prepared.operation()).orElseThrow();
    }

    Plan plan(PreparedRun prepared) {
        return history(prepared).opened().flatMap(Fact.Opened::plan).orElseThrow();
    }

    /** The calls made since {@code since} that could change anything. */
    List<Call> mutations(int since) {
        return trial.world.calls().stream()
                .skip(since)
                .filter(call -> !call.operation().matches("(Describe|Get|List|Head|Simulate).*"))
                .toList();
    }

    int calls() {
        return trial.world.calls().size();
    }

    /** What was really lost of the database that has a replica: what was written after the replica's last moment. */
    Duration reallyLost() {
        Instant upTo = trial.world.replicatedUpTo(WEST, REPLICA).orElseThrow().moment();
        return Duration.between(upTo, trial.world.writtenUntil(EAST, ORDERS).orElseThrow());
    }

    Optional<OperationId> last() {
        return new FailoverRuns(trial.ledgers, trial.estate).last();
    }
}
