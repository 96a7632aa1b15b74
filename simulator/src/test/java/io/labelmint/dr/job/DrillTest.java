package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.coverage.RestoreHistory;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.run.Detachment;
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
import software.amazon.awssdk.services.s3.S3Client;

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
        Finding time = found(evidence, Drill.RECOVERY_TIME);
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
        assertThat(found(evidence, Drill.RECOVERY_TIME).summary())
                .startsWith("Not everything was restored and usable")
                .contains("orders-db");
        assertThat(evidence.operations()).isEmpty();
    }

    @Test
    void itSaysWhatItsCopiesCostAtMostBeforeTheFirstOfThemIsThere() {
        Trial trial = trial(Trial.example("labelmint-production.yaml").source());

        Finding budget = found(drilled(trial), DrillQuote.CHECK);

        // 12 hours at 0.129 USD and three shards, each one node, 6 hours at 0.206 USD each; buckets are not paid for by
        // the hour.
        assertThat(budget.summary())
                .isEqualTo(
                        "The copies of this drill cost at most 8.19 USD, without storage, requests and tasks that ask them."
                                + " The budget is 10 USD.");
        assertThat(budget.facts())
                .containsEntry("atMost", "8.19 USD")
                .containsEntry("budget", "10 USD")
                .containsEntry("copy.orders-db", "1 db.t4g.large for at most 12h, 1.55 USD")
                .containsEntry("copy.billing-db", "1 db.r6g.large for at most 24h, 5.40 USD")
                .containsEntry("copy.sessions", "1 cache.r6g.large for at most 6h, 1.24 USD")
                .containsEntry("copy.assets", "nothing by the hour");
    }

    @Test
    void whatItWouldCostIsSaidWithoutBeginningIt() {
        Trial trial = trial(Trial.example("labelmint-production.yaml").source());
        JobPlans plans = new JobPlans(engine(trial), trial.estate);

        Finding asked = trial.timeline.join(plans.budget(trial.job)).orElseThrow();

        assertThat(trial.ledgers.operations()).isEmpty();
        Finding found = found(drilled(trial), DrillQuote.CHECK);
        assertThat(asked).isEqualTo(found);
        assertThat(trial.timeline.join(plans.budget(Job.of(Job.Type.RESTORE_TEST))))
                .as("a restore test has no budget")
                .isEmpty();
    }

    @Test
    void aDrillThatCouldCostMoreThanTheBudgetIsNotBegun() {
        Trial trial = trial(with("  drill: 10 USD", "  drill: 8.18 USD"));
        int before = trial.world.calls().size();

        Evidence evidence = drilled(trial);

        Finding budget = found(evidence, DrillQuote.CHECK);
        assertThat(budget.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(budget.summary())
                .endsWith(" That is 0.01 USD above the budget of 8.18 USD, so nothing is restored.");
        assertThat(budget.remedy().orElseThrow()).contains("keepFor", "budget.drill");
        assertNothingWasRestored(trial, before, evidence);
    }

    @Test
    void aDrillWhoseCopiesHaveNoPriceIsNotBegunWhereThereIsABudget() {
        String priced = "  - { of: cache.r6g.large, hour: 0.206 USD }\n";
        Trial trial = trial(with(priced, ""));
        int before = trial.world.calls().size();

        Evidence evidence = drilled(trial);

        Finding budget = found(evidence, DrillQuote.CHECK);
        assertThat(budget.verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(budget.summary())
                .isEqualTo("Nobody knows what this drill costs, because the estate has no price of cache.r6g.large."
                        + " The budget is 10 USD, so nothing is restored.");
        assertThat(budget.remedy().orElseThrow()).contains("cache.r6g.large", "prices");
        assertNothingWasRestored(trial, before, evidence);

        // The same drill, of what has a price, goes on.
        trial.job = new Job(Job.Type.DRILL, new TreeSet<>(List.of("orders-db")));
        assertThat(found(drilled(trial), RestoreHistory.TESTED).green()).isTrue();
    }

    @Test
    void aBudgetInAnotherCurrencyThanThePricesIsHeldAgainstNothing() {
        Trial trial = trial(with("  drill: 10 USD", "  drill: 10 EUR"));
        int before = trial.world.calls().size();

        Evidence evidence = drilled(trial);

        assertThat(found(evidence, DrillQuote.CHECK).summary())
                .endsWith(" The budget is 10 EUR, and cannot be held against USD, so nothing is restored.");
        assertNothingWasRestored(trial, before, evidence);
    }

    @Test
    void withoutABudgetADrillWithoutPricesSaysThatNobodyKnowsWhatItCosts() {
        Trial trial = trial(with("  drill: 10 USD\n", "").replace("  - { of: db.t4g.large, hour: 0.129 USD }\n", ""));
        trial.job = new Job(Job.Type.DRILL, new TreeSet<>(List.of("orders-db")));

        Evidence evidence = drilled(trial);

        assertThat(found(evidence, DrillQuote.CHECK).summary())
                .isEqualTo("Nobody knows what this drill costs, because the estate has no price of db.t4g.large."
                        + " There is no budget of drills.");
        assertThat(evidence.findings()).allMatch(Finding::green);
    }

    @Test
    void aStoreThatCannotBeRestoredIsLeftOutAndTheOthersAreDrilled() {
        Trial trial = trial(Trial.example("labelmint-production.yaml").source());
        S3Client s3 = trial.world.client(S3Client.class, WEST);
        String bucket = "labelmint-production-redis-dr";
        s3.listObjectsV2(request -> request.bucket(bucket))
                .contents()
                .forEach(file ->
                        s3.deleteObject(request -> request.bucket(bucket).key(file.key())));

        Evidence evidence = drilled(trial);

        assertThat(found(evidence, DrillQuote.CHECK).facts())
                .containsEntry("atMost", "6.95 USD")
                .containsEntry("leftOut", "sessions");
        assertThat(evidence.findings())
                .filteredOn(finding -> finding.check().equals(RestoreHistory.TESTED) && !finding.green())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.subject()).isEqualTo("sessions");
                    assertThat(finding.summary()).contains("file");
                });
    }

    @Test
    void whereverItIsKilledWhatItsCopiesCostIsSaidOnceAndOneCopyIsMade() {
        int boundary = 0;
        for (boolean died = true; died; boundary++) {
            Trial trial = trial(Trial.example("labelmint-production.yaml").source());
            trial.job = new Job(Job.Type.DRILL, new TreeSet<>(List.of("orders-db")));
            Optional<Evidence> first = trial.process(boundary);
            died = first.isEmpty();

            Evidence evidence = first.orElseGet(() -> trial.process(-1).orElseThrow());

            String how = "killed at boundary " + boundary;
            assertThat(evidence.findings()).as(how).allMatch(Finding::green);
            assertThat(evidence.findings())
                    .as(how)
                    .filteredOn(finding -> finding.check().equals(DrillQuote.CHECK))
                    .singleElement()
                    .satisfies(finding -> assertThat(finding.facts()).containsEntry("atMost", "1.55 USD"));
            assertThat(trial.doneTwice()).as(how).isEmpty();
        }
        assertThat(boundary).isGreaterThan(20);
    }

    @Test
    void whenItIsLetGoOfItIsFinishedLaterAndNothingOfItIsJudged() {
        for (int minutes = 0; minutes <= 36; minutes += 3) {
            Trial trial = trial(Trial.example("labelmint-production.yaml").source());
            OperationId run = trial.job.operation(trial.estate, trial.timeline.now());
            Detachment detachment = new Detachment();
            var running = jobRun(trial, detachment).start(trial.job, run);
            trial.timeline.runUntil(trial.timeline.now().plus(Duration.ofMinutes(minutes)));
            String how = "let go of after " + minutes + " min";
            if (running.isDone()) {
                assertThat(minutes).as("the drill takes longer").isGreaterThan(30);
                break;
            }

            detachment.request("aborted by admin");
            assertThatThrownBy(() -> trial.timeline.join(running))
                    .as(how)
                    .hasMessageContaining("It was left open (aborted by admin)");
            trial.pass(Duration.ofMinutes(20));
            Evidence evidence =
                    trial.timeline.join(jobRun(trial, new Detachment()).start(trial.job, run));

            assertThat(evidence.findings()).as(how).allMatch(Finding::green);
            assertThat(evidence.green()).as(how).isTrue();
            assertThat(trial.doneTwice()).as(how).isEmpty();
            trial.pass(Duration.ofHours(1));
            assertThat(trial.world.inventory()).as(how).noneMatch(line -> line.contains(Restores.TEST_PREFIX));
        }
    }

    private static void assertNothingWasRestored(Trial trial, int before, Evidence evidence) {
        assertThat(trial.world.calls().stream().skip(before))
                .extracting(Call::operation)
                .filteredOn(operation -> operation.matches("(Restore|Create|Start|Copy|Put).*"))
                .as("what was measured is published, and nothing is restored")
                .isSubsetOf("PutMetricData");
        assertThat(evidence.findings()).extracting(Finding::check).doesNotContain(RestoreHistory.TESTED);
        assertThat(evidence.green()).isFalse();
    }

    private static String with(String old, String replacement) {
        String source = Trial.example("labelmint-production.yaml").source();
        assertThat(source).contains(old);
        return source.replace(old, replacement);
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
        return trial.timeline.join(jobRun(trial, new Detachment()).start(trial.job));
    }

    private static JobRun jobRun(Trial trial, Detachment detachment) {
        return new JobRun(
                engine(trial), trial.estate, RunKind.REAL, "test", "test", detachment, (operation, entry) -> {});
    }

    private static Engine engine(Trial trial) {
        return Engine.of(
                        trial.world::client,
                        new Hands(trial.world::client, trial.outside),
                        trial.ledgers,
                        trial.timeline,
                        Lanes.on(trial.timeline),
                        Trial.JSON)
                .reaching(trial.copies);
    }
}
