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
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;

/**
 * Takes back that the DR region serves: removes the object {@link PublishStandbyObject} put there, so that the inverted health
 * check of Route 53 does not find it. Without a version id S3 keeps what there was under a delete marker, and deleting
 * what is not there succeeds (Amazon S3 API Reference, DeleteObject).
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region the DR region
 * @param bucket the bucket
 * @param key key of the object
 */
@JsonTypeName("s3-remove-standby")
public record RemoveStandbyObject(
        ActionId id, Set<ActionId> after, Estimate estimate, String region, String bucket, String key)
        implements Action {
    private static final String REMOVED = "removed";

    @Override
    public PlannedCall call() {
        DeleteObjectRequest request =
                DeleteObjectRequest.builder().bucket(bucket).key(key).build();
        return PlannedCall.of(MutatingOperation.DELETE_OBJECT, region, request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return inputs.accepted().get(REMOVED) == null ? new Progress.Absent() : new Progress.Done(inputs.accepted());
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        hands.send(call(), DeleteObjectResponse.class);
        return Facts.of(REMOVED, "s3://" + bucket + "/" + key);
    }
}
