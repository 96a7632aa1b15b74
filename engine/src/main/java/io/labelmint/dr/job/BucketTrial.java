package io.labelmint.dr.job;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Remembering;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.restore.BucketRestorePlanner;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.validation.BucketValidation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The restore test of a bucket: a sample of its objects, copied, compared with what they are copies of, and deleted. */
final class BucketTrial implements RestoreTrial {
    private final Engine engine;
    private final Estate estate;
    private final Bucket store;
    private final Bucket.RestoreTest test;

    /** What is seen is seen once, however often looking is postponed by the request budget. */
    private Observatory picture;

    BucketTrial(Engine engine, Estate estate, Bucket store, Bucket.RestoreTest test) {
        this.engine = engine;
        this.estate = estate;
        this.store = store;
        this.test = test;
    }

    @Override
    public Bucket store() {
        return store;
    }

    @Override
    public String region() {
        return test.side().of(estate.regions());
    }

    @Override
    public Plan restore(OperationId operation, Observatory observatory, Instant now) {
        return new BucketRestorePlanner(estate, observatory, now).test(operation, store, test);
    }

    /** Objects are paid for by what is stored of them, and only as many are copied as the estate declares. */
    @Override
    public Optional<Rent> rent(Plan restored, Observatory observatory) {
        return Optional.empty();
    }

    @Override
    public List<Finding> look(Facts copy) {
        Instant now = engine.timeline().now();
        picture = picture == null ? new Remembering(engine.observatory().since(now)) : picture;
        return new BucketValidation(estate, store, picture, now).validate(copy);
    }

    @Override
    public Plan destroy(OperationId operation, Plan restored, OperationId asking, Observatory observatory) {
        return BucketRestorePlanner.destruction(operation, restored);
    }
}
