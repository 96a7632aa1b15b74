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
 * @param about what people are told about, if this job tells of other runs
 * @param restore what is restored and where to, if this job restores
 * @param cutOver which instance takes over a name, if this job cuts over
 * @param failover how the estate moves to its DR region, if this job moves it
 * @param review which areas are reviewed, if this job reviews
 * @param signOff which runs are signed off and what follows from them, if this job signs off
 * @param provision what of a plan of Terraform is decided, if this job provisions
 */
public record Job(
        Type type,
        SortedSet<String> only,
        Optional<String> token,
        Optional<About> about,
        Optional<RestoreRequest> restore,
        Optional<CutOverRequest> cutOver,
        Optional<FailoverRequest> failover,
        Optional<ReviewRequest> review,
        Optional<SignOffRequest> signOff,
        Optional<ProvisionRequest> provision) {

    /** The jobs. */
    public enum Type {
        /** Back up, check and tell: the job of every day. */
        DAILY,
        /** Back up only, as between two daily jobs for stores that want it more often. */
        BACKUP,
        /** Look only; changes nothing. */
        CHECK,
        /** Look whether the estate could fail over now; changes nothing. */
        READINESS,
        /** Restore one database to a point, as an instance of its own beside what there is. */
        RESTORE,
        /** Let a restored instance take over the name of a database; never without an approval of its plan. */
        CUT_OVER,
        /** Let the DR region take over, or go home from there; never without an approval of its plan. */
        FAILOVER,
        /** Restore every store in its isolated place, look at the data, and destroy the copy. */
        RESTORE_TEST,
        /** Restore every store in the DR region at once, beside what there is, look at the data, and destroy the copies. */
        DRILL,
        /** Destroy the copies of restore tests that are past their time. */
        SWEEP,
        /** Have the databases write their heartbeats, as a watch does every few minutes. */
        HEARTBEAT,
        /** Look back, in the areas that are asked for: how long backups took, whether what is promised is kept. */
        REVIEW,
        /** Tell people about other runs. */
        TELL,
        /** Have the people who answer for an estate sign what other runs have shown; never without an approval of its plan. */
        SIGN_OFF,
        /**
         * Have a plan of Terraform decided, or a lock in it, or what was applied proved. Changes nothing: Terraform does, and
         * only what was approved.
         */
        PROVISION;

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
        if ((type == Type.TELL) != about.isPresent()) {
            throw new IllegalArgumentException("a job tells of other runs, or is about none");
        }
        if ((type == Type.RESTORE) != restore.isPresent()
                || (type == Type.CUT_OVER) != cutOver.isPresent()
                || (type.isOfOne() && only.size() != 1)) {
            throw new IllegalArgumentException("a job restores one store, or none");
        }
        if ((type == Type.FAILOVER) != failover.isPresent() || (type == Type.FAILOVER && !only.isEmpty())) {
            throw new IllegalArgumentException("a failover is of the whole estate");
        }
        if ((type == Type.REVIEW) != review.isPresent()) {
            throw new IllegalArgumentException("a job reviews something, or is no review");
        }
        if ((type == Type.PROVISION) != provision.isPresent()) {
            throw new IllegalArgumentException("a job decides about a plan, or provisions nothing");
        }
    }

    /** {@code type} for the stores {@code only}. */
    public Job(Type type, SortedSet<String> only) {
        this(
                type,
                only,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                type == Type.REVIEW ? Optional.of(ReviewRequest.WHOLE) : Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The whole of {@code type}. */
    public static Job of(Type type) {
        return new Job(type, new TreeSet<>());
    }

    /** Tells people what {@code about} says. */
    public static Job telling(About about) {
        return new Job(
                Type.TELL,
                new TreeSet<>(),
                Optional.empty(),
                Optional.of(about),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Restores {@code store} as {@code request} says. */
    public static Job restoring(String store, RestoreRequest request) {
        return new Job(
                Type.RESTORE,
                new TreeSet<>(List.of(store)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(request),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Moves the estate as {@code request} says. */
    public static Job failingOver(FailoverRequest request) {
        return new Job(
                Type.FAILOVER,
                new TreeSet<>(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(request),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Cuts {@code store} over as {@code request} says. */
    public static Job cuttingOver(String store, CutOverRequest request) {
        return new Job(
                Type.CUT_OVER,
                new TreeSet<>(List.of(store)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(request),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Signs off as {@code request} says. */
    public static Job signingOff(SignOffRequest request) {
        return new Job(
                Type.SIGN_OFF,
                new TreeSet<>(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(request),
                Optional.empty());
    }

    /** Decides about a plan of Terraform as {@code request} says. */
    public static Job provisioning(ProvisionRequest request) {
        return new Job(
                Type.PROVISION,
                new TreeSet<>(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(request));
    }

    /** The same review, as {@code request} says. */
    public Job reviewing(ReviewRequest request) {
        return new Job(type, only, token, about, restore, cutOver, failover, Optional.of(request), signOff, provision);
    }

    /** The same, requested under {@code token}. */
    public Job requestedAs(String token) {
        return new Job(type, only, Optional.of(token), about, restore, cutOver, failover, review, signOff, provision);
    }

    /** The same restore, as {@code request} says. */
    Job asking(RestoreRequest request) {
        return new Job(type, only, token, about, Optional.of(request), cutOver, failover, review, signOff, provision);
    }

    /** The same cut-over, as {@code request} says. */
    Job asking(CutOverRequest request) {
        return new Job(type, only, token, about, restore, Optional.of(request), failover, review, signOff, provision);
    }

    /** The same move, as {@code request} says. */
    Job asking(FailoverRequest request) {
        return new Job(type, only, token, about, restore, cutOver, Optional.of(request), review, signOff, provision);
    }

    /** Whether nobody may run it without an approval of its plan, however it is asked for. */
    boolean needsApproval() {
        return type == Type.CUT_OVER
                || type == Type.FAILOVER
                || type == Type.SIGN_OFF
                || provision.filter(request -> request.purpose().decides()).isPresent();
    }

    /**
     * The kind of plan it makes, for whoever approves it.
     *
     * @throws IllegalStateException if nobody is asked about what it does
     */
    public Approvers.Kind approvedAs() {
        return switch (type) {
            case RESTORE -> Approvers.Kind.RESTORE;
            case CUT_OVER -> Approvers.Kind.CUT_OVER;
            case FAILOVER ->
                switch (failover.orElseThrow().verb()) {
                    case FAILOVER -> Approvers.Kind.FAILOVER;
                    case SWITCHOVER -> Approvers.Kind.SWITCHOVER;
                    case COMMIT -> Approvers.Kind.COMMIT;
                    case ROLL_BACK -> Approvers.Kind.ROLL_BACK;
                    case FAILBACK -> Approvers.Kind.FAILBACK;
                };
            case SIGN_OFF -> Approvers.Kind.SIGN_OFF;
            case PROVISION ->
                provision.orElseThrow().purpose() == ProvisionRequest.Purpose.LOCK
                        ? Approvers.Kind.LOCK
                        : Approvers.Kind.PROVISION;
            case DAILY, BACKUP, CHECK, READINESS, RESTORE_TEST, DRILL, SWEEP, HEARTBEAT, REVIEW, TELL ->
                throw new IllegalStateException(type + " is run without asking anybody");
        };
    }

    /** What it does, in words. */
    public String title(Estate estate) {
        String what = switch (type) {
            case DAILY -> "Daily backup and verification";
            case BACKUP -> "Backup";
            case CHECK -> "Check";
            case READINESS -> "Readiness";
            case RESTORE -> "Restore";
            case CUT_OVER -> "Cut-over";
            case FAILOVER ->
                switch (failover.orElseThrow().verb()) {
                    case FAILOVER -> "Failover";
                    case SWITCHOVER -> "Switchover";
                    case COMMIT -> "Commit of the failover";
                    case ROLL_BACK -> "Roll-back of the failover";
                    case FAILBACK -> "Failback";
                };
            case RESTORE_TEST -> "Restore test";
            case DRILL -> "Drill";
            case SWEEP -> "Sweep of restore tests";
            case HEARTBEAT -> "Heartbeat";
            case REVIEW ->
                review.filter(ReviewRequest::whole)
                        .map(all -> "Review")
                        .orElseGet(() -> "Review (" + review.orElseThrow().words() + ")");
            case TELL -> "Notice";
            case SIGN_OFF -> "Sign-off";
            case PROVISION -> provision.orElseThrow().title();
        };
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
                () -> type == Type.RESTORE || type == Type.CUT_OVER || type == Type.SIGN_OFF || type == Type.PROVISION
                        ? Optional.of(request().toString())
                        : Optional.empty());
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
        about.ifPresent(value -> value.into(request));
        restore.ifPresent(value -> value.into(request));
        cutOver.ifPresent(value -> value.into(request));
        failover.ifPresent(value -> value.into(request));
        signOff.ifPresent(value -> value.into(request));
        provision.ifPresent(value -> value.into(request));
        review.ifPresent(value -> value.into(request));
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
                        && failover.orElseThrow().asksTheSame(other.failover.orElseThrow()));
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
                type == Type.TELL ? Optional.of(About.of(request)) : Optional.empty(),
                type == Type.RESTORE ? Optional.of(RestoreRequest.of(request)) : Optional.empty(),
                type == Type.CUT_OVER ? Optional.of(CutOverRequest.of(request)) : Optional.empty(),
                type == Type.FAILOVER ? Optional.of(FailoverRequest.of(request)) : Optional.empty(),
                type == Type.REVIEW ? Optional.of(ReviewRequest.of(request)) : Optional.empty(),
                type == Type.SIGN_OFF ? Optional.of(SignOffRequest.of(request)) : Optional.empty(),
                type == Type.PROVISION ? Optional.of(ProvisionRequest.of(request)) : Optional.empty());
    }
}
