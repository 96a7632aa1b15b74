package io.labelmint.dr.job;

import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.plan.Facts;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How an audit of access ended that a pipeline made with means of its own: recorded, so that it is in the evidence. */
public enum AccessAudit {
    /** It found nothing. */
    PASSED,
    /** It found something, or could not be made. */
    FAILED;

    /** Key of a request, and id of the finding after {@code review.}. */
    static final String KEY = "accessAudit";

    /** Id of the finding. */
    static final String CHECK = "review.access-audit";

    /** As people write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What {@code label} says; empty if it says nothing known. */
    public static Optional<AccessAudit> named(String label) {
        return Arrays.stream(values())
                .filter(known -> known.label().equals(label))
                .findFirst();
    }

    Finding finding(String estate, String actor) {
        Look look = new Look(CHECK, estate, "who may touch backups is looked at every week", Controls.IMMUTABILITY);
        Facts facts = Facts.of("by", actor);
        return this == PASSED
                ? look.passed("The access audit of this pipeline passed.", facts)
                : look.failed(
                        "The access audit of this pipeline failed.",
                        "See the stage \"Access audit\" of the build, and what it says about who may do what.",
                        facts);
    }
}
