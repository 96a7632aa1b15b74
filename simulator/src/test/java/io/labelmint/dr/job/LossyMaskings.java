package io.labelmint.dr.job;

import io.labelmint.dr.outside.Maskings;
import io.labelmint.dr.outside.Secret;
import io.labelmint.dr.rehearsal.RehearsedMaskings;
import java.io.IOException;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Copies that are masked over a connection that breaks at random: before anything is sent, before the commit, and after
 * it. They count how often the statements of an operation took effect; a marker that is there already is no effect.
 */
final class LossyMaskings implements Maskings {
    private final Trial trial;
    private final RehearsedMaskings copies;
    private final SplittableRandom random;
    private final Map<String, Masked> markers = new TreeMap<>();
    private final Map<String, Integer> effects = new TreeMap<>();
    private double rate;

    /** Those of {@code trial}, which masks with them from now on. */
    LossyMaskings(Trial trial, SplittableRandom random, double rate) {
        this.trial = trial;
        this.copies = new RehearsedMaskings(trial.world);
        this.random = random;
        this.rate = rate;
        trial.outside = trial.outside.with(this);
    }

    /** From now on nothing breaks. */
    void heal() {
        rate = 0;
    }

    /** How often each operation took effect in each copy. */
    Map<String, Integer> masked() {
        return effects;
    }

    @Override
    public Masked mask(Copy copy, Secret password, Order order) throws IOException {
        if (breaks()) {
            throw new NotReached("no connection");
        }
        String marker = copy.host() + " " + order.operation();
        if (!markers.containsKey(marker)) {
            Masked masked = copies.mask(copy, password, order);
            if (breaks()) {
                throw new IOException("broken before the commit");
            }
            markers.put(marker, new Masked(trial.timeline.now(), masked.rows()));
            effects.merge(marker, 1, Integer::sum);
        }
        if (breaks()) {
            throw new IOException("broken after the commit");
        }
        return markers.get(marker);
    }

    private boolean breaks() {
        return random.nextDouble() < rate;
    }
}
