package io.labelmint.dr.failover;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.RecordChange;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.util.Set;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;

/**
 * Edits a record so that it leads to the DR region. This is the one means of moving traffic that needs Route 53's control
 * plane, which is in us-east-1: the estate accepts that by declaring it, and the plan says so. It is done when all name
 * servers know it (INSYNC), "generally within 60 seconds" (Route 53 API Reference, ChangeResourceRecordSets).
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param hostedZone id of the hosted zone
 * @param name the record
 * @param ttlSeconds time to live, in seconds
 * @param target the name it leads to from then on
 */
@JsonTypeName("route53-change-record")
public record ChangeRecord(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String hostedZone,
        String name,
        long ttlSeconds,
        String target)
        implements Action {
    /** Where Route 53's control plane is (Route 53 Developer Guide, "Resilience in Amazon Route 53"). */
    static final String CONTROL_PLANE = "us-east-1";

    private static final String CHANGE = "change";

    @Override
    public PlannedCall call() {
        ChangeResourceRecordSetsRequest request = ChangeResourceRecordSetsRequest.builder()
                .hostedZoneId(hostedZone)
                .changeBatch(batch -> batch.changes(Change.builder()
                        .action(ChangeAction.UPSERT)
                        .resourceRecordSet(set -> set.name(name)
                                .type(RRType.CNAME)
                                .ttl(ttlSeconds)
                                .resourceRecords(
                                        ResourceRecord.builder().value(target).build()))
                        .build()))
                .build();
        return PlannedCall.of(MutatingOperation.CHANGE_RESOURCE_RECORD_SETS, CONTROL_PLANE, request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        String change = inputs.accepted().get(CHANGE);
        if (change == null) {
            return new Progress.Absent();
        }
        return observatory
                .read(new RecordChange(CONTROL_PLANE, change))
                .fold(ChangeRecord::progress, Progress.Unknown::new);
    }

    private static Progress progress(ChangeInfo change) {
        return change.status() == ChangeStatus.INSYNC
                ? new Progress.Done(Facts.of(CHANGE, change.id(), "status", change.statusAsString()))
                : new Progress.InProgress(change.statusAsString());
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        var answer = hands.send(call(), ChangeResourceRecordSetsResponse.class);
        return Facts.of(CHANGE, answer.changeInfo().id());
    }
}
