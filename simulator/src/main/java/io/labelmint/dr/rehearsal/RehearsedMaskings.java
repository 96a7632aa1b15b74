package io.labelmint.dr.rehearsal;

import io.labelmint.dr.outside.Maskings;
import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.simulator.World;
import java.util.HashMap;
import java.util.Map;

/**
 * Masks simulated copies: what is reached is a restored instance that is there, and it remembers what it was masked by, as
 * the marker in a real one does. No statement is run, because there are no rows; another process of the same rehearsal
 * may mask a copy again, which changes nothing then.
 */
public final class RehearsedMaskings implements Maskings {
    private final World world;
    private final Map<String, Masked> markers = new HashMap<>();

    /** Masks the copies of {@code world}. */
    public RehearsedMaskings(World world) {
        this.world = world;
    }

    @Override
    public synchronized Masked mask(Copy copy, Secret password, Order order) throws NotReached {
        if (RehearsedCopies.restored(world, copy.host()).isEmpty()) {
            throw new NotReached("nothing answers at " + copy.host() + ": see that the instance is there");
        }
        return markers.computeIfAbsent(
                copy.host() + " " + order.operation() + " " + order.digest(),
                first -> new Masked(
                        world.timeline().now(), 1_000L * order.statements().size()));
    }
}
