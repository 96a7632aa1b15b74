package io.labelmint.dr.backup;

import io.labelmint.dr.estate.Retention;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long a day's backup is kept. A day has one backup, whatever it is the first or the last of: AWS Backup runs one
 * job per resource at a time, and a snapshot that is also a weekly one need not be taken twice. So it is promoted to the
 * longest retention that applies; the estate's retention grows with rarity.
 */
public enum Tier {
    DAILY,
    WEEKLY,
    MONTHLY;

    /** The tag that names a backup's tier. */
    public static final String TAG = "dr:tier";

    /** The tag with the last day a snapshot is kept; RDS keeps manual snapshots until somebody deletes them. */
    public static final String DELETE_AFTER_TAG = "dr:delete-after";

    /** The tier of the backup of {@code day}. */
    public static Tier of(LocalDate day) {
        if (day.getDayOfMonth() == 1) {
            return MONTHLY;
        }
        return day.getDayOfWeek() == DayOfWeek.SUNDAY ? WEEKLY : DAILY;
    }

    /** The days a backup of this tier is kept. */
    public int days(Retention retention) {
        return switch (this) {
            case DAILY -> retention.dailyDays();
            case WEEKLY -> retention.weeklyDays();
            case MONTHLY -> retention.monthlyDays();
        };
    }

    /** The name of the tier in tags. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The tags of a backup of {@code day}. */
    static SortedMap<String, String> tags(LocalDate day, Retention retention) {
        Tier tier = of(day);
        SortedMap<String, String> tags = new TreeMap<>();
        tags.put(TAG, tier.label());
        tags.put(DELETE_AFTER_TAG, day.plusDays(tier.days(retention)).toString());
        return tags;
    }
}
