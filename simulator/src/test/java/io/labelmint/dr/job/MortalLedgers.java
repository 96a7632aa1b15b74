package io.labelmint.dr.job;

import io.labelmint.dr.ledger.Board;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.Register;
import io.labelmint.dr.plan.OperationId;
import java.util.List;
import java.util.Optional;

/** Ledgers during whose use the process dies: before or after a given append, counted over all of them. */
public class MortalLedgers implements Ledgers {
    private final Ledgers ledgers;
    private int boundariesLeft;
    private boolean dead;

    /** Dies at boundary {@code boundary}: 2n is before the n-th append (from 0), 2n + 1 after it; negative never. */
    public MortalLedgers(Ledgers ledgers, int boundary) {
        this.ledgers = ledgers;
        this.boundariesLeft = boundary < 0 ? Integer.MAX_VALUE : boundary;
    }

    /** The death of the process. */
    public static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private void boundary() {
        if (boundariesLeft-- <= 0) { // the dead do nothing any more
            dead = true;
            throw new Killed();
        }
    }

    @Override
    public Ledger open(OperationId operation, String holder) {
        Ledger ledger = ledgers.open(operation, holder);
        return new Ledger() {
            @Override
            public Entry append(Fact fact) {
                boundary();
                Entry entry = ledger.append(fact);
                boundary();
                return entry;
            }

            @Override
            public void proveHeld() {
                if (dead) {
                    throw new Killed();
                }
                ledger.proveHeld();
            }

            @Override
            public History history() {
                return ledger.history();
            }

            @Override
            public void close() {
                if (!dead) {
                    ledger.close();
                }
            }
        };
    }

    @Override
    public Optional<History> read(OperationId operation) {
        return ledgers.read(operation);
    }

    @Override
    public Optional<String> text(OperationId operation) {
        return ledgers.text(operation);
    }

    @Override
    public List<OperationId> operations() {
        return ledgers.operations();
    }

    @Override
    public Board board() {
        return ledgers.board();
    }

    @Override
    public Register register(String name) {
        return ledgers.register(name);
    }
}
