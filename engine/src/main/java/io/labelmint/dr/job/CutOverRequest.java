package io.labelmint.dr.job;

import io.labelmint.dr.estate.Approvers;
import io.labelmint.dr.estate.Restores;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A cut-over somebody asks for.
 *
 * @param side the region
 * @param successor identifier of the instance that takes over the name of the database
 * @param back whether that is the one that had it before
 * @param stamp the minute it was planned in, in twelve digits; empty until it is
 */
public record CutOverRequest(Restores.Side side, String successor, boolean back, String stamp) implements Request {
    private static final String SIDE = "side";
    private static final String SUCCESSOR = "successor";
    private static final String BACK = "back";
    private static final String STAMP = "stamp";

    @Override
    public String title() {
        return "Cut-over";
    }

    @Override
    public Optional<Approvers.Kind> approvedAs() {
        return Optional.of(Approvers.Kind.CUT_OVER);
    }

    @Override
    public void into(SortedMap<String, String> request) {
        request.put(SIDE, side.name().toLowerCase(Locale.ROOT));
        request.put(SUCCESSOR, successor);
        request.put(BACK, Boolean.toString(back));
        request.put(STAMP, stamp);
    }

    static CutOverRequest of(SortedMap<String, String> request) {
        return new CutOverRequest(
                Restores.Side.valueOf(request.get(SIDE).toUpperCase(Locale.ROOT)),
                request.get(SUCCESSOR),
                Boolean.parseBoolean(request.get(BACK)),
                request.get(STAMP));
    }
}
