package io.labelmint.dr.estate;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the estate fails over, as far as it is not said where its stores, services and records are declared.
 *
 * @param strategy what stands in the DR region on an ordinary day
 * @param planGoodFor how long after it was made a plan may be approved and begun: its losses grow by the minute
 * @param inspection how long after a failover the way back by {@code roll-back} is kept open
 * @param probe what users see, if it is declared: a failover has ended when they are served
 * @param endpoints the regional endpoints of the ARC cluster; needed where a record is switched by a routing control
 */
public record Failover(
        Strategy strategy,
        Duration planGoodFor,
        Duration inspection,
        Optional<Probe> probe,
        List<RoutingEndpoint> endpoints) {

    public Failover {
        endpoints = List.copyOf(endpoints);
    }

    /** What stands in the DR region on an ordinary day, after AWS's whitepaper "Disaster Recovery of Workloads on AWS". */
    public enum Strategy {
        /** Data is replicated; services run no tasks. */
        PILOT_LIGHT,
        /** Services run, with fewer tasks than they need to serve everybody. */
        WARM_STANDBY,
        /** Services run as they do in the primary region. */
        HOT
    }

    /**
     * A request that succeeds when users are served.
     *
     * @param url what is asked for, through the public name
     * @param contains what the answer must contain; empty for any answer that says success
     * @param within how long users may be looked for before a person is told
     */
    public record Probe(URI url, Optional<String> contains, Duration within) {
        /** What stands in {@code contains} for the region that has to answer. */
        private static final String REGION = "{region}";

        /** What the answer must contain when {@code region} serves: who names it is not deceived by the other one. */
        public Optional<String> containsFrom(String region) {
            return contains.map(text -> text.replace(REGION, region));
        }

        /** What it must contain while either region may serve; empty if that tells the region. */
        public Optional<String> containsFromEither() {
            return contains.filter(text -> !text.contains(REGION));
        }
    }

    /**
     * One of the endpoints of an ARC cluster.
     *
     * @param region the region it is in
     * @param url its address
     */
    public record RoutingEndpoint(String region, URI url) {}

    /**
     * What a failover does with one database.
     *
     * @param isolatedIn security groups that let nobody in: the fence of the instance in the primary region
     * @param drIsolatedIn security groups of the DR region that let nobody in: the fence of what served there, in a failback
     * @param address host name of the instance in the primary region, where its fence is tried; else the one its last
     *     heartbeat went to
     * @param restoredAs identifier of the instance it is restored as where the DR region has no replica of it
     */
    public record OfDatabase(
            List<String> isolatedIn, List<String> drIsolatedIn, Optional<String> address, Optional<String> restoredAs) {
        /** Nothing is declared. */
        public static final OfDatabase NONE = new OfDatabase(List.of(), List.of(), Optional.empty(), Optional.empty());

        public OfDatabase {
            isolatedIn = List.copyOf(isolatedIn);
            drIsolatedIn = List.copyOf(drIsolatedIn);
        }
    }
}
