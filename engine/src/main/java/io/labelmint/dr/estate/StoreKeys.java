package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Mapping;
import io.labelmint.dr.estate.yaml.Section;
import io.labelmint.dr.estate.yaml.Span;
import java.time.Duration;
import java.util.Optional;

/** The keys every store has. */
final class StoreKeys {
    static final Key<String> ID = Key.required("id", Words.ID, "The name people use for it, unique in the estate.");
    static final Key<Duration> RPO = Key.required(
            "rpo", Span.SPAN, "Recovery point objective: the oldest the last good copy may be, for example 1h.");
    static final Key<Duration> RTO =
            Key.required("rto", Span.SPAN, "Recovery time objective: the longest it may be away, for example 4h.");
    static final Key<Section> OBJECTIVES =
            Key.required("objectives", Mapping.of(RPO, RTO), "What the business accepts to lose.");

    private StoreKeys() {}

    static Objectives objectives(Section store) {
        Section objectives = store.require(OBJECTIVES);
        return new Objectives(objectives.require(RPO), objectives.require(RTO));
    }

    /** One of the objectives of a store that may have mistakes. */
    static Optional<Duration> objective(Section store, Key<Duration> key) {
        return store.get(OBJECTIVES).flatMap(objectives -> objectives.get(key));
    }
}
