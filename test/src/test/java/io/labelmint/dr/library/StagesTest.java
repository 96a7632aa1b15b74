package io.labelmint.dr.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How the stages of a build depend on each other, and what takes an executor. */
final class StagesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void anAbortStopsAtOnce(Build.Mode mode) {
        Build build = build(mode);
        build.map("drBackup", given -> {
            throw new FlowInterruptedException();
        });

        assertThatThrownBy(() -> build.run("drDaily estate: 'acme'")).isInstanceOf(FlowInterruptedException.class);

        assertThat(build.result()).isEqualTo("ABORTED");
        assertThat(build.given("stage")).containsExactly("Back up");
        assertThat(build.order("drVerifyReplication", "drNotify", "drEvidence")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anAbortAfterAFailureIsAnAbort(Build.Mode mode) {
        Build build = build(mode);
        fails(build, "drBackup", "The backup failed. Look.");
        build.map("drVerifyReplication", given -> {
            throw new FlowInterruptedException();
        });

        assertThatThrownBy(() -> build.run("drDaily estate: 'acme'")).isInstanceOf(FlowInterruptedException.class);

        assertThat(build.given("stage")).containsExactly("Back up", "Verify");
    }

    @ParameterizedTest
    @EnumSource
    void theFirstFailureIsTheOneTheBuildEndsWithAndTheOthersAreSaid(Build.Mode mode) {
        Build build = build(mode);
        fails(build, "drBackup", "The backup failed. Look.");
        fails(build, "drVerifyReplication", "The check failed. Look.");

        assertThatThrownBy(() -> build.run("drDaily estate: 'acme'"))
                .isInstanceOf(AbortException.class)
                .hasMessage("The backup failed. Look.");

        assertThat(build.given("echo"))
                .anySatisfy(
                        said -> assertThat(said.toString()).contains("Stage 'Verify' failed: The check failed. Look."));
        assertThat(build.given("drNotify"))
                .containsExactly(Map.of("estate", "acme", "name", "daily", "when", "always"));
        assertThat(build.given("drEvidence")).containsExactly(Map.of());
    }

    @ParameterizedTest
    @EnumSource
    void evidenceThatIsNotThereTakesNoNode(Build.Mode mode) {
        Build build = build(mode);
        for (String step : List.of("drBackup", "drVerifyReplication", "drNotify", "drEvidence")) {
            fails(build, step, step + " failed. Look.");
        }

        assertThatThrownBy(() -> build.run("drDaily estate: 'acme', archive: true"))
                .hasMessage("drBackup failed. Look.");

        assertThat(build.given("node")).isEmpty();
        assertThat(build.given("stage")).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource
    void damagedEvidenceFailsTheBuild(Build.Mode mode) {
        Build build = build(mode);
        fails(build, "drEvidence", "The evidence is damaged. Compare it.");

        assertThatThrownBy(() -> build.run("drWatch estate: 'acme'")).hasMessageStartingWith("The evidence is damaged");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PLAIN | archive: true     | ",
                "CPS   | archive: true     | ",
                "PLAIN | label: \"linux\"   | linux",
                "CPS   | label: \"linux\"   | linux",
            })
    void archivingTakesANodeAndNothingElseDoes(Build.Mode mode, String argument, String label) throws Exception {
        Build build = build(mode).run("drDaily estate: 'acme', " + argument);

        assertThat(build.given("node")).containsExactly(label == null ? "" : label);
        assertThat(build.given("drEvidence")).containsExactly(Map.of(), Map.of("folder", "dr-evidence"));
        assertThat(build.order("drNotify", "node", "drEvidence", "junit", "archiveArtifacts"))
                .containsExactly("drNotify", "drEvidence", "node", "drEvidence", "junit", "archiveArtifacts");
        assertThat(build.given("junit")).singleElement().asString().contains("dr-evidence/*/junit.xml");
    }

    @ParameterizedTest
    @EnumSource
    void theEstateMayBeGivenAsText(Build.Mode mode) throws Exception {
        Build build = build(mode).run("drDaily estateYaml: 'project: acme', only: ['a', 'b'], rehearsal: true");

        assertThat(build.given("drBackup"))
                .containsExactly(Map.of("estateYaml", "project: acme", "only", List.of("a", "b"), "rehearsal", true));
        assertThat(build.given("drNotify")).singleElement().asString().doesNotContain("only");
    }

    private static void fails(Build build, String step, String message) {
        build.map(step, given -> {
            throw new AbortException(message);
        });
    }

    private Build build(Build.Mode mode) {
        return new Build(mode, 7, folder).onNothing();
    }
}
