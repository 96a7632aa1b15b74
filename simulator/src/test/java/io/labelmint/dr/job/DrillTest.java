package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.coverage.RestoreHistory;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.simulator.core.Call;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drill as on real AWS: everything is brought back beside what there is, from the DR region alone, and says what it was. */
class DrillTest {
    @TempDir
    Path folder;

    private static final long SEED = 20261126;
    private static final String WEST = "us-west-2";

    @Test
    void everythingIsRestoredAtOnceAndNothingThatIsUsedIsTouched() {
        Trial trial = trial(Trial.example("labelmint-production.yaml").source());
        int before = trial.world.calls().size();

        Evidence evidence = drilled(trial);
        trial.pass(Duration.ofHours(1)); // the last of the copies goes while nobody looks

        assertThat(evidence.findings()).filteredOn(finding -> !finding.green()).isEmpty();
        assertThat(evidence.findings())
                .filteredOn(finding -> finding.check().equals(RestoreHistory.TESTED))
                .extracting(Finding::subject)
                .containsExactlyInAnyOrderElementsOf(
                        trial.estate.stores().stream().map(store -> store.id()).toList());
        Finding time = found(evidence, RestoreTests.RECOVERY_TIME);
        long longest = evidence.findings().stream()
                .flatMap(finding -> Optional.ofNullable(
                        finding.check().equals(RestoreHistory.TESTED)
                                ? finding.facts().get(RestoreHistory.SECONDS)
                                : null)
                        .stream())
                .mapToLong(Long::parseLong)
                .max()
                .orElseThrow();
        assertThat(time.facts()).containsEntry(RestoreHistory.SECONDS, Long.toString(longest));
        assertThat(trial.world.inventory()).noneMatch(line -> line.contains(Restores.TEST_PREFIX));
        assertThat(trial.world.calls().stream().skip(before))
                .filteredOn(call -> !call.operation().matches("(Describe|Get|List|Head).*|PutMetricData"))
                .extracting(Call::region)
                .as("nothing of the primary region is changed")
                .containsOnly(WEST);
    }

    @Test
    void itSaysInEveryNameThatItWasADrillAndCountsAsAProof() {
        Trial trial = trial(Trial.example("labelmint-production.yaml").source());
        trial.job = new Job(Job.Type.DRILL, new TreeSet<>(List.of("orders-db")));

        Evidence evidence = drilled(trial);

        assertThat(evidence.kind()).isEqualTo(RunKind.DRILL);
        assertThat(evidence.run().value()).startsWith("drill-labelmint-production-orders-db-");
        assertThat(evidence.operations())
                .allSatisfy(operation -> assertThat(operation.id().value()).contains("drill"));
        Path pack = trial.sealed(evidence).pack().writeTo(folder);
        assertThat(pack.resolve("report.html")).content().contains("<title>DRILL: Drill of", "<strong>DRILL</strong>");
        assertThat(pack.resolve("junit.xml")).content().contains("<testsuite name=\"DRILL: Drill of");
        assertThat(RestoreHistory.of(trial.ledgers, trial.estate, RunKind.REAL))
                .singleElement()
                .satisfies(proof -> assertThat(proof.store()).isEqualTo("orders-db"));
        assertThat(RestoreHistory.of(trial.ledgers, trial.estate, RunKind.REHEARSAL))
                .isEmpty();
        assertThat(trial.sealed(evidence).seal().orElseThrow().seal().kind())
                .as("it is in the chain of what happened in AWS")
                .isEqualTo(RunKind.REAL);
    }

    @Test
    void aStoreWhoseIsolatedPlaceIsInTheOtherRegionIsNotDrilledAndNobodyKnowsHowLongItTakes() {
        String source = Trial.example("labelmint-production.yaml").source();
        int test = source.indexOf("      test:\n        region: dr\n        point: latest\n        keepFor: 12h");
        Trial trial =
                trial(source.substring(0, test) + source.substring(test).replaceFirst("region: dr", "region: primary"));
        trial.job = new Job(Job.Type.DRILL, new TreeSet<>(List.of("orders-db")));

        Evidence evidence = drilled(trial);

        assertThat(found(evidence, RestoreHistory.TESTED).summary())
                .isEqualTo("The isolated place of orders-db is in us-east-1, and a drill takes place in us-west-2.");
        assertThat(found(evidence, RestoreTests.RECOVERY_TIME).summary())
                .startsWith("Not everything was restored and usable")
                .contains("orders-db");
        assertThat(evidence.operations()).isEmpty();
    }

    private static Finding found(Evidence evidence, String check) {
        return evidence.findings().stream()
                .filter(finding -> finding.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    private static Trial trial(String source) {
        Estate estate = EstateLoader.parse(source, "estate.yaml");
        Trial trial = new Trial(estate, SEED);
        trial.job = Job.of(Job.Type.DRILL);
        return trial;
    }

    private static Evidence drilled(Trial trial) {
        Engine engine = Engine.of(
                        trial.world::client,
                        new Hands(trial.world::client, trial.outside),
                        trial.ledgers,
                        trial.timeline,
                        Lanes.on(trial.timeline),
                        Trial.JSON)
                .reaching(trial.copies);
        JobRun run = new JobRun(engine, trial.estate, RunKind.REAL, "test", "test", (operation, entry) -> {});
        return trial.timeline.join(run.start(trial.job));
    }
}
