package io.labelmint.dr.simulator.arc;

import io.labelmint.dr.simulator.core.Context;
import io.labelmint.dr.simulator.core.Operations;
import io.labelmint.dr.simulator.core.Page;
import io.labelmint.dr.simulator.core.Rate;
import io.labelmint.dr.simulator.core.Script;
import io.labelmint.dr.simulator.core.Service;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.route53recoverycluster.Route53RecoveryClusterClient;
import software.amazon.awssdk.services.route53recoverycluster.model.GetRoutingControlStateRequest;
import software.amazon.awssdk.services.route53recoverycluster.model.GetRoutingControlStateResponse;
import software.amazon.awssdk.services.route53recoverycluster.model.ListRoutingControlsRequest;
import software.amazon.awssdk.services.route53recoverycluster.model.ListRoutingControlsResponse;
import software.amazon.awssdk.services.route53recoverycluster.model.Route53RecoveryClusterException;
import software.amazon.awssdk.services.route53recoverycluster.model.RoutingControlState;
import software.amazon.awssdk.services.route53recoverycluster.model.UpdateRoutingControlStateEntry;
import software.amazon.awssdk.services.route53recoverycluster.model.UpdateRoutingControlStateRequest;
import software.amazon.awssdk.services.route53recoverycluster.model.UpdateRoutingControlStateResponse;
import software.amazon.awssdk.services.route53recoverycluster.model.UpdateRoutingControlStatesRequest;
import software.amazon.awssdk.services.route53recoverycluster.model.UpdateRoutingControlStatesResponse;

/**
 * The simulated data plane of one ARC cluster: "a set of five redundant Regional endpoints against which you can execute API
 * calls" (ARC developer guide, "Routing control components"). The endpoint of a region is reached by the client of that region.
 *
 * <p>An endpoint may be silent, by an outage of its region or of it alone. A change is made where most of the five can be
 * reached, and seen at the other endpoints moments later; AWS says no more of the quorum than that there is one.
 */
public final class RoutingControlSimulator implements Service {
    /** ARC developer guide, "Routing control components": the regions of the endpoints. */
    public static final List<String> ENDPOINTS =
            List.of("ap-northeast-1", "ap-southeast-2", "eu-west-1", "us-east-1", "us-west-2");

    private static final int QUORUM = 3;

    /** ARC developer guide, "Quotas for routing control": states in one UpdateRoutingControlStates call. */
    private static final int MOST_AT_ONCE = 10;

    /** API reference, ListRoutingControls, MaxResults. */
    private static final int DEFAULT_PAGE = 500;

    private final NavigableMap<String, RoutingControl> controls = new TreeMap<>();
    private final NavigableMap<String, SafetyRule> rules = new TreeMap<>();

    private record SafetyRule(int least, List<String> controls) {}

    @Override
    public String name() {
        return "route53-recovery-cluster";
    }

    @Override
    public Class<? extends SdkClient> clientType() {
        return Route53RecoveryClusterClient.class;
    }

    @Override
    public void declare(Operations operations) {
        operations
                .read("GetRoutingControlState", GetRoutingControlStateRequest.class, this::get)
                .read("ListRoutingControls", ListRoutingControlsRequest.class, this::list)
                .change("UpdateRoutingControlState", UpdateRoutingControlStateRequest.class, this::update)
                .change("UpdateRoutingControlStates", UpdateRoutingControlStatesRequest.class, this::updateAll);
    }

    @Override
    public void scripted(Context context, Script script) {
        String key = script.key();
        List<String> values = Arrays.asList(script.value().split(" "));
        if (key.startsWith(RoutingControlScripts.CONTROL)) {
            String arn = key.substring(RoutingControlScripts.CONTROL.length());
            RoutingControlState state =
                    Boolean.parseBoolean(values.get(1)) ? RoutingControlState.ON : RoutingControlState.OFF;
            controls.put(arn, new RoutingControl(arn, values.get(0), context.now(), state));
        } else if (key.startsWith(RoutingControlScripts.RULE)) {
            rules.put(
                    key.substring(RoutingControlScripts.RULE.length()),
                    new SafetyRule(Integer.parseInt(values.get(0)), List.copyOf(values.subList(1, values.size()))));
        }
    }

    /** Whether the routing control {@code arn} was on at {@code now}; empty if there is none. */
    public Optional<Boolean> isOn(String arn, Instant now) {
        return Optional.ofNullable(controls.get(arn)).map(control -> control.state(now) == RoutingControlState.ON);
    }

    @Override
    public AwsServiceException.Builder error() {
        return Route53RecoveryClusterException.builder();
    }

    /** ARC throttles but publishes no rates for the data plane; this is generous. */
    @Override
    public Rate rate(String operation) {
        return new Rate("arc", 20, 40);
    }

    @Override
    public List<String> inventory(Instant now) {
        return controls.values().stream()
                .map(control -> "global arc routing-control " + control.arn + " " + control.state(now))
                .toList();
    }

