package io.labelmint.dr.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Schedule, parameters, durability and history of the job. */
final class JobSettingsTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "drDaily, 0 2 * * *, 400",
        "drRedisSnapshot, 0 */6 * * *, 400",
        "drWeekly, 0 3 * * 0, 120",
        "drMonthly, 0 4 1 * *, 60",
        "drWatch, H/15 * * * *, 700",
    })
    void areSetOnceAtTheTop(String pipeline, String cron, String builds) throws Exception {
        for (Build.Mode mode : Build.Mode.values()) {
            Build build = build(mode).run(pipeline + " estate: 'acme', only: ['sessions']");

            assertThat(build.order("properties", "stage").get(0)).isEqualTo("properties");
            assertThat(build.given("properties"))
                    .singleElement()
                    .asString()
                    .contains(
                            "disableConcurrentBuilds",
                            "durabilityHint MAX_SURVIVABILITY",
                            "numToKeepStr=" + builds,
                            "name=ONLY, defaultValue=,",
                            "name=REHEARSAL, defaultValue=false",
                            "pipelineTriggers [cron TZ=UTC\n",
                            "\n" + cron + "]");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'0 3 * * 0', 'TZ=UTC\n0 3 * * 0'",
        "'TZ=Europe/Berlin\n0 3 * * 0', 'TZ=Europe/Berlin\n0 3 * * 0'",
    })
    void aScheduleIsInUtcUnlessItSaysOtherwise(String given, String set) throws Exception {
        Build build =
                build(Build.Mode.PLAIN).run("drDaily estate: 'acme', keepBuilds: 10, schedule: '''" + given + "'''");

        assertThat(build.given("properties"))
                .singleElement()
                .asString()
                .contains("[cron " + set + "]", "numToKeepStr=10");
    }

    @ParameterizedTest
    @EnumSource
    void withoutAScheduleThereAreNoTriggers(Build.Mode mode) throws Exception {
        Build build = build(mode).run("drDaily estate: 'acme', schedule: false");

        assertThat(build.given("properties"))
                .singleElement()
                .asString()
                .contains("disableConcurrentBuilds")
                .doesNotContain("pipelineTriggers");
    }

    @ParameterizedTest
    @EnumSource
    void areLeftAloneWhereSomebodyElseSetsThem(Build.Mode mode) throws Exception {
        Build build = build(mode).run("drDaily estate: 'acme', configure: false");

        assertThat(build.given("properties")).isEmpty();
        assertThat(build.given("drBackup")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aSecondPipelineInOneBuildCannotUndoTheFirst(Build.Mode mode) {
        Build build = build(mode);

        assertThatThrownBy(() -> build.run("drDaily estate: 'acme'\ndrWatch estate: 'acme'"))
                .hasMessage("drDaily has set the schedule of this job already, and drWatch would replace it."
                        + " Give each pipeline a job of its own, or call the second one with configure: false.");

        assertThat(build.given("properties")).hasSize(1);
    }

    @Test
    void aSecondPipelineThatSetsNothingMayFollow() throws Exception {
        Build build = build(Build.Mode.PLAIN).run("drDaily estate: 'acme'\ndrWatch estate: 'acme', configure: false");

        assertThat(build.given("properties")).hasSize(1);
        assertThat(build.given("drVerifyReplication")).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void aRestoreAsksForWhatIsToBeRestoredAndHasNoSchedule(Build.Mode mode) {
        Build build = build(mode);

        assertThatThrownBy(() -> build.run("drRestore estate: 'acme'"))
                .hasMessageStartingWith("drRestore was given no store. Build with parameters and fill in STORE");

        assertThat(build.given("properties"))
                .singleElement()
                .asString()
                .contains("name=STORE", "name=POINT", "name=TARGET", "name=PURPOSE", "name=SIDE", "name=REHEARSAL")
                .doesNotContain("pipelineTriggers", "name=ONLY");
    }

    @ParameterizedTest
    @CsvSource({"drFailoverRunbook, true", "drFailbackRunbook, false"})
    void aMoveAsksWhyAndHasNoSchedule(String pipeline, boolean ways) {
        Build build = build(Build.Mode.CPS);

        assertThatThrownBy(() -> build.run(pipeline + " estate: 'acme'"))
                .hasMessageStartingWith(pipeline + " was given no purpose. Build with parameters and fill in PURPOSE");

        String set = build.given("properties").get(0).toString();
        assertThat(set)
                .contains("name=PURPOSE", "name=REHEARSAL", "MAX_SURVIVABILITY")
                .doesNotContain("pipelineTriggers", "name=ONLY");
        assertThat(set.contains("name=VERB") && set.contains("name=ACCEPT_UNFENCED"))
                .isEqualTo(ways);
    }

    private Build build(Build.Mode mode) {
        return new Build(mode, 1, folder).onNothing();
    }
}
