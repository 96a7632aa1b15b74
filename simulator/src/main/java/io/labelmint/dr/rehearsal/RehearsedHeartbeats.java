package io.labelmint.dr.rehearsal;

import io.labelmint.dr.Problem;
import io.labelmint.dr.outside.Heartbeats;
import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.simulator.World;
import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.rds.ReplicatedFrom;
import java.time.Instant;
import java.util.regex.Matcher;

/**
 * Simulated databases, which beat at every full minute whether they are told to or not: the last one is told. One whose
 * region is lost, or that nobody gets into, is not reached.
 */
final class RehearsedHeartbeats implements Heartbeats {
    private final World world;

    RehearsedHeartbeats(World world) {
        this.world = world;
    }

    @Override
    public Beat beat(Source source, Secret password, String estate, String store) {
        Instant now = world.timeline().now();
        Matcher endpoint = RehearsedCopies.ENDPOINT.matcher(source.host());
        if (endpoint.matches() && !reached(endpoint.group(2), endpoint.group(1), now)) {
            throw unreachable(source).asException();
        }
        return RehearsedCopy.beat(now);
    }

    /** A replica has the beats its source made up to the moment it has replayed. */
    @Override
    public Beat last(Source source, Secret password, String estate, String store) {
        Matcher endpoint = RehearsedCopies.ENDPOINT.matcher(source.host());
        if (!endpoint.matches() || world.outage(endpoint.group(2)) != Outage.NONE) {
            throw unreachable(source).asException();
        }
        return RehearsedCopy.beat(world.replicatedUpTo(endpoint.group(2), endpoint.group(1))
                .map(ReplicatedFrom::moment)
                .orElseGet(() -> world.timeline().now()));
    }

    private static Problem unreachable(Source source) {
        return Problem.of(
                "probe.unreachable",
                "No connection to " + source.host() + ":" + source.port() + " came about.",
                "See that the instance is available, and that its security group admits this machine to its port.");
    }

    private boolean reached(String region, String instance, Instant now) {
        return world.outage(region) == Outage.NONE
                && world.writtenUntil(region, instance)
                        .filter(until -> !until.isBefore(now))
                        .isPresent();
    }
}
