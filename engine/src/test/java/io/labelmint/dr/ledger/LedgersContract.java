package io.labelmint.dr.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every place where ledgers are kept must do. */
abstract class LedgersContract {
    static final Json JSON = new Json(List.of());
    static final OperationId OPERATION = new OperationId("backup-orders-20260105");
    final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-05T02:00:00Z"));

    abstract Ledgers ledgers();

    static Fact opened() {
        return new Fact.Opened(
                RunKind.REHEARSAL,
                "täglich \"all\"",
                "acme",
                "d",
                "me",
                new TreeMap<>(),
                Optional.empty(),
                Optional.empty());
    }

    /** A ledger of three entries, closed. */
    static History three(Ledgers ledgers) {
        try (Ledger ledger = ledgers.open(OPERATION, "me")) {
            ledger.append(opened());
            ledger.append(new Fact.Resumed("somebody else"));
            ledger.append(new Fact.Closed(true));
            return ledger.history();
        }
    }

    static void assertProblem(String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }

    @Test
    void whatWasAppendedIsReadInItsOrder() {
        History written = three(ledgers());

        assertThat(ledgers().read(OPERATION)).contains(written);
        assertThat(written.entries()).extracting(Entry::sequence).containsExactly(1L, 2L, 3L);
        assertThat(written.closed()).contains(new Fact.Closed(true));
        assertThat(written.head()).isEqualTo(written.entries().get(2).hash());
    }

    @Test
    void whoOpensItAgainGoesOnWithTheChain() {
        History three = three(ledgers());
        try (Ledger ledger = ledgers().open(OPERATION, "me")) {
            assertThat(ledger.history()).isEqualTo(three);
            assertThat(ledger.append(new Fact.Resumed("me")).previous()).isEqualTo(three.head());
        }
        assertThat(ledgers().read(OPERATION).orElseThrow().entries()).hasSize(4);
    }

    @Test
    void whatNobodyBeganIsNotThere() {
        assertThat(ledgers().read(OPERATION)).isEmpty();
        assertThat(ledgers().text(OPERATION)).isEmpty();
        assertThat(ledgers().operations()).isEmpty();
    }

    @Test
    void anOpenedLedgerWithoutEntriesHasNoHistory() {
        ledgers().open(OPERATION, "me").close();

        assertThat(ledgers().read(OPERATION)).isEmpty();
        assertThat(ledgers().operations()).containsExactly(OPERATION);
    }

    @Test
    void oneHoldsItAndOthersAreToldWho() {
        try (Ledger ledger = ledgers().open(OPERATION, "build 7")) {
            ledger.append(opened());
            for (int i = 0; i < 3; i++) { // asking does not let go of it
                assertThatThrownBy(() -> ledgers().open(OPERATION, "build 8")).hasMessageContaining("build 7");
            }
            assertProblem("ledger.held", () -> ledgers().open(OPERATION, "build 8"));
            assertThat(ledgers().read(OPERATION).orElseThrow().entries()).hasSize(1);
        }
        ledgers().open(OPERATION, "build 8").close();
    }

    @Test
    void closingTwiceDoesNotLetGoOfWhatSomebodyElseHolds() {
        Ledger first = ledgers().open(OPERATION, "build 7");
        first.close();
        try (Ledger second = ledgers().open(OPERATION, "build 8")) {
            first.close();
            assertProblem("ledger.held", () -> ledgers().open(OPERATION, "build 9"));
            assertProblem("ledger.unwritable", () -> first.append(opened()));
            second.append(opened());
        }
    }

    @Test
    void thoseOfOneWorkAreListedFromADayOn() {
        for (String name : List.of(
                "check-a-20260101-0000-1f2e3d4c", "check-a-20260102-0000-1f2e3d4c", "check-ab-20260102", "daily-a")) {
            ledgers().open(new OperationId(name), "me").close();
        }

        assertThat(ledgers().operations("check-a-", ""))
                .extracting(OperationId::value)
                .containsExactly("check-a-20260101-0000-1f2e3d4c", "check-a-20260102-0000-1f2e3d4c");
        assertThat(ledgers().operations("check-a-", "check-a-20260102"))
                .extracting(OperationId::value)
                .containsExactly("check-a-20260102-0000-1f2e3d4c");
        assertThat(ledgers().operations("check-a-", "check-a-20260103")).isEmpty();
        assertThat(ledgers().operations("check-a-", "a")).hasSize(2);
        assertThat(ledgers().operations("check-a-", "daily")).isEmpty();
    }

    /** The last is asked for first, and the others only by who wants more. */
    @Test
    void theLastOnesOfAWorkAreToldTheNewestFirst() {
        for (int day = 1; day <= 5; day++) {
            ledgers().open(new OperationId("check-a-2026010" + day), "me").close();
        }

        assertThat(ledgers().latest("check-a-", "check-a-20260104", "check-a-20260105"))
                .extracting(OperationId::value)
                .containsExactly("check-a-20260104", "check-a-20260103", "check-a-20260102", "check-a-20260101");
    }

    @Test
    void whatIsClosedIsKnownAndWhatWentOnAfterwardsIsNotCalledClosed() {
        three(ledgers());
        OperationId open = new OperationId("open");
        ledgers().open(open, "me").close();
        assertThat(ledgers().closed(Bygone.NONE)).containsEntry(open, false).containsOnlyKeys(OPERATION, open);
        assertThat(ledgers().mayBeOpen(Bygone.NONE)).contains(open);

        try (Ledger ledger = ledgers().open(OPERATION, "me")) {
            ledger.append(new Fact.Resumed("me"));
        }
        assertThat(ledgers().mayBeOpen(Bygone.NONE)).contains(OPERATION, open);
    }

    @Test
    void whatIsBygoneIsNotListed() {
        three(ledgers());
        for (int day = 1; day <= 5; day++) {
            ledgers().open(new OperationId("check-a-2026010" + day), "me").close();
        }

        assertThat(ledgers()
                        .closed(id ->
                                id.value().startsWith("check-a-") && id.value().compareTo("check-a-20260104") < 0
                                        ? Optional.of("check-a-20260104")
                                        : Optional.empty()))
                .containsOnlyKeys(OPERATION, new OperationId("check-a-20260104"), new OperationId("check-a-20260105"));
    }

    @Test
    void operationsAreSorted() {
        for (String name : List.of("b", "c", "a")) {
            ledgers().open(new OperationId(name), "me").close();
        }
        assertThat(ledgers().operations()).extracting(OperationId::value).containsExactly("a", "b", "c");
    }
}
