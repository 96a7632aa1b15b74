package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.simulator.core.Call;
import io.labelmint.dr.simulator.core.Fault;
import io.labelmint.dr.simulator.core.Outage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** What runs publish to simulated CloudWatch, and that it does no harm when CloudWatch does not take it. */
class RunMetricsTest {
    private static final long SEED = 61;
    private static final String EAST = "us-east-1";
    private static final String WEST = "us-west-2";
    private static final String ORDERS = "orders-db";

    private final Trial trial = new Trial(estate("DisasterRecovery"), SEED);

    @Test
    void aDailyRunPublishesWhatItMeasuredOnceInEachRegion() {
        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(published(evidence)).extracting(Finding::green).containsExactly(true, true);
        assertThat(calls()).extracting(Call::region).containsExactlyInAnyOrder(WEST, EAST);
        Finding age = finding(evidence, "postgres.recovery-point", ORDERS);
        long red = evidence.findings().stream()
                .filter(each -> !each.green() && each.subject().equals(ORDERS))
                .count();
        for (String region : List.of(EAST, WEST)) {
            assertThat(value(region, "RecoveryPointAge", ORDERS))
                    .contains(Double.valueOf(age.facts().get("ageSeconds")));
            assertThat(value(region, "RegionLossRecoveryPointAge", ORDERS)).isPresent();
            assertThat(value(region, "RecoveryPointAge", "sessions")).isPresent();
            assertThat(value(region, "RedChecks", ORDERS)).contains((double) red);
            assertThat(value(region, "RedChecks", null).orElseThrow()).isGreaterThanOrEqualTo((double) red);
            assertThat(value(region, "RecoveryTime", ORDERS))
                    .as("nothing was restored")
                    .isEmpty();
        }
    }

    @Test
    void withoutANamespaceNothingIsCalled() {
        Trial silent = new Trial(Trial.example("minimal.yaml"), SEED);
        assertThat(published(silent.fresh(Job.of(Job.Type.CHECK)))).isEmpty();
        assertThat(silent.world.calls()).noneMatch(call -> call.operation().equals("PutMetricData"));
    }

    @Test
    void aReviewPublishesTheScoreAndALookAtReadinessNothing() {
        Evidence review = trial.fresh(Job.of(Job.Type.REVIEW));
        assertThat(value(WEST, "HealthScore", null))
                .contains(Double.valueOf(finding(review, "review.health-score", trial.estate.name())
                        .facts()
                        .get("score")));
        trial.pass(Duration.ofMinutes(2));

        int before = trial.world.calls().size();
        assertThat(published(trial.fresh(Job.of(Job.Type.READINESS)))).isEmpty();
        assertThat(trial.world.calls().stream().skip(before))
                .noneMatch(call -> call.operation().equals("PutMetricData"));
    }

    @Test
    void aLostAnswerAndAThrottleSayNothingNewAndAreNotRed() {
        trial.world.faults().nth(WEST, "monitoring", "PutMetricData", 1, Fault.LOST_RESPONSE);
        trial.world.faults().nth(EAST, "monitoring", "PutMetricData", 1, Fault.THROTTLE);
        Evidence evidence = trial.fresh(Job.of(Job.Type.CHECK));

        assertThat(published(evidence)).extracting(Finding::green).containsExactly(true, true);
        List<Call> west =
                calls().stream().filter(call -> call.region().equals(WEST)).toList();
        assertThat(west).hasSize(2);
        assertThat(west.get(1).params())
                .as("the same moment and values")
                .isEqualTo(west.get(0).params());
        assertThat(value(WEST, "RecoveryPointAge", ORDERS))
                .as("the average of twice the same")
                .isEqualTo(value(EAST, "RecoveryPointAge", ORDERS))
                .isPresent();
    }

