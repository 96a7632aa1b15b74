package io.labelmint.dr.ledger;

import org.junit.jupiter.api.Test;

final class MemoryLedgersTest extends LedgersContract {
    private final MemoryLedgers ledgers = new MemoryLedgers(timeline, JSON);

    @Override
    Ledgers ledgers() {
        return ledgers;
    }

    @Test
    void whoDiedCannotAppendAnyMore() {
        Ledger dead = ledgers.open(OPERATION, "me");
        ledgers.releaseAll();
        try (Ledger heir = ledgers.open(OPERATION, "you")) {
            assertProblem("ledger.unwritable", () -> dead.append(opened()));
            heir.append(opened());
        }
    }
}
