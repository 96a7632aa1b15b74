package io.labelmint.dr.job;

import io.labelmint.dr.aws.Manner;
import io.labelmint.dr.ledger.Board;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.Register;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who was permitted to change AWS, and until when a call that was sent on the strength of it can take: on the real clock. */
final class LeaseWindows {
    /** One permission. */
    record Window(String machine, OperationId operation, Instant from, Instant to) {
        Window endedBy(Instant at) {
            return at.isBefore(to) ? new Window(machine, operation, from, at) : this;
        }

        /** Of one machine the next process begins when the operating system knows that the one before is dead. */
        boolean overlaps(Window other) {
            return !machine.equals(other.machine) && from.isBefore(other.to) && other.from.isBefore(to);
        }
    }

    private final VirtualTimeline real;
    private final List<Window> all = new ArrayList<>();

    LeaseWindows(VirtualTimeline real) {
        this.real = real;
    }

    int permitted() {
        return all.size();
    }

    /** How many machines changed anything. */
    long machines() {
        return all.stream().map(Window::machine).distinct().count();
    }

    /** Windows of two machines that have a moment in common. */
    List<Window> overlapping() {
        return all.stream()
                .filter(window -> all.stream().anyMatch(window::overlaps))
                .toList();
    }

    /** {@code ledgers} as {@code machine} uses them, and what it is permitted by them is kept here. */
    Ledgers watching(Ledgers ledgers, String machine) {
        return new Ledgers() {
            @Override
            public Ledger open(OperationId operation, String who) {
                return watched(ledgers.open(operation, who), operation);
            }

            private Ledger watched(Ledger ledger, OperationId operation) {
                return new Ledger() {
                    private final List<Window> mine = new ArrayList<>();

                    @Override
                    public Entry append(Fact fact) {
                        return ledger.append(fact);
                    }

                    @Override
                    public void proveHeld() {
                        ledger.proveHeld();
                        Instant now = real.now();
                        mine.add(new Window(machine, operation, now, now.plus(Manner.MUTATING.deadline())));
                        all.add(mine.get(mine.size() - 1));
                    }

                    @Override
                    public History history() {
                        return ledger.history();
                    }

                    @Override
                    public void close() {
                        // It is let go of when no call is on the way any more.
                        all.removeAll(mine);
                        mine.forEach(window -> all.add(window.endedBy(real.now())));
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
        };
    }
}
