package io.labelmint.dr.simulator;

import io.labelmint.dr.simulator.acm.AcmSimulator;
import io.labelmint.dr.simulator.arc.RoutingControlSimulator;
import io.labelmint.dr.simulator.backup.BackupSimulator;
import io.labelmint.dr.simulator.cloudtrail.CloudTrailSimulator;
import io.labelmint.dr.simulator.cloudwatch.CloudWatchSimulator;
import io.labelmint.dr.simulator.cloudwatch.FargateMetrics;
import io.labelmint.dr.simulator.cloudwatch.StorageMetrics;
import io.labelmint.dr.simulator.core.Arn;
import io.labelmint.dr.simulator.core.Call;
import io.labelmint.dr.simulator.core.Faults;
import io.labelmint.dr.simulator.core.Gate;
import io.labelmint.dr.simulator.core.Journal;
import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.core.Script;
import io.labelmint.dr.simulator.core.Seed;
import io.labelmint.dr.simulator.core.Service;
import io.labelmint.dr.simulator.costexplorer.CostExplorerSimulator;
import io.labelmint.dr.simulator.ec2.Ec2Simulator;
import io.labelmint.dr.simulator.ecr.EcrSimulator;
import io.labelmint.dr.simulator.ecs.EcsScripts;
import io.labelmint.dr.simulator.ecs.EcsSimulator;
import io.labelmint.dr.simulator.ecs.TaskProgram;
import io.labelmint.dr.simulator.ecs.TaskRun;
import io.labelmint.dr.simulator.elasticache.ElastiCacheSimulator;
import io.labelmint.dr.simulator.elasticache.ReplicatedCache;
import io.labelmint.dr.simulator.elasticache.RestoredCache;
import io.labelmint.dr.simulator.iam.IamSimulator;
import io.labelmint.dr.simulator.kms.KmsSimulator;
import io.labelmint.dr.simulator.rds.RdsSimulator;
import io.labelmint.dr.simulator.rds.ReplicatedFrom;
import io.labelmint.dr.simulator.rds.RestoredFrom;
import io.labelmint.dr.simulator.route53.DnsAnswer;
import io.labelmint.dr.simulator.route53.Route53Simulator;
import io.labelmint.dr.simulator.s3.S3Simulator;
import io.labelmint.dr.simulator.secretsmanager.SecretsManagerSimulator;
import io.labelmint.dr.simulator.servicequotas.ServiceQuotasSimulator;
import io.labelmint.dr.simulator.sns.SnsSimulator;
import io.labelmint.dr.simulator.sts.StsSimulator;
import io.labelmint.dr.time.VirtualTimeline;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.core.SdkClient;

/**
 * Simulated AWS: one account, all regions, on a virtual timeline. {@code world::client} is where the engine takes its
 * clients from in rehearsals and tests.
 *
 * <p>Two worlds with the same seed that receive the same calls at the same instants are identical. A world opened on a
 * folder journals its changes there and continues from them, and from its clock, when the folder is opened again.
 */
public final class World implements AutoCloseable {
    /** Where the time of a persisted world begins unless told otherwise: any Monday would do. */
    public static final Instant EPOCH = Instant.parse("2026-01-05T00:00:00Z");

    private final VirtualTimeline timeline;
    private final String account;
    private final Optional<Journal> journal;
    private final Gate gate;
    private final List<Service> services;
    private final SnsSimulator sns;
    private final RdsSimulator rds;
    private final ElastiCacheSimulator elastiCache;
    private final EcsSimulator ecs;
    private final Route53Simulator route53;
    private final Map<String, SdkClient> clients = new HashMap<>();

