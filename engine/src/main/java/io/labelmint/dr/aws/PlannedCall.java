package io.labelmint.dr.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * One mutating call of AWS, before it is made: printed in a plan, covered by its digest, sent by {@link Hands}, and the
 * source of the IAM policy and of the break-glass runbook.
 *
 * @param service IAM prefix of the service, for example {@code rds}
 * @param operation name of the operation in the AWS API, for example {@code CreateDBSnapshot}
 * @param region region it is sent to
 * @param parameters its parameters by their names in the AWS API; a text may refer to what an earlier action found,
 *     as in <code>${orders-db/snapshot.arn}</code>
 * @param endpoint URL it is sent to, of a service without an address of its own in the region, such as a cluster of ARC;
 *     empty for the region's
 */
public record PlannedCall(
        String service, String operation, String region, Map<String, Object> parameters, Optional<String> endpoint) {

    public PlannedCall {
        parameters = java.util.Collections.unmodifiableMap(new TreeMap<>(parameters));
        // Calls of ledgers from before there were endpoints have none.
        endpoint = endpoint == null ? Optional.empty() : endpoint;
    }

    /** A call that is sent to the region's own endpoint. */
    public PlannedCall(String service, String operation, String region, Map<String, Object> parameters) {
        this(service, operation, region, parameters, Optional.empty());
    }

    /** The same call, sent to {@code url}. */
    public PlannedCall at(String url) {
        return new PlannedCall(service, operation, region, parameters, Optional.of(url));
    }

    /** The call that sends {@code request} to {@code region}. */
    public static PlannedCall of(MutatingOperation<?, ?, ?> operation, String region, AwsRequest request) {
        return new PlannedCall(operation.service(), operation.name(), region, RequestParameters.of(request));
    }

    /** The IAM actions whoever sends it needs; none if it is no call of AWS. */
    public List<String> permissions() {
        return MutatingOperation.ALL.stream()
                .filter(known -> known.service().equals(service) && known.name().equals(operation))
                .findFirst()
                .map(MutatingOperation::permissions)
                .orElse(List.of());
    }

    /** The same call with every text of its parameters replaced by what {@code resolver} makes of it. */
    public PlannedCall resolve(UnaryOperator<String> resolver) {
        Map<String, Object> resolved = new TreeMap<>();
        parameters.forEach((name, value) -> resolved.put(name, resolve(value, resolver)));
        return new PlannedCall(service, operation, region, resolved, endpoint.map(resolver));
    }

    /** In what {@code other} differs from this call of the action {@code named}, in words; empty if it is the same. */
    public List<String> changes(String named, PlannedCall other) {
        List<String> changes = new ArrayList<>();
        String call = words();
        String now = other.words();
        if (!call.equals(now)) {
            changes.add(named + " was " + call + " and is " + now);
        }
        Set<String> names = new TreeSet<>(parameters.keySet());
        names.addAll(other.parameters.keySet());
        for (String name : names) {
            Object before = parameters.get(name);
            Object after = other.parameters.get(name);
            if (!Objects.equals(before, after)) {
                changes.add(named + ": " + name + " was " + Objects.requireNonNullElse(before, "not given") + " and is "
                        + Objects.requireNonNullElse(after, "not given"));
            }
        }
        return changes;
    }

    private String words() {
        return service + ":" + operation + " in " + region
                + endpoint.map(url -> " at " + url).orElse("");
    }

    private static Object resolve(Object value, UnaryOperator<String> resolver) {
        if (value instanceof String text) {
            return resolver.apply(text);
        }
        if (value instanceof List<?> list) {
            List<Object> resolved = new ArrayList<>();
            list.forEach(element -> resolved.add(resolve(element, resolver)));
            return resolved;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> resolved = new TreeMap<>();
            map.forEach((name, element) -> resolved.put(String.valueOf(name), resolve(element, resolver)));
            return resolved;
        }
        return value;
    }
}
