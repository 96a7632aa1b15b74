package io.labelmint.dr.emulator;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Terraform of HashiCorp with the real AWS provider, on a copy of the module. The provider comes from {@code DR_TF_PLUGINS}, a
 * folder laid out as a filesystem mirror, or from a {@code tf-plugins} that whoever set up the machine put into one of its
 * top folders; nothing is downloaded.
 */
final class Terraform {
    /** A plan of fifty databases takes seconds; a busy machine is no reason to fail. */
    private static final long LONGEST_SECONDS = 600;

    private final Path folder;
    private final Path terraform;
    private final Map<String, String> environment;

    private Terraform(Path folder, Path terraform, Map<String, String> environment) {
        this.folder = folder;
        this.terraform = terraform;
        this.environment = environment;
    }

    /**
     * What a run of it came to.
     *
     * @param code its exit code
     * @param text what it printed
     */
    record Run(int code, String text) {}

    /** A copy of the module in {@code folder}, initialised; the test is skipped where there is no Terraform. */
    static Terraform of(Path folder, Map<String, String> environment) {
        Path terraform = onPath("terraform").orElseThrow(() -> missing("there is no terraform on PATH"));
        Path plugins = Optional.ofNullable(System.getenv("DR_TF_PLUGINS"))
                .map(Path::of)
                .or(Terraform::installed)
                .filter(Files::isDirectory)
                .orElseThrow(() -> missing("there is no copy of the AWS provider: DR_TF_PLUGINS names none"));
        copy(Path.of(System.getProperty("dr.root"), "terraform"), folder);
        Terraform made = new Terraform(folder, terraform, environment);
        Run init = made.run("init", "-input=false", "-backend=false", "-plugin-dir=" + plugins);
        if (init.code() != 0) {
            throw new AssertionError("terraform init: " + init.text());
        }
        return made;
    }

    private static Optional<Path> installed() {
        try (Stream<Path> tops = Files.list(Path.of("").toAbsolutePath().getRoot())) {
            return tops.map(top -> top.resolve("tf-plugins"))
                    .filter(Files::isDirectory)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RuntimeException missing(String reason) {
        Emulator.skip(reason, "true".equals(System.getenv("CI")));
        throw new IllegalStateException(reason);
    }

    /** Puts {@code text} beside the module. */
    void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Run run(String... words) {
        List<String> command = new ArrayList<>(List.of(terraform.toString()));
        command.addAll(List.of(words));
        Path log = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().remove("TF_CLI_CONFIG_FILE");
        builder.environment().putAll(environment);
        builder.environment().put("CHECKPOINT_DISABLE", "1");
        builder.environment().put("NO_COLOR", "1");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            try {
                if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError(command + " did not end: " + Command.end(log));
                }
                return new Run(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static Optional<Path> onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The module as it is in the sources, without what somebody's own Terraform left there. */
    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".tf"))
                    .filter(each -> !each.toString().contains(".terraform"))
                    .toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
