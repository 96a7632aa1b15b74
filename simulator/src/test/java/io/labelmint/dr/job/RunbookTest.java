package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;

/** The break-glass runbook is there on the night it is needed, names what there is, and what it brings about is taken up. */
final class RunbookTest {
    private static final long SEED = 20261126;
    private static final String PAGE = "runbook/failover.md";

    /** The example among the documents. Made anew with {@code -Ddr.docs.write=true}. */
    private static final Path EXAMPLE = Path.of(System.getProperty("dr.root"), "docs", "runbook-example.md");

    private static String page(Trial trial) {
        return trial.ledgers.pages().get(PAGE);
    }

    private static Optional<Finding> found(Evidence evidence, String check) {
        return evidence.findings().stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst();
    }

    @Test
    void theDailyJobWritesItAndTheEvidenceSaysWhichItWas() {
        Trial trial = new Trial(Trial.example("labelmint-production.yaml"), SEED);

        Evidence evidence = trial.process(-1).orElseThrow();

        Finding finding = found(evidence, "runbook.written").orElseThrow();
        assertThat(finding.green()).as(finding.summary()).isTrue();
        assertThat(finding.facts()).containsEntry("sha256", Json.sha256(page(trial)));
        assertThat(page(trial))
                .startsWith("# Rehearsal: Break-glass runbook, failover of labelmint-production to us-west-2\n")
                .contains(
                        "Decides: Incident commander on duty (incident-commander), +1 202 555 0101.",
                        "| orders-db | about ",
                        "last safe moment 2026-01-07T",
                        "aws rds promote-read-replica --region us-west-2 --backup-retention-period 35"
                                + " --db-instance-identifier labelmint-production-orders-replica\n",
                        "--source-db-instance-automated-backups-arn arn:aws:rds:us-west-2:123456789012:auto-backup:ab-");
        // Nothing that must happen is asked of the region that is lost: those steps are attempts of seconds.
        assertThat(page(trial).lines().filter(line -> line.startsWith("aws ") && line.contains("us-east-1")))
                .isNotEmpty()
                .allMatch(line -> line.contains("--cli-connect-timeout 5"));
        assertThat(page(trial).lines().filter(line -> line.startsWith("until ")))
                .isNotEmpty()
                .noneMatch(line -> line.contains("us-east-1 "));
    }

    @Test
    void theExampleAmongTheDocumentsIsWhatIsWritten() throws Exception {
        FailoverTrial failover = new FailoverTrial(FailoverTrial.small(), SEED);
        failover.trial.process(-1);
        String page = page(failover.trial);

        if (Boolean.getBoolean("dr.docs.write")) {
            Files.writeString(EXAMPLE, page);
        }
        assertThat(EXAMPLE)
                .as("docs/runbook-example.md is made anew with -Ddr.docs.write=true")
                .content()
                .isEqualTo(page);
    }

    @Test
    void thatItCannotBeWrittenIsRedAndHoldsNothingUp() {
        FailoverTrial failover = new FailoverTrial(SEED);
        failover.watching((name, text) -> {
            throw Problem.of("board.unwritable", "Nobody may write here.", "Allow it.")
                    .asException();
        });

        Evidence evidence =
                failover.as("laptop", -1, order -> failover.trial.timeline.join(order.start(Job.of(Job.Type.DAILY))));

        Finding finding = found(evidence, "runbook.written").orElseThrow();
        assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(finding.summary()).contains("was not written: Nobody may write here.");
        assertThat(evidence.findings()).filteredOn(other -> !other.green()).containsExactly(finding);
    }

    @Test
    void anEstateThatOnlyBacksUpHasNoneAndOneThatServesAndCannotMoveIsRed() {
        Trial minimal = new Trial(Trial.example("minimal.yaml"), SEED);
        assertThat(found(minimal.process(-1).orElseThrow(), "runbook.written")).isEmpty();
        assertThat(page(minimal)).isNull();

        Trial without = new Trial(Trial.example("labelmint-production.yaml"), SEED);
        RdsClient west = without.world.client(RdsClient.class, FailoverTrial.WEST);
        west.modifyDBInstance(request -> request.dbInstanceIdentifier(FailoverTrial.REPLICA)
                .deletionProtection(false)
                .applyImmediately(true));
        without.pass(Duration.ofMinutes(1));
        west.deleteDBInstance(
                request -> request.dbInstanceIdentifier(FailoverTrial.REPLICA).skipFinalSnapshot(true));
        without.pass(Duration.ofHours(1));
        assertThat(found(without.process(-1).orElseThrow(), "runbook.written"))
                .hasValueSatisfying(finding -> assertThat(finding.summary())
                        .contains("was not written: There is no instance " + FailoverTrial.REPLICA));
    }

    @Test
    void oneThatIsOldIsToldByReadiness() {
        Trial trial = new Trial(Trial.example("labelmint-production.yaml"), SEED);
        trial.process(-1);
        trial.pass(Duration.ofHours(30));
        assertThat(found(trial.fresh(Job.of(Job.Type.READINESS)), "readiness.runbook"))
                .hasValueSatisfying(finding -> assertThat(finding.green()).isTrue());

        trial.pass(Duration.ofHours(8));
        assertThat(found(trial.fresh(Job.of(Job.Type.READINESS)), "readiness.runbook"))
                .hasValueSatisfying(finding -> {
                    assertThat(finding.green()).isFalse();
                    assertThat(finding.summary()).contains("is 1 d 14 h old");
                });
    }

    /** Whoever did it by hand, command by command, tells the product, which finds everything as it left it. */
    @Test
    void whatWasDoneByHandIsTakenUpByAFailover() {
        Estate small = FailoverTrial.small();
        FailoverTrial failover = new FailoverTrial(small, SEED).lost(Duration.ofMinutes(6));
        ByHand hand = new ByHand(failover.trial);
        hand.doAll();
        int calls = failover.trial.world.calls().size();

        PreparedRun prepared = failover.prepare(true);
        assertThat(prepared.text()).contains("PROMOTED BEFORE", "RESTORED BEFORE");
        Evidence evidence = failover.run(prepared);

        assertThat(FailoverTest.finding(evidence, "failover.completed", small.name())
                        .green())
                .isTrue();
        List<String> changed = failover.trial.world.calls().stream()
                .skip(calls)
                .filter(call -> call.region().equals(FailoverTrial.WEST))
                .map(call -> call.service() + ":" + call.operation())
                .filter(call -> call.matches("rds:(Promote|Restore).*|elasticache:Failover.*|ecs:Update.*"))
                .toList();
        assertThat(changed).isEmpty();
    }
}
