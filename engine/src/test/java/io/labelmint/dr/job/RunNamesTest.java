package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.MemoryLedgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.VirtualTimeline;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

/** Which of a bucket full of names are the newest runs. */
class RunNamesTest {
    private static final Estate ACME = EstateLoader.load(Path.of("../examples/minimal.yaml"));

    private final MemoryLedgers ledgers =
            new MemoryLedgers(new VirtualTimeline(Instant.parse("2026-03-01T00:00:00Z")), new Json(List.of()));

    @Test
    void thoseWithADayAreInOneRowWhateverTheyDid() {
        OperationId evening = named("backup", "20260301-2300");
        OperationId noon = named("review", "20260301-1200-1f2e3d4c");
        OperationId daily = named("daily", "20260301");
        OperationId before = named("restore-test", "20260228");
        OperationId store = ledger(OperationId.scheduled(ACME.name(), "backup", "orders-db", "20260302"));
        OperationId notice = ledger(new OperationId("notice-1-" + daily));

        assertThat(names(Optional.empty(), Optional.empty()))
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .containsExactly(daily, evening, noon, before)
                        .doesNotContain(store, notice));
    }

    @Test
    void movesHaveNumbersAndDrillsAreNoneOfTheOthers() {
        OperationId daily = named("daily", "20260301");
        OperationId tenth = named("failover", "0010");
        OperationId ninth = named("failover", "0009");
        OperationId drill = named("drill", "20260201");

        assertThat(names(Optional.empty(), Optional.empty()))
                .satisfiesExactlyInAnyOrder(
                        row -> assertThat(row).containsExactly(daily),
                        row -> assertThat(row).containsExactly(tenth, ninth),
                        row -> assertThat(row).containsExactly(drill));
        assertThat(names(Optional.of(RunKind.DRILL), Optional.empty()))
                .singleElement()
                .satisfies(row -> assertThat(row).containsExactly(drill));
        assertThat(names(Optional.of(RunKind.REAL), Optional.empty()))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).doesNotContain(drill));
        assertThat(names(Optional.of(RunKind.REHEARSAL), Optional.empty())).hasSize(3);
    }

    @Test
    void whatSaysNothingOfItsDayIsNeverTakenForAnEarlierOne() {
        OperationId cut = ledger(OperationId.scheduled(
                ACME.name(), "restore-test", ACME.name() + "-" + "orders-".repeat(12), "20260227"));
        OperationId move = named("failover", "0001");
        OperationId young = named("daily", "20260228");
        named("daily", "20260227");

        assertThat(cut.day()).isEmpty();
        assertThat(names(Optional.empty(), Optional.of(LocalDate.parse("2026-02-28"))))
                .satisfiesExactlyInAnyOrder(
                        row -> assertThat(row).containsExactly(young),
                        row -> assertThat(row).containsExactly(move),
                        row -> assertThat(row).containsExactly(cut));
    }

    private Collection<SortedSet<OperationId>> names(Optional<RunKind> kind, Optional<LocalDate> since) {
        return RunNames.of(ledgers, ACME, new RunsWanted(kind, EnumSet.allOf(Job.Type.class), since, Optional.empty()));
    }

    private OperationId named(String job, String slot) {
        return ledger(OperationId.scheduled(ACME.name(), job, ACME.name(), slot));
    }

    private OperationId ledger(OperationId id) {
        ledgers.open(id, "test").close();
        return id;
    }
}
