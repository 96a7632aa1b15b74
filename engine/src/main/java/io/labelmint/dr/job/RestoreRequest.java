package io.labelmint.dr.job;

import io.labelmint.dr.estate.Approvers;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.restore.RestorePoint;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A restore somebody asks for.
 *
 * @param side the region, from what is kept there
 * @param point what to
 * @param target name of what comes of it; empty if in place
 * @param prefix of a bucket: what the keys begin with that are restored
 * @param inPlace of a bucket: whether it is put back where it is
 * @param forProduction of a database: whether it is to take the place of production, and so is not masked
 */
public record RestoreRequest(
        Restores.Side side, RestorePoint point, String target, String prefix, boolean inPlace, boolean forProduction)
        implements Request {
    private static final String PREFIX = "prefix";
    private static final String IN_PLACE = "inPlace";
    private static final String FOR_PRODUCTION = "forProduction";
    private static final String SIDE = "side";
    private static final String POINT = "point";
    private static final String TARGET = "target";

    /** A restore of the whole of a store as {@code target}. */
    public RestoreRequest(Restores.Side side, RestorePoint point, String target) {
        this(side, point, target, "", false, false);
    }

    /** The same, to another point. */
    RestoreRequest to(RestorePoint other) {
        return new RestoreRequest(side, other, target, prefix, inPlace, forProduction);
    }

    /** What comes of it, in words that follow the store. */
    String words() {
        return inPlace ? "in place" : "as " + target;
    }

    @Override
    public String title() {
        return "Restore";
    }

    @Override
    public Optional<Approvers.Kind> approvedAs() {
        return Optional.of(Approvers.Kind.RESTORE);
    }

    /** One beside what there is may be made without asking anybody. */
    @Override
    public boolean needsApproval() {
        return false;
    }

    @Override
    public void into(SortedMap<String, String> request) {
        request.put(SIDE, side.name().toLowerCase(Locale.ROOT));
        request.put(POINT, point.toString());
        request.put(TARGET, target);
        if (!prefix.isEmpty()) {
            request.put(PREFIX, prefix);
        }
        if (inPlace) {
            request.put(IN_PLACE, "true");
        }
        if (forProduction) {
            request.put(FOR_PRODUCTION, "true");
        }
    }

    static RestoreRequest of(SortedMap<String, String> request) {
        return new RestoreRequest(
                Restores.Side.valueOf(request.get(SIDE).toUpperCase(Locale.ROOT)),
                RestorePoint.parse(request.get(POINT)),
                request.get(TARGET),
                request.getOrDefault(PREFIX, ""),
                Boolean.parseBoolean(request.get(IN_PLACE)),
                Boolean.parseBoolean(request.get(FOR_PRODUCTION)));
    }
}