    @Test
    void aRegionThatTakesNoneIsRedAndTheOtherHasTheMetrics() {
        trial.world.faults().service(EAST, "monitoring", Outage.DOWN);
        Evidence evidence = trial.fresh(Job.of(Job.Type.CHECK));

        assertThat(finding(evidence, "metrics.published", EAST).verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(finding(evidence, "metrics.published", WEST).green()).isTrue();
        assertThat(value(WEST, "RecoveryPointAge", ORDERS)).isPresent();
        assertThat(evidence.green()).isFalse();
        assertThat(OpenOperations.of(trial.ledgers, trial.timeline.now())).isEmpty();
    }

    @Test
    void whenThePrimaryRegionHangsTheDrRegionHasTheMetricsWithinTheBudget() {
        trial.world.faults().region(EAST, Outage.HANGING);
        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(finding(evidence, "notice.delivered", "notice/dr").green()).isTrue();
        assertThat(finding(evidence, "metrics.published", WEST).green()).isTrue();
        assertThat(finding(evidence, "metrics.published", EAST).green()).isFalse();
        assertThat(value(WEST, "RegionLossRecoveryPointAge", ORDERS)).isPresent();
        assertThat(value(WEST, "RecoveryPointAge", ORDERS))
                .as("nobody knows, so nothing is said")
                .isEmpty();
        Instant published = trial.ledgers.read(evidence.run()).orElseThrow().end();
        Instant told = trial.ledgers.operations().stream()
                .filter(id -> id.value().startsWith("metrics-"))
                .map(id -> trial.ledgers.read(id).orElseThrow().begin())
                .findFirst()
                .orElseThrow();
        assertThat(Duration.between(told, published)).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void aRestoreTestPublishesHowLongItTook() {
        trial.fresh(Job.of(Job.Type.BACKUP));
        trial.pass(Duration.ofHours(1));
        Evidence evidence = trial.fresh(Job.of(Job.Type.RESTORE_TEST));

        Optional<Double> longest = evidence.findings().stream()
                .filter(each -> each.subject().equals(ORDERS))
                .flatMap(each -> Optional.ofNullable(each.facts().get("recoverySeconds")).stream())
                .map(Double::valueOf)
                .max(Double::compare);
        assertThat(value(WEST, "RecoveryTime", ORDERS)).isEqualTo(longest);
        assertThat(value(WEST, "RedChecks", null).orElseThrow())
                .as("a restore test does not say what a watch would find: that of the backup stays")
                .isPositive();
    }

    @Test
    void aRunThatIsKilledAnywherePublishesTheSameMomentAtMostTwice() {
        trial.job = Job.of(Job.Type.CHECK);
        int boundary = 0;
        Optional<Evidence> evidence = trial.process(boundary);
        while (evidence.isEmpty()) {
            evidence = trial.process(++boundary);
        }
        assertThat(boundary).isPositive();
        for (String region : List.of(EAST, WEST)) {
            List<Call> calls = calls().stream()
                    .filter(call -> call.region().equals(region))
                    .toList();
            assertThat(calls).hasSizeBetween(1, 2);
            assertThat(calls).extracting(Call::params).allMatch(calls.get(0).params()::equals);
        }
        assertThat(published(evidence.get())).hasSize(2).allMatch(Finding::green);
    }

    @Test
    void aFailoverPublishesItsTimeInTheDrRegionAndMindsNotThatTheLostOneTookNothing() {
        Estate small = EstateLoader.parse(
                FailoverTrial.small().source() + "\nmonitoring: { metricsNamespace: DisasterRecovery }\n",
                "small.yaml");
        FailoverTrial failover = new FailoverTrial(small, SEED).lost(Duration.ofMinutes(3));
        Evidence evidence = failover.run(failover.prepare(true));

        assertThat(finding(evidence, "metrics.published", EAST).green()).isTrue();
        assertThat(finding(evidence, "metrics.published", EAST).summary()).contains("does not matter to a move");
        assertThat(value(failover.trial, WEST, "RecoveryTime", null))
                .contains(Double.valueOf(finding(evidence, "failover.recovery-time", small.name())
                        .facts()
                        .get("recoverySeconds")));
    }

    private List<Call> calls() {
        return trial.world.calls().stream()
                .filter(call -> call.operation().equals("PutMetricData"))
                .toList();
    }

    /** The average of a metric since the trial began, of a store or of the whole estate; empty if there is none. */
    private Optional<Double> value(String region, String metric, String store) {
        return value(trial, region, metric, store);
    }

    private static Optional<Double> value(Trial trial, String region, String metric, String store) {
        List<Dimension> dimensions = new ArrayList<>(List.of(dimension("Estate", trial.estate.name())));
        if (store != null) {
            dimensions.add(dimension("Store", store));
        }
        trial.world.faults().region(region, Outage.NONE);
        Instant now = trial.timeline.now();
        return trial
                .world
                .client(CloudWatchClient.class, region)
                .getMetricStatistics(request -> request.namespace("DisasterRecovery")
                        .metricName(metric)
                        .dimensions(dimensions)
                        .startTime(now.minus(Duration.ofHours(6)))
                        .endTime(now.plusSeconds(60))
                        .period(86_400)
                        .statistics(Statistic.AVERAGE))
                .datapoints()
                .stream()
                .map(Datapoint::average)
                .findFirst();
    }

    private static Dimension dimension(String name, String value) {
        return Dimension.builder().name(name).value(value).build();
    }

    private static List<Finding> published(Evidence evidence) {
        return evidence.findings().stream()
                .filter(finding -> finding.check().equals("metrics.published"))
                .toList();
    }

    private static Finding finding(Evidence evidence, String check, String subject) {
        return evidence.findings().stream()
                .filter(finding ->
                        finding.check().equals(check) && finding.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }

    private static Estate estate(String namespace) {
        try {
            Path minimal = Path.of(System.getProperty("dr.root"), "examples", "minimal.yaml");
            return EstateLoader.parse(
                    Files.readString(minimal) + "\nmonitoring: { metricsNamespace: " + namespace + " }\n"
                            + "notifications: { drTopic: \"arn:aws:sns:us-west-2:123456789012:acme-production-dr\" }\n",
                    "minimal.yaml");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
