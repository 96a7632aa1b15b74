package io.labelmint.dr.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pipelines may be called with. */
final class ArgumentsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drDaily                                     | was not told which estate it is for. Give estate:",
                "drDaily estate: ''                          | was not told which estate it is for. Give estate:",
                "drDaily estat: 'acme'                       | has no argument estat. Its arguments are archive, configure,",
                "drDaily estate: 'acme', estateYaml: 'x'     | was given both estate: and estateYaml:. Leave one",
                "drDaily estate: 'acme', tell: 'never'       | cannot tell people 'never'. Give tell: 'always', 'red' or",
                "drDaily estate: 'acme', rehearsal: 'true'   | was given rehearsal: true, which is neither true nor false.",
                "drDaily estate: 'acme', keepBuilds: 0       | cannot keep 0 builds. Give keepBuilds: a whole number",
                "drDaily estate: 'acme', keepBuilds: '9'     | cannot keep 9 builds. Give keepBuilds: a whole number",
                "drDaily estate: 'acme', schedule: true      | was given schedule: true, which is no schedule. Give it cron",
                "drDaily estate: 'acme', only: 7             | was given only: 7, which names no stores. Give a list",
                "drRedisSnapshot estate: 'acme'              | was not told which caches to snapshot. Give only:",
                "drRedisSnapshot estate: 'acme', only: ' , ' | was not told which caches to snapshot. Give only:",
                "drDaily estate: 'acme', pace: 'slow'        | was given pace: slow, which is no pace. Give the virtual",
                "drRestore estate: 'acme', only: 'sessions' | has no argument only. Its arguments are approveWithin, archive,",
                "drRestore estate: 'acme', schedule: '0 2 * * *' | has no argument schedule. Its arguments are approveWithin,",
                "drRestore estate: 'acme', approveWithin: 240 | cannot wait 240 minutes for an approval, because a plan is",
                "drFailoverRunbook estate: 'acme', tell: 'red' | has no argument tell. Its arguments are acceptUnfenced,",
                "drFailoverRunbook estate: 'acme', verb: 'failback' | was given verb: failback, which is no way an estate moves.",
                "drFailoverRunbook estate: 'acme', verb: 'commit', acceptUnfenced: true | was given acceptUnfenced: true for a",
                "drFailoverRunbook estate: 'acme', approveWithin: 0 | cannot wait 0 minutes for an approval, because a plan of a",
                "drFailbackRunbook estate: 'acme', verb: 'failback' | has no argument verb. Its arguments are approveWithin,",
                "drWatch()                                   | was not told which estate it is for. Give estate:",
            })
    void mistakesAreToldBeforeAnythingIsDone(String call, String told) {
        for (Build.Mode mode : Build.Mode.values()) {
            Build build = build(mode);

            assertThatThrownBy(() -> build.run(call.endsWith(")") || call.contains(" ") ? call : call + "()"))
                    .isInstanceOf(AbortException.class)
                    .hasMessageContaining(call.split("[ (]", 2)[0] + " " + told);

            assertThat(build.order("properties", "stage", "drBackup", "drVerifyReplication", "drNotify"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "          | region lost | false | ",
                "          |             | false | was given no purpose. Build with parameters and fill in PURPOSE;",
                "move      | region lost | false | was given VERB move, which is no way an estate moves. Give failover,",
                "roll-back | region lost | true  | was given ACCEPT_UNFENCED for a roll-back, which promotes nothing",
                "roll-back | region lost | false | ",
            })
    void whatAPersonTypesInOfAMoveIsLookedAtBeforeAnythingIsDone(
            String verb, String purpose, boolean unfenced, String told) throws Exception {
        Build build = build(Build.Mode.CPS);
        build.parameters.put("VERB", verb == null ? "" : verb);
        build.parameters.put("PURPOSE", purpose == null ? "" : purpose);
        build.parameters.put("ACCEPT_UNFENCED", unfenced);
        build.map("input", question -> null);
        String call = "drFailoverRunbook estate: 'acme', acceptUnfenced: true";

        if (told == null) {
            build.run(call);

            assertThat(build.given("drFailover").get(1))
                    .as("what the job accepts for failovers it accepts for nothing else")
                    .isEqualTo(Map.of(
                            "estate",
                            "acme",
                            "action",
                            "plan",
                            "verb",
                            verb == null ? "failover" : verb,
                            "acceptUnfenced",
                            verb == null));
        } else {
            assertThatThrownBy(() -> build.run(call)).hasMessageContaining("drFailoverRunbook " + told);

            assertThat(build.given("stage")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"drDaily", "drRedisSnapshot", "drWatch", "drWeekly", "drMonthly"})
    void theCallersMapStaysAsItWas(String pipeline) throws Exception {
        Build build = build(Build.Mode.PLAIN)
                .run("def given = [estate: 'acme', only: ['sessions'], label: null].asImmutable()\n" + pipeline
                        + " given\necho given.toString()");

        assertThat(build.given("echo")).containsExactly("[estate:acme, only:[sessions], label:null]");
        assertThat(build.given("node")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatAPersonTypesInGoesBeforeTheArguments(Build.Mode mode) throws Exception {
        Build build = build(mode);
        build.parameters.putAll(Map.of("ONLY", " orders-db , billing-db", "REHEARSAL", true));

        build.run("drDaily estate: \"${'acme'}\", only: 'sessions'");

        assertThat(build.given("drVerifyReplication"))
                .containsExactly(
                        Map.of("estate", "acme", "only", List.of("orders-db", "billing-db"), "rehearsal", true));
    }

    @Test
    void aPaceIsForRehearsalsOnly() throws Exception {
        Build real = build(Build.Mode.PLAIN).run("drDaily estate: 'acme', pace: 20");
        Build rehearsal = build(Build.Mode.PLAIN).run("drDaily estate: 'acme', pace: 20, rehearsal: true");

        assertThat(real.given("drBackup")).containsExactly(Map.of("estate", "acme"));
        assertThat(rehearsal.given("drBackup"))
                .containsExactly(Map.of("estate", "acme", "rehearsal", true, "pace", 20));
    }

    @Test
    void parametersOfATimerRunChangeNothing() throws Exception {
        Build build = build(Build.Mode.PLAIN);
        build.parameters.putAll(Map.of("ONLY", "", "REHEARSAL", false));

        build.run("drDaily estate: 'acme', only: ['sessions']");

        assertThat(build.given("drBackup")).containsExactly(Map.of("estate", "acme", "only", List.of("sessions")));
    }

    private Build build(Build.Mode mode) {
        return new Build(mode, 1, folder).onNothing();
    }
}
