package io.labelmint.dr.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Words that bash takes as they are: what a runbook says is typed in the worst night, by somebody who cannot check it. */
final class ShellTest {
    private static final String ALPHABET =
            "aZ09 -_/.:=@%+,'\"\\$`!#&|;<>(){}[]*?~^\n\r\t\u0001\u001b\u007f\u0085\u00e9\u202e\u2028";

    @Test
    void whatNeedsNoQuotesHasNone() {
        assertThat(Shell.word("arn:aws:rds:us-west-2:123456789012:db:orders_1"))
                .isEqualTo("arn:aws:rds:us-west-2:123456789012:db:orders_1");
        assertThat(Shell.word("")).isEqualTo("''");
        assertThat(Shell.word("it's")).isEqualTo("\"it's\"");
        assertThat(Shell.word("it's $5")).isEqualTo("'it'\\''s $5'");
        assertThat(Shell.word("a\nb\u202e")).isEqualTo("$'a\\x0ab\\U0000202e'");
    }

    @Test
    void whatAnEarlierStepFoundIsAVariable() {
        assertThat(Shell.word("${orders-db/backup.arn}")).isEqualTo("\"$ORDERS_DB_BACKUP_ARN\"");
        assertThat(Shell.word("[\"${orders-db/backup.arn}\"]")).isEqualTo("'[\"'\"$ORDERS_DB_BACKUP_ARN\"'\"]'");
        assertThat(Shell.references("x ${a/b.arn} ${a/b.arn} ${c.d}")).containsExactly("a/b.arn", "c.d");
    }

    @Test
    void bashTakesAnyWordAsItIsAndItStaysOnItsLine() throws Exception {
        SplittableRandom random = new SplittableRandom(20261126);
        List<String> words = new ArrayList<>();
        for (int word = 0; word < 500; word++) {
            words.add(random.ints(random.nextInt(12), 0, ALPHABET.length())
                    .mapToObj(at -> ALPHABET.substring(at, at + 1))
                    .collect(Collectors.joining()));
        }
        words.removeIf(word -> !Shell.references(word).isEmpty());
        List<String> quoted = words.stream().map(Shell::word).toList();

        assertThat(quoted).allMatch(word -> word.lines().count() <= 1 && !word.contains("\u202e"));
        assertThat(bash("printf '%s\\0' " + String.join(" ", quoted))).isEqualTo(words);
    }

    private static List<String> bash(String script) throws Exception {
        Process process;
        try {
            ProcessBuilder builder = new ProcessBuilder("bash", "-c", script).redirectErrorStream(true);
            builder.environment().put("LC_ALL", "C.UTF-8");
            process = builder.start();
        } catch (IOException e) {
            Assumptions.abort("no bash here: " + e.getMessage());
            throw e;
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return List.of(printed.substring(0, printed.length() - 1).split("\0", -1));
    }
}
