package io.labelmint.dr.restore;

import io.labelmint.dr.observatory.KeyAt;
import io.labelmint.dr.observatory.ObjectEntry;
import io.labelmint.dr.observatory.ObjectHeads;
import io.labelmint.dr.observatory.Observatory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * A piece of a restore in place. What is current is looked at: as it was, nothing is done; our own, nothing is done any
 * more; somebody else's since the plan, it is left alone; otherwise the old version is put on top of it, or a delete
 * marker, on condition that it is still current.
 */
final class InPlacePiece {
    /** How far S3's clock may be behind ours before a copy of ours is taken for older than the plan, and made again. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private final RestoreObjects restore;
    private final ObjectPiece piece = new ObjectPiece();

    private InPlacePiece(RestoreObjects restore) {
        this.restore = restore;
    }

    static ObjectPiece of(RestoreObjects restore, List<KeyAt> keys, Observatory observatory) {
        return new InPlacePiece(restore).look(keys, observatory);
    }

    private ObjectPiece look(List<KeyAt> keys, Observatory observatory) {
        Instant oursSince = restore.planned().minus(CLOCKS);
        List<ObjectEntry> perhapsOurs = keys.stream()
                .filter(key -> key.then().isPresent() && key.exists() && !isAsItWas(key))
                .map(KeyAt::now)
                .filter(now -> !now.modified().isBefore(oursSince))
                .toList();
        ObjectPlace place = restore.target();
        Map<ObjectHeads.Version, Optional<HeadObjectResponse>> current =
                ObjectPiece.heads(observatory, place.region(), place.bucket(), perhapsOurs);
        List<KeyAt> wanted = new ArrayList<>();
        for (KeyAt key : keys) {
            Optional<HeadObjectResponse> now =
                    current.getOrDefault(ObjectHeads.Version.of(key.now()), Optional.empty());
            if (key.then().isEmpty()) {
                hide(key);
            } else if (isAsItWas(key)
                    || now.filter(head ->
                                    restore.mark().isOn(head, key.then().get().versionId()))
                            .isPresent()) {
                piece.restored(key.then().get());
            } else if (isForeign(key)) {
                piece.leftAlone();
            } else {
                wanted.add(key);
            }
        }
        putBack(wanted, observatory);
        return piece;
    }

    private void hide(KeyAt key) {
        if (key.exists() && isForeign(key)) {
            piece.leftAlone();
            return;
        }
        if (key.exists()) {
            piece.call(ObjectCalls.hide(restore.target(), key.now()));
        }
        piece.hidden();
    }

    private void putBack(List<KeyAt> wanted, Observatory observatory) {
        ObjectPlace place = restore.source();
        Map<ObjectHeads.Version, Optional<HeadObjectResponse>> heads = ObjectPiece.heads(
                observatory,
                place.region(),
                place.bucket(),
                wanted.stream().map(key -> key.then().orElseThrow()).toList());
        for (KeyAt key : wanted) {
            ObjectEntry then = key.then().orElseThrow();
            HeadObjectResponse head = ObjectPiece.head(heads, then, place.bucket());
            ObjectEntry replaced = key.exists() ? key.now() : null;
            piece.call(ObjectCalls.copy(place, place, restore.mark(), then, head, replaced, true));
            piece.restored(then);
        }
    }

    private static boolean isAsItWas(KeyAt key) {
        return key.now().versionId().equals(key.then().orElseThrow().versionId());
    }

    /** Written since; S3 tells whole seconds, and what is of the plan's own second may have been there. */
    private boolean isForeign(KeyAt key) {
        return key.now().modified().isAfter(restore.planned());
    }
}
