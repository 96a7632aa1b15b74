package io.labelmint.dr.job;

import io.labelmint.dr.estate.Approvers;
import java.util.Optional;
import java.util.SortedMap;

/** What a job is asked beside its type and its stores, by those types that are asked something. */
public sealed interface Request
        permits About, CutOverRequest, MoveRequest, ProvisionRequest, RestoreRequest, ReviewRequest, SignOffRequest {

    /** What a job does that is asked this, in words that the name of the estate follows after "of". */
    String title();

    /** The kind of plan it leads to, for whoever approves it; empty if nobody is asked. */
    default Optional<Approvers.Kind> approvedAs() {
        return Optional.empty();
    }

    /** Whether nobody may do it without an approval of its plan, however it is asked for. */
    default boolean needsApproval() {
        return approvedAs().isPresent();
    }

    /** Whether it is part of what tells a run from others of its minute, unless it has a token: what people decide on is. */
    default boolean tellsApart() {
        return approvedAs().isPresent();
    }

    /** Writes it in the form a ledger keeps. */
    void into(SortedMap<String, String> request);

    /** The one a ledger keeps of a job of {@code type}; empty if it is asked nothing more. */
    static Optional<Request> of(Job.Type type, SortedMap<String, String> request) {
        return switch (type) {
            case RESTORE -> Optional.of(RestoreRequest.of(request));
            case CUT_OVER -> Optional.of(CutOverRequest.of(request));
            case FAILOVER -> Optional.of(MoveRequest.of(request));
            case REVIEW -> Optional.of(ReviewRequest.of(request));
            case TELL -> Optional.of(About.of(request));
            case SIGN_OFF -> Optional.of(SignOffRequest.of(request));
            case PROVISION -> Optional.of(ProvisionRequest.of(request));
            case DAILY, BACKUP, CHECK, READINESS, RESTORE_TEST, DRILL, SWEEP, HEARTBEAT -> Optional.empty();
        };
    }
}
