package io.labelmint.dr.run;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.BucketLedgers;
import io.labelmint.dr.ledger.FileLedgers;
import io.labelmint.dr.ledger.LedgerBucket;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.time.Timeline;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The ledgers of an estate: in the bucket it declares, with copies in a folder, or in the folder alone.
 *
 * @param ledgers where they are
 * @param bucket the same, if they are in a bucket; empty if nobody but this machine can finish an operation
 */
public record EstateLedgers(Ledgers ledgers, Optional<BucketLedgers> bucket) {
    /** The lane of the leases: no slow call of any region may keep them from being renewed. */
    private static final String LEASES = "leases";

    /**
     * Those of {@code estate}.
     *
     * @param reading clients that only read, and retry
     * @param mutating clients that put one request on the wire per call
     * @param folder where they are, or their copies
     */
    public static EstateLedgers of(
            Estate estate, Aws reading, Aws mutating, Path folder, Timeline timeline, Lanes lanes, Json json) {
        FileLedgers files = new FileLedgers(folder, timeline, json);
        Optional<BucketLedgers> bucket = LedgerBucket.of(estate, reading, mutating)
                .map(declared -> new BucketLedgers(declared, files, timeline, task -> lanes.run(LEASES, task), json));
        return new EstateLedgers(bucket.<Ledgers>map(there -> there).orElse(files), bucket);
    }
}