    private World(VirtualTimeline timeline, long seed, String account, Optional<Journal> journal) {
        this.timeline = timeline;
        this.account = account;
        this.journal = journal;
        this.gate = new Gate(timeline, new Seed(seed), account, journal);
        // The one place where services are listed.
        KmsSimulator kms = new KmsSimulator(account);
        this.sns = new SnsSimulator();
        Ec2Simulator ec2 = new Ec2Simulator();
        this.rds = new RdsSimulator(kms, ec2);
        S3Simulator s3 = new S3Simulator();
        this.elastiCache = new ElastiCacheSimulator(kms, ec2, s3);
        this.ecs = new EcsSimulator(ec2);
        CloudWatchSimulator cloudWatch =
                new CloudWatchSimulator(rds, elastiCache, List.of(new FargateMetrics(ecs), new StorageMetrics(s3)));
        RoutingControlSimulator routing = new RoutingControlSimulator();
        this.route53 = new Route53Simulator(s3, cloudWatch, routing);
        this.services = List.of(
                kms,
                ec2,
                rds,
                new StsSimulator(),
                elastiCache,
                sns,
                cloudWatch,
                new BackupSimulator(kms, rds),
                s3,
                ecs,
                routing,
                route53,
                new AcmSimulator(),
                new CloudTrailSimulator(),
                new CostExplorerSimulator(),
                new EcrSimulator(),
                new IamSimulator(),
                new SecretsManagerSimulator(),
                new ServiceQuotasSimulator());
        services.forEach(gate::register);
    }

    /** A world that lives as long as the process. */
    public static World inMemory(VirtualTimeline timeline, long seed) {
        return inMemory(timeline, seed, Arn.EXAMPLE_ACCOUNT);
    }

    /** A world in {@code account} that lives as long as the process. */
    public static World inMemory(VirtualTimeline timeline, long seed, String account) {
        return new World(timeline, seed, account, Optional.empty());
    }

    /** The world in {@code folder}, which begins at {@link #EPOCH} if it is new. */
    public static World open(Path folder, long seed) {
        return open(folder, EPOCH, seed);
    }

    /**
     * The world in {@code folder}, as it was and at the time it was when its last process ended, however that ended.
     *
     * @param start where the time of a new world begins
     * @param seed must be the one the world was made with
     */
    public static World open(Path folder, Instant start, long seed) {
        return open(folder, start, seed, Arn.EXAMPLE_ACCOUNT, () -> true);
    }

