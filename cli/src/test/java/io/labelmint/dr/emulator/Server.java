package io.labelmint.dr.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * The process of one emulator, bound to a loopback port that it chose itself. It ends with this JVM, however that ends:
 * {@code serve.py} stops when its standard input does.
 */
final class Server {
    /** It takes one or two seconds; on a machine that compiles at the same time, longer. */
    private static final Duration START = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(50);

    private Server() {}

    /** Starts it and returns its URL once it answers there. */
    static URI start(Emulator emulator, Virtualenv python, Path base) {
        String name = emulator.name().toLowerCase(Locale.ROOT);
        Path home = base.toAbsolutePath();
        Path script = home.resolve(name + "-" + ProcessHandle.current().pid() + ".py");
        Path portFile = home.resolve(name + "-" + ProcessHandle.current().pid() + ".port");
        Path log = home.resolve(name + ".log");
        script.toFile().deleteOnExit();
        portFile.toFile().deleteOnExit();
        try (InputStream source = Server.class.getResourceAsStream("/emulators/serve.py")) {
            Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(portFile);
            ProcessBuilder builder = new ProcessBuilder(
                            python.python().toString(), script.toString(), name, portFile.toString())
                    .directory(home.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            environment(builder.environment(), home);
            Process process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "stop-" + name));
            return answering(emulator, process, portFile, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing of the developer's: not his AWS profile, not his emulator settings, not his Docker. */
    private static void environment(Map<String, String> environment, Path home) {
        environment.keySet().removeIf(variable -> !variable.equals("PATH") && !variable.equals("SystemRoot"));
        environment.put("HOME", home.toString());
        environment.put("TMPDIR", home.toString());
        // ministack would tidy up, and start databases in, containers of whatever daemon it finds.
        environment.put("DOCKER_HOST", "unix://" + home.resolve("no-docker"));
        // ministack's MQTT and SFTP listeners ignore the address it was told to bind, and bind all.
        environment.put("IOT_MTLS_ENABLED", "0");
        environment.put("SFTP_ENABLED", "0");
    }

    private static URI answering(Emulator emulator, Process process, Path portFile, Path log) throws IOException {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() - deadline < 0) {
            if (!process.isAlive()) {
                throw new IllegalStateException(emulator + " ended while starting: " + Command.end(log));
            }
            if (Files.exists(portFile)) {
                URI url = URI.create("http://127.0.0.1:" + Files.readString(portFile));
                if (Http.answers(url.resolve(emulator.healthPath()))) {
                    return url;
                }
            }
            pause();
        }
        process.destroyForcibly();
        throw new IllegalStateException(
                emulator + " did not answer within " + START.toSeconds() + " s: " + Command.end(log));
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while an emulator was starting", e);
        }
    }
}
