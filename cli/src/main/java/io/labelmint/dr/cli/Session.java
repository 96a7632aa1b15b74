package io.labelmint.dr.cli;

import io.labelmint.dr.aws.AwsSettings;
import io.labelmint.dr.aws.Caller;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.SdkAws;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.BucketLedgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.outside.Outside;
import io.labelmint.dr.rehearsal.Rehearsal;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.EstateLedgers;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.time.SystemTimeline;
import io.labelmint.dr.time.Timeline;
import io.labelmint.dr.validation.CopyAccess;
import io.labelmint.dr.validation.ProbedRows;
import io.labelmint.dr.validation.postgres.PostgresHeartbeats;
import io.labelmint.dr.validation.postgres.PostgresMaskings;
import io.labelmint.dr.validation.postgres.PostgresProbes;
import io.labelmint.dr.validation.redis.RedisProbes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** The engine as one command uses it: on real AWS, on an emulator, or on simulated AWS. */
final class Session implements AutoCloseable {
    private final Engine engine;
    private final RunKind kind;
    private final Optional<BucketLedgers> bucket;
    private final Supplier<String> identity;
    private final Runnable closing;

    private Session(
            Engine engine, RunKind kind, Optional<BucketLedgers> bucket, Supplier<String> identity, Runnable closing) {
        this.identity = identity;
        this.engine = engine;
        this.kind = kind;
        this.bucket = bucket;
        this.closing = closing;
    }

    /**
     * On AWS, on what answers at the endpoint of {@code options}, or on the simulated AWS of the rehearsal they name.
     *
     * @throws io.labelmint.dr.ProblemException if AWS does not know this process, or knows it in another account
     */
    static Session of(Estate estate, AwsOptions options, Path state, String run) {
        if (options.rehearsal.isPresent()) {
            Path place = options.rehearsal.get().resolve(estate.name());
            return simulated(estate, Rehearsal.open(place.resolve("world"), estate), place.resolve("ledgers"));
        }
        AwsSettings settings = AwsSettings.of(estate.access(), estate.regions(), run);
        SdkAws aws = new SdkAws(options.endpoint.map(settings::withEndpoint).orElse(settings));
        try {
            Caller.require(aws.reading(), estate);
        } catch (RuntimeException e) {
            aws.close();
            throw e;
        }
        SystemTimeline timeline = new SystemTimeline();
        Lanes lanes = Lanes.threads();
        Json json = Capabilities.json();
        EstateLedgers ledgers = EstateLedgers.of(
                estate, aws.reading(), aws.mutating(), state.resolve("ledgers"), timeline, lanes, json);
        Engine engine = Engine.of(
                        aws.reading(),
                        new Hands(
                                aws.mutating(),
                                Outside.ofThisProcess()
                                        .with(new PostgresHeartbeats())
                                        .with(new PostgresMaskings(timeline))
                                        .with(new ProbedRows(new PostgresProbes(timeline)))),
                        ledgers.ledgers(),
                        timeline,
                        lanes,
                        json)
                .reaching(new CopyAccess(
                        new PostgresProbes(timeline),
                        new RedisProbes(timeline),
                        Outside.ofThisProcess().secrets()));
        return new Session(engine, RunKind.REAL, ledgers.bucket(), () -> Caller.identity(aws.reading(), estate), () -> {
            lanes.close();
            timeline.close();
            aws.close();
        });
    }

    /** On the simulated AWS of {@code rehearsal}. */
    static Session simulated(Estate estate, Rehearsal rehearsal, Path folder) {
        Timeline timeline = rehearsal.timeline();
        Lanes lanes = Lanes.on(timeline);
        Json json = Capabilities.json();
        EstateLedgers ledgers =
                EstateLedgers.of(estate, rehearsal.aws(), rehearsal.aws(), folder, timeline, lanes, json);
        Engine engine = Engine.of(rehearsal.aws(), rehearsal.hands(), ledgers.ledgers(), timeline, lanes, json)
                .reaching(rehearsal.copies(estate));
        return new Session(engine, RunKind.REHEARSAL, ledgers.bucket(), Session::user, rehearsal::close);
    }

    Engine engine() {
        return engine;
    }

    RunKind kind() {
        return kind;
    }

    /** The ledgers in the bucket of the estate; empty if they are on this machine only. */
    Optional<BucketLedgers> bucket() {
        return bucket;
    }

    /** What a person must know whose ledgers are on this machine only. */
    Optional<String> nowhereElse() {
        return bucket.isPresent()
                ? Optional.empty()
                : Optional.of("not finishable elsewhere: without state.bucket the ledgers are on this machine only");
    }

    /**
     * Who this process is when it asks for a plan or approves one: who AWS says it is, which nobody chooses with an option;
     * in a rehearsal, which has no AWS, the user of the operating system.
     *
     * @throws io.labelmint.dr.ProblemException if AWS does not say
     */
    String identity() {
        return identity.get();
    }

    /** Who started this process. */
    static String actor() {
        return user() + " with dr";
    }

    private static String user() {
        return System.getProperty("user.name");
    }

    /** How others that want the same operation are told about this process. */
    static String holder() {
        return "process " + ProcessHandle.current().pid() + " of " + System.getProperty("user.name") + " on " + host();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this machine";
        }
    }

    @Override
    public void close() {
        closing.run();
    }
}
