package io.labelmint.dr.ledger;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.AwsError;
import io.labelmint.dr.plan.OperationId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** What can go wrong with a ledger, told to a person. */
final class LedgerProblems {
    private LedgerProblems() {}

    static ProblemException held(OperationId operation, String holder) {
        return held(operation, holder, "Wait until it ends, or stop that process and run this command again.");
    }

    /** Somebody has its lease, who may be dead. */
    static ProblemException leased(OperationId operation, Lease lease, Duration wait) {
        return held(
                operation,
                lease.words(),
                "Wait until it ends; if that process is dead, go on with `dr resume RUN --take-over`, which makes sure of it"
                        + " by watching for " + wait.toSeconds() + " s that the lease is not renewed.");
    }

    /** Somebody has its lease, and has just shown to be alive. */
    static ProblemException alive(OperationId operation, String holder) {
        return held(operation, holder, "It is alive: it renews its lease. Wait until it ends, or stop that process.");
    }

    private static ProblemException held(OperationId operation, String holder, String remedy) {
        return Problem.of("ledger.held", "Operation " + operation + " is being worked on by " + holder + ".", remedy)
                .with("operation", operation)
                .with("holder", holder)
                .asException();
    }

    static ProblemException placeless(Path folder, IOException e) {
        return Problem.of(
                        "ledger.unwritable",
                        "The folder of the ledgers " + folder + " cannot be read or written (" + e + ").",
                        "Make room and give this user the right to write there, then run the same command again.")
                .with("folder", folder)
                .asException(e);
    }

    /** Somebody took over what this process held. */
    static ProblemException taken(OperationId operation, String holder) {
        return Problem.of(
                        "ledger.taken",
                        "Operation " + operation + " was taken over by " + holder + "; this process has stopped.",
                        "Leave it to the other one; `dr status` shows how it ends.")
                .with("operation", operation)
                .with("holder", holder)
                .asException();
    }

    /** The lease could not be renewed in time, so somebody may have taken over. */
    static ProblemException lapsed(OperationId operation, String why) {
        return Problem.of(
                        "ledger.lapsed",
                        "The lease of operation " + operation + " could not be renewed in time (" + why
                                + "), so this process has stopped: another one may work on it.",
                        "When the bucket of the ledgers answers, run the same command again: it goes on where this one"
                                + " stopped.")
                .with("operation", operation)
                .asException();
    }

    /** An entry is not in the bucket, or nobody can tell. */
    static ProblemException unwritten(OperationId operation, String where, AwsError error) {
        return Problem.of(
                        "ledger.unwritable",
                        "The ledger of operation " + operation + " in " + where + " cannot be written: "
                                + error.problem().summary(),
                        error.problem().remedy()
                                + " Then run the same command again: it goes on where this one stopped.")
                .with("operation", operation)
                .with("place", where)
                .asException();
    }

    static ProblemException unread(OperationId operation, String where, AwsError error) {
        return unreadable("The ledger of operation " + operation, where, error);
    }

    static ProblemException unread(String where, AwsError error) {
        return unreadable("The list of ledgers", where, error);
    }

    private static ProblemException unreadable(String what, String where, AwsError error) {
        return Problem.of(
                        "ledger.unreadable",
                        what + " in " + where + " cannot be read: "
                                + error.problem().summary(),
                        error.problem().remedy())
                .with("place", where)
                .asException();
    }

    /** The copy of this machine is no beginning of what the bucket has. */
    static ProblemException differs(OperationId operation, String where, String how) {
        return Problem.of(
                        "ledger.differs",
                        "The copy of the ledger of operation " + operation + " on this machine does not agree with "
                                + where + ": " + how + ".",
                        "Find out who removed or changed objects in the bucket, or whether the operation was begun before"
                                + " the bucket was declared; then move the copy away, or finish the operation without the"
                                + " bucket. They are never merged.")
                .with("operation", operation)
                .with("place", where)
                .asException();
    }

    static ProblemException unopened(OperationId operation) {
        return Problem.of(
                        "ledger.broken",
                        "The ledger of operation " + operation + " is broken at line 1: it does not begin with the"
                                + " opening of an operation.",
                        "Restore the file from the copy in the evidence; nothing goes on from a ledger that somebody"
                                + " changed.")
                .with("operation", operation)
                .with("line", 1)
                .asException();
    }

    static ProblemException gap(OperationId operation, String where, long sequence) {
        return Problem.of(
                        "ledger.broken",
                        "The ledger of operation " + operation + " in " + where + " is broken: entry " + sequence
                                + " is missing.",
                        "Bring the object back from its noncurrent version; nothing goes on from a ledger that somebody"
                                + " changed.")
                .with("operation", operation)
                .with("line", sequence)
                .asException();
    }
}
