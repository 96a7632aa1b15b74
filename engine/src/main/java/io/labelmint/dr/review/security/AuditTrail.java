package io.labelmint.dr.review.security;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.TrailSelectors;
import io.labelmint.dr.observatory.TrailStatus;
import io.labelmint.dr.observatory.Trails;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusResponse;
import software.amazon.awssdk.services.cloudtrail.model.Trail;

/**
 * Does a trail of CloudTrail record, in each region, who changes backups, databases and keys: one that is logging now, logs
 * the management events of AWS Backup, RDS and KMS, validates its files, and delivers them? The trail may be one of all
 * regions, of the organization, or the region's own; one that is in order is enough (AWS CloudTrail User Guide, "Security
 * best practices in AWS CloudTrail"; API Reference, GetTrailStatus and GetEventSelectors).
 */
public final class AuditTrail implements Check {
    private static final List<String> SOURCES =
            List.of("backup.amazonaws.com", "kms.amazonaws.com", "rds.amazonaws.com");

    /** Ours: with a daily backup something is recorded every day, and CloudTrail delivers within minutes. */
    private static final Duration SILENCE = Duration.ofDays(2);

    @Override
    public String id() {
        return "security.audit-trail";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return Stream.of(estate.regions().primary(), estate.regions().dr())
                .map(region -> finding(estate, region, observatory, now))
                .toList();
    }

    private Finding finding(Estate estate, String region, Observatory observatory, Instant now) {
        Tally tally = new Tally(new Look(id(), region, "it can be told who changed a backup", Controls.MONITORING));
        tally.read(observatory.read(new Trails(region)), trails -> {
            tally.fact("trails", trails.size());
            trails.stream()
                    .map(trail -> looked(region, home(estate, trail, region), trail, observatory, now))
                    // The one with the least that is wrong; what is not known is better than what is known to be wrong.
                    .min(Comparator.comparingInt((Looked looked) -> looked.wrong.size())
                            .thenComparingInt(looked -> looked.unknown.size()))
                    .ifPresentOrElse(
                            best -> best.into(tally),
                            () -> tally.wrong(
                                    "No trail of CloudTrail records what happens in " + region + ".",
                                    "Create a trail of all regions that validates its files, in an account of its own if"
                                            + " you can."));
        });
        return tally.finding("CloudTrail records in " + region + " who changes backups, databases and keys.");
    }

    /** A trail, and what is to be said against it. */
    private static final class Looked {
        private final Trail trail;
        private final List<String> wrong = new ArrayList<>();
        private final List<String> remedies = new ArrayList<>();
        private final List<Problem> unknown = new ArrayList<>();

        private Looked(Trail trail) {
            this.trail = trail;
        }

        private void wrong(String summary, String remedy) {
            wrong.add("Trail " + trail.name() + " " + summary);
            remedies.add(remedy);
        }

        private void into(Tally tally) {
            tally.fact("trail", trail.trailARN());
            tally.fact("ofAllRegions", trail.isMultiRegionTrail());
            tally.fact("bucket", trail.s3BucketName());
            for (int i = 0; i < wrong.size(); i++) {
                tally.wrong(wrong.get(i), remedies.get(i));
            }
            unknown.forEach(tally::unknown);
        }
    }

    /**
     * Where selectors are asked for: at the trail's home, where they are set, unless that is a region the product has no
     * business in.
     */
    private static String home(Estate estate, Trail trail, String region) {
        return Stream.of(estate.regions().primary(), estate.regions().dr())
                .filter(own -> own.equals(trail.homeRegion()))
                .findFirst()
                .orElse(region);
    }

    private static Looked looked(String region, String home, Trail trail, Observatory observatory, Instant now) {
        Looked looked = new Looked(trail);
        if (!Boolean.TRUE.equals(trail.logFileValidationEnabled())) {
            looked.wrong(
                    "does not validate its files, so nobody can tell whether they were changed.",
                    "Switch on log file validation.");
        }
        observatory
                .read(new TrailStatus(region, trail.trailARN()))
                .fold(
                        status -> {
                            delivers(looked, region, status, now);
                            return null;
                        },
                        looked.unknown::add);
        observatory
                .read(new TrailSelectors(home, trail.trailARN()))
                .fold(
                        selectors -> {
                            List<String> missing = SOURCES.stream()
                                    .filter(source -> !TrailEvents.logsChanges(selectors, source))
                                    .toList();
                            if (!missing.isEmpty()) {
                                looked.wrong(
                                        "does not log every change made through " + String.join(", ", missing) + ".",
                                        "Have it log all management events, of KMS too.");
                            }
                            return null;
                        },
                        looked.unknown::add);
        return looked;
    }

    private static void delivers(Looked looked, String region, GetTrailStatusResponse status, Instant now) {
        if (!Boolean.TRUE.equals(status.isLogging())) {
            looked.wrong(
                    "is not logging.", "Start it, and find out who stopped it: StopLogging was the last it recorded.");
            return;
        }
        Stream.of(status.latestDeliveryError(), status.latestDigestDeliveryError())
                .filter(error -> error != null && !error.isBlank())
                .distinct()
                .forEach(error -> looked.wrong(
                        "cannot deliver what it records in " + region + ": " + error + ".",
                        "See the policy and the key of its bucket."));
        Instant delivered = status.latestDeliveryTime();
        if (delivered == null || delivered.isBefore(now.minus(SILENCE))) {
            looked.wrong(
                    delivered == null
                            ? "has not delivered anything from " + region + " yet."
                            : "has delivered nothing from " + region + " since " + delivered + ".",
                    "See the policy and the key of its bucket; a new trail delivers within a quarter of an hour.");
        }
    }
}
