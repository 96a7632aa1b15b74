package io.labelmint.dr.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.provision.ReviewedPlan.Fate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever approves a plan reads of everything it does, in the words for what becomes of it. */
class ReviewedPlanTest {
    private static final Json JSON = new Json(List.of());

    @Test
    void everythingAPlanDoesIsCountedAndWhatItLeavesAloneIsNot() throws IOException {
        ReviewedPlan plan = reviewed(
                change("new", "", "\"create\""),
                change("changed", "", "\"update\""),
                change("replaced", "", "\"delete\", \"create\""),
                change("removed", "", "\"delete\""),
                change("forgotten", "", "\"forget\""),
                change("adopted", "", "\"no-op\"").replace("\"after\"", "\"importing\": {\"id\": \"x\"}, \"after\""),
                change("both", "", "\"update\"").replace("\"after\"", "\"importing\": {\"id\": \"y\"}, \"after\""),
                change("moved", "\"previous_address\": \"aws_sns_topic.old\",", "\"no-op\""),
                change("same", "", "\"no-op\""));

        assertThat(words(plan))
                .isEqualTo(Map.of(
                        Fate.CREATED, "1: aws_sns_topic.new",
                        Fate.CHANGED, "2: aws_sns_topic.changed, aws_sns_topic.both",
                        Fate.REPLACED, "1: aws_sns_topic.replaced",
                        Fate.REMOVED, "1: aws_sns_topic.removed",
                        Fate.FORGOTTEN, "1: aws_sns_topic.forgotten",
                        Fate.ADOPTED, "2: aws_sns_topic.adopted, aws_sns_topic.both",
                        Fate.MOVED, "1: aws_sns_topic.moved",
                        Fate.OUTPUT, "1: left_out"));
        assertThat(reviewed(change("same", "", "\"no-op\"")).changes()).containsOnlyKeys(Fate.OUTPUT);
    }

    /** An unknown number of days is no promise that it can be taken off. */
    @Test
    void aLockWithoutDaysIsTakenToBeForEver() throws IOException {
        String lock = change("lock", "", "\"update\"")
                .replace("\"type\": \"aws_sns_topic\"", "\"type\": \"aws_backup_vault_lock_configuration\"")
                .replace("\"after\": {}", "\"after\": {\"backup_vault_name\": \"prov-it\"}");

        assertThat(reviewed(lock).lockWords("prov-it")).contains("does not say for how long", "FOR EVER");
    }

    @Test
    void whatIsLargerThanAnyPlanIsRefused() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                return length;
            }
        };

        assertThatThrownBy(() -> TerraformPlan.bytes(endless, "plan.json"))
                .hasMessageContaining("plan.json is larger than 64 MiB, which no plan of an estate is.");
        assertThatCode(() -> TerraformPlan.bytes(new ByteArrayInputStream(new byte[7]), "plan"))
                .doesNotThrowAnyException();
    }

    private static Map<Fate, String> words(ReviewedPlan plan) {
        return plan.changes().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().words()));
    }

    private static String change(String name, String more, String actions) {
        return "{\"address\": \"aws_sns_topic." + name + "\", " + more
                + " \"mode\": \"managed\", \"type\": \"aws_sns_topic\", \"change\": {\"actions\": [" + actions
                + "], \"after\": {}}}";
    }

    private static ReviewedPlan reviewed(String... changes) throws IOException {
        String text = "{\"format_version\": \"1.2\", \"planned_values\": {}, \"output_changes\": {"
                + "\"left_out\": {\"actions\": [\"update\"]}, \"roles\": {\"actions\": [\"no-op\"]}},"
                + " \"resource_changes\": [" + String.join(", ", changes) + "]}";
        try (InputStream estate = ReviewedPlanTest.class.getResourceAsStream("estate.yaml")) {
            return ReviewedPlan.of(
                    text.getBytes(StandardCharsets.UTF_8),
                    "plan.json",
                    "",
                    EstateLoader.parse(new String(estate.readAllBytes(), StandardCharsets.UTF_8), "estate.yaml"),
                    JSON);
        }
    }
}
