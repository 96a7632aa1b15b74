package io.labelmint.dr.restore;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.observatory.KeyCounts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What must be so of the keys of a place before they are restored, by what a survey counted. Every method throws {@link
 * ProblemException} if it is not.
 */
final class KeyRequirements {
    private static final int LONGEST_KEY = 1024; // bytes of UTF-8: User Guide, "Naming Amazon S3 objects"

    private KeyRequirements() {}

    /** Something was there. */
    static void someExisted(ObjectPlace source, Instant at, KeyCounts counts) {
        if (counts.objects() == 0) {
            throw unmet(
                    "restore.nothing-there",
                    "Nothing under " + source + " existed at " + at + "; "
                            + counts.oldest()
                                    .map(oldest -> "the oldest that is still there is of " + oldest + ".")
                                    .orElse("nor does anything now."),
                    "Ask for a later moment, or another prefix.",
                    source);
        }
    }

    /** {@code number} is none. */
    static void noneIs(long number, ObjectPlace source, String what) {
        if (number > 0) {
            throw unmet(
                    "restore.cannot-be-copied",
                    number + " objects under " + source + " " + what + ".",
                    "Restore archived ones with RestoreObject (S3 Batch Operations does many) and copy large ones with"
                            + " the AWS CLI, or restore prefixes without them.",
                    source);
        }
    }

    /** Every key has a name where it goes. */
    static void fit(ObjectPlace source, ObjectPlace target, KeyCounts counts) {
        int prefix = target.prefix().getBytes(StandardCharsets.UTF_8).length;
        if (counts.longest() + prefix > LONGEST_KEY || (counts.unnamed() > 0 && prefix == 0)) {
            throw unmet(
                    "restore.names",
                    "Keys under " + source + " would have " + (counts.longest() + prefix) + " bytes under " + target
                            + ", and may have from 1 to " + LONGEST_KEY + ".",
                    counts.unnamed() > 0 && prefix == 0 ? "Name a prefix to restore to." : "Name a shorter prefix.",
                    target);
        }
    }

    private static ProblemException unmet(String code, String summary, String remedy, ObjectPlace place) {
        return Problem.of(code, summary, remedy)
                .with("region", place.region())
                .with("bucket", place.bucket())
                .asException();
    }
}
