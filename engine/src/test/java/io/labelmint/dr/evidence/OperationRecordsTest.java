package io.labelmint.dr.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.evidence.Evidence.OperationRecord;
import io.labelmint.dr.evidence.Evidence.Result;
import io.labelmint.dr.evidence.Evidence.Step;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperationRecordsTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsDoneHasItsTimesAndFacts() {
        OperationRecord record = record(run().backup("orders-db"));

        assertThat(record.result()).isEqualTo(Result.SUCCEEDED);
        assertThat(record.problems()).isEmpty();
        assertThat(record.steps()).extracting(Step::result).containsExactly(Result.SUCCEEDED, Result.SUCCEEDED);
        Step copy = record.steps().get(1);
        assertThat(copy.call()).isEqualTo("rds:CopyDBSnapshot");
        assertThat(copy.region()).isEqualTo("us-west-2");
        assertThat(copy.started()).contains(Instant.parse("2026-11-22T02:11:27Z"));
        assertThat(copy.ended()).contains(Instant.parse("2026-11-22T02:38:31Z"));
        assertThat(copy.facts().values()).containsEntry("sizeGiB", "200").containsKey("arn");
    }

    @Test
    void afterAFailureWhatDependsOnItWasNotStarted() {
        OperationRecord record = record(run().failedBackup("orders-db"));

        assertThat(record.result()).isEqualTo(Result.FAILED);
        assertThat(record.steps()).extracting(Step::result).containsExactly(Result.FAILED, Result.NOT_STARTED);
        assertThat(record.steps().get(1).started()).isEmpty();
        assertThat(record.problems())
                .singleElement()
                .asString()
                .contains("is failed.")
                .contains("See the events");
    }

    @Test
    void whatNobodyEndedIsOpen() {
        OperationRecord record = record(run().openBackup("orders-db"));

        assertThat(record.result()).isEqualTo(Result.OPEN);
        assertThat(record.steps()).extracting(Step::result).containsExactly(Result.OPEN);
        assertThat(record.steps().get(0).ended()).isEmpty();
        assertThat(record.problems()).singleElement().asString().contains("has not answered");
    }

    @Test
    void whatWasNeverOpenedHasNoRecord() {
        History nothing = new History(new OperationId("nothing"), List.of());

        assertThatThrownBy(() -> OperationRecords.of(nothing)).hasMessageContaining("nothing");
    }

    private SampleRun run() {
        return SampleRun.empty(folder, RunKind.REAL);
    }

    private static OperationRecord record(SampleRun run) {
        return run.evidence().operations().get(0);
    }
}
