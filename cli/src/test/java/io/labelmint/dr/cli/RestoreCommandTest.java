package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What goes together on the command line of a restore depends on the store, and is said before anything is read. */
class RestoreCommandTest {
    private static final Path ESTATE = Path.of(System.getProperty("dr.root"), "examples", "labelmint-production.yaml");

    @Test
    void nothingButADatabaseIsRestoredForProduction() {
        assertThat(refusal("sessions", "--as", "sessions-again", "--for-production"))
                .contains("sessions is no database, and nothing but databases is masked.");
        assertThat(refusal("assets", "--in-place", "--for-production")).contains("assets is no database");
    }

    private static String refusal(String... arguments) {
        StringWriter err = new StringWriter();
        String[] all = new String[arguments.length + 3];
        all[0] = "restore";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "-e";
        all[all.length - 1] = ESTATE.toString();
        int code = Dr.commandLine().setErr(new PrintWriter(err, true)).execute(all);
        assertThat(code).isNotEqualTo(ExitCode.GREEN);
        return err.toString();
    }
}
