package io.labelmint.dr.restore;

import io.labelmint.dr.observatory.KeyAt;
import io.labelmint.dr.observatory.KeysAt;
import io.labelmint.dr.observatory.ObjectEntry;
import io.labelmint.dr.observatory.ObjectHeads;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** A piece of a restore beside what there is: copies what is not in the other place yet, and overwrites nothing. */
final class CopyPiece {
    private CopyPiece() {}

    /** The end of a range, where it is in the other place. */
    private static String there(RestoreObjects restore, String key) {
        return key.isEmpty() ? "" : restore.target().keyOf(key, restore.source());
    }

    /** A look at the keys of {@code restore} after {@code before} and up to {@code upTo}. */
    static ObjectPiece of(
            RestoreObjects restore, List<KeyAt> keys, String before, String upTo, Observatory observatory) {
        List<ObjectEntry> wanted =
                keys.stream().flatMap(key -> key.then().stream()).toList();
        ObjectPlace target = restore.target();
        KeysAt there = new KeysAt(
                target.region(),
                target.bucket(),
                target.prefix(),
                Instant.MAX,
                there(restore, before),
                there(restore, upTo));
        return of(restore.source(), target, restore.mark(), wanted, there, observatory, true);
    }

    /**
     * A look at the versions {@code wanted} and at what is in the other place.
     *
     * @param there reads what is in the other place where they would be
     */
    static ObjectPiece of(
            ObjectPlace source,
            ObjectPlace target,
            ObjectMark mark,
            List<ObjectEntry> wanted,
            KeysAt there,
            Observatory observatory,
            boolean sameClass) {
        Map<String, ObjectEntry> present = observatory.read(there).orElseThrow().stream()
                .filter(KeyAt::exists)
                .collect(Collectors.toMap(KeyAt::key, KeyAt::now));
        List<ObjectEntry> missing = new ArrayList<>();
        List<ObjectEntry> found = new ArrayList<>();
        for (ObjectEntry then : wanted) {
            ObjectEntry copy = present.get(target.keyOf(then.key(), source));
            (copy == null ? missing : found).add(copy == null ? then : copy);
        }
        Map<ObjectHeads.Version, Optional<HeadObjectResponse>> copies =
                ObjectPiece.heads(observatory, target.region(), target.bucket(), found);
        Map<ObjectHeads.Version, Optional<HeadObjectResponse>> sources =
                ObjectPiece.heads(observatory, source.region(), source.bucket(), missing);
        ObjectPiece piece = new ObjectPiece();
        for (ObjectEntry then : wanted) {
            ObjectEntry copy = present.get(target.keyOf(then.key(), source));
            if (copy == null) {
                HeadObjectResponse head = ObjectPiece.head(sources, then, source.bucket());
                piece.call(ObjectCalls.copy(source, target, mark, then, head, null, sameClass));
                piece.restored(then);
            } else if (copies.get(ObjectHeads.Version.of(copy))
                    .filter(head -> mark.isOn(head, then.versionId()))
                    .isPresent()) {
                piece.restored(then);
            } else {
                piece.leftAlone();
            }
        }
        return piece;
    }
}
