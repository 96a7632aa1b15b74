package io.labelmint.dr.cli;

import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Notifications.SecretReference;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.outside.ProcessSecrets;
import io.labelmint.dr.validation.DatabaseAddress;
import io.labelmint.dr.validation.postgres.Heartbeat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dr heartbeat}: has a database say of itself that it is alive, which its copies are held against. */
@Command(
        name = "heartbeat",
        description = "Write a heartbeat into a database, and with --census count its tables: what restored copies are"
                + " held against. docs/validation.md says which role may do so, and how pg_cron does it by itself.",
        mixinStandardHelpOptions = true)
final class HeartbeatCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "STORE", description = "Id of the database in the estate file.")
    String store;

    @Mixin
    EstateOptions estateOptions;

    @Option(names = "--host", required = true, paramLabel = "HOST", description = "Endpoint of the database.")
    String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Its TCP port (default: ${DEFAULT-VALUE}).",
            defaultValue = "5432")
    int port;

    @Option(
            names = "--user",
            paramLabel = "ROLE",
            description = "The role that owns schema dr (default: ${DEFAULT-VALUE}).",
            defaultValue = "dr_heartbeat")
    String user;

    @Option(
            names = "--password-variable",
            paramLabel = "NAME",
            description = "Environment variable with its password (default: ${DEFAULT-VALUE}).",
            defaultValue = "DR_HEARTBEAT_PASSWORD")
    String variable;

    @Option(names = "--install", description = "Create schema dr first, or bring it up to date.")
    boolean install;

    @Option(names = "--census", description = "Count the declared tables too.")
    boolean census;

    @Option(names = "--debug", description = "Print stack traces.")
    boolean debug;

    @Override
    public Integer call() {
        Estate estate = estateOptions.load();
        Validation validation = validation(estate);
        DatabaseAddress address = new DatabaseAddress(
                host,
                port,
                validation.database(),
                user,
                ProcessSecrets.ofThisProcess().read(new SecretReference(SecretReference.Source.ENVIRONMENT, variable)),
                DatabaseAddress.Tls.of(validation));
        try (Heartbeat heartbeat = Heartbeat.connect(address)) {
            if (install) {
                heartbeat.install(validation.tables());
            }
            say(store + " was alive at " + heartbeat.beat(estate.name(), store).at() + ".");
            if (census) {
                say(heartbeat.takeCensus() + " tables were counted.");
            }
        }
        return ExitCode.GREEN;
    }

    private Validation validation(Estate estate) {
        return estate.databases().stream()
                .filter(database -> database.id().equals(store))
                .findFirst()
                .flatMap(PostgresDatabase::validation)
                .orElseThrow(() -> Problem.of(
                                "heartbeat.undeclared",
                                "Estate " + estate.name() + " has no database " + store + " with a validation.",
                                "Name a database of the estate file, and declare its validation there.")
                        .asException());
    }

    private void say(String words) {
        spec.commandLine().getOut().println(words);
        spec.commandLine().getOut().flush();
    }
}
