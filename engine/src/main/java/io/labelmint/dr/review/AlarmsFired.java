package io.labelmint.dr.review;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.AlarmChange;
import io.labelmint.dr.observatory.AlarmChanges;
import io.labelmint.dr.observatory.Alarms;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/**
 * Which alarms of the estate went off in the week, in each region: how often, for how long, and when last? An alarm is the estate's
 * if it tells a declared topic. Red is one that is in ALARM now, and one that had no data the whole week, because it watches
 * nothing. Whether the alarms worth having are there is asked by {@code alarms.present}.
 */
public final class AlarmsFired implements Check {
    /** As many as anybody reads; the number of all is told. */
    private static final int TOLD = 10;

    @Override
    public String id() {
        return "alerts.history";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return Stream.of(estate.regions().primary(), estate.regions().dr())
                .map(region -> finding(estate, region, observatory, now))
                .toList();
    }

    private Finding finding(Estate estate, String region, Observatory observatory, Instant now) {
        Tally tally = new Tally(new Look(id(), region, "what went off is known, and over", Controls.MONITORING));
        Set<String> topics = new TreeSet<>();
        estate.notifications().drTopic().ifPresent(topics::add);
        estate.notifications().primaryTopic().ifPresent(topics::add);
        if (topics.isEmpty()) {
            tally.unknown(Problem.of(
                    "alerts.no-topic",
                    "The estate file declares no topic, so nobody can say which alarms are the estate's.",
                    "Declare notifications.drTopic and notifications.primaryTopic."));
            return tally.finding("");
        }
        Instant since = now.truncatedTo(ChronoUnit.MINUTES).minus(BackupTimes.WEEK);
        String[] well = {""};
        tally.read(
                observatory.read(new Alarms(region)),
                all -> tally.read(observatory.read(new AlarmChanges(region, since)), told -> {
                    List<Firing> own = all.stream()
                            .filter(alarm -> alarm.alarmActions().stream().anyMatch(topics::contains))
                            .map(alarm -> new Firing(alarm, of(alarm, told.changes()), since, now))
                            .toList();
                    judge(tally, own, told.whole());
                    well[0] = words(own, region);
                }));
        return tally.finding(well[0]);
    }

    private static List<AlarmChange> of(MetricAlarm alarm, List<AlarmChange> changes) {
        return changes.stream()
                .filter(change -> change.alarm().equals(alarm.alarmName()))
                .sorted(Comparator.comparing(AlarmChange::at))
                .toList();
    }

    private static void judge(Tally tally, List<Firing> own, boolean whole) {
        List<Firing> fired = fired(own);
        tally.fact("alarms", own.size());
        tally.fact("wentOff", fired.size());
        if (!whole) {
            tally.fact("historyCut", "only the newest changes were read");
        }
        fired.stream().limit(TOLD).forEach(each -> tally.fact(each.name(), each.words()));
        List<String> now = own.stream().filter(Firing::isOn).map(Firing::name).toList();
        List<String> blind =
                own.stream().filter(Firing::isBlind).map(Firing::name).toList();
        if (!now.isEmpty()) {
            tally.wrong(
                    named(now, "in ALARM now") + ".",
                    "See what each watches, and mend it, or the threshold where it is wrong.");
        }
        if (!blind.isEmpty()) {
            tally.wrong(
                    named(blind, "without data for the whole week") + ".",
                    "Correct what it watches: a metric nobody publishes never goes off.");
        }
    }

    private static List<Firing> fired(List<Firing> own) {
        return own.stream()
                .filter(each -> each.times() > 0)
                .sorted(Comparator.comparing(Firing::inAll).reversed().thenComparing(Firing::name))
                .toList();
    }

    private static String words(List<Firing> own, String region) {
        List<Firing> fired = fired(own);
        if (fired.isEmpty()) {
            return "None of the " + own.size() + " alarms in " + region + " went off in the week.";
        }
        return fired.size() + " of " + own.size() + " alarms in " + region
                + " went off in the week, and are over; the longest "
                + fired.get(0).name() + ": " + fired.get(0).words() + ".";
    }

    /** Some names, of many the first. */
    private static String named(List<String> names, String how) {
        String first = names.stream().limit(TOLD).collect(Collectors.joining(", "));
        return names.size() + (names.size() == 1 ? " alarm is " : " alarms are ") + how + ": " + first
                + (names.size() > TOLD ? " and " + (names.size() - TOLD) + " more" : "");
    }
}
