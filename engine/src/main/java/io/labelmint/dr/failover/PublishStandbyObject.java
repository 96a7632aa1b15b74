package io.labelmint.dr.failover;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Publishes as an object in the DR region that this region serves. An inverted health check of Route 53 asks for the object
 * and moves the record when it is there.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region the DR region
 * @param bucket the bucket
 * @param key key of the object
 */
@JsonTypeName("s3-publish-standby")
public record PublishStandbyObject(
        ActionId id, Set<ActionId> after, Estimate estimate, String region, String bucket, String key)
        implements Action {
    private static final String PUBLISHED = "published";

    @Override
    public PlannedCall call() {
        PutObjectRequest request =
                PutObjectRequest.builder().bucket(bucket).key(key).build();
        return PlannedCall.of(MutatingOperation.PUT_OBJECT, region, request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    /** An object that S3 has accepted is there: its reads are strongly consistent. */
    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return inputs.accepted().get(PUBLISHED) == null ? new Progress.Absent() : new Progress.Done(inputs.accepted());
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        hands.send(call(), PutObjectResponse.class);
        return Facts.of(PUBLISHED, "s3://" + bucket + "/" + key);
    }
}
