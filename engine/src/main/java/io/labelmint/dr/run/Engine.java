package io.labelmint.dr.run;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.observatory.AwsObservatory;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.RegionHealth;
import io.labelmint.dr.time.Timeline;
import io.labelmint.dr.validation.CopyAccess;

/**
 * The engine put together for one account: everything a job needs, shared by all that run at the same time.
 *
 * @param ledgers where ledgers are kept
 * @param observatory the one way to read AWS
 * @param runner runs plans
 * @param hands what changes AWS; besides the runner's, for what is no part of a plan: the signature of evidence
 * @param timeline the one clock
 * @param lanes where calls are made
 * @param json writes and reads plans, ledgers and evidence
 * @param copies how it gets into restored copies of databases
 */
public record Engine(
        Ledgers ledgers,
        Observatory observatory,
        PlanRunner runner,
        Hands hands,
        Timeline timeline,
        Lanes lanes,
        Json json,
        CopyAccess copies) {

    /**
     * An engine over the given clients that reaches AWS and nothing else.
     *
     * @param reading clients that only read, and retry
     * @param mutating clients that put one request on the wire per call
     */
    public static Engine of(Aws reading, Aws mutating, Ledgers ledgers, Timeline timeline, Lanes lanes, Json json) {
        return of(reading, new Hands(mutating), ledgers, timeline, lanes, json);
    }

    /**
     * An engine over the given clients.
     *
     * @param reading clients that only read, and retry
     * @param hands what changes AWS, and reaches out of it
     */
    public static Engine of(Aws reading, Hands hands, Ledgers ledgers, Timeline timeline, Lanes lanes, Json json) {
        return of(
                new AwsObservatory(reading, hands.web(), timeline, new RegionHealth(timeline), 1),
                hands,
                ledgers,
                timeline,
                lanes,
                json);
    }

    /**
     * An engine that shares what it reads with others.
     *
     * @param observatory the one way to read AWS, shared by everyone who asks
     * @param hands what changes AWS, and reaches out of it, for this one run
     */
    public static Engine of(
            Observatory observatory, Hands hands, Ledgers ledgers, Timeline timeline, Lanes lanes, Json json) {
        PlanRunner runner = new PlanRunner(ledgers, observatory, hands, timeline, lanes, json);
        return new Engine(ledgers, observatory, runner, hands, timeline, lanes, json, CopyAccess.none());
    }

    /** The same engine, which gets into restored copies through {@code access}. */
    public Engine reaching(CopyAccess access) {
        return new Engine(ledgers, observatory, runner, hands, timeline, lanes, json, access);
    }
}
