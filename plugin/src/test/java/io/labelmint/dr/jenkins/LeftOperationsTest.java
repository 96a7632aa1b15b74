package io.labelmint.dr.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.Problem;
import io.labelmint.dr.jenkins.runtime.DrRuntime;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.FileLedgers;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.VirtualTimeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations a dead build leaves are found, with what a person needs to finish them. */
final class LeftOperationsTest {
    private static final OperationId RUN = new OperationId("backup-acme-production-20260106-1a2b3c4d");

    @TempDir
    Path home;

    @Test
    void whatABuildThatIsGoneLeftOpenIsListedAndWhatEndedIsNot() {
        try (FakeController controller = new FakeController(home)) {
            assertThat(controller.runtime.left()).isEmpty();
            leave("acme-production", RUN, Duration.ofHours(1), List.of());
            leave(
                    "acme-production",
                    new OperationId("backup-acme-production-20260107-1a2b3c4d"),
                    Duration.ofHours(1),
                    List.of(new Fact.Closed(true)));
            leave(
                    "another-production",
                    new OperationId("backup-another-production-20260107-1a2b3c4d"),
                    Duration.ZERO,
                    List.of(new Fact.Suspended(
                            Problem.of("operation.detached", "It was left open.", "Run it again."))));
            leave(
                    "busy-production",
                    new OperationId("backup-busy-production-20260107-1a2b3c4d"),
                    Duration.ZERO,
                    List.of());

            List<DrRuntime.Left> left = controller.runtime.left();

            assertThat(left)
                    .extracting(DrRuntime.Left::estate)
                    .containsExactly("acme-production", "another-production");
            assertThat(left.get(0).operation().id()).isEqualTo(RUN);
            assertThat(left.get(0).folder().path()).isEqualTo(home.resolve("disaster-recovery/state/acme-production"));
            assertThat(left.get(1).operation().reason()).isEqualTo("It was left open.");
        }
    }

    @Test
    void whatAKilledControllerLeftIsListedAsSoonAsTheNextOneLooks() {
        try (FakeController killed = new FakeController(home)) {
            leave("acme-production", RUN, Duration.ZERO, List.of());
            assertThat(killed.runtime.left()).isEmpty();
        }
        try (FakeController next = new FakeController(home)) {
            assertThat(next.runtime.left())
                    .singleElement()
                    .satisfies(left -> assertThat(left.operation().id()).isEqualTo(RUN));
        }
    }

    @Test
    void aLedgerThatSomebodyEditedIsListedAndHidesNothing() throws Exception {
        try (FakeController controller = new FakeController(home)) {
            leave("acme-production", RUN, Duration.ofHours(1), List.of());
            leave(
                    "another-production",
                    new OperationId("backup-another-production-20260107-1a2b3c4d"),
                    Duration.ofHours(1),
                    List.of());
            Path ledger = home.resolve("disaster-recovery/state/acme-production/ledgers/" + RUN + ".jsonl");
            Files.writeString(ledger, Files.readString(ledger).replace("a trigger", "somebody"));

            assertThat(controller.runtime.left())
                    .extracting(left -> left.operation().reason())
                    .satisfiesExactly(
                            reason -> assertThat(reason).contains("is broken at line 1"),
                            reason -> assertThat(reason).contains("silent"));
        }
    }

    /** Leaves {@code facts} in a ledger that nobody has written to for {@code silent}. */
    private void leave(String estate, OperationId id, Duration silent, List<Fact> facts) {
        VirtualTimeline then = new VirtualTimeline(DrRuntimes.get().now().minus(silent));
        Path ledgers = home.resolve("disaster-recovery/state").resolve(estate).resolve("ledgers");
        try (Ledger ledger = new FileLedgers(ledgers, then, Capabilities.json()).open(id, "build dr-daily#1")) {
            TreeMap<String, String> request = new TreeMap<>();
            request.put("job", "backup");
            ledger.append(new Fact.Opened(
                    RunKind.REAL,
                    "Back up " + estate,
                    estate,
                    "0".repeat(64),
                    "build dr-daily#1, started by a trigger",
                    request,
                    Optional.empty(),
                    Optional.empty()));
            facts.forEach(ledger::append);
        }
    }
}
