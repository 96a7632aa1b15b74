package io.labelmint.dr.ledger;

import io.labelmint.dr.plan.OperationId;
import java.util.List;
import java.util.Optional;

/** Where ledgers are kept. */
public interface Ledgers {
    /**
     * Opens the ledger of {@code operation} for appending, a new one if there is none.
     *
     * @param holder who is told to others that want it: process, machine, build
     * @throws io.labelmint.dr.ProblemException {@code ledger.held} with the holder, if somebody has it open;
     *     {@code ledger.broken} if its chain is
     */
    Ledger open(OperationId operation, String holder);

    /** Reads the ledger of {@code operation} without holding it; empty if there is none. */
    Optional<History> read(OperationId operation);

    /** The stored text of the ledger of {@code operation}, whole lines only; empty if there is none. */
    Optional<String> text(OperationId operation);

    /** The operations that have a ledger, sorted. */
    List<OperationId> operations();

    /** Where pages about these operations are put for people to read. */
    Board board();

    /**
     * The register {@code name}, which is kept beside these ledgers.
     *
     * @param name letters, digits and hyphens
     */
    Register register(String name);
}
