package io.labelmint.dr.check;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.observatory.Alarms;
import io.labelmint.dr.observatory.Observatory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;

/**
 * Are the alarms worth having there, where their metrics are, switched on, and does each tell a declared topic? An alarm
 * that tells nobody is as good as none, and one on what runs publish has to tell when they no longer do. All alarms of a region are listed once for all stores.
 */
public final class AlarmsPresent implements Check {
    @Override
    public String id() {
        return "alarms.present";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        return estate.stores().stream()
                .map(store -> finding(estate, store, observatory))
                .toList();
    }

    private Finding finding(Estate estate, Store store, Observatory observatory) {
        Assessment assessment =
                new Assessment(new Look(id(), store.id(), "failures are told before they matter", Controls.MONITORING));
        Set<String> topics = new TreeSet<>();
        estate.notifications().drTopic().ifPresent(topics::add);
        estate.notifications().primaryTopic().ifPresent(topics::add);
        List<WantedAlarms.Wanted> wanted = WantedAlarms.of(estate, store, observatory, assessment);
        List<String> missing = new ArrayList<>();
        List<String> mute = new ArrayList<>();
        List<String> content = new ArrayList<>();
        for (WantedAlarms.Wanted alarm : wanted) {
            assessment.of(observatory.read(new Alarms(alarm.region())), all -> {
                List<MetricAlarm> found = all.stream()
                        .filter(candidate -> watches(candidate, alarm))
                        .toList();
                if (found.isEmpty()) {
                    missing.add(alarm.toString());
                } else if (found.stream().noneMatch(candidate -> tells(candidate, topics))) {
                    mute.add(found.get(0).alarmName() + " (" + alarm + ")");
                } else if (alarm.silence() && found.stream().noneMatch(AlarmsPresent::heedsSilence)) {
                    content.add(found.get(0).alarmName() + " (" + alarm + ")");
                }
            });
        }
        assessment.fact("wanted", wanted.size());
        assessment.fact("missing", missing.size());
        assessment.fact("mute", mute.size());
        assessment.fact("contentWithSilence", content.size());
        conclude(assessment, missing, mute, content);
        return assessment.conclude(
                "All " + wanted.size() + " alarms of " + store.id() + " are there and tell somebody.");
    }

    private static void conclude(Assessment assessment, List<String> missing, List<String> mute, List<String> content) {
        if (!missing.isEmpty()) {
            assessment.wrong(
                    "There is no alarm on " + String.join(", ", missing) + ".",
                    "Create them in the region named, with the declared topic of that region as action.");
        }
        if (!mute.isEmpty()) {
            assessment.wrong(
                    "These alarms tell nobody: " + String.join(", ", mute) + ".",
                    "Enable their actions and add the declared topic of their region: an alarm reaches topics of its own"
                            + " region only.");
        }
        if (!content.isEmpty()) {
            assessment.wrong(
                    "These alarms are content when nothing is published any more: " + String.join(", ", content) + ".",
                    "Have them treat missing data as breaching.");
        }
    }

    /** CloudWatch API reference, PutMetricAlarm, TreatMissingData. */
    private static boolean heedsSilence(MetricAlarm alarm) {
        return "breaching".equals(alarm.treatMissingData());
    }

    private static boolean tells(MetricAlarm alarm, Set<String> topics) {
        return Boolean.TRUE.equals(alarm.actionsEnabled())
                && alarm.alarmActions().stream().anyMatch(topics::contains);
    }

    /** On the metric itself, or on an expression that takes it in. */
    private static boolean watches(MetricAlarm alarm, WantedAlarms.Wanted wanted) {
        boolean direct = Objects.equals(alarm.namespace(), wanted.namespace())
                && Objects.equals(alarm.metricName(), wanted.metric())
                && names(alarm.dimensions(), wanted.resources());
        return direct
                || alarm.metrics().stream()
                        .map(MetricDataQuery::metricStat)
                        .flatMap(stat -> Stream.ofNullable(stat))
                        .flatMap(stat -> Optional.ofNullable(stat.metric()).stream())
                        .anyMatch(metric -> Objects.equals(metric.namespace(), wanted.namespace())
                                && Objects.equals(metric.metricName(), wanted.metric())
                                && names(metric.dimensions(), wanted.resources()));
    }

    private static boolean names(List<Dimension> dimensions, Set<String> resources) {
        return dimensions.stream().map(Dimension::value).anyMatch(resources::contains);
    }
}
