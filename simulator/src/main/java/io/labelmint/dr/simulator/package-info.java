/**
 * Simulated AWS: the SDK's client interfaces over a world in virtual time, with scripted faults and a journal.
 *
 * <h2>How it hangs together</h2>
 *
 * {@link io.labelmint.dr.simulator.World} is the account. Its clients hand every request to the
 * {@link io.labelmint.dr.simulator.core.Gate}, which logs it, loses it to an outage, a fault or the throttle, journals it
 * if it changes anything, lets the service's handler carry it out, and answers. {@code core} knows no service; each
 * service has a package of its own, which knows {@code core} and the services it looks things up in, as RDS does keys in
 * KMS.
 *
 * <h2>How to add a service</h2>
 *
 * <ol>
 *   <li>Write {@code XxxSimulator implements Service} in the package {@code xxx}: it holds the state of all regions
 *       (usually in {@link io.labelmint.dr.simulator.core.Regional}) and declares its operations, one line each:
 *       {@code operations.change("CreateThing", CreateThingRequest.class, this::create)} or {@code .read(...)}. A handler
 *       takes the {@link io.labelmint.dr.simulator.core.Context} and the request and returns the response or throws
 *       {@link io.labelmint.dr.simulator.core.AwsError#of}. Large services declare in several classes; see RDS.
 *   <li>A global service has a home, as Route 53 has us-east-1: override {@link
 *       io.labelmint.dr.simulator.core.Service#home}, so that it is lost with that region whichever one is asked.
 *   <li>List it in the constructor of {@link io.labelmint.dr.simulator.World}. Services it reads from come as constructor
 *       parameters.
 * </ol>
 *
 * There is no client to write: a proxy of the SDK's interface routes declared requests to the gate and leaves every other
 * method to the interface's default. Only operations that take or give streams (S3's objects) need a client class;
 * override {@link io.labelmint.dr.simulator.core.Service#client} and call {@code gate.call} with the request.
 *
 * <h2>Rules that keep worlds identical</h2>
 *
 * <ul>
 *   <li><b>Changes.</b> State changes in handlers declared with {@code change} only. What such a handler does is a function
 *       of the state, the request and the context. A request must carry everything the effect needs: a stream's content
 *       does not, so keep only what the request says of it (length, checksum) or put it in the request's metadata, as S3
 *       does with small objects.
 *   <li><b>Time.</b> From {@code context.now()} only: during replay it is the journaled instant. Nothing is scheduled;
 *       write the future into a {@link io.labelmint.dr.simulator.core.Lifecycle} when it is requested and read it with the
 *       time. What describes the past, such as metrics, reads {@code context.at(instant)}, scripts included.
 *   <li><b>Chance, ids and durations.</b> From {@code context.seed()}, with the purpose and the ARN as key, so that they do
 *       not depend on the order of calls. What has no name of its own takes {@code context.sequence()} as key, which is the
 *       same when replayed. It is 0 for reads.
 *   <li><b>ARNs.</b> {@code context.arn("rds", "snapshot:" + id)}, and {@link io.labelmint.dr.simulator.core.Arn#parse} for
 *       those that callers give.
 *   <li><b>Paging.</b> {@link io.labelmint.dr.simulator.core.Page#of} over items sorted by the key that the marker carries.
 *   <li><b>Eventual consistency.</b> Descriptions leave out what {@code context.sees(arn, created)} denies; changes see
 *       everything, as with AWS, where a name is taken before it is listed.
 *   <li><b>Scripts.</b> What no call can state ("this copy will fail") is a {@link io.labelmint.dr.simulator.core.Script};
 *       the service offers factories, as {@code RdsScripts}, and handlers read {@code context.scripts()}. A script that is
 *       an event ("a backup plan made a recovery point") takes effect in
 *       {@link io.labelmint.dr.simulator.core.Service#scripted}.
 *   <li><b>Not persisted:</b> the log of calls, token buckets and faults of single calls. Outages of regions are.
 * </ul>
 *
 * Figures of AWS (quotas, rates, limits) stand as constants with their source; what AWS does not publish says so.
 */
package io.labelmint.dr.simulator;
