package io.labelmint.dr.job;

import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.time.Timeline;

/** Lanes on which no page of the war room gets written: a failover does not wait for one, and a thousand cost half the time. */
final class Pageless {
    private Pageless() {}

    static Lanes lanes(Timeline timeline) {
        Lanes lanes = Lanes.on(timeline);
        return new Lanes() {
            @Override
            public void run(String region, Runnable task) {
                if (!region.equals(WarRoom.LANE)) {
                    lanes.run(region, task);
                }
            }

            @Override
            public void close() {
                lanes.close();
            }
        };
    }
}
