package io.labelmint.dr.review.cost;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Bucket;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.Observatory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/**
 * Where the lifecycle of a bucket and of its replica moves objects and versions, and whether that saves what it should. Rules are
 * looked at one by one; what two of them do to one object together is not.
 */
final class BucketClasses {
    /** Days S3 bills at least (S3 User Guide, "Understanding and managing Amazon S3 storage classes", minimum storage duration). */
    private static final Map<String, Integer> LEAST_DAYS = Map.of(
            "STANDARD_IA", 30,
            "ONEZONE_IA", 30,
            "GLACIER_IR", 90,
            "GLACIER", 90,
            "DEEP_ARCHIVE", 180);

    private final Estate estate;
    private final Bucket bucket;
    private final List<String> saves = new ArrayList<>();

    /**
     * A class objects are moved to.
     *
     * @param day after how many days
     * @param storageClass as S3 spells it
     */
    private record Stage(int day, String storageClass) {}

    BucketClasses(Estate estate, Bucket bucket) {
        this.estate = estate;
        this.bucket = bucket;
    }

    Finding find(Look look, Observatory observatory) {
        Tally tally = new Tally(look);
        Map<String, String> sides = new LinkedHashMap<>();
        sides.put(estate.regions().primary(), bucket.bucket());
        bucket.replica().ifPresent(replica -> sides.put(estate.regions().dr(), replica));
        sides.forEach((region, name) -> tally.read(
                observatory.read(new BucketSetting<>(region, name, BucketSetting.LIFECYCLE)),
                rules -> side(
                        tally,
                        region,
                        name,
                        rules.orElse(List.of()).stream()
                                .filter(rule -> rule.status() == ExpirationStatus.ENABLED)
                                .toList())));
        return tally.finding(
                saves.isEmpty()
                        ? "The lifecycle of " + bucket.bucket() + " moves or deletes versions on every side."
                        : String.join(" ", saves));
    }

    private void side(Tally tally, String region, String name, List<LifecycleRule> rules) {
        List<Stage> current = rules.stream()
                .flatMap(rule -> current(rule).stream())
                .sorted(Comparator.comparingInt(Stage::day))
                .toList();
        List<Stage> old = rules.stream()
                .flatMap(rule -> noncurrent(rule).stream())
                .sorted(Comparator.comparingInt(Stage::day))
                .toList();
        boolean deletes = rules.stream().anyMatch(rule -> noncurrentEnd(rule).isPresent());
        tally.fact("objects." + region, words(current));
        tally.fact("versions." + region, words(old));
        tally.fact("versionsAreDeleted." + region, deletes);
        for (LifecycleRule rule : rules) {
            Optional<Integer> end = Optional.ofNullable(rule.expiration()).map(expiration -> expiration.days());
            early(tally, name, rule, current(rule), end);
            early(tally, name, rule, noncurrent(rule), noncurrentEnd(rule));
        }
        if (old.isEmpty() && !deletes) {
            saves.add("Overwritten and deleted versions in " + name
                    + " cost as much as objects until somebody deletes them:"
                    + " a rule could move them to a cheaper class, which is billed for at least 30 days (STANDARD_IA), 90"
                    + " (GLACIER_IR, GLACIER) or 180 (DEEP_ARCHIVE), or end them after retention.dailyDays ("
                    + estate.retention().dailyDays() + ").");
        }
    }

    /** What leaves a class before its minimum is billed for all of it. */
    private static void early(Tally tally, String name, LifecycleRule rule, List<Stage> stages, Optional<Integer> end) {
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            Optional<Integer> until =
                    i + 1 < stages.size() ? Optional.of(stages.get(i + 1).day()) : end;
            int least = LEAST_DAYS.getOrDefault(stage.storageClass(), 0);
            until.map(day -> day - stage.day())
                    .filter(days -> days < least)
                    .ifPresent(days -> tally.wrong(
                            "Rule " + rule.id() + " of " + name + " keeps objects in " + stage.storageClass() + " for "
                                    + days + " days, and S3 bills at least " + least + ".",
                            "Move them there " + (least - days) + " days earlier, keep them longer, or leave that class"
                                    + " out."));
        }
    }

    private static List<Stage> current(LifecycleRule rule) {
        return rule.transitions().stream()
                .filter(transition -> transition.days() != null)
                .map(transition -> new Stage(transition.days(), transition.storageClassAsString()))
                .sorted(Comparator.comparingInt(Stage::day))
                .toList();
    }

    private static List<Stage> noncurrent(LifecycleRule rule) {
        return rule.noncurrentVersionTransitions().stream()
                .filter(transition -> transition.noncurrentDays() != null)
                .map(transition -> new Stage(transition.noncurrentDays(), transition.storageClassAsString()))
                .sorted(Comparator.comparingInt(Stage::day))
                .toList();
    }

    private static Optional<Integer> noncurrentEnd(LifecycleRule rule) {
        return Optional.ofNullable(rule.noncurrentVersionExpiration()).map(expiration -> expiration.noncurrentDays());
    }

    private static String words(List<Stage> stages) {
        return stages.isEmpty()
                ? "stay in their class"
                : String.join(
                        ", ",
                        stages.stream()
                                .map(stage -> stage.storageClass() + " after " + stage.day() + " days")
                                .toList());
    }
}
