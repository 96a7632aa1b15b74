package io.labelmint.dr.failover;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.observatory.RecordChange;
import io.labelmint.dr.observatory.RecordSets;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * Sends a share of the users home by the weights of a record. A simple record cannot stand beside weighted ones of its name
 * and type (Route 53 Developer Guide, "Weighted routing"), so the first shift replaces it by two weighted ones, and the last
 * one puts a simple one in their place; each is one batch, of which all changes are made or none.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param hostedZone id of the hosted zone
 * @param name the record
 * @param ttlSeconds time to live, in seconds
 * @param home the name it leads to at home
 * @param away the name it leads to in the DR region
 * @param from the share of users that is home before, in percent; 0 where the record is a simple one
 * @param share the share that is home from then on, in percent; 100 makes it a simple one
 */
@JsonTypeName("route53-shift-record")
public record ShiftRecord(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String hostedZone,
        String name,
        long ttlSeconds,
        String home,
        String away,
        int from,
        int share)
        implements Action {
    /** Fact when it was seen to be in force. */
    static final String SEEN = ScaleService.SEEN;

    /** What a simple record is, in percent. */
    static final int ALL = 100;

    private static final String CHANGE = "change";
    private static final String AT_HOME = "home";
    private static final String AWAY = "dr";

    @Override
    public PlannedCall call() {
        List<Change> changes = new ArrayList<>();
        List<ResourceRecordSet> wanted = sets(share);
        sets(from).stream()
                .filter(set -> wanted.stream().noneMatch(other -> same(set.setIdentifier(), other.setIdentifier())))
                .forEach(set -> changes.add(change(ChangeAction.DELETE, set)));
        wanted.forEach(set -> changes.add(change(ChangeAction.UPSERT, set)));
        return PlannedCall.of(
                MutatingOperation.CHANGE_RESOURCE_RECORD_SETS,
                ChangeRecord.CONTROL_PLANE,
                ChangeResourceRecordSetsRequest.builder()
                        .hostedZoneId(hostedZone)
                        .changeBatch(batch -> batch.changes(changes))
                        .build());
    }

    private static Change change(ChangeAction action, ResourceRecordSet set) {
        return Change.builder().action(action).resourceRecordSet(set).build();
    }

    private static boolean same(String one, String other) {
        return one == null ? other == null : one.equals(other);
    }

    /** The record sets that send {@code percent} of the users home. */
    private List<ResourceRecordSet> sets(int percent) {
        if (percent == 0 || percent == ALL) {
            return List.of(set(percent == 0 ? away : home).build());
        }
        return List.of(
                set(home).setIdentifier(AT_HOME).weight((long) percent).build(),
                set(away).setIdentifier(AWAY).weight((long) ALL - percent).build());
    }

    private ResourceRecordSet.Builder set(String target) {
        return ResourceRecordSet.builder()
                .name(name)
                .type(RRType.CNAME)
                .ttl(ttlSeconds)
                .resourceRecords(ResourceRecord.builder().value(target).build());
    }

    /** Looked at before it is made again: what is deleted already cannot be deleted again. */
    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        String change = inputs.accepted().get(CHANGE);
        if (change != null) {
            Reading<ChangeInfo> read = observatory.read(new RecordChange(ChangeRecord.CONTROL_PLANE, change));
            return read.fold(
                    info -> info.status() == ChangeStatus.INSYNC
                            ? new Progress.Done(Facts.of(CHANGE, info.id(), "share", share, SEEN, read.sent()))
                            : new Progress.InProgress(info.statusAsString()),
                    Progress.Unknown::new);
        }
        Reading<List<ResourceRecordSet>> read =
                observatory.read(new RecordSets(ChangeRecord.CONTROL_PLANE, hostedZone));
        return read.fold(
                all -> isSo(all)
                        ? new Progress.Done(Facts.of("share", share, SEEN, read.sent()))
                        : new Progress.Absent(),
                Progress.Unknown::new);
    }

    private boolean isSo(List<ResourceRecordSet> all) {
        List<ResourceRecordSet> wanted = sets(share);
        List<ResourceRecordSet> found = all.stream()
                .filter(set -> set.type() == RRType.CNAME)
                .filter(set -> set.name().replaceFirst("\\.$", "").equalsIgnoreCase(name))
                .toList();
        return found.size() == wanted.size()
                && wanted.stream()
                        .allMatch(set -> found.stream()
                                .anyMatch(other -> same(set.setIdentifier(), other.setIdentifier())
                                        && (set.weight() == null || set.weight().equals(other.weight()))
                                        && set.resourceRecords().equals(other.resourceRecords())));
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        var answer = hands.send(call(), ChangeResourceRecordSetsResponse.class);
        return Facts.of(CHANGE, answer.changeInfo().id());
    }
}
