package io.labelmint.dr.failover;

import io.labelmint.dr.Problem;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Query;
import io.labelmint.dr.observatory.Reading;
import java.time.Instant;
import java.util.Objects;

/**
 * An observatory that does not look at a region that is presumed lost: what is asked of it is unseen at once, so that no
 * deadline of a region that hangs is waited for.
 *
 * @param whole the observatory
 * @param lost the region
 * @param now when it is presumed so
 */
record PresumedLost(Observatory whole, String lost, Instant now) implements Observatory {
    @Override
    public <T> Reading<T> read(Query<T> query) {
        return Objects.equals(query.region(), lost)
                ? new Reading.Unseen<>(
                        Problem.of(
                                        "region.presumed-lost",
                                        "Region " + lost + " is presumed lost, and was not asked.",
                                        "If it answers, plan a switchover instead, which loses nothing.")
                                .with("region", lost),
                        now)
                : whole.read(query);
    }

    @Override
    public Observatory since(Instant sent) {
        return new PresumedLost(whole.since(sent), lost, now);
    }
}
