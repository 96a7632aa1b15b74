package io.labelmint.dr.ledger;

import io.labelmint.dr.Problem;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.Timeline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ledgers that live as long as the process: for tests and benchmarks, where thousands of operations die and are taken up
 * again in a second. They go through the same text and the same chain as stored ones.
 */
public final class MemoryLedgers implements LocalLedgers {
    private final Map<OperationId, StringBuilder> texts = new TreeMap<>();
    private final Map<OperationId, Held> held = new HashMap<>();
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final Map<String, SortedMap<Long, String>> registers = new ConcurrentHashMap<>();
    private final String place = UUID.randomUUID().toString();
    private final Timeline timeline;
    private final Json json;
    private final KnownBeginnings beginnings;

    public MemoryLedgers(Timeline timeline, Json json) {
        this.timeline = timeline;
        this.json = json;
        this.beginnings = new KnownBeginnings(json);
    }

    /** Lets go of everything, as the death of the holding process does: who held a ledger cannot append any more. */
    public synchronized void releaseAll() {
        held.clear();
    }

    @Override
    public synchronized LocalLedger open(OperationId operation, String holder) {
        Held other = held.get(operation);
        if (other != null) {
            throw LedgerProblems.held(operation, other.holder);
        }
        StringBuilder text = texts.computeIfAbsent(operation, id -> new StringBuilder());
        Held ledger = new Held(operation, holder, text, Chain.read(operation, text.toString(), json));
        held.put(operation, ledger);
        return ledger;
    }

    @Override
    public Board board() {
        return Board.in(pages);
    }

    @Override
    public Register register(String name) {
        return Register.in(registers.computeIfAbsent(name, any -> new TreeMap<>()));
    }

    /** The pages on its board, by name. */
    public Map<String, String> pages() {
        return Map.copyOf(pages);
    }

    @Override
    public Optional<History> read(OperationId operation) {
        return text(operation).flatMap(text -> beginnings.read(operation, text));
    }

    @Override
    public synchronized Optional<String> text(OperationId operation) {
        return Optional.ofNullable(texts.get(operation)).map(StringBuilder::toString);
    }

    @Override
    public synchronized List<OperationId> operations() {
        return List.copyOf(texts.keySet());
    }

    @Override
    public String place() {
        return place;
    }

    private final class Held implements LocalLedger {
        private final OperationId operation;
        private final String holder;
        private final StringBuilder text;
        private final Entries entries;

        Held(OperationId operation, String holder, StringBuilder text, History history) {
            this.operation = operation;
            this.holder = holder;
            this.text = text;
            this.entries = new Entries(history);
        }

        @Override
        public Entry append(Fact fact) {
            synchronized (MemoryLedgers.this) {
                Entry entry = entries.next(timeline.now(), fact, json);
                copy(entry);
                return entry;
            }
        }

        @Override
        public void copy(Entry entry) {
            synchronized (MemoryLedgers.this) {
                proveHeld();
                text.append(entry.line(json)).append('\n');
                entries.add(entry);
            }
        }

        @Override
        public void proveHeld() {
            synchronized (MemoryLedgers.this) {
                if (held.get(operation) != this) {
                    throw Problem.of(
                                    "ledger.unwritable",
                                    "The ledger of operation " + operation + " is not held any more.",
                                    "Open it again.")
                            .asException();
                }
            }
        }

        @Override
        public History history() {
            synchronized (MemoryLedgers.this) {
                return entries.history();
            }
        }

        @Override
        public void close() {
            synchronized (MemoryLedgers.this) {
                held.remove(operation, this);
            }
        }
    }
}
