package io.labelmint.dr.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.labelmint.dr.Problem;
import io.labelmint.dr.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What Terraform is about to do, as {@code terraform show -json} prints a plan (Terraform, "JSON Output Format", format
 * version 1).
 *
 * @param changes everything it looked at, also what it leaves as it is
 * @param outputs names of the outputs whose value changes
 */
public record TerraformPlan(List<Change> changes, List<String> outputs) {
    public TerraformPlan {
        changes = List.copyOf(changes);
        outputs = List.copyOf(outputs);
    }

    /** More than this is read by nobody: as JSON, what creates fifty databases takes a few megabytes. */
    public static final long MOST_BYTES = 64L << 20;

    /**
     * What becomes of one resource.
     *
     * @param address its address in Terraform
     * @param type for example {@code aws_backup_vault}
     * @param actions what is done: {@code create}, {@code update}, {@code delete}, {@code no-op}, {@code read}; a replacement
     *     is a deletion and a creation
     * @param imported whether it is there already and becomes one of Terraform's
     * @param moved whether it had another address so far
     * @param before what it is; missing for what is not there
     * @param after what it will be; missing for what goes
     */
    public record Change(
            String address,
            String type,
            Set<String> actions,
            boolean imported,
            boolean moved,
            JsonNode before,
            JsonNode after) {
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
        return parse(bytes(file), file.toString(), json);
    }

    /**
     * The bytes of {@code file}, a plan as Terraform keeps it or as JSON.
     *
     * @throws io.labelmint.dr.ProblemException if it cannot be read, or is larger than any plan
     */
    public static byte[] bytes(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            return bytes(bytes, file.toString());
        } catch (IOException e) {
            throw none(file.toString()).with("error", e.getMessage()).asException(e);
        }
    }

    /**
     * All that is in {@code stream}, which is called {@code called}.
     *
     * @throws io.labelmint.dr.ProblemException if it is larger than any plan
     */
    public static byte[] bytes(InputStream stream, String called) throws IOException {
        byte[] bytes = stream.readNBytes((int) MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw Problem.of(
                            "provision.plan-too-large",
                            called + " is larger than " + (MOST_BYTES >> 20) + " MiB, which no plan of an estate is.",
                            "Name the file that `terraform plan -out=plan` or `terraform show -json plan` wrote.")
                    .asException();
        }
        return bytes;
    }

    /**
     * The plan {@code text} is of, which is called {@code called}.
     *
     * @throws io.labelmint.dr.ProblemException if it is of none
     */
    public static TerraformPlan parse(byte[] text, String called, Json json) {
        JsonNode plan;
        try {
            plan = json.read(new String(text, StandardCharsets.UTF_8), JsonNode.class);
        } catch (UncheckedIOException e) {
            throw none(called).with("error", e.getMessage()).asException(e);
        }
        if (!plan.path("format_version").asText().startsWith("1.") || !plan.has("planned_values")) {
            throw none(called).asException();
        }
        if (plan.path("errored").asBoolean()) {
            throw Problem.of(
                            "provision.plan-failed",
                            called + " is a plan that Terraform did not finish.",
                            "Correct what `terraform plan` complains of, and plan again.")
                    .asException();
        }
        List<Change> changes = new ArrayList<>();
        for (JsonNode each : plan.path("resource_changes")) {
            if (each.path("mode").asText().equals("managed")) {
                changes.add(change(each));
            }
        }
        List<String> outputs = new ArrayList<>();
        plan.path("output_changes").properties().forEach(output -> {
            if (!actions(output.getValue()).equals(Set.of("no-op"))) {
                outputs.add(output.getKey());
            }
        });
        return new TerraformPlan(changes, outputs);
    }

    private static Change change(JsonNode resource) {
        JsonNode change = resource.path("change");
        return new Change(
                resource.path("address").asText(),
                resource.path("type").asText(),
                actions(change),
                change.hasNonNull("importing"),
                resource.hasNonNull("previous_address"),
                present(change.path("before")),
                present(change.path("after")));
    }

    private static Set<String> actions(JsonNode change) {
        Set<String> actions = new HashSet<>();
        change.path("actions").forEach(action -> actions.add(action.asText()));
        return actions;
    }

    private static JsonNode present(JsonNode node) {
        return node.isNull() ? MissingNode.getInstance() : node;
    }

    private static Problem none(String file) {
        return Problem.of(
                "provision.not-a-plan",
                file + " is not a plan of Terraform as JSON.",
                "Write it with `terraform plan -out=plan` and `terraform show -json plan`.");
    }
}
