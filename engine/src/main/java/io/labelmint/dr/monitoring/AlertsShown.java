package io.labelmint.dr.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.observatory.Alarms;
import io.labelmint.dr.observatory.Dashboard;
import io.labelmint.dr.observatory.Observatory;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;

/**
 * Does the dashboard of a region's alarms show each alarm of the estate, with its state and with a graph of what it did, and none
 * that is no more? The Terraform module makes it, of the alarms it makes: those that begin with the name of the estate and tell
 * its topic, where there is one. Others that tell the same topic are nobody's to add.
 */
final class AlertsShown {
    /** A dashboard has at most 500 widgets (CloudWatch API Reference, "Dashboard Body Structure and Syntax"). */
    private static final int MOST_WIDGETS = 500;

    private final Estate estate;
    private final String region;

    AlertsShown(Estate estate, String region) {
        this.estate = estate;
        this.region = region;
    }

    private String name() {
        return estate.name() + "-alerts";
    }

    void judge(Tally tally, Json json, Observatory observatory) {
        tally.read(
                observatory.read(new Alarms(region)),
                alarms -> tally.read(
                        observatory.read(new Dashboard(region, name())), found -> judge(tally, json, alarms, found)));
    }

    private void judge(Tally tally, Json json, List<MetricAlarm> alarms, Optional<String> found) {
        Set<String> all = new TreeSet<>();
        Set<String> own = new TreeSet<>();
        alarms.forEach(alarm -> {
            all.add(alarm.alarmArn());
            if (isOwn(alarm)) {
                own.add(alarm.alarmArn());
            }
        });
        tally.fact("alarms", own.size());
        if (found.isEmpty()) {
            if (!own.isEmpty()) {
                wrong(
                        tally,
                        "There is no dashboard " + name() + " in " + region + ", so nobody sees what its " + own.size()
                                + " alarms did.");
            }
            return;
        }
        List<String> states = new ArrayList<>();
        List<String> graphs = new ArrayList<>();
        int widgets = 0;
        for (JsonNode widget : widgets(json, found.get())) {
            widgets++;
            JsonNode properties = widget.path("properties");
            properties.path("alarms").forEach(arn -> states.add(arn.asText()));
            properties.path("annotations").path("alarms").forEach(arn -> graphs.add(arn.asText()));
        }
        Set<String> unseen = new TreeSet<>(own);
        unseen.removeAll(states);
        Set<String> without = new TreeSet<>(own);
        without.removeAll(graphs);
        Set<String> gone = new TreeSet<>(states);
        gone.addAll(graphs);
        gone.removeAll(all);
        if (!unseen.isEmpty()) {
            wrong(tally, "Dashboard " + name() + " in " + region + " does not show the state of " + some(unseen) + ".");
        }
        if (!without.isEmpty() && widgets < MOST_WIDGETS) {
            wrong(tally, "Dashboard " + name() + " in " + region + " does not show what " + some(without) + " did.");
        }
        if (!gone.isEmpty()) {
            wrong(tally, "Dashboard " + name() + " in " + region + " shows " + some(gone) + ", which is no more.");
        }
        tally.fact(name(), unseen.isEmpty() && without.isEmpty() && gone.isEmpty() ? "as the alarms are" : "differs");
    }

    /** The name of another estate may begin with the name of this one; its topic is another. */
    private boolean isOwn(MetricAlarm alarm) {
        List<String> topics = Stream.of(
                        estate.notifications().drTopic(), estate.notifications().primaryTopic())
                .flatMap(Optional::stream)
                .toList();
        return alarm.alarmName().startsWith(estate.name() + "-")
                && (topics.isEmpty() || alarm.alarmActions().stream().anyMatch(topics::contains));
    }

    private static void wrong(Tally tally, String summary) {
        tally.wrong(summary, "Apply the Terraform module: it makes the dashboard of the alarms it makes.");
    }

    /** The first of some ARNs, by its name, and how many more there are. */
    private static String some(Set<String> arns) {
        String first = arns.iterator().next();
        return "alarm " + first.substring(first.indexOf(":alarm:") + ":alarm:".length())
                + (arns.size() > 1 ? " and " + (arns.size() - 1) + " more" : "");
    }

    /** What is no JSON shows nothing. */
    private static Iterable<JsonNode> widgets(Json json, String body) {
        try {
            return json.read(body, JsonNode.class).path("widgets");
        } catch (UncheckedIOException | IllegalArgumentException e) {
            return List.of();
        }
    }
}
