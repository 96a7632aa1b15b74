package io.labelmint.dr.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.json.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DashboardsTest {
    private static final Json JSON = new Json(List.of());
    private static final Estate ESTATE =
            EstateLoader.load(Path.of(System.getProperty("dr.root"), "examples", "labelmint-production.yaml"));

    @Test
    void eachRegionHasItsOwnAndNeedsNothingOfTheOther() {
        for (String region : List.of("us-east-1", "us-west-2")) {
            assertThat(Dashboards.of(ESTATE, region).keySet())
                    .containsExactly(
                            "labelmint-production-backups",
                            "labelmint-production-disaster-recovery",
                            "labelmint-production-infrastructure");
            assertThat(widgets(region))
                    .isNotEmpty()
                    .allSatisfy(widget -> assertThat(
                                    widget.path("properties").path("region").asText())
                            .isEqualTo(region));
        }
    }

    @Test
    void whatIsDeclaredIsShownWhereItIs() {
        assertThat(lines("us-east-1"))
                .contains(
                        "LabelMint/DR RecoveryPointAge Estate labelmint-production Store orders-db",
                        "LabelMint/DR HealthScore Estate labelmint-production",
                        "AWS/RDS FreeStorageSpace DBInstanceIdentifier labelmint-production-orders",
                        "AWS/ECS CPUUtilization ClusterName labelmint-production ServiceName labelmint-production-web")
                .noneMatch(line -> line.contains("ReplicaLag")
                        || line.contains("/DR RecoveryPointAge Estate labelmint-production Store assets"));
        assertThat(lines("us-west-2"))
                .contains(
                        "LabelMint/DR RegionLossRecoveryPointAge Estate labelmint-production Store orders-db",
                        "AWS/RDS ReplicaLag DBInstanceIdentifier labelmint-production-orders-replica")
                .doesNotContain("AWS/RDS FreeStorageSpace DBInstanceIdentifier labelmint-production-orders");
    }

    @Test
    void noTwoGraphsLieOnOneAnother() {
        for (String region : List.of("us-east-1", "us-west-2")) {
            Dashboards.of(ESTATE, region).values().forEach(body -> {
                Set<String> places = new HashSet<>();
                JSON.tree(body).path("widgets").forEach(widget -> {
                    assertThat(places.add(widget.path("x") + "," + widget.path("y")))
                            .isTrue();
                    assertThat(widget.path("x").asInt() + widget.path("width").asInt())
                            .isLessThanOrEqualTo(24);
                });
            });
        }
    }

    @Test
    void anEstateThatPublishesNothingHasNone() {
        Estate quiet = EstateLoader.load(Path.of(System.getProperty("dr.root"), "examples", "minimal.yaml"));

        assertThat(Dashboards.of(quiet, quiet.regions().primary())).isEmpty();
    }

    private static List<JsonNode> widgets(String region) {
        List<JsonNode> widgets = new ArrayList<>();
        Dashboards.of(ESTATE, region)
                .values()
                .forEach(body -> JSON.tree(body).path("widgets").forEach(widgets::add));
        return widgets;
    }

    private static List<String> lines(String region) {
        List<String> lines = new ArrayList<>();
        widgets(region)
                .forEach(widget -> widget.path("properties").path("metrics").forEach(line -> {
                    List<String> words = new ArrayList<>();
                    line.forEach(word -> words.add(word.asText()));
                    lines.add(String.join(" ", words));
                }));
        return lines;
    }
}