    /**
     * The world in {@code folder}, or a new one if there is none to go on with.
     *
     * @param start where the time of a new world begins
     * @param seed must be the one the world was made with
     * @param account the account of a new world; one that is gone on with keeps its own
     * @param whole asked when no other process can open the folder any more: whether to go on with the world in it, which
     *     is forgotten otherwise
     * @throws Journal.InUseException if it is open elsewhere; then nothing in it was touched
     */
    public static World open(Path folder, Instant start, long seed, String account, BooleanSupplier whole) {
        Journal journal = Journal.open(folder, seed, account, whole);
        try {
            VirtualTimeline timeline = new VirtualTimeline(journal.reached().orElse(start));
            journal.tick(timeline.now());
            timeline.onAdvance(journal::tick);
            World world = new World(timeline, seed, journal.account(), Optional.of(journal));
            journal.entries().forEach(world.gate::replay);
            return world;
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /** The account everything in this world lives in. */
    public String account() {
        return account;
    }

    /** The clock of this world. */
    public VirtualTimeline timeline() {
        return timeline;
    }

    /** The client of type {@code type} that talks to {@code region}; the same one each time. */
    public synchronized <C extends SdkClient> C client(Class<C> type, String region) {
        Service service = services.stream()
                .filter(candidate -> candidate.clientType().equals(type))
                .findFirst()
                .orElseThrow(() -> new UnsupportedOperationException(type.getSimpleName() + " is not simulated"));
        return type.cast(clients.computeIfAbsent(service.name() + "/" + region, name -> service.client(gate, region)));
    }

    /** How {@code region} misbehaves as a whole. */
    public Outage outage(String region) {
        return gate.context(region).scripts().outage(region);
    }

    /** What can be made to go wrong. */
    public Faults faults() {
        return gate.faults();
    }

    /** Makes {@code script} a fact of this world, for resources created and described from now on. */
    public World script(Script script) {
        gate.script(script);
        return this;
    }

    /** What {@code key} was scripted to be, for what plays a part of this world that is not simulated; empty if it was not. */
    public Optional<String> scripted(String key) {
        return gate.context("").scripts().get(key);
    }

    /** The simulated SNS, to read what was published. */
    public SnsSimulator sns() {
        return sns;
    }

    /**
     * What the DB instance {@code instance} of {@code region} was restored from, which no call tells; empty if it was not
     * restored or is not there. What plays the database answers queries as of that moment.
     */
    public Optional<RestoredFrom> restoredFrom(String region, String instance) {
        return rds.restoredFrom(timeline.now(), region, instance);
    }

    /**
     * Up to when the instance {@code instance} of {@code region} has replayed what its source wrote, which no call tells; empty
     * if it never was a read replica, or is not there. What plays the database answers queries as of that moment.
     */
    public Optional<ReplicatedFrom> replicatedUpTo(String region, String instance) {
        return rds.replicatedFrom(gate.context(region), instance);
    }

    /**
     * Until when clients could write to {@code instance} of {@code region}: what was written after {@link #replicatedUpTo} is
     * what its replica lacks. Empty if it is not there.
     */
    public Optional<Instant> writtenUntil(String region, String instance) {
        return rds.writtenUntil(gate.context(region), instance);
    }

    /** What the replication group {@code group} of {@code region} was restored from; empty if it was not or is not there. */
    public Optional<RestoredCache> restoredCache(String region, String group) {
        return elastiCache.restoredFrom(timeline.now(), region, group);
    }

    /**
     * From now on {@code program} is what containers of tasks do that were started with RunTask: once each in this process,
     * as soon as the world is asked anything after the task runs.
     */
    public World program(TaskProgram program) {
        Set<String> done = new HashSet<>();
        gate.meanwhile(() -> {
            for (TaskRun task : ecs.running(timeline.now())) {
                if (done.add(task.arn())) {
                    program.run(task).ifPresent(code -> gate.script(EcsScripts.exited(task.arn(), code)));
                }
            }
        });
        return this;
    }

    /** The tasks that were started with RunTask in {@code region}, oldest first: what plays their containers asks this. */
    public List<TaskRun> tasks(String region) {
        return ecs.started(timeline.now(), region);
    }

    /**
     * Up to when the group {@code group} of {@code region} has replicated what was written to the primary of its global
     * datastore, which no call tells; empty if it never followed one, or is not there.
     */
    public Optional<ReplicatedCache> replicatedCache(String region, String group) {
        return elastiCache.replicatedFrom(gate.context(region), group);
    }

    /**
     * What a client that asks for {@code name} now is answered: no call of AWS, and answered with us-east-1 dark. Empty if
     * there is no such name.
     */
    public Optional<DnsAnswer> resolve(String name) {
        return route53.resolve(gate.context(""), name);
    }

    /** What a client still uses that asked for {@code name} as long ago as the answer's time to live: the last to move. */
    public Optional<DnsAnswer> resolveCached(String name) {
        return route53.resolveCached(gate.context(""), name);
    }

    /** The calls this process made, oldest first. */
    public List<Call> calls() {
        return gate.calls();
    }

    /**
     * One line per resource, sorted: its region, kind, id and what it means for recovery (source, tags, key, the status
     * it comes to rest in), without times and random ids, so that two worlds can be compared.
     */
    public List<String> inventory() {
        return services.stream()
                .flatMap(service -> service.inventory(timeline.now()).stream())
                .sorted()
                .toList();
    }

    /** When each snapshot and job came, or will come, to rest, by ARN or job id: what no caller can see. */
    public Map<String, Instant> restsAt() {
        Map<String, Instant> all = new TreeMap<>();
        services.forEach(service -> all.putAll(service.restsAt()));
        return all;
    }

    @Override
    public void close() {
        journal.ifPresent(Journal::close);
    }
}
