package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.outside.Heartbeats;
import io.labelmint.dr.outside.Secret;

/** Heartbeats of a machine that does not get through to the primary region now and then: which proves no fence. */
final class CutOffHeartbeats implements Heartbeats {
    private final Heartbeats heartbeats;
    private final PartitionedProcess process;

    CutOffHeartbeats(Heartbeats heartbeats, PartitionedProcess process) {
        this.heartbeats = heartbeats;
        this.process = process;
    }

    @Override
    public Beat beat(Source source, Secret password, String estate, String store) {
        if (process.isCutOffFrom(PartitionedProcess.Way.PRIMARY_REGION)) {
            throw Problem.of("probe.unreachable", "No connection to " + source.host() + " came about.", "Wait.")
                    .asException();
        }
        return heartbeats.beat(source, password, estate, store);
    }
}
