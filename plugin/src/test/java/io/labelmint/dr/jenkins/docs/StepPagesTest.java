package io.labelmint.dr.jenkins.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/steps} says what the plugin says. */
final class StepPagesTest {
    private static final Path FOLDER = Path.of(System.getProperty("dr.root"), "docs", "steps");

    @Test
    void everyStepHasItsPageAndItIsTheHelpOfItsForm() throws Exception {
        Map<String, String> pages = StepPages.make();
        if (Boolean.getBoolean("dr.docs.write")) {
            Files.createDirectories(FOLDER);
            for (Map.Entry<String, String> page : pages.entrySet()) {
                Files.writeString(FOLDER.resolve(page.getKey()), page.getValue());
            }
        }
        String remedy = "docs/steps is not what the help says; make it anew with " + StepPages.COMMAND;
        assertThat(files()).as(remedy).containsExactlyElementsOf(pages.keySet());
        for (Map.Entry<String, String> page : pages.entrySet()) {
            assertThat(FOLDER.resolve(page.getKey())).as(remedy).content().isEqualTo(page.getValue());
        }
    }

    @Test
    void helpBecomesMarkdown() throws Exception {
        assertThat(HelpText.markdown("""
                        <div>
                          Loose <em>words</em>, 2 * 3 &lt; 7.
                          <p>Read <a href="https://example.com">this</a> about <code>a  &lt;b&gt;</code>.</p>
                          <ul><li><strong>one</strong></li><li>two</li></ul>
                          <pre>
                def it = drBackup()</pre>
                        </div>""")).isEqualTo("""
                        Loose *words*, 2 \\* 3 &lt; 7.

                        Read [this](https://example.com) about `a <b>`.

                        * **one**
                        * two

                        ```groovy
                        def it = drBackup()
                        ```""");
    }

    private static List<String> files() throws Exception {
        if (!Files.isDirectory(FOLDER)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
