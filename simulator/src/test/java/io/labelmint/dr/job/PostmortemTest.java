package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.evidence.EvidencePack;
import io.labelmint.dr.evidence.EvidenceVerification;
import io.labelmint.dr.evidence.report.Postmortem;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.OperationId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledgers of there and back say to whoever writes the post-mortem. */
class PostmortemTest {
    @TempDir
    Path folder;

    @Test
    void itTellsWhoDecidedWhatThereAndBackAndItsPackIsIntact() throws Exception {
        FailoverTrial move = new FailoverTrial(20260108).lost(Duration.ofMinutes(6));
        move.run(move.prepare(true));
        move.back();
        move.run(move.prepare(Verb.COMMIT));
        move.trial.pass(Duration.ofHours(12));
        PreparedRun failback = move.prepare(Verb.FAILBACK);
        move.trial.world.script(io.labelmint.dr.rehearsal.RehearsedCopies.rowsMissing(
                FailoverTrial.EAST, FailoverTrial.ORDERS, "public.orders", 1));
        move.run(failback);
        move.as("laptop", -1, order -> {
            order.skip(failback.run(), new ActionId("orders-db/rows-agree"), "one | row of *tests*");
            return null;
        });

        Evidence evidence = move.run(failback);

        Map<OperationId, String> ledgers = new TreeMap<>();
        ledgers.put(evidence.run(), move.trial.ledgers.text(evidence.run()).orElseThrow());
        evidence.operations()
                .forEach(operation -> ledgers.put(
                        operation.id(), move.trial.ledgers.text(operation.id()).orElseThrow()));
        Path pack = new Sealing(move.order("laptop", move.trial.ledgers).engine(), move.trial.estate)
                .seal(evidence, EvidencePack.of(evidence, ledgers, move.trial.estate.source(), Trial.JSON))
                .pack()
                .writeTo(folder);
        assertThat(new EvidenceVerification(Trial.JSON, Version.CURRENT)
                        .verify(pack)
                        .flaws())
                .isEmpty();
        String text = Files.readString(pack.resolve(Postmortem.FILE));
        assertThat(text)
                .contains("**Failover of labelmint-production to us-west-2** is planned")
                .contains("**Commit of the failover of labelmint-production** is planned")
                .contains("**Failback of labelmint-production to us-east-1** is planned")
                .contains("| ann | approved: Failback of labelmint-production to us-east-1 | plan "
                        + failback.digest().brief())
                .contains("to go on where no fence could be proved")
                .contains("| laptop | left out: orders-db/rows-agree | one \\| row of \\*tests\\* |")
                .contains("- **Unfenced**: orders-db/prove-fence")
                .contains("RED failback.resynced of orders-db")
                .containsPattern("lost of orders-db, by the plan that was approved \\| RPO 1 h")
                .containsPattern(
                        "\\| When nobody needs what only `labelmint-production-orders-replica-left-[0-9a-f]{8}`")
                .contains("| Action | Owner | Due |")
                .doesNotContain("labelmint-dr-heartbeat");
    }
}
