package io.labelmint.dr.emulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * AWS's own command line, from the virtualenv of the emulators, and the shell in which it is typed. What there is not is a
 * reason to skip a test, as with emulators.
 */
final class AwsCli {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Programs that are not run where only the words count; who waits in a loop has seen enough then. */
    private static final String WORDS_ONLY = """
            aws() { printf '%s\\0' "$@" >> "$WORDS"; printf '\\n\\0' >> "$WORDS"; }
            psql() { :; }; curl() { :; }; dr() { :; }; sleep() { exit 0; }
            """;

    /** Not AWS_ENDPOINT_URL, which version 1 does not obey for RDS of us-east-1. */
    private static final String ELSEWHERE = """
            set -o pipefail
            aws() { command aws "$@" --endpoint-url "$EMULATOR"; }
            sleep() { exit 9; }
            """;

    private final Path python;
    private final Path folder;

    private AwsCli(Path python, Path folder) {
        this.python = python;
        this.folder = folder;
    }

    /** What a line printed and how it ended. */
    record Said(int code, String out) {}

    /** The one of this build; {@code folder} is for files of its own. */
    static AwsCli ready(Path folder) {
        try {
            Path base = Path.of(System.getProperty("dr.emulators", "target/emulators"));
            Path python = Virtualenv.ready(base).python();
            Command.of("bash", "--version").run(folder.resolve("bash.log"), java.time.Duration.ofSeconds(20));
            return new AwsCli(python, folder);
        } catch (Unavailable e) {
            Emulator.skip("the AWS CLI is not available: " + e.getMessage(), "true".equals(System.getenv("CI")));
            throw new IllegalStateException(e);
        }
    }

    /** What its models answer {@code question} with: see {@code awscli_models.py}. */
    JsonNode models(String what, Object question) throws Exception {
        Path script = folder.resolve("awscli_models.py");
        try (InputStream source = AwsCli.class.getResourceAsStream("/emulators/awscli_models.py")) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
        }
        Path asked = Files.write(folder.resolve("question.json"), JSON.writeValueAsBytes(question));
        Path errors = folder.resolve("models.log");
        ProcessBuilder builder = new ProcessBuilder(python.toString(), script.toString(), what)
                .redirectInput(asked.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(Emulator.MOTO.environment());
        Process process = builder.start();
        byte[] answer = process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(Files.readString(errors));
        }
        return JSON.readTree(answer);
    }

    /** The calls that {@code lines} make, as bash reads them and the models understand them; nothing is sent. */
    JsonNode calls(List<String> lines) throws Exception {
        return models("parse", words(lines));
    }

    /** The words of every {@code aws} in {@code lines}, each line run in a shell of its own that runs nothing else. */
    List<List<String>> words(List<String> lines) throws Exception {
        Path words = folder.resolve("words");
        Files.deleteIfExists(words);
        Files.createFile(words);
        StringBuilder script = new StringBuilder(WORDS_ONLY);
        lines.forEach(line -> script.append("( ").append(line).append("\n) 2>/dev/null\n"));
        bash(script.toString(), Map.of("WORDS", words.toString()));
        List<List<String>> commands = new ArrayList<>();
        for (String command : Files.readString(words).split("\n\0", -1)) {
            if (!command.isEmpty() && !command.startsWith("--version")) {
                commands.add(List.of(command.substring(0, command.length() - 1).split("\0", -1)));
            }
        }
        return commands;
    }

    /** Runs {@code line} as it is, with what is said to AWS said to {@code emulator}; loops end after their first look. */
    Said run(String line, Emulator emulator) throws Exception {
        Map<String, String> environment = new HashMap<>(emulator.environment());
        environment.put("EMULATOR", emulator.endpoint().toString());
        environment.put("PATH", python.getParent() + java.io.File.pathSeparator + System.getenv("PATH"));
        return bash(ELSEWHERE + line, environment);
    }

    private Said bash(String script, Map<String, String> environment) throws Exception {
        Path file = Files.writeString(folder.resolve("script.sh"), script);
        ProcessBuilder builder = new ProcessBuilder("bash", file.toString()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Said(process.waitFor(), out);
        } catch (IOException e) {
            Assumptions.abort("no bash here: " + e.getMessage());
            throw new UncheckedIOException(e);
        }
    }
}
