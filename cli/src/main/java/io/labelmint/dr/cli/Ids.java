package io.labelmint.dr.cli;

import io.labelmint.dr.Problem;
import io.labelmint.dr.plan.OperationId;

/** Ids as people type them. */
final class Ids {
    private Ids() {}

    static OperationId parse(String text) {
        try {
            return new OperationId(text);
        } catch (IllegalArgumentException e) {
            throw Problem.of(
                            "operation.malformed",
                            "'" + text + "' cannot be the id of an operation.",
                            "Copy the id from `dr status`.")
                    .asException(e);
        }
    }
}
