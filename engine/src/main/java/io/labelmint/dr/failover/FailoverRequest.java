package io.labelmint.dr.failover;

import io.labelmint.dr.plan.OperationId;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a person asks for who wants an estate to move to its DR region, or home.
 *
 * @param verb how it moves
 * @param unfenced whether databases may be promoted though nobody can prove that the old ones take no writes any more
 * @param follows the earlier run this one takes up from: the switchover it replaces, the failover it commits or rolls
 *     back, or the commit it leads home after; empty if there is none, or until it was planned
 * @param moments to which moment each database is restored that is restored, by its id; empty until it was planned
 */
public record FailoverRequest(
        Verb verb, boolean unfenced, Optional<OperationId> follows, SortedMap<String, String> moments) {

    public FailoverRequest {
        moments = Collections.unmodifiableSortedMap(new TreeMap<>(moments));
    }

    /** A request that was not planned yet. */
    public FailoverRequest(Verb verb, boolean unfenced) {
        this(verb, unfenced, Optional.empty(), new TreeMap<>());
    }

    /** The same, which takes up from {@code run}. */
    public FailoverRequest after(OperationId run) {
        return new FailoverRequest(verb, unfenced, Optional.of(run), moments);
    }

    /** The same, which restores to {@code fixed}. */
    public FailoverRequest to(SortedMap<String, String> fixed) {
        return new FailoverRequest(verb, unfenced, follows, fixed);
    }

    /** The kind of a move, in the ids of its runs. */
    public static final String KIND = "failover";

    /** What the id of the operation of a move begins with; that of its run follows. */
    public static final String OPERATION = "move-";

    private static final String VERB = "verb";
    private static final String UNFENCED = "unfenced";
    private static final String FOLLOWS = "follows";
    private static final String MOMENT = "moment-";

    /** Writes it in the form a ledger keeps. */
    public void into(SortedMap<String, String> request) {
        request.put(VERB, verb.label());
        request.put(UNFENCED, Boolean.toString(unfenced));
        follows.ifPresent(run -> request.put(FOLLOWS, run.value()));
        moments.forEach((store, moment) -> request.put(MOMENT + store, moment));
    }

    /** The one a ledger keeps. */
    public static FailoverRequest of(SortedMap<String, String> request) {
        SortedMap<String, String> moments = new TreeMap<>();
        request.forEach((key, value) -> {
            if (key.startsWith(MOMENT)) {
                moments.put(key.substring(MOMENT.length()), value);
            }
        });
        return new FailoverRequest(
                Verb.named(request.get(VERB)),
                Boolean.parseBoolean(request.get(UNFENCED)),
                Optional.ofNullable(request.get(FOLLOWS)).map(OperationId::new),
                moments);
    }

    /** Whether {@code other} asks for the same, whatever was planned for it since. */
    public boolean asksTheSame(FailoverRequest other) {
        return verb == other.verb && unfenced == other.unfenced;
    }

    /** The ways of moving, and of ending that. They have different gates, and one never becomes another by itself. */
    public enum Verb {
        /** The primary region is presumed lost. It is not waited for, and what it did not replicate is lost. */
        FAILOVER,
        /** Both regions work. Writes are stopped, everything is replicated, nothing is lost; or it stops. */
        SWITCHOVER,
        /** What was moved stays: from now on its replicas follow it, and there is no way back by a roll-back. */
        COMMIT,
        /** What was moved goes back to where it came from, as it was there; what was written since is lost. */
        ROLL_BACK,
        /** What was moved and committed comes home, with everything that was written since; or it stops. */
        FAILBACK;

        /** Whether the estate moves to its DR region. */
        public boolean moves() {
            return this == FAILOVER || this == SWITCHOVER;
        }

        /** The word people use. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The verb people call {@code label}. */
        public static Verb named(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }
}
