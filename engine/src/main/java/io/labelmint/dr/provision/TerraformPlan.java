package io.labelmint.dr.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.labelmint.dr.Problem;
import io.labelmint.dr.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What Terraform is about to do, as {@code terraform show -json} prints a plan (Terraform, "JSON Output Format", format
 * version 1).
 *
 * @param changes everything it looked at, also what it leaves as it is
 */
public record TerraformPlan(List<Change> changes) {
    public TerraformPlan {
        changes = List.copyOf(changes);
    }

    /**
     * What becomes of one resource.
     *
     * @param address its address in Terraform
     * @param type for example {@code aws_backup_vault}
     * @param actions what is done: {@code create}, {@code update}, {@code delete}, {@code no-op}, {@code read}; a replacement
     *     is a deletion and a creation
     * @param before what it is; missing for what is not there
     * @param after what it will be; missing for what goes
     */
    public record Change(String address, String type, Set<String> actions, JsonNode before, JsonNode after) {
        public Change {
            actions = Set.copyOf(actions);
        }

        /** Whether it is there no more, or another one in its place. */
        boolean removes() {
            return actions.contains("delete") || actions.contains("forget");
        }

        boolean changes() {
            return actions.contains("create") || actions.contains("update");
        }
    }

    /**
     * Reads the plan in {@code file}.
     *
     * @throws io.labelmint.dr.ProblemException if it is none
     */
    public static TerraformPlan read(Path file, Json json) {
        JsonNode plan;
        try {
            plan = json.read(Files.readString(file), JsonNode.class);
        } catch (IOException | UncheckedIOException e) {
            throw none(file).with("error", e.getMessage()).asException(e);
        }
        if (!plan.path("format_version").asText().startsWith("1.") || !plan.has("planned_values")) {
            throw none(file).asException();
        }
        if (plan.path("errored").asBoolean()) {
            throw Problem.of(
                            "provision.plan-failed",
                            file + " is a plan that Terraform did not finish.",
                            "Correct what `terraform plan` complains of, and plan again.")
                    .asException();
        }
        List<Change> changes = new ArrayList<>();
        for (JsonNode each : plan.path("resource_changes")) {
            if (each.path("mode").asText().equals("managed")) {
                JsonNode change = each.path("change");
                List<String> actions = new ArrayList<>();
                change.path("actions").forEach(action -> actions.add(action.asText()));
                changes.add(new Change(
                        each.path("address").asText(),
                        each.path("type").asText(),
                        Set.copyOf(actions),
                        present(change.path("before")),
                        present(change.path("after"))));
            }
        }
        return new TerraformPlan(changes);
    }

    private static JsonNode present(JsonNode node) {
        return node.isNull() ? MissingNode.getInstance() : node;
    }

    private static Problem none(Path file) {
        return Problem.of(
                "provision.not-a-plan",
                file + " is not a plan of Terraform as JSON.",
                "Write it with `terraform plan -out=plan` and `terraform show -json plan`.");
    }
}
