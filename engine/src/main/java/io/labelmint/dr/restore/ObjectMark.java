package io.labelmint.dr.restore;

import io.labelmint.dr.Problem;
import io.labelmint.dr.plan.OperationId;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * What a copied object is known by as ours: metadata beside that of the object itself. Tags would do too, but an object
 * has ten of them at most, and they would have to be read before they are copied.
 *
 * @param operation the operation that copies
 * @param more what else the copy says of itself
 */
public record ObjectMark(OperationId operation, SortedMap<String, String> more) {
    /** The operation that copied it. */
    public static final String OPERATION = "dr-operation";

    /** The version id of the object it is a copy of. */
    public static final String VERSION = "dr-version";

    /** What every name of the mark begins with, and so is not the object's own. */
    public static final String PREFIX = "dr-";

    /** "The user-defined metadata is limited to 2 KB in size" (User Guide, "Working with object metadata"). */
    private static final int MOST = 2048;

    public ObjectMark {
        more = Collections.unmodifiableSortedMap(new TreeMap<>(more));
    }

    /**
     * The metadata of a copy of the version {@code versionId}, which has {@code source}.
     *
     * @throws io.labelmint.dr.ProblemException if it cannot be what the version has, and the mark
     */
    Map<String, String> on(HeadObjectResponse source, String versionId) {
        Map<String, String> metadata = new TreeMap<>(source.metadata());
        metadata.putAll(more);
        metadata.put(OPERATION, operation.value());
        metadata.put(VERSION, versionId);
        int size = metadata.entrySet().stream()
                .mapToInt(entry -> bytes(entry.getKey()) + bytes(entry.getValue()))
                .sum();
        boolean hidden = source.missingMeta() != null && source.missingMeta() > 0;
        if (size > MOST || hidden) {
            throw Problem.of(
                            "restore.metadata",
                            "The metadata of version " + versionId + " "
                                    + (hidden
                                            ? "has " + source.missingMeta() + " entries S3 does not show, so it would"
                                                    + " not be kept."
                                            : "leaves no room for the operation's name: " + size + " of " + MOST
                                                    + " bytes."),
                            "Copy that version with the AWS CLI, and restore what is beside it by prefix.")
                    .asException();
        }
        return metadata;
    }

    /** Whether {@code found} says that it is the copy of the version {@code versionId} that the operation makes. */
    boolean isOn(HeadObjectResponse found, String versionId) {
        return operation.value().equals(found.metadata().get(OPERATION))
                && versionId.equals(found.metadata().get(VERSION));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
