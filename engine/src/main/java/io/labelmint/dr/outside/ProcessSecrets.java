package io.labelmint.dr.outside;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Notifications.SecretReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The secrets a process of its own can read: environment variables and files. Jenkins reads its own. */
public final class ProcessSecrets implements Secrets {
    /** Bytes; no address is as long. */
    private static final int LONGEST = 1 << 16;

    private final UnaryOperator<String> environment;

    /** Reads {@code environment} by name; null is answered for what is not there. */
    public ProcessSecrets(UnaryOperator<String> environment) {
        this.environment = environment;
    }

    /** Those of this process. */
    public static ProcessSecrets ofThisProcess() {
        return new ProcessSecrets(System::getenv);
    }

    @Override
    public Secret read(SecretReference reference) {
        Optional<String> value = switch (reference.source()) {
            case ENVIRONMENT -> Optional.ofNullable(environment.apply(reference.name()));
            case FILE -> file(reference.name());
            case JENKINS -> Optional.empty();
        };
        // A file ends in a newline, and so does what was pasted into a variable.
        return value.map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Secret::new)
                .orElseThrow(() -> missing(reference));
    }

    /** A path may lead to a device that never ends, or to a pipe nobody writes to. */
    private static Optional<String> file(String path) {
        try {
            Path file = Path.of(path);
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            try (InputStream in = Files.newInputStream(file)) {
                return Optional.of(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8));
            }
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static ProblemException missing(SecretReference reference) {
        String remedy = switch (reference.source()) {
            case ENVIRONMENT -> "Set the variable for this process.";
            case FILE -> "Write the file, readable by this process only.";
            case JENKINS -> "Run the job in Jenkins, or keep the secret in a file or the environment as well.";
        };
        return Problem.of("secret.missing", "There is no secret at " + Secrets.words(reference) + ".", remedy)
                .with("reference", Secrets.words(reference))
                .asException();
    }
}
