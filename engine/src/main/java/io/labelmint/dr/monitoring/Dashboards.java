package io.labelmint.dr.monitoring;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.RedisGroup;
import io.labelmint.dr.estate.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The dashboards of an estate, as CloudWatch keeps them (CloudWatch API Reference, "Dashboard Body Structure and Syntax"): of
 * backups, of what a loss of the region would cost, and of what both rest on. Each region has its own, which shows metrics of
 * that region only, so that nothing of one is needed to look at the other. That of alarms and their history is made where they are,
 * by Terraform, which alone knows their names.
 */
public final class Dashboards {
    /** The grid is 24 wide (Dashboard Body Structure and Syntax, "Widget Object"). */
    private static final int HALF = 12;

    private static final int HIGH = 6;

    /** A graph has at most 500 lines (CloudWatch User Guide, "CloudWatch service quotas"); fewer can be told apart. */
    private static final int LINES = 100;

    private static final int PERIOD_SECONDS = 300;

    private final Estate estate;
    private final String namespace;
    private final String region;

    private Dashboards(Estate estate, String namespace, String region) {
        this.estate = estate;
        this.namespace = namespace;
        this.region = region;
    }

    /** The bodies of those of {@code region}, by name; none where runs publish no metrics. */
    public static SortedMap<String, Map<String, Object>> of(Estate estate, String region) {
        SortedMap<String, Map<String, Object>> all = new TreeMap<>();
        estate.monitoring().metricsNamespace().ifPresent(namespace -> {
            Dashboards dashboards = new Dashboards(estate, namespace, region);
            all.put(estate.name() + "-backups", dashboards.backups());
            all.put(estate.name() + "-disaster-recovery", dashboards.disasterRecovery());
            all.put(estate.name() + "-infrastructure", dashboards.infrastructure());
        });
        return all;
    }

    private Map<String, Object> backups() {
        Board board = new Board();
        board.graph("What a loss of data would cost now, in seconds", "Maximum", each(Measured.RECOVERY_POINT_AGE));
        board.graph("Red checks", "Maximum", eachAndEstate(Measured.RED_CHECKS));
        board.graph("How long restores took, in seconds", "Maximum", each(Measured.RECOVERY_TIME));
        board.graph(
                "Health score", "Minimum", List.of(List.of(namespace, Measured.HEALTH_SCORE, "Estate", estate.name())));
        return board.body();
    }

    private Map<String, Object> disasterRecovery() {
        Board board = new Board();
        board.graph(
                "What the loss of the primary region would cost now, in seconds",
                "Maximum",
                each(Measured.REGION_LOSS));
        board.graph(
                "How long moves and drills took, in seconds",
                "Maximum",
                List.of(List.of(namespace, Measured.RECOVERY_TIME, "Estate", estate.name())));
        board.graph(
                "Lag of replicas, in seconds",
                "Maximum",
                estate.databases().stream()
                        .flatMap(database -> database.replicas().stream())
                        .filter(replica -> replica.region().equals(region))
                        .map(replica -> List.of("AWS/RDS", "ReplicaLag", "DBInstanceIdentifier", replica.instance()))
                        .toList());
        board.graph(
                "Replication of buckets: seconds behind",
                "Maximum",
                estate.buckets().stream()
                        .filter(bucket -> region.equals(estate.regions().dr()))
                        .flatMap(bucket -> bucket.replica().stream()
                                .map(replica -> List.of(
                                        "AWS/S3",
                                        "ReplicationLatency",
                                        "SourceBucket",
                                        bucket.bucket(),
                                        "DestinationBucket",
                                        replica)))
                        .toList());
        return board.body();
    }

    private Map<String, Object> infrastructure() {
        Board board = new Board();
        List<String> instances = estate.databases().stream()
                .flatMap(database -> database.instances(estate.regions(), region).stream())
                .toList();
        for (String metric : List.of("CPUUtilization", "FreeStorageSpace", "DiskQueueDepth", "DatabaseConnections")) {
            board.graph(
                    "Databases: " + metric,
                    metric.equals("FreeStorageSpace") ? "Minimum" : "Average",
                    instances.stream()
                            .map(instance -> List.of("AWS/RDS", metric, "DBInstanceIdentifier", instance))
                            .toList());
        }
        boolean home = region.equals(estate.regions().primary());
        for (String metric : List.of("CPUUtilization", "MemoryUtilization")) {
            board.graph(
                    "Services: " + metric,
                    "Average",
                    estate.services().stream()
                            .map(service -> List.of(
                                    "AWS/ECS",
                                    metric,
                                    "ClusterName",
                                    home ? service.cluster() : service.drCluster(),
                                    "ServiceName",
                                    home ? service.service() : service.drService()))
                            .toList());
        }
        return board.body();
    }

    private List<List<String>> each(String metric) {
        return estate.stores().stream()
                .filter(store -> store instanceof PostgresDatabase
                        || store instanceof RedisGroup
                        || !metric.equals(Measured.RECOVERY_POINT_AGE)) // a bucket has its versions
                .map(store -> of(metric, store))
                .toList();
    }

    private List<List<String>> eachAndEstate(String metric) {
        List<List<String>> lines = new ArrayList<>(each(metric));
        lines.add(List.of(namespace, metric, "Estate", estate.name()));
        return lines;
    }

    private List<String> of(String metric, Store store) {
        return List.of(namespace, metric, "Estate", estate.name(), "Store", store.id());
    }

    /** Graphs beside and under each other. */
    private final class Board {
        private final List<Map<String, Object>> widgets = new ArrayList<>();

        /** One graph, or several where there are very many lines; none where there are none. */
        void graph(String title, String statistic, List<List<String>> lines) {
            for (int from = 0; from < lines.size(); from += LINES) {
                int to = Math.min(from + LINES, lines.size());
                Map<String, Object> properties = new TreeMap<>();
                properties.put("title", lines.size() <= LINES ? title : title + " (" + (from + 1) + " to " + to + ")");
                properties.put("region", region);
                properties.put("period", PERIOD_SECONDS);
                properties.put("stat", statistic);
                properties.put("view", "timeSeries");
                properties.put("metrics", lines.subList(from, to));
                Map<String, Object> widget = new TreeMap<>();
                widget.put("type", "metric");
                widget.put("x", HALF * (widgets.size() % 2));
                widget.put("y", HIGH * (widgets.size() / 2));
                widget.put("width", HALF);
                widget.put("height", HIGH);
                widget.put("properties", properties);
                widgets.add(widget);
            }
        }

        Map<String, Object> body() {
            return Map.of("widgets", List.copyOf(widgets));
        }
    }
}
