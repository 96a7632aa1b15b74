package io.labelmint.dr.run;

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

/** Ledgers of a process that dies at a boundary: 2n is before the n-th append, 2n + 1 after it. Dead is dead. */
final class Mortal implements Ledgers {
    private final Ledgers ledgers;
    private final int boundary;
    private int passed;
    private boolean dead;

    Mortal(Ledgers ledgers, int boundary) {
        this.ledgers = ledgers;
        this.boundary = boundary;
    }

    /** Whether the process has died. */
    boolean dead() {
        return dead;
    }

    private void boundary() {
        dead = dead || passed++ == boundary;
        if (dead) {
            throw new FakeWorld.Killed();
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
                ledger.proveHeld();
            }

            @Override
            public History history() {
                return ledger.history();
            }

            @Override
            public void close() {
                ledger.close();
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
