package io.labelmint.dr.provision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.labelmint.dr.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PolicyPagesTest {
    private static final Json JSON = new Json(List.of());

    @Test
    void aPolicyOfFiftyDatabasesFitsAndAllowsTheSame() {
        List<String> resources = IntStream.range(0, 150)
                .mapToObj(number -> "arn:aws:rds:*:*:db:a-database-with-a-long-name-" + number + "-before-*")
                .toList();
        Map<String, Object> policy = Map.of(
                "Version",
                "2012-10-17",
                "Statement",
                List.of(
                        Map.of("Sid", "Short", "Effect", "Allow", "Action", List.of("a:B"), "Resource", List.of("*")),
                        Map.of(
                                "Sid",
                                "Long",
                                "Effect",
                                "Allow",
                                "Action",
                                List.of("rds:Modify"),
                                "Resource",
                                resources)));

        List<String> pages = PolicyPages.of(policy);

        Set<String> allowed = new TreeSet<>();
        assertThat(pages).hasSizeBetween(2, 10).allSatisfy(page -> {
            assertThat(page.length()).isLessThanOrEqualTo(PolicyPages.LONGEST);
            Set<String> ids = new TreeSet<>();
            for (JsonNode statement : JSON.read(page, JsonNode.class).path("Statement")) {
                assertThat(ids.add(statement.path("Sid").asText()))
                        .as("unique in the page")
                        .isTrue();
                statement.path("Resource").forEach(resource -> allowed.add(resource.asText()));
            }
        });
        assertThat(allowed).contains("*").containsAll(resources).hasSize(151);
    }
}
