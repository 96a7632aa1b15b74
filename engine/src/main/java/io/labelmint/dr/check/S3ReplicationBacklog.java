package io.labelmint.dr.check;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.Metrics;
import io.labelmint.dr.observatory.Metrics.Metric;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import software.amazon.awssdk.services.s3.model.ReplicationRule;

/**
 * Does the replication of each bucket keep up, and does none of its objects fail to replicate?
 *
 * <p>The metrics are those of a rule, in {@code AWS/S3} with SourceBucket, DestinationBucket and RuleId. Latency and
 * pending bytes and operations are published in the destination's region, also while nothing is replicated; failed
 * operations in the source's region, and only when there are any (S3 User Guide, "Using S3 Replication metrics"). So the
 * lag is readable when the primary region is lost, and silence of the first is unknown, of the second is none.
 */
public final class S3ReplicationBacklog implements Check {
    static final String NAMESPACE = "AWS/S3";
    static final String LATENCY = "ReplicationLatency";
    static final String FAILED = "OperationsFailedReplication";

    /** What Replication Time Control promises for 99.99 % of objects (S3 User Guide, "Using S3 RTC"). */
    private static final Duration TIME_CONTROL = Duration.ofMinutes(15);

    /** The metrics come every minute, "on a best-effort basis"; half an hour bridges missing ones. */
    private static final Duration SPAN = Duration.ofMinutes(30);

    private static final Duration MINUTES = Duration.ofMinutes(5);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    @Override
    public String id() {
        return "s3.replication-backlog";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        Map<Bucket, Assessment> assessments = new LinkedHashMap<>();
        Map<Bucket, ReplicationRule> rules = new LinkedHashMap<>();
        for (Bucket bucket : estate.buckets()) {
            bucket.replica().ifPresent(replica -> {
                String objective = "RPO " + Ages.words(bucket.objectives().rpo());
                Assessment assessment = new Assessment(new Look(id(), bucket.id(), objective, Controls.OFFSITE));
                assessments.put(bucket, assessment);
                assessment.of(
                        ReplicationRules.read(estate, bucket, observatory),
                        configured -> ReplicationRules.into(replica, configured)
                                .ifPresentOrElse(rule -> rules.put(bucket, rule), () -> noRule(assessment, bucket)));
            });
        }
        judge(estate, observatory, now, assessments, rules);
        List<Finding> findings = new ArrayList<>();
        assessments.forEach((bucket, assessment) -> findings.add(assessment.conclude("Replication of " + bucket.bucket()
                + " lags less than " + Ages.words(limit(bucket)) + ", and no object failed in a day.")));
        return findings;
    }

    private static void noRule(Assessment assessment, Bucket bucket) {
        assessment.wrong(
                "Bucket " + bucket.bucket() + " does not replicate, so its backlog is everything.",
                "Create the replication rule, see s3.replication.");
    }

    /** Asks for all buckets at once: one request in each region, however many buckets there are. */
    private static void judge(
            Estate estate,
            Observatory observatory,
            Instant now,
            Map<Bucket, Assessment> assessments,
            Map<Bucket, ReplicationRule> rules) {
        if (rules.isEmpty()) {
            return;
        }
        List<Metric> lag = new ArrayList<>();
        List<Metric> failed = new ArrayList<>();
        rules.forEach((bucket, rule) -> {
            lag.add(latency(bucket, rule));
            lag.add(metric("BytesPendingReplication", bucket, rule, "Maximum"));
            lag.add(metric("OperationsPendingReplication", bucket, rule, "Maximum"));
            failed.add(failures(bucket, rule));
        });
        Reading<Map<Metric, SortedMap<Instant, Double>>> recent =
                observatory.read(Metrics.last(SPAN, estate.regions().dr(), lag, MINUTES, now));
        Reading<Map<Metric, SortedMap<Instant, Double>>> aDay =
                observatory.read(Metrics.last(DAY, estate.regions().primary(), failed, HOUR, now));
        rules.forEach((bucket, rule) -> {
            Assessment assessment = assessments.get(bucket);
            assessment.fact("rule", rule.id());
            assessment.of(recent, series -> lag(assessment, bucket, rule, series));
            assessment.of(aDay, series -> failures(assessment, bucket, series.get(failures(bucket, rule))));
        });
    }

    private static void lag(
            Assessment assessment,
            Bucket bucket,
            ReplicationRule rule,
            Map<Metric, SortedMap<Instant, Double>> series) {
        series.forEach((metric, points) -> {
            if (bucket.bucket().equals(metric.dimensions().get("SourceBucket"))) {
                last(points).ifPresent(value -> assessment.fact(metric.name(), value.longValue()));
            }
        });
        Duration limit = limit(bucket);
        assessment.fact("limitSeconds", limit.toSeconds());
        Optional<Double> latency = last(series.get(latency(bucket, rule)));
        if (latency.isEmpty()) {
            assessment.unknown(Problem.of(
                    "s3.lag-unknown",
                    "CloudWatch has no " + LATENCY + " of " + bucket.bucket() + " in the last " + Ages.words(SPAN)
                            + ".",
                    "See that the rule publishes metrics; they begin 15 min after they are switched on."));
            return;
        }
        if (latency.get() > limit.toSeconds()) {
            assessment.wrong(
                    "Replication of " + bucket.bucket() + " is "
                            + Ages.words(Duration.ofSeconds(latency.get().longValue())) + " behind, and may be "
                            + Ages.words(limit) + ".",
                    "See in the bucket's metrics whether it catches up; if not, see AWS Health and the replication"
                            + " quotas of S3 in Service Quotas.");
        }
    }

    private static void failures(Assessment assessment, Bucket bucket, SortedMap<Instant, Double> points) {
        double failed =
                points.values().stream().mapToDouble(Double::doubleValue).sum();
        assessment.fact("failedInADay", (long) failed);
        if (failed > 0) {
            assessment.wrong(
                    (long) failed + " operations of " + bucket.bucket() + " failed to replicate within a day.",
                    "Find the objects (replication status FAILED), see that the role may write and use the keys of"
                            + " both regions, and run S3 Batch Replication: S3 does not try them again by itself.");
        }
    }

    private static Duration limit(Bucket bucket) {
        return bucket.replicationTimeControl()
                ? TIME_CONTROL
                : bucket.objectives().rpo();
    }

    private static Optional<Double> last(SortedMap<Instant, Double> points) {
        return points.isEmpty() ? Optional.empty() : Optional.of(points.get(points.lastKey()));
    }

    static Metric latency(Bucket bucket, ReplicationRule rule) {
        return metric(LATENCY, bucket, rule, "Maximum");
    }

    static Metric failures(Bucket bucket, ReplicationRule rule) {
        return metric(FAILED, bucket, rule, "Sum");
    }

    static Metric metric(String name, Bucket bucket, ReplicationRule rule, String statistic) {
        return Metric.of(
                NAMESPACE,
                name,
                Map.of(
                        "SourceBucket", bucket.bucket(),
                        "DestinationBucket", bucket.replica().orElseThrow(),
                        "RuleId", rule.id()),
                statistic);
    }
}
