package io.labelmint.dr.cli;

import io.labelmint.dr.aws.AwsSettings;
import io.labelmint.dr.aws.Caller;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.SdkAws;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.FileLedgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.outside.Outside;
import io.labelmint.dr.rehearsal.Rehearsal;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.time.SystemTimeline;
import io.labelmint.dr.time.Timeline;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/** The engine as one command uses it: on real AWS, on an emulator, or on simulated AWS. */
final class Session implements AutoCloseable {
    private final Engine engine;
    private final RunKind kind;
    private final Runnable closing;

    private Session(Engine engine, RunKind kind, Runnable closing) {
        this.engine = engine;
        this.kind = kind;
        this.closing = closing;
    }

    /**
     * On AWS, or what answers at the endpoint of {@code options}.
     *
     * @throws io.labelmint.dr.ProblemException if AWS does not know this process, or knows it in another account
     */
    static Session real(Estate estate, AwsOptions options, Path state, String run) {
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
        FileLedgers ledgers = new FileLedgers(state.resolve("ledgers"), timeline, json);
        Engine engine = Engine.of(
                aws.reading(), new Hands(aws.mutating(), Outside.ofThisProcess()), ledgers, timeline, lanes, json);
        return new Session(engine, RunKind.REAL, () -> {
            lanes.close();
            timeline.close();
            aws.close();
        });
    }

    /** On the simulated AWS of {@code rehearsal}. */
    static Session simulated(Rehearsal rehearsal, Path ledgers) {
        Timeline timeline = rehearsal.timeline();
        Lanes lanes = Lanes.on(timeline);
        Json json = Capabilities.json();
        Engine engine = Engine.of(
                rehearsal.aws(), rehearsal.hands(), new FileLedgers(ledgers, timeline, json), timeline, lanes, json);
        return new Session(engine, RunKind.REHEARSAL, rehearsal::close);
    }

    Engine engine() {
        return engine;
    }

    RunKind kind() {
        return kind;
    }

    /** Who started this process. */
    static String actor() {
        return System.getProperty("user.name") + " with dr";
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
