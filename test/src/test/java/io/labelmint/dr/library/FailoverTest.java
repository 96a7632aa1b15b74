package io.labelmint.dr.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.job.FailoverRuns;
import io.labelmint.dr.simulator.core.Outage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Jenkinsfile that asks what a failover would do, and one that has it approved and executed. */
final class FailoverTest {
    private static final String MOVE = """
            def target = [estate: 'labelmint-production', rehearsal: true]
            def plan = drFailover(target + [action: 'plan', acceptUnfenced: true])
            timeout(time: 30, unit: 'MINUTES') {
                input(message: "${plan.text}\\nApprove plan ${plan.shortDigest}?".toString(), ok: 'Fail over',
                    submitter: 'dr-approvers')
            }
            def moved = drFailover(target + [action: 'execute', run: plan.run, digest: plan.digest])
            echo "moved by ${moved.run}"
            """;

    @TempDir
    Path folder;

    private final Account account = new Account();

    @ParameterizedTest
    @EnumSource
    void whatWouldBeDoneIsSaidAndNothingIsLeftBehind(Build.Mode mode) throws Exception {
        Build build = new Build(mode, 1, folder).on(account);

        build.run("""
                def said = drFailover(estate: 'labelmint-production', rehearsal: true, action: 'what-if',
                    acceptUnfenced: true)
                echo said.text
                """);

        assertThat(build.given("echo")).singleElement().asString().contains("What would be lost:", "orders-db/promote");
        assertThat(new FailoverRuns(account.ledgers, account.estate).last()).isEmpty();
        assertThat(build.given("input")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatAPersonReadAndApprovedIsExecuted(Build.Mode mode) throws Exception {
        account.world.faults().region(account.estate.regions().primary(), Outage.HANGING);
        account.pass(Duration.ofMinutes(6));
        Build build = new Build(mode, 1, folder).on(account).approvedBy("ann");

        build.run(MOVE);

        assertThat(build.order("drFailover", "input")).containsExactly("drFailover", "input", "drFailover");
        assertThat(build.given("input")).singleElement().asString().contains("What would be lost:", "Approve plan ");
        assertThat(build.given("echo"))
                .singleElement()
                .asString()
                .startsWith("moved by failover-labelmint-production-0001-");
        // What was accepted to be unproved is red, and the build says so.
        assertThat(build.result()).isEqualTo("UNSTABLE");
        assertThat(((Map<?, ?>) build.given("drFailover").get(1)).get("action")).isEqualTo("execute");
    }

    @ParameterizedTest
    @EnumSource
    void withoutAnApprovalNothingIsExecuted(Build.Mode mode) {
        Build build = new Build(mode, 1, folder).on(account);
        build.map("input", question -> null);

        assertThatThrownBy(() -> build.run(MOVE)).hasMessageContaining("Nobody approved the plan.");
    }
}
