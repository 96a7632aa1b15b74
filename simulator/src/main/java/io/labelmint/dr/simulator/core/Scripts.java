package io.labelmint.dr.simulator.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The scripts in force; simulators read them where a resource would otherwise take its natural course. Those that were in
 * force earlier are remembered, so that what is described as of the past does not change with later scripts.
 */
public final class Scripts {
    private static final String CONSISTENCY = "simulator.eventual-consistency";

    private final Map<String, NavigableMap<Instant, String>> history;
    private final Instant asOf;

    Scripts() {
        this(new TreeMap<>(), Instant.MAX);
    }

    private Scripts(Map<String, NavigableMap<Instant, String>> history, Instant asOf) {
        this.history = history;
        this.asOf = asOf;
    }

    /** The scripted value of {@code key}, if there is one. */
    public Optional<String> get(String key) {
        return inForce(key).map(Map.Entry::getValue);
    }

    /** The scripted duration of {@code key}, if there is one. */
    public Optional<Duration> duration(String key) {
        return get(key).map(Duration::parse);
    }

    /** Since when {@code key} has had the value it has, if it has one. */
    public Optional<Instant> since(String key) {
        return inForce(key).map(Map.Entry::getKey);
    }

    /** Switches the delay between creating a resource and seeing it in descriptions; it is on in a new world. */
    public static Script eventualConsistency(boolean on) {
        return new Script(CONSISTENCY, Boolean.toString(on));
    }

    static Script outage(String region, Outage outage) {
        return new Script("simulator.outage." + region, outage.name());
    }

    static Script outage(String region, String service, Outage outage) {
        return new Script("simulator.outage." + region + "/" + service, outage.name());
    }

    /** Whether {@code service} cannot be reached in {@code region}: it alone, or everything there. */
    public boolean isCutOff(String region, String service) {
        return outage(region, service) != Outage.NONE;
    }

    /**
     * Since when {@code region} has been cut off, whether it refused or hung meanwhile; what leaves it continuously, such as
     * replication, stopped then.
     */
    public Optional<Instant> cutOffSince(String region) {
        NavigableMap<Instant, String> values =
                history.get(outage(region, Outage.NONE).key());
        if (values == null) {
            return Optional.empty();
        }
        Instant since = null;
        for (Map.Entry<Instant, String> each :
                values.headMap(asOf, true).descendingMap().entrySet()) {
            if (Outage.valueOf(each.getValue()) == Outage.NONE) {
                break;
            }
            since = each.getKey();
        }
        return Optional.ofNullable(since);
    }

    /** The scripts that were in force at {@code instant}. */
    Scripts asOf(Instant instant) {
        return new Scripts(history, instant);
    }

    boolean eventuallyConsistent() {
        return get(CONSISTENCY).map(Boolean::parseBoolean).orElse(true);
    }

    /** How the whole region misbehaves. */
    public Outage outage(String region) {
        return get("simulator.outage." + region).map(Outage::valueOf).orElse(Outage.NONE);
    }

    /** How the whole region misbehaves, or else {@code service} in it. */
    Outage outage(String region, String service) {
        Outage whole = outage(region);
        return whole != Outage.NONE
                ? whole
                : get("simulator.outage." + region + "/" + service)
                        .map(Outage::valueOf)
                        .orElse(Outage.NONE);
    }

    void set(Instant at, Script script) {
        NavigableMap<Instant, String> values = history.computeIfAbsent(script.key(), key -> new TreeMap<>());
        if (values.isEmpty() || !values.lastEntry().getValue().equals(script.value())) {
            values.put(at, script.value());
        }
    }

    private Optional<Map.Entry<Instant, String>> inForce(String key) {
        return Optional.ofNullable(history.get(key)).map(values -> values.floorEntry(asOf));
    }
}
