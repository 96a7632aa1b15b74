package io.labelmint.dr.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import io.labelmint.dr.simulator.rds.RdsScripts;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** drDaily, from its schedule to its evidence, on the real engine. */
final class DailyTest {
    private static final String DAILY = "drDaily estate: 'labelmint-production'";

    @TempDir
    Path folder;

    private final Account account = new Account();

    @ParameterizedTest
    @EnumSource
    void oneBuildBacksUpOnceTellsOnceAndKeepsEvidence(Build.Mode mode) throws Exception {
        Build build = build(mode, 1).run(DAILY);

        assertThat(build.result()).isEqualTo("SUCCESS");
        assertThat(build.given("stage")).containsExactly("Back up", "Verify", "Tell", "Evidence");
        assertThat(build.order("properties", "drBackup", "drVerifyReplication", "drNotify", "drEvidence"))
                .containsExactly("properties", "drBackup", "drVerifyReplication", "drNotify", "drEvidence");
        oneSnapshotAndOneCopy();
        assertThat(account.published()).hasSize(1);
        assertThat(account.posts.posts()).singleElement().asString().contains("GREEN all", "daily");
        assertThat(build.packs()).hasSize(3);
        assertThat(build.given("node")).isEmpty();
    }

    @Test
    void aSecondBuildOfTheDayFindsTheWorkOfTheFirst() throws Exception {
        build(Build.Mode.CPS, 1).run(DAILY);

        Build second = build(Build.Mode.CPS, 2).run(DAILY);

        assertThat(second.result()).isEqualTo("SUCCESS");
        oneSnapshotAndOneCopy();
    }

    @ParameterizedTest
    @EnumSource
    void aBackupThatFailsIsVerifiedToldProvenAndFailsTheBuildAtItsEnd(Build.Mode mode) throws Exception {
        account.world.script(RdsScripts.snapshotFails("us-east-1", account.snapshotOfToday("orders-db")));
        Build build = build(mode, 1);

        assertThatThrownBy(() -> build.run(DAILY))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("Backup of orders-db failed");

        assertThat(build.result()).isEqualTo("FAILURE");
        assertThat(build.given("stage")).containsExactly("Back up", "Verify", "Tell", "Evidence");
        assertThat(account.posts.posts()).singleElement().asString().contains("RED", "orders-db");
        assertThat(build.packs()).hasSize(3);
    }

    /** Told with the sentence of the step, although there is neither a run nor a ledger of it. */
    @ParameterizedTest
    @EnumSource
    void aBackupThatIsRefusedIsTold(Build.Mode mode) {
        Build build = build(mode, 1);

        assertThatThrownBy(() -> build.run(DAILY + ", only: ['ordres-db']"))
                .hasMessageContaining("has no store ordres-db");

        assertThat(account.posts.posts()).singleElement().asString().contains("RED", "has no store ordres-db");
    }

    @Test
    void aRehearsalAskedForByAPersonIsToldAsOne() throws Exception {
        Build build = build(Build.Mode.PLAIN, 1);
        build.parameters.put("REHEARSAL", true);
        build.parameters.put("ONLY", "");

        build.run(DAILY);

        assertThat(account.posts.posts()).singleElement().asString().contains("REHEARSAL");
    }

    private Build build(Build.Mode mode, int number) {
        return new Build(mode, number, folder).on(account);
    }

    /** Of orders-db; billing-db is backed up by a plan of AWS Backup, and observed. */
    private void oneSnapshotAndOneCopy() {
        assertThat(account.owned("us-east-1", "rds snapshot"))
                .singleElement()
                .asString()
                .contains("labelmint-production-orders");
        assertThat(account.owned("us-west-2", "rds snapshot"))
                .singleElement()
                .asString()
                .contains("labelmint-production-orders");
    }
}
