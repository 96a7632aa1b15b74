package io.labelmint.dr.probe;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.StoredText;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.util.Map;
import java.util.Set;

/**
 * Puts what a task is to ask into the state bucket, if nothing lies there.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param place where
 * @param text the request
 */
@JsonTypeName("s3-write-probe-request")
public record WriteProbeRequest(ActionId id, Set<ActionId> after, Estimate estimate, ProbePlace place, String text)
        implements Action {

    /** SHA-256 of the request, which its result must carry. */
    @JsonIgnore
    public String digest() {
        return Json.sha256(text);
    }

    @Override
    public PlannedCall call() {
        return new PlannedCall(
                "s3",
                "PutObject",
                place.region(),
                Map.of("Bucket", place.bucket(), "Key", place.request(), "IfNoneMatch", "*", "sha256", digest()));
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.NAME;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return observatory
                .read(new StoredText(place.region(), place.bucket(), place.request()))
                .fold(found -> found.<Progress>map(this::found).orElseGet(Progress.Absent::new), Progress.Unknown::new);
    }

    private Progress found(String there) {
        return there.equals(text)
                ? new Progress.Done(Facts.of("request", digest()))
                : new Progress.Failed(Problem.of(
                                "probe.request-taken",
                                "Another object lies where the request to the task is to lie: " + place.request() + ".",
                                "Find out in the state bucket's access log who wrote it, remove it, and test again.")
                        .with("bucket", place.bucket()));
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        hands.write(place.region(), place.bucket(), place.request(), text);
        return Facts.of("request", digest());
    }
}
