package io.labelmint.dr.ledger;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.aws.BucketObjects;
import io.labelmint.dr.estate.Estate;
import java.util.Optional;

/**
 * The bucket in which an estate keeps its ledgers.
 *
 * @param objects its objects
 * @param name its name
 * @param prefix what the keys of ledgers begin with
 */
public record LedgerBucket(BucketObjects objects, String name, String prefix) {

    /**
     * The one {@code estate} declares, if it does; in its DR region, and reached there, so that nothing depends on the
     * primary region.
     *
     * @param reading clients that only read, and retry
     * @param mutating clients that put one request on the wire per call
     */
    public static Optional<LedgerBucket> of(Estate estate, Aws reading, Aws mutating) {
        return estate.state()
                .bucket()
                .map(name -> new LedgerBucket(
                        new BucketObjects(reading, mutating, estate.regions().dr(), name),
                        name,
                        estate.state().prefix()));
    }
}