    private GetRoutingControlStateResponse get(Context context, GetRoutingControlStateRequest request) {
        requireEndpoint(context);
        RoutingControl control = require(request.routingControlArn());
        return GetRoutingControlStateResponse.builder()
                .routingControlArn(control.arn)
                .routingControlName(control.name)
                .routingControlState(seen(context, control))
                .build();
    }

    private ListRoutingControlsResponse list(Context context, ListRoutingControlsRequest request) {
        requireEndpoint(context);
        List<RoutingControl> found = controls.values().stream()
                .filter(control ->
                        request.controlPanelArn() == null || control.panel().equals(request.controlPanelArn()))
                .toList();
        Page<RoutingControl> page = Page.of(
                        found,
                        control -> control.arn,
                        request.nextToken(),
                        Objects.requireNonNullElse(request.maxResults(), DEFAULT_PAGE))
                .orElseThrow(() -> RoutingControlErrors.invalid("NextToken"));
        return ListRoutingControlsResponse.builder()
                .routingControls(page.items().stream()
                        .map(control ->
                                software.amazon.awssdk.services.route53recoverycluster.model.RoutingControl.builder()
                                        .controlPanelArn(control.panel())
                                        .routingControlArn(control.arn)
                                        .routingControlName(control.name)
                                        .routingControlState(seen(context, control))
                                        .owner(context.account())
                                        .build())
                        .toList())
                .nextToken(page.marker())
                .build();
    }

    private UpdateRoutingControlStateResponse update(Context context, UpdateRoutingControlStateRequest request) {
        UpdateRoutingControlStateEntry entry = UpdateRoutingControlStateEntry.builder()
                .routingControlArn(request.routingControlArn())
                .routingControlState(request.routingControlState())
                .build();
        change(context, List.of(entry), request.safetyRulesToOverride());
        return UpdateRoutingControlStateResponse.builder().build();
    }

    private UpdateRoutingControlStatesResponse updateAll(Context context, UpdateRoutingControlStatesRequest request) {
        change(context, request.updateRoutingControlStateEntries(), request.safetyRulesToOverride());
        return UpdateRoutingControlStatesResponse.builder().build();
    }

    /** All at once or none: the rules are asked of what would come of it. */
    private void change(Context context, List<UpdateRoutingControlStateEntry> entries, List<String> overridden) {
        requireEndpoint(context);
        long reachable = ENDPOINTS.stream()
                .filter(region -> !context.scripts().isCutOff(region, name()))
                .count();
        if (reachable < QUORUM) {
            throw RoutingControlErrors.unavailable();
        }
        if (entries.isEmpty()) {
            throw RoutingControlErrors.invalid("UpdateRoutingControlStateEntries");
        }
        if (entries.size() > MOST_AT_ONCE) {
            throw RoutingControlErrors.tooMany();
        }
        Map<String, RoutingControlState> wanted = new HashMap<>();
        for (UpdateRoutingControlStateEntry entry : entries) {
            require(entry.routingControlArn());
            if (entry.routingControlState() == null
                    || entry.routingControlState() == RoutingControlState.UNKNOWN_TO_SDK_VERSION) {
                throw RoutingControlErrors.invalid("RoutingControlState");
            }
            wanted.put(entry.routingControlArn(), entry.routingControlState());
        }
        List<String> blocking = rules.entrySet().stream()
                .filter(rule -> !overridden.contains(rule.getKey()))
                .filter(rule -> rule.getValue().controls().stream().anyMatch(wanted::containsKey))
                .filter(rule -> on(rule.getValue(), wanted, context.now())
                        < rule.getValue().least())
                .map(Map.Entry::getKey)
                .toList();
        if (!blocking.isEmpty()) {
            throw RoutingControlErrors.blocked(blocking);
        }
        wanted.forEach((arn, state) -> controls.get(arn).become(context.now(), state));
    }

    private long on(SafetyRule rule, Map<String, RoutingControlState> wanted, Instant now) {
        return rule.controls().stream()
                .filter(controls::containsKey)
                .filter(arn -> wanted.getOrDefault(arn, controls.get(arn).state(now)) == RoutingControlState.ON)
                .count();
    }

    /** An endpoint may still show what was before the last change, which another one took. */
    private static RoutingControlState seen(Context context, RoutingControl control) {
        Instant changed = control.changed(context.now());
        return context.sees(control.arn + context.region(), changed)
                ? control.state(context.now())
                : control.state(changed.minusMillis(1));
    }

    private RoutingControl require(String arn) {
        RoutingControl control = arn == null ? null : controls.get(arn);
        if (control == null) {
            throw RoutingControlErrors.notFound(String.valueOf(arn));
        }
        return control;
    }

    private static void requireEndpoint(Context context) {
        if (!ENDPOINTS.contains(context.region())) {
            throw RoutingControlErrors.invalid("The cluster has no endpoint in " + context.region() + ".");
        }
    }
}
