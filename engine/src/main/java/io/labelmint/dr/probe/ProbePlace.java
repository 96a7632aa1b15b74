package io.labelmint.dr.probe;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.plan.OperationId;

/**
 * Where a request to a task and its result lie in the state bucket. The folder has a name no operation can have, so nobody
 * takes it for a ledger; and requests and results are apart, so that the task may read the one and write the other.
 *
 * @param region the DR region, where the bucket is
 * @param bucket the state bucket
 * @param request key of the request
 * @param result key of the result
 */
public record ProbePlace(String region, String bucket, String request, String result) {
    private static final String FOLDER = "_probe/";

    /** The place of {@code operation} in the state bucket of {@code estate}, which it declares. */
    public static ProbePlace of(Estate estate, OperationId operation) {
        String folder = estate.state().prefix() + FOLDER;
        return new ProbePlace(
                estate.regions().dr(),
                estate.state().bucket().orElseThrow(),
                folder + "requests/" + operation + ".json",
                folder + "results/" + operation + ".json");
    }
}
