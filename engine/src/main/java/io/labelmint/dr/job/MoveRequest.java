package io.labelmint.dr.job;

import io.labelmint.dr.estate.Approvers;
import io.labelmint.dr.failover.FailoverRequest;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A move between the regions that somebody asks for, or the end of one.
 *
 * @param move which
 */
public record MoveRequest(FailoverRequest move) implements Request {
    @Override
    public String title() {
        return switch (move.verb()) {
            case FAILOVER -> "Failover";
            case SWITCHOVER -> "Switchover";
            case COMMIT -> "Commit of the failover";
            case ROLL_BACK -> "Roll-back of the failover";
            case FAILBACK -> "Failback";
        };
    }

    @Override
    public Optional<Approvers.Kind> approvedAs() {
        return Optional.of(
                switch (move.verb()) {
                    case FAILOVER -> Approvers.Kind.FAILOVER;
                    case SWITCHOVER -> Approvers.Kind.SWITCHOVER;
                    case COMMIT -> Approvers.Kind.COMMIT;
                    case ROLL_BACK -> Approvers.Kind.ROLL_BACK;
                    case FAILBACK -> Approvers.Kind.FAILBACK;
                });
    }

    /** There is one move at a time, and its runs have numbers. */
    @Override
    public boolean tellsApart() {
        return false;
    }

    @Override
    public void into(SortedMap<String, String> request) {
        move.into(request);
    }

    static MoveRequest of(SortedMap<String, String> request) {
        return new MoveRequest(FailoverRequest.of(request));
    }
}
