package io.labelmint.dr.simulator.cloudwatch;

import java.util.List;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;

/**
 * What identifies a metric in a region. Each combination of dimensions is a metric of its own: CloudWatch user guide,
 * "Dimensions".
 *
 * @param namespace for example {@code AWS/RDS}
 * @param name for example {@code ReplicaLag}
 * @param dimensions values by name
 */
public record MetricId(String namespace, String name, SortedMap<String, String> dimensions) {

    static MetricId of(String namespace, String name, List<Dimension> dimensions) {
        SortedMap<String, String> byName = new TreeMap<>();
        dimensions.forEach(dimension -> byName.put(dimension.name(), dimension.value()));
        return new MetricId(namespace, name, byName);
    }

    /** Whether this is {@code name} in {@code namespace} with exactly {@code dimensions}. */
    boolean is(String namespace, String name, String... dimensions) {
        return this.namespace.equals(namespace)
                && this.name.equals(name)
                && List.copyOf(this.dimensions.keySet()).equals(List.of(dimensions));
    }

    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(",", namespace + "/" + name + "{", "}");
        dimensions.forEach((key, value) -> text.add(key + "=" + value));
        return text.toString();
    }
}
