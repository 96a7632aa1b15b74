package io.labelmint.dr.job;

import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.restore.RestorePoint;
import java.util.Locale;
import java.util.SortedMap;

/**
 * A restore somebody asks for.
 *
 * @param side the region, from what is kept there
 * @param point what to
 * @param instance identifier of the instance that comes of it
 */
public record RestoreRequest(Restores.Side side, RestorePoint point, String instance) {
    private static final String SIDE = "side";
    private static final String POINT = "point";
    private static final String INSTANCE = "instance";

    void into(SortedMap<String, String> request) {
        request.put(SIDE, side.name().toLowerCase(Locale.ROOT));
        request.put(POINT, point.toString());
        request.put(INSTANCE, instance);
    }

    static RestoreRequest of(SortedMap<String, String> request) {
        return new RestoreRequest(
                Restores.Side.valueOf(request.get(SIDE).toUpperCase(Locale.ROOT)),
                RestorePoint.parse(request.get(POINT)),
                request.get(INSTANCE));
    }
}
