package io.labelmint.dr.failover;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.aws.AwsError;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.estate.Failover.RoutingEndpoint;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import io.labelmint.dr.observatory.RoutingControls;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.route53recoverycluster.model.RoutingControl;
import software.amazon.awssdk.services.route53recoverycluster.model.RoutingControlState;
import software.amazon.awssdk.services.route53recoverycluster.model.UpdateRoutingControlStateEntry;
import software.amazon.awssdk.services.route53recoverycluster.model.UpdateRoutingControlStatesRequest;
import software.amazon.awssdk.services.route53recoverycluster.model.UpdateRoutingControlStatesResponse;

/**
 * Switches two ARC routing controls in one call: one region on, the other off. Any of the five endpoints of the cluster does;
 * "if an endpoint is unavailable, retry with another" (Amazon ARC Developer Guide, "Best practices for routing control"),
 * so they are tried in turn, and the first that answers decides. That is the one action that may send its call more than
 * once at a time: to one quorum, which takes the same states twice without a second effect. Safety rules hold; none is
 * overridden here.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param endpoints the endpoints of the cluster, first the one to begin with
 * @param on ARN of the routing control that is switched on
 * @param off ARN of the routing control that is switched off
 */
@JsonTypeName("arc-switch-routing-controls")
public record SwitchRoutingControls(
        ActionId id, Set<ActionId> after, Estimate estimate, List<RoutingEndpoint> endpoints, String on, String off)
        implements Action {

    public SwitchRoutingControls {
        endpoints = List.copyOf(endpoints);
    }

    @Override
    public PlannedCall call() {
        return call(endpoints.get(0));
    }

    /** The same call through each of the endpoints, in the order in which they are tried. */
    public List<PlannedCall> calls() {
        return endpoints.stream().map(this::call).toList();
    }

    private PlannedCall call(RoutingEndpoint endpoint) {
        UpdateRoutingControlStatesRequest request = UpdateRoutingControlStatesRequest.builder()
                .updateRoutingControlStateEntries(
                        entry(on, RoutingControlState.ON), entry(off, RoutingControlState.OFF))
                .build();
        return PlannedCall.of(MutatingOperation.UPDATE_ROUTING_CONTROL_STATES, endpoint.region(), request)
                .at(endpoint.url().toString());
    }

    private static UpdateRoutingControlStateEntry entry(String arn, RoutingControlState state) {
        return UpdateRoutingControlStateEntry.builder()
                .routingControlArn(arn)
                .routingControlState(state)
                .build();
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        Progress unknown = null;
        for (RoutingEndpoint endpoint : endpoints) {
            Reading<List<RoutingControl>> read = observatory.read(new RoutingControls(
                    endpoint.region(), endpoint.url().toString(), on.replaceFirst("/routingcontrol/.*", "")));
            Progress seen = read.fold(this::progress, Progress.Unknown::new);
            if (!(seen instanceof Progress.Unknown)) {
                return seen;
            }
            unknown = seen;
        }
        return unknown;
    }

    private Progress progress(List<RoutingControl> all) {
        return is(all, on, RoutingControlState.ON) && is(all, off, RoutingControlState.OFF)
                ? new Progress.Done(Facts.of("on", on, "off", off))
                : new Progress.Absent();
    }

    private static boolean is(List<RoutingControl> all, String arn, RoutingControlState state) {
        return all.stream()
                .anyMatch(control -> arn.equals(control.routingControlArn()) && control.routingControlState() == state);
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        SdkException last = null;
        for (RoutingEndpoint endpoint : endpoints) {
            PlannedCall call = call(endpoint);
            try {
                hands.send(call, UpdateRoutingControlStatesResponse.class);
                return Facts.of("endpoint", endpoint.url());
            } catch (SdkException e) {
                switch (AwsError.of(e, call.service(), call.operation(), call.region())
                        .kind()) {
                    case UNREACHABLE, IN_DOUBT, THROTTLED -> last = e;
                    default -> throw e; // it answered for the whole cluster
                }
            }
        }
        throw last;
    }
}
