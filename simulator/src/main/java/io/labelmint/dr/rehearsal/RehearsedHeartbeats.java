package io.labelmint.dr.rehearsal;

import io.labelmint.dr.outside.Heartbeats;
import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.time.Timeline;

/** Simulated databases, which beat at every full minute whether they are told to or not: the last one is told. */
final class RehearsedHeartbeats implements Heartbeats {
    private final Timeline timeline;

    RehearsedHeartbeats(Timeline timeline) {
        this.timeline = timeline;
    }

    @Override
    public Beat beat(Source source, Secret password, String estate, String store) {
        return RehearsedCopy.beat(timeline.now());
    }
}
