package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.backup.Slots;
import io.labelmint.dr.estate.Approvers;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.plan.OperationId;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a run is asked to do.
 *
 * @param type which job
 * @param only ids and kinds ({@code databases}, {@code caches}, {@code buckets}) of the stores it is narrowed to; empty
 *     means all
 * @param token tells this request from others of the same minute: made where the request was made first, and kept there,
 *     so that whoever takes the request up again finds its run. Backups go by their slot and need none
 * @param asked what else is asked, if jobs of this type are asked something
 */
public record Job(Type type, SortedSet<String> only, Optional<String> token, Optional<Request> asked) {

    /** The jobs. */
    public enum Type {
        /** Back up, check and tell: the job of every day. */
        DAILY("Daily backup and verification"),
        /** Back up only, as between two daily jobs for stores that want it more often. */
        BACKUP("Backup"),
        /** Look only; changes nothing. */
        CHECK("Check"),
        /** Look whether the estate could fail over now; changes nothing. */
        READINESS("Readiness"),
        /** Restore one database to a point, as an instance of its own beside what there is. */
        RESTORE(RestoreRequest.class),
        /** Let a restored instance take over the name of a database; never without an approval of its plan. */
        CUT_OVER(CutOverRequest.class),
        /** Let the DR region take over, or go home from there; never without an approval of its plan. */
        FAILOVER(MoveRequest.class),
        /** Restore every store in its isolated place, look at the data, and destroy the copy. */
        RESTORE_TEST("Restore test"),
        /** Restore every store in the DR region at once, beside what there is, look at the data, and destroy the copies. */
        DRILL("Drill"),
        /** Destroy the copies of restore tests that are past their time. */
        SWEEP("Sweep of restore tests"),
        /** Have the databases write their heartbeats, as a watch does every few minutes. */
        HEARTBEAT("Heartbeat"),
        /** Look back, in the areas that are asked for: how long backups took, whether what is promised is kept. */
        REVIEW(ReviewRequest.class),
        /** Tell people about other runs. */
        TELL(About.class),
        /** Have the people who answer for an estate sign what other runs have shown; never without an approval of its plan. */
        SIGN_OFF(SignOffRequest.class),
        /**
         * Have a plan of Terraform decided, or a lock in it, or what was applied proved. Changes nothing: Terraform does, and
         * only what was approved.
         */
        PROVISION(ProvisionRequest.class);

        private final String title;
        private final Optional<Class<? extends Request>> asks;

        /** A type that is asked nothing more; {@code title} is what it does, in words that "of" follows. */
        Type(String title) {
            this.title = title;
            this.asks = Optional.empty();
        }

        /** A type that is asked something more, which says what it does. */
        Type(Class<? extends Request> asks) {
            this.title = "";
            this.asks = Optional.of(asks);
        }

        /** The name people use. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** The job people call {@code label}. */
        public static Type named(String label) {
            return valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
        }

        boolean backsUp() {
            return this == DAILY || this == BACKUP;
        }

        boolean testsRestores() {
            return this == RESTORE_TEST || this == DRILL || this == SWEEP;
        }

        /** Whether it restores, or cleans up after that. */
        boolean restores() {
            return isOfOne() || testsRestores();
        }

        /** Whether it is about exactly one store. */
        boolean isOfOne() {
            return this == RESTORE || this == CUT_OVER;
        }

        boolean checks() {
            return this == DAILY || this == BACKUP || this == CHECK || this == READINESS;
        }

        boolean tells() {
            return this == DAILY || this == TELL;
        }
    }

    public Job {
        only = Collections.unmodifiableSortedSet(new TreeSet<>(only));
        if (!asked.<Class<?>>map(Request::getClass).equals(type.asks)) {
            throw new IllegalArgumentException("a job of type " + type.label() + " is asked "
                    + type.asks.map(Class::getSimpleName).orElse("nothing more"));
        }
        if (type.isOfOne() && only.size() != 1) {
            throw new IllegalArgumentException("a job restores one store");
        }
        if (type == Type.FAILOVER && !only.isEmpty()) {
            throw new IllegalArgumentException("a failover is of the whole estate");
        }
    }

    /** {@code type} for the stores {@code only}; a review of everything. */
    public Job(Type type, SortedSet<String> only) {
        this(type, only, Optional.empty(), type == Type.REVIEW ? Optional.of(ReviewRequest.WHOLE) : Optional.empty());
    }

    /** The whole of {@code type}. */
    public static Job of(Type type) {
        return new Job(type, new TreeSet<>());
    }

