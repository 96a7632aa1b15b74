package io.labelmint.dr.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The examples for Jenkins do what they say. */
final class ExamplesTest {
    private static final Path EXAMPLES = Account.ROOT.resolve("examples/jenkins");

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void theFirstRehearsalIsGreenAndLeavesTheJobWithoutASchedule(Build.Mode mode) throws Exception {
        String rehearsal = Files.readString(EXAMPLES.resolve("Jenkinsfile.rehearsal"));
        Account account =
                new Account(estate(rehearsal.substring(rehearsal.indexOf("project:"), rehearsal.lastIndexOf("'''"))));

        Build build = new Build(mode, 1, folder).on(account).run(rehearsal);

        assertThat(build.given("properties")).singleElement().asString().doesNotContain("pipelineTriggers");
        assertThat(build.given("drVerifyReplication"))
                .singleElement()
                .asString()
                .contains("rehearsal=true");
        assertThat(build.packs()).hasSize(3);
        assertThat(account.owned("us-east-1", "rds snapshot")).hasSize(1);
    }

    @Test
    void theThreeJobsOfOneEstateGetAlong() throws Exception {
        Account account = new Account();
        Build daily = new Build(Build.Mode.PLAIN, 1, folder).on(account).run(example("Jenkinsfile.daily"));
        account.pass(Duration.ofHours(4));
        Build redis = new Build(Build.Mode.PLAIN, 2, folder).on(account).run(example("Jenkinsfile.redis-snapshot"));
        Build watch = new Build(Build.Mode.PLAIN, 3, folder).on(account).run(example("Jenkinsfile.watch"));

        assertThat(List.of(daily.result(), redis.result(), watch.result())).containsOnly("SUCCESS");
        assertThat(account.posts.posts()).hasSize(1);
        assertThat(daily.given("node")).containsExactly("linux");
    }

    @Test
    void theSeedMakesJobsThatKeepTheirSchedule() throws Exception {
        Map<String, Map<String, List<Object>>> jobs = JobDsl.jobs(EXAMPLES.resolve("jobs.groovy"));

        assertThat(jobs.keySet())
                .containsExactly(
                        "dr-acme-production-daily",
                        "dr-acme-production-redis-snapshot",
                        "dr-acme-production-weekly",
                        "dr-acme-production-monthly",
                        "dr-acme-production-quarterly",
                        "dr-acme-production-annual",
                        "dr-acme-production-watch",
                        "dr-acme-production-restore",
                        "dr-acme-production-failover",
                        "dr-acme-production-failback",
                        "dr-acme-production-exercise",
                        "dr-acme-production-rehearsal");
        Map<String, List<Object>> restore = jobs.remove("dr-acme-production-restore");
        assertThat(restore.get("parameters.stringParam")).contains("STORE", "POINT", "TARGET", "PURPOSE", "SIDE");
        assertThat(restore).doesNotContainKey("properties.pipelineTriggers.triggers.cron.spec");
        assertThat(restore.get("definition.cps.script"))
                .singleElement()
                .asString()
                .contains("drRestore estate:");
        for (var way : Map.of("failover", 1, "failback", 1, "exercise", 4).entrySet()) {
            Map<String, List<Object>> move = jobs.remove("dr-acme-production-" + way.getKey());
            assertThat(move).doesNotContainKey("properties.pipelineTriggers.triggers.cron.spec");
            Build build = new Build(Build.Mode.PLAIN, 1, folder).onNothing();
            build.map("input", question -> null);
            move.get("parameters.stringParam").forEach(name -> build.parameters.put(name.toString(), ""));
            build.parameters.put("PURPOSE", "region lost");
            build.run((String) move.get("definition.cps.script").get(0));
            assertThat(build.given("input")).as(way.getKey()).hasSize(way.getValue());
            assertThat(build.given("properties")).as(way.getKey()).isEmpty();
        }
        for (var job : jobs.entrySet()) {
            boolean rehearsal = job.getKey().endsWith("rehearsal");
            Build build = new Build(Build.Mode.PLAIN, 1, folder).onNothing();
            build.map("input", question -> null);
            build.run((String) job.getValue().get("definition.cps.script").get(0));
            String looks = job.getKey().endsWith("weekly")
                    ? "drTestRestore"
                    : job.getKey().matches(".*(monthly|quarterly)") ? "drDrill" : "drVerifyReplication";
            assertThat(build.given(looks)).as(job.getKey()).hasSize(1);
            assertThat(build.given("properties")).as(job.getKey()).isEmpty();
            assertThat(job.getValue()).containsKey("definition.cps.sandbox");
            if (!rehearsal) {
                assertThat(job.getValue()).containsKey("properties.disableConcurrentBuilds");
                assertThat(job.getValue().get("properties.durabilityHint.hint")).containsExactly("MAX_SURVIVABILITY");
                assertThat(job.getValue().get("properties.pipelineTriggers.triggers.cron.spec"))
                        .containsExactly(defaultSchedule(job.getKey()));
            }
        }
    }

    @Test
    void theControllerIsConfiguredForTheJobsOfTheSeed() throws IOException {
        Map<?, ?> controller = yaml("jenkins.yaml");
        Map<?, ?> unclassified = (Map<?, ?>) controller.get("unclassified");
        Map<?, ?> configured =
                (Map<?, ?>) ((List<?>) ((Map<?, ?>) unclassified.get("disasterRecovery")).get("estates")).get(0);

        Estate estate = estate((String) configured.get("yaml"));

        assertThat(configured.get("name")).isEqualTo(estate.name());
        assertThat(example("jobs.groovy")).contains("String estate = '" + estate.name() + "'");
        assertThat(estate.caches()).extracting("id").containsExactly("sessions");
        assertThat(controller.get("jobs").toString()).contains("jobs.groovy");
        assertThat(unclassified.get("globalLibraries").toString()).contains("name=dr");
    }

    @Test
    void theTryOutIsReachableFromThisMachineOnly() throws IOException {
        Map<?, ?> services = (Map<?, ?>) yaml("compose.yaml").get("services");

        assertThat(((Map<?, ?>) services.get("controller")).get("ports")).isEqualTo(List.of("127.0.0.1:8080:8080"));
        assertThat(((Map<?, ?>) services.get("emulator")).get("ports")).isNull();
        Map<?, ?> environment = (Map<?, ?>) ((Map<?, ?>) services.get("controller")).get("environment");
        assertThat(environment.get("DR_ENDPOINT"))
                .as("what the plugin is told, so that buckets are addressed as an emulator wants it")
                .isEqualTo("http://emulator:5000");
        assertThat(example("jenkins.yaml")).contains("endpoint: ${DR_ENDPOINT:-}");
    }

    private static String defaultSchedule(String job) throws IOException {
        String name = job.substring(job.lastIndexOf('-') + 1);
        String pipeline = name.equals("snapshot")
                ? "drRedisSnapshot"
                : "dr" + name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return "TZ=UTC\n"
                + Files.readAllLines(Account.ROOT.resolve("resources/io/labelmint/dr/schedules/" + pipeline + ".cron"))
                        .get(2);
    }

    private static Estate estate(String yaml) {
        return EstateLoader.parse(yaml, "example");
    }

    private static String example(String name) throws IOException {
        return Files.readString(EXAMPLES.resolve(name));
    }

    private static Map<?, ?> yaml(String name) throws IOException {
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(example(name));
    }
}
