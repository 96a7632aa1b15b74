package io.labelmint.dr.review;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.DbInstanceQuota;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.DbSnapshotQuota;
import io.labelmint.dr.observatory.ManualDbSnapshots;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.AccountQuota;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * How long there is room for what grows: snapshots, instances, storage. Growth is a straight line through what the daily runs
 * saw; what is not known of it is said, and what is there now is judged all the same.
 */
final class Capacity {
    /** A quota or a larger storage is not had within days: what is reached sooner is red. */
    private static final Duration SOON = Duration.ofDays(28);

    private static final long GIB = 1L << 30;

    private final Estate estate;
    private final Observatory observatory;
    private final BackupHistory history;
    private final Instant now;

    Capacity(Estate estate, Observatory observatory, BackupHistory history, Instant now) {
        this.estate = estate;
        this.observatory = observatory;
        this.history = history;
        this.now = now;
    }

    /** Room for manual snapshots in {@code region}. */
    Finding snapshots(String region) {
        Look look = new Look(
                "review.snapshot-room",
                region,
                "there is room for the snapshots of four weeks to come",
                Controls.BACKUP);
        Optional<Long> quota = observatory.read(new DbSnapshotQuota(region)).orElseThrow();
        int used = observatory.read(new ManualDbSnapshots(region)).orElseThrow().size();
        if (quota.isEmpty()) {
            return look.failed(
                    "RDS does not say how many manual snapshots it allows in " + region + "; there are " + used + ".",
                    "Compare with the quota \"Manual DB instance snapshots\" in Service Quotas.",
                    Facts.of("used", used));
        }
        SortedMap<Instant, Double> seen = seen("postgres.snapshot-quota", region, "used", 1);
        seen.put(now, (double) used);
        return judge(
                look,
                used + " of " + quota.get() + " manual snapshots in " + region + " are used",
                new Growth(seen),
                quota.get(),
                "Have the quota \"Manual DB instance snapshots\" raised in Service Quotas, or keep snapshots for fewer days.",
                Facts.of("used", used, "limit", quota.get()));
    }

    /** Room for instances in {@code region}: for one more of each database, as a disaster wants them. */
    Finding instances(String region) {
        Look look = new Look(
                "review.instance-room",
                region,
                "every database can be restored beside what there is",
                Controls.CONTINUITY);
        Optional<AccountQuota> quota =
                observatory.read(new DbInstanceQuota(region)).orElseThrow();
        int wanted = estate.databases().size();
        if (quota.isEmpty() || quota.get().max() == null || quota.get().used() == null) {
            return look.failed(
                    "RDS does not say how many instances it allows in " + region + ".",
                    "Compare with the quota \"DB instances\" in Service Quotas.",
                    Facts.of("wanted", wanted));
        }
        long free = quota.get().max() - quota.get().used();
        Facts facts = Facts.of("used", quota.get().used(), "limit", quota.get().max(), "free", free, "wanted", wanted);
        String summary = quota.get().used() + " of " + quota.get().max() + " instances in " + region + " are used";
        return free >= wanted
                ? look.passed(summary + ".", facts)
                : look.failed(
                        summary + "; to restore every database at once, " + wanted + " should be free.",
                        "Have the quota \"DB instances\" raised in Service Quotas, or delete what nobody needs.",
                        facts);
    }

    /** Room for the data of {@code database}. */
    Finding storage(PostgresDatabase database) {
        Look look = new Look(
                "review.storage",
                database.id(),
                "its storage may grow for four weeks to come as it has",
                Controls.CONTINUITY);
        Optional<DBInstance> instance =
                observatory.read(new DbInstances(estate.regions().primary())).orElseThrow().stream()
                        .filter(each -> each.dbInstanceIdentifier().equalsIgnoreCase(database.instance()))
                        .findFirst();
        if (instance.isEmpty()) {
            return look.failed(
                    "There is no instance " + database.instance() + ".",
                    "Correct the instance of " + database.id() + " in the estate file.",
                    Facts.NONE);
        }
        int allocated = instance.get().allocatedStorage();
        Optional<Integer> most = Optional.ofNullable(instance.get().maxAllocatedStorage());
        SortedMap<Instant, Double> seen = seen("postgres.size", database.id(), "sizeBytes", GIB);
        if (seen.isEmpty()) {
            seen.put(now, (double) allocated);
        }
        Facts facts = Facts.of(
                "allocatedGiB", allocated, "mostGiB", most.map(Object::toString).orElse("not set"));
        String summary = allocated + " GiB are allocated to " + database.id() + ", backups have "
                + Math.round(seen.get(seen.lastKey())) + " GiB";
        return judge(
                look,
                summary,
                new Growth(seen),
                Math.max(allocated, most.orElse(allocated)),
                "Raise the storage, or the maximum to which RDS raises it (MaxAllocatedStorage).",
                facts);
    }

    private static Finding judge(Look look, String summary, Growth growth, double limit, String remedy, Facts known) {
        Optional<Double> perDay = growth.perDay();
        Optional<Duration> until = growth.until(limit);
        Facts facts = known.and(Facts.of(
                "perWeek",
                perDay.map(more -> Long.toString(Math.round(more * 7))).orElse("not known"),
                "reachedWithinDays",
                until.map(left -> Long.toString(left.toDays())).orElse(perDay.isPresent() ? "never" : "not known")));
        if (perDay.isEmpty()) {
            return growth.seen().get(growth.seen().lastKey()) > limit
                    ? look.failed(summary + ", which is more than the limit.", remedy, facts)
                    : look.passed(summary + "; how that grows is not known yet.", facts);
        }
        if (until.isEmpty()) {
            return look.passed(summary + ", and it does not grow.", facts);
        }
        String grows = summary + "; as it grows, the limit is reached within " + Ages.words(until.get()) + ".";
        return until.get().compareTo(SOON) < 0 ? look.failed(grows, remedy, facts) : look.passed(grows, facts);
    }

    private SortedMap<Instant, Double> seen(String check, String subject, String fact, double unit) {
        SortedMap<Instant, Double> seen = new TreeMap<>();
        history.findings(check, subject).forEach(found -> {
            String value = found.getValue().facts().get(fact);
            if (value != null) {
                seen.put(found.getKey(), Long.parseLong(value) / unit);
            }
        });
        return seen;
    }
}