    /** Tells people what {@code about} says. */
    public static Job telling(About about) {
        return asked(Type.TELL, List.of(), about);
    }

    /** Restores {@code store} as {@code request} says. */
    public static Job restoring(String store, RestoreRequest request) {
        return asked(Type.RESTORE, List.of(store), request);
    }

    /** Moves the estate as {@code request} says. */
    public static Job failingOver(FailoverRequest request) {
        return asked(Type.FAILOVER, List.of(), new MoveRequest(request));
    }

    /** Cuts {@code store} over as {@code request} says. */
    public static Job cuttingOver(String store, CutOverRequest request) {
        return asked(Type.CUT_OVER, List.of(store), request);
    }

    /** Signs off as {@code request} says. */
    public static Job signingOff(SignOffRequest request) {
        return asked(Type.SIGN_OFF, List.of(), request);
    }

    /** Decides about a plan of Terraform as {@code request} says. */
    public static Job provisioning(ProvisionRequest request) {
        return asked(Type.PROVISION, List.of(), request);
    }

    private static Job asked(Type type, List<String> only, Request request) {
        return new Job(type, new TreeSet<>(only), Optional.empty(), Optional.of(request));
    }

    /** The same, requested under {@code token}. */
    public Job requestedAs(String token) {
        return new Job(type, only, Optional.of(token), asked);
    }

    /** The same review, as {@code request} says. */
    public Job reviewing(ReviewRequest request) {
        return asking(request);
    }

    /** The same move, as {@code request} says. */
    Job asking(FailoverRequest request) {
        return asking(new MoveRequest(request));
    }

    /** The same, as {@code request} says. */
    Job asking(Request request) {
        return new Job(type, only, token, Optional.of(request));
    }

    /** What people are told about, if this job tells of other runs. */
    public Optional<About> about() {
        return asked(About.class);
    }

    /** What is restored and where to, if this job restores. */
    public Optional<RestoreRequest> restore() {
        return asked(RestoreRequest.class);
    }

    /** Which instance takes over a name, if this job cuts over. */
    public Optional<CutOverRequest> cutOver() {
        return asked(CutOverRequest.class);
    }

    /** How the estate moves between its regions, if this job moves it. */
    public Optional<FailoverRequest> failover() {
        return asked(MoveRequest.class).map(MoveRequest::move);
    }

    /** Which areas are reviewed, if this job reviews. */
    public Optional<ReviewRequest> review() {
        return asked(ReviewRequest.class);
    }

    /** Which runs are signed off and what follows from them, if this job signs off. */
    public Optional<SignOffRequest> signOff() {
        return asked(SignOffRequest.class);
    }

    /** What of a plan of Terraform is decided, if this job provisions. */
    public Optional<ProvisionRequest> provision() {
        return asked(ProvisionRequest.class);
    }

    private <R extends Request> Optional<R> asked(Class<R> kind) {
        return asked.filter(kind::isInstance).map(kind::cast);
    }

    /** Whether nobody may run it without an approval of its plan, however it is asked for. */
    boolean needsApproval() {
        return asked.filter(Request::needsApproval).isPresent();
    }

    /**
     * The kind of plan it makes, for whoever approves it.
     *
     * @throws IllegalStateException if nobody is asked about what it does
     */
    public Approvers.Kind approvedAs() {
        return asked.flatMap(Request::approvedAs)
                .orElseThrow(() -> new IllegalStateException(type + " is run without asking anybody"));
    }

    /** What it does, in words. */
    public String title(Estate estate) {
        String what = asked.map(Request::title).orElse(type.title);
        return what + " of " + estate.name() + (only.isEmpty() ? "" : ", only " + String.join(", ", only));
    }

    /**
     * The stores it covers.
     *
     * @throws io.labelmint.dr.ProblemException if it is narrowed to a store the estate does not have
     */
    public List<Store> stores(Estate estate) {
        SortedSet<String> known =
                estate.stores().stream().map(Store::id).collect(Collectors.toCollection(TreeSet::new));
        estate.stores().forEach(store -> known.add(store.kind()));
        for (String id : only) {
            if (!known.contains(id)) {
                throw Problem.of(
                                "job.unknown-store",
                                "Estate " + estate.name() + " has no store " + id + ".",
                                "Name one of: " + String.join(", ", known) + ".")
                        .asException();
            }
        }
        requireRestorable(estate);
        return estate.stores().stream()
                .filter(store -> only.isEmpty() || covers(store))
                .filter(store -> !type.restores() || RestorePlans.restores(store))
                .toList();
    }

