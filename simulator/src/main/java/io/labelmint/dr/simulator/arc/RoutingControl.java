package io.labelmint.dr.simulator.arc;

import java.time.Instant;
import java.util.TreeMap;
import software.amazon.awssdk.services.route53recoverycluster.model.RoutingControlState;

/** A simulated routing control: a switch, and which way it was when. */
final class RoutingControl {
    final String arn;
    final String name;
    private final TreeMap<Instant, RoutingControlState> states = new TreeMap<>();

    RoutingControl(String arn, String name, Instant created, RoutingControlState state) {
        this.arn = arn;
        this.name = name;
        states.put(created, state);
    }

    RoutingControlState state(Instant now) {
        var entry = states.floorEntry(now);
        return entry == null ? states.firstEntry().getValue() : entry.getValue();
    }

    /** When it last changed. */
    Instant changed(Instant now) {
        Instant changed = states.floorKey(now);
        return changed == null ? states.firstKey() : changed;
    }

    void become(Instant now, RoutingControlState state) {
        if (state(now) != state) {
            states.put(now, state);
        }
    }

    String panel() {
        return arn.substring(0, arn.indexOf("/routingcontrol/"));
    }
}
