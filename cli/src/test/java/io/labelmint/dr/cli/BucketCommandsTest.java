package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.provision.AccessPolicy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands make of the bucket of the ledgers that an estate declares, or does not. */
class BucketCommandsTest {
    private static final Path EXAMPLES = Path.of(System.getProperty("dr.root"), "examples");

    @TempDir
    Path folder;

    private String rehearse(String example) {
        StringWriter out = new StringWriter();
        int code = Dr.commandLine()
                .setOut(new PrintWriter(out, true))
                .execute(
                        "rehearse", "check", "-e", EXAMPLES.resolve(example).toString(), "--folder", folder.toString());
        assertThat(code).isLessThanOrEqualTo(ExitCode.RED);
        return out.toString();
    }

    @Test
    void withoutABucketARunSaysThatItCannotBeFinishedElsewhere() {
        assertThat(rehearse("minimal.yaml")).containsOnlyOnce("not finishable elsewhere");
    }

    @Test
    void withABucketItCanAndTheJournalOfTheRehearsalHasItsEntries() throws Exception {
        assertThat(rehearse("labelmint-production.yaml"))
                .doesNotContain("not finishable elsewhere")
                .contains("Bucket labelmint-production-dr-state in us-west-2 is versioned, encrypted and not public.");
        Path journal = folder.resolve("labelmint-production/world/journal.jsonl");
        assertThat(Files.readString(journal)).contains("/00000001\"").contains("/lease\"");
    }

    @Test
    void thePolicyAllowsTheLedgersAndNothingElseToBeWritten() {
        Map<String, Object> policy = AccessPolicy.of(EstateLoader.load(EXAMPLES.resolve("labelmint-production.yaml")));

        assertThat((List<?>) policy.get("Statement"))
                .map(statement -> (Map<?, ?>) statement)
                .filteredOn(statement -> "Ledgers".equals(statement.get("Sid")))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(statement.get("Action")).isEqualTo(List.of("s3:GetObject", "s3:PutObject"));
                    assertThat(statement.get("Resource"))
                            .isEqualTo(List.of("arn:aws:s3:::labelmint-production-dr-state/dr/*"));
                });
        assertThat(AccessPolicy.of(EstateLoader.load(EXAMPLES.resolve("minimal.yaml")))
                        .toString())
                .doesNotContain("s3:PutObject");
    }
}