    private void requireRestorable(Estate estate) {
        estate.stores().stream()
                .filter(store -> type.restores() && only.contains(store.id()))
                .filter(store -> !RestorePlans.restores(store))
                .findFirst()
                .ifPresent(store -> {
                    throw Problem.of(
                                    "job.not-a-database",
                                    "The job " + type.label() + " is about databases and caches, and " + store.id()
                                            + " of " + estate.name() + " is none.",
                                    "Name a store that is under databases or caches in the estate file.")
                            .asException();
                });
    }

    /** Whether it is narrowed to {@code store}, by its id or its kind. */
    private boolean covers(Store store) {
        return only.contains(store.id()) || only.contains(store.kind());
    }

    /** The run of this job in the slot {@code now} falls into: the shortest slot of the stores it covers. */
    public OperationId operation(Estate estate, Instant now) {
        String slot = switch (type) {
            case DAILY, RESTORE_TEST, DRILL -> Slots.day(now);
            case BACKUP ->
                stores(estate).stream()
                        .map(store -> Slots.of(store, now))
                        .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                        .orElseGet(() -> Slots.day(now));
            case CHECK, READINESS, RESTORE, CUT_OVER, FAILOVER, SWEEP, HEARTBEAT, REVIEW, TELL, SIGN_OFF, PROVISION ->
                Slots.minute(now)
                        + told().map(Job::shortHash).map(hash -> "-" + hash).orElse("");
        };
        return OperationId.scheduled(estate.name(), type.label(), subject(estate.name()), slot);
    }

    /** What tells it from others of its minute: two restores of one store are two, unless they ask for the same. */
    private Optional<String> told() {
        return token.or(
                () -> asked.filter(Request::tellsApart).map(its -> request().toString()));
    }

    /** Whether {@code run} is a sign-off, by its name, which nothing else can have. */
    public static boolean signsOff(OperationId run) {
        return run.value().startsWith(Type.SIGN_OFF.label() + "-");
    }

    /**
     * Whether {@code run} is of a job that changes nothing itself, and whose approvals are all that counts, by its name: a
     * sign-off, or a decision about a plan of Terraform.
     */
    public static boolean onlyDecides(OperationId run) {
        return signsOff(run) || run.value().startsWith(Type.PROVISION.label() + "-");
    }

    /** What the ids of all runs of this job begin with. */
    String idPrefix(String estate) {
        return OperationId.prefix(type.label(), subject(estate));
    }

    private String subject(String estate) {
        return only.isEmpty() ? estate : estate + "-" + String.join("-", only);
    }

    private static String shortHash(String token) {
        return Json.sha256(token).substring(0, 8);
    }

    /** The job in the form a ledger keeps. */
    SortedMap<String, String> request() {
        SortedMap<String, String> request = new TreeMap<>();
        request.put("job", type.label());
        if (!only.isEmpty()) {
            request.put("only", String.join(",", only));
        }
        token.ifPresent(value -> request.put("token", value));
        asked.ifPresent(value -> value.into(request));
        return request;
    }

    /** The job a ledger's request is of; empty for operations that are part of a run. */
    public static Optional<Job> requestedBy(SortedMap<String, String> request) {
        return request.isEmpty() ? Optional.empty() : Optional.of(of(request));
    }

    /** Whether this goes on with what {@code other} has left open: a backup of the same stores, whoever asked for it. */
    public boolean continues(Job other) {
        return (type.backsUp() || type == Type.RESTORE_TEST || type == Type.DRILL)
                && type == other.type
                && only.equals(other.only);
    }

    /** Whether it is the very request {@code other}: the same, or of the same token, whatever was made certain since. */
    public boolean isRequest(Job other) {
        return equals(other)
                || (token.isPresent() && type == other.type && token.equals(other.token))
                || (type == Type.FAILOVER
                        && other.type == Type.FAILOVER
                        && failover().orElseThrow().asksTheSame(other.failover().orElseThrow()));
    }

    /** Whether it makes backups. */
    public boolean backsUp() {
        return type.backsUp();
    }

    /** The job a ledger keeps. */
    static Job of(SortedMap<String, String> request) {
        Type type = Type.named(request.get("job"));
        String only = request.getOrDefault("only", "");
        return new Job(
                type,
                only.isEmpty() ? new TreeSet<>() : new TreeSet<>(List.of(only.split(",", -1))),
                Optional.ofNullable(request.get("token")),
                Request.of(type, request));
    }
}
