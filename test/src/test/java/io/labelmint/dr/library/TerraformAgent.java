package io.labelmint.dr.library;

import hudson.AbortException;
import io.labelmint.dr.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Agents with Terraform, as far as a pipeline sees them: each {@code node} has a workspace of its own that is empty at first, and
 * what one leaves gets to the next in a stash only.
 */
final class TerraformAgent {
    private static final Path PROVISION = Account.ROOT.resolve("engine/src/test/resources/io/labelmint/dr/provision");

    /** A plan of Terraform, as JSON, that changes nothing. */
    static final String NOTHING = "{\"format_version\":\"1.2\",\"planned_values\":{},\"resource_changes\":[]}";

    final Map<String, String> workspace = new TreeMap<>();
    final Map<String, String> stash = new TreeMap<>();

    /** What was run, and in which folder. */
    final List<String> commands = new ArrayList<>();

    /** The plan Terraform makes, as JSON; empty for none, because it fails. */
    String planned = resource("plan.json");

    /** The same after it was applied. */
    String left = NOTHING;

    /** Whether applying fails half-way. */
    boolean breaks;

    /** Whether Terraform gets the provider it needs. */
    boolean online = true;

    /** Whether the module has a backend. */
    boolean backend = true;

    /** Whether the sources bring a plan along. */
    boolean brought;

    private final Deque<String> folders = new ArrayDeque<>();

    static String resource(String name) {
        try {
            return Files.readString(PROVISION.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another agent. */
    void begin() {
        workspace.clear();
        folders.clear();
    }

    void checkout() {
        workspace.put("terraform/main.tf", "module");
        workspace.put("README.md", "other files");
        if (brought) {
            workspace.put("terraform/plan.json", resource("plan.json"));
        }
    }

    void enter(String folder) {
        folders.push(folder);
    }

    void leave() {
        folders.pop();
    }

    /** The file {@code name} of the current folder. */
    String path(String name) {
        return folders.isEmpty() ? name : folders.peek() + "/" + name;
    }

    byte[] read(String name) throws AbortException {
        String text = workspace.get(path(name));
        if (text == null) {
            throw new AbortException(name + " cannot be read in the workspace. Name another file.");
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    String digest(String name) throws AbortException {
        return Json.sha256(read(name));
    }

    /** As Ant's patterns would, for those the library uses. */
    void stash(Map<?, ?> given) {
        stash.clear();
        String folder = given.get("includes").toString().replace("**", "");
        workspace.forEach((path, text) -> {
            if (path.startsWith(folder) && !path.contains("/.terraform/")) {
                stash.put(path, text);
            }
        });
    }

    void unstash() {
        workspace.putAll(stash);
    }

    /** What the shell of the agent does, and its exit code. */
    int sh(String command) throws AbortException {
        commands.add(path(command.replaceAll(" (-input=false|-no-color|-lock-timeout=5m)", "")));
        if (command.startsWith("terraform init")) {
            if (!online) {
                return 1;
            }
            workspace.put(path(".terraform/providers"), "large");
            if (backend) {
                workspace.put(path(".terraform/terraform.tfstate"), "{}");
            }
            return 0;
        }
        if (!workspace.containsKey(path(".terraform/providers"))) {
            throw new AbortException("Terraform was not initialised here.");
        }
        if (command.startsWith("terraform plan")) {
            boolean first = command.endsWith("-out=plan");
            String json = first ? planned : left;
            if (json.isEmpty()) {
                return 1;
            }
            workspace.put(path(first ? "plan" : "left"), "binary of " + json);
            return json.equals(NOTHING) ? 0 : 2;
        }
        if (command.startsWith("terraform show")) {
            String name = command.contains("left") ? "left" : "plan";
            workspace.put(path(name + ".json"), workspace.get(path(name)).substring("binary of ".length()));
            return 0;
        }
        if (command.startsWith("terraform apply")) {
            read("plan");
            return breaks ? 1 : 0;
        }
        throw new AssertionError("nobody knows " + command);
    }
}
