package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Key;
import io.labelmint.dr.estate.yaml.Mistakes;
import io.labelmint.dr.estate.yaml.Section;
import java.util.Optional;
import java.util.regex.Pattern;

/** Retention grows with rarity, and the daily job is daily. */
final class RetentionRules {
    private static final Pattern ONCE_A_DAY_OR_MORE = Pattern.compile("\\S+ \\S+ \\* \\* \\*");

    private RetentionRules() {}

    static void check(Section estate, Mistakes mistakes) {
        Section retention = estate.section(EstateKeys.RETENTION);
        grows(retention, PolicyKeys.DAILY, PolicyKeys.WEEKLY, mistakes);
        grows(retention, PolicyKeys.WEEKLY, PolicyKeys.MONTHLY, mistakes);
        Section schedules = estate.section(EstateKeys.SCHEDULES);
        schedules
                .get(PolicyKeys.DAILY_JOB)
                .filter(cron -> !ONCE_A_DAY_OR_MORE.matcher(cron).matches())
                .ifPresent(cron -> mistakes.add(
                        schedules.at(PolicyKeys.DAILY_JOB),
                        "estate.not-daily",
                        "The daily job would not run every day on the schedule \"" + cron + "\".",
                        "Write * in the last three fields, for example \"0 2 * * *\"."));
    }

    private static void grows(Section retention, Key<Integer> oftener, Key<Integer> rarer, Mistakes mistakes) {
        Optional<Integer> shorter = retention.get(oftener);
        Optional<Integer> longer = retention.get(rarer);
        if (shorter.isPresent() && longer.isPresent() && longer.get() < shorter.get()) {
            mistakes.add(
                    retention.at(retention.has(rarer) ? rarer : oftener),
                    "estate.retention-order",
                    rarer.name() + " is " + longer.get() + (retention.has(rarer) ? "" : " by default")
                            + ", less than the " + shorter.get() + " of " + oftener.name()
                            + ", so the rarer backups would go first.",
                    "Write " + rarer.name() + ": " + shorter.get() + " or more.");
        }
    }
}
