package io.labelmint.dr.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.job.JobRun;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.run.Detachment;
import io.labelmint.dr.simulator.rds.RdsScripts;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** drWatch on the real engine. */
final class WatchTest {
    private static final String WATCH = "drWatch estate: 'labelmint-production'";
    private static final String REPLICA = "labelmint-production-orders-replica";

    @TempDir
    Path folder;

    private final Account account = new Account();
    private int builds;

    @ParameterizedTest
    @EnumSource
    void speaksOnceForARegressionOnceForItsRecoveryAndIsSilentInBetween(Build.Mode mode) throws Exception {
        // The daily job is due and has not run: told first, so that what follows is about the replica alone.
        new Build(mode, ++builds, folder).on(account).run("drDaily estate: 'labelmint-production'");
        quarter(mode);
        int told = account.posts.posts().size();

        Build quiet = quarter(mode);
        assertThat(quiet.result()).isEqualTo("SUCCESS");
        assertThat(account.posts.posts()).hasSize(told);

        account.world.script(RdsScripts.replicaLag("us-west-2", REPLICA, Duration.ofHours(2)));
        Build red = quarter(mode);
        assertThat(red.result()).isEqualTo("UNSTABLE");
        assertThat(account.posts.posts()).hasSize(told + 1);
        assertThat(account.posts.posts().get(told)).contains("RED", "orders-db");

        quarter(mode);
        assertThat(account.posts.posts()).hasSize(told + 1);

        account.world.script(RdsScripts.replicaLag("us-west-2", REPLICA, Duration.ofSeconds(1)));
        Build green = quarter(mode);
        assertThat(green.result()).isEqualTo("SUCCESS");
        assertThat(account.posts.posts()).hasSize(told + 2);
        assertThat(account.posts.posts().get(told + 1)).contains("GREEN");
    }

    @Test
    void changesNothing() throws Exception {
        quarter(Build.Mode.PLAIN);

        assertThat(account.owned("us-east-1", "rds snapshot")).isEmpty();
        assertThat(account.owned("us-west-2", "rds snapshot")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anOperationNobodyWorksOnMakesTheBuildUnstableAndIsNamed(Build.Mode mode) throws Exception {
        Detachment detachment = new Detachment();
        var run = new JobRun(
                        account.engine(),
                        account.estate,
                        RunKind.REAL,
                        "test",
                        "test",
                        detachment,
                        (operation, entry) -> {})
                .start(Job.of(Job.Type.BACKUP));
        account.pass(Duration.ofMinutes(2));
        detachment.request("aborted by admin");
        assertThatThrownBy(() -> account.timeline.join(run)).isInstanceOf(ProblemException.class);

        Build build = quarter(mode);

        assertThat(build.result()).isEqualTo("UNSTABLE");
        assertThat(build.given("unstable"))
                .singleElement()
                .asString()
                .contains("backup-orders-db-20260107", "aborted by admin", "Run the job that began each again");
    }

    @ParameterizedTest
    @EnumSource
    void aWatchThatCannotLookSaysSoOnceAndOnceWhenItCanAgain(Build.Mode mode) throws Exception {
        quarter(mode);
        int told = account.posts.posts().size();

        blind(mode, "SUCCESS");
        assertThat(account.posts.posts()).hasSize(told + 1);
        assertThat(account.posts.posts().get(told)).contains("RED", "There are no credentials. Give some.");

        blind(mode, "FAILURE");
        assertThat(account.posts.posts()).hasSize(told + 1);

        account.pass(Duration.ofMinutes(15));
        new Build(mode, ++builds, folder).on(account).after("FAILURE").run(WATCH);
        assertThat(account.posts.posts()).hasSize(told + 2);
    }

    private void blind(Build.Mode mode, String before) {
        account.pass(Duration.ofMinutes(15));
        Build build = new Build(mode, ++builds, folder).on(account).after(before);
        build.refuses("drVerifyReplication", "There are no credentials. Give some.");
        assertThatThrownBy(() -> build.run(WATCH)).hasMessageStartingWith("There are no credentials.");
        assertThat(build.result()).isEqualTo("FAILURE");
    }

    private Build quarter(Build.Mode mode) throws Exception {
        account.pass(Duration.ofMinutes(15));
        return new Build(mode, ++builds, folder).on(account).run(WATCH);
    }
}
