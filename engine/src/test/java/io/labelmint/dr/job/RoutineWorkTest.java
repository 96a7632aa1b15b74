package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.ledger.Board;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.Register;
import io.labelmint.dr.plan.OperationId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Heartbeats and checks of long ago are told by their names: whoever looks for open work does not read them. */
class RoutineWorkTest {
    private static final Instant NOW = Instant.parse("2026-03-10T08:00:00Z");

    @Test
    void heartbeatsAndTheirRunsOfBeforeYesterdayArePast() {
        assertThat(past("heartbeat", "orders-db", "20260308-2359")).isTrue();
        assertThat(past("heartbeat", "orders-db", "20260309-0000")).isFalse();
        assertThat(past("heartbeat", "labelmint-production", "20260101-0015-1f2e3d4c"))
                .isTrue();
        assertThat(past("heartbeat", "labelmint-production", "20260310-0015-1f2e3d4c"))
                .isFalse();
    }

    @Test
    void checksAndWhatTheyToldAndPublishedOfBeforeYesterdayArePastToo() {
        String slot = "acme-production-20260308-2345-1f2e3d4c";
        assertThat(past("check-" + slot)).isTrue();
        assertThat(past("notice-1-check-" + slot)).isTrue();
        assertThat(past("metrics-2-check-" + slot)).isTrue();
        assertThat(past("metrics-1-daily-acme-production-20260308-1f2e3d4c")).isFalse();
        assertThat(past("notice-1-check-acme-production-20260309-2345-1f2e3d4c"))
                .isFalse();
    }

    @Test
    void whereItsSeriesGoesOnIsTold() {
        assertThat(RoutineWork.past(NOW).goesOn(new OperationId("check-acme-20250308-2345-1f2e3d4c")))
                .contains("check-acme-20260309");
    }

    @Test
    void nothingElseIsHoweverItIsCalled() {
        assertThat(past("backup", "heartbeat-db", "20260101")).isFalse();
        assertThat(past("backup", "check-20260101-0000", "20260101-0000")).isFalse();
        assertThat(past("restore", "health-check-db", "20260101-0000")).isFalse();
        assertThat(past("restore-test", "heartbeat", "20260101-1")).isFalse();
        assertThat(past("heartbeat-orders-db")).isFalse();
        // A name that was cut off says nothing of its day, and is read.
        assertThat(past("heartbeat", "x".repeat(100), "20260101-0000")).isFalse();
    }

    @Test
    void whoLooksForOpenWorkReadsOnlyThoseOfTwoDays() {
        List<OperationId> read = new ArrayList<>();
        OperationId old = OperationId.scheduled("estate", "heartbeat", "orders-db", "20260301-0000");
        OperationId young = OperationId.scheduled("estate", "heartbeat", "orders-db", "20260310-0745");
        OperationId backup = OperationId.scheduled("estate", "backup", "orders-db", "20260301");

        assertThat(OpenOperations.of(new Named(List.of(old, young, backup), read), NOW))
                .isEmpty();

        assertThat(read).containsExactlyInAnyOrder(young, backup);
    }

    private static boolean past(String kind, String subject, String slot) {
        return RoutineWork.past(NOW)
                .goesOn(OperationId.scheduled("estate", kind, subject, slot))
                .isPresent();
    }

    private static boolean past(String id) {
        return RoutineWork.past(NOW).goesOn(new OperationId(id)).isPresent();
    }

    /** Ledgers that have names and nothing in them. */
    private record Named(List<OperationId> operations, List<OperationId> read) implements Ledgers {
        @Override
        public Board board() {
            return Board.in(new HashMap<>());
        }

        @Override
        public Register register(String name) {
            return Register.in(new TreeMap<>());
        }

        @Override
        public Optional<History> read(OperationId operation) {
            read.add(operation);
            return Optional.empty();
        }

        @Override
        public Ledger open(OperationId operation, String holder) {
            throw new AssertionError("opened " + operation);
        }

        @Override
        public Optional<String> text(OperationId operation) {
            throw new AssertionError("read " + operation);
        }
    }
}
