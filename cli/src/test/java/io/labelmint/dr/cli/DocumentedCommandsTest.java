package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command the documents name is one, with options it has; what is marked as rehearsed is run. */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of(System.getProperty("dr.root"));

    /** In a box, indented or fenced, or between backticks. */
    private static final Pattern COMMAND = Pattern.compile("(?m)(?:^ *|`)(?:\\./)?dr ([a-z][^`#\\n]*)");

    private static final Pattern REHEARSED = Pattern.compile("(?s)```rehearsed\\n(.*?)```");

    @TempDir
    Path folder;

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(
                    Stream.of(ROOT.resolve("README.md")),
                    docs.filter(file -> file.toString().endsWith(".md")))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyCommandExistsWithItsOptions(Path page) throws IOException {
        List<String> unknown = new ArrayList<>();
        Matcher matcher = COMMAND.matcher(Files.readString(page));
        while (matcher.find()) {
            String line = matcher.group(1).strip();
            unknown(words(line)).forEach(what -> unknown.add("dr " + line + ": " + what));
        }

        assertThat(unknown).isEmpty();
    }

    /** In the order of the page, in one folder, as somebody would who reads it for the first time. */
    @ParameterizedTest
    @MethodSource("rehearsed")
    void whatIsRehearsedEndsWithoutAMistake(String page, String section) {
        for (String line : section.lines().toList()) {
            String[] words = words(line.substring("dr ".length())).toArray(String[]::new);
            StringWriter out = new StringWriter();

            int exit = run(words, out);

            assertThat(exit).as(page + ": " + line + "\n" + out).isIn(ExitCode.GREEN, ExitCode.RED);
        }
    }

    @Test
    void theRunbooksAreRehearsed() {
        assertThat(rehearsed().map(arguments -> arguments[0]))
                .contains("disaster-recovery-runbooks.md", "operational-procedures.md");
    }

    static Stream<Object[]> rehearsed() {
        try {
            return pages().flatMap(page -> REHEARSED
                    .matcher(read(page))
                    .results()
                    .map(box -> new Object[] {
                        page.getFileName().toString(), box.group(1).strip()
                    }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each box in a folder of its own: a rehearsal of one loss is not in the way of the next. */
    private int run(String[] words, StringWriter out) {
        List<String> all = new ArrayList<>(List.of(words));
        Path rehearsal = folder.resolve("dr-rehearsal");
        if (all.get(0).equals("rehearse")) {
            all.addAll(List.of("--folder", rehearsal.toString()));
        }
        all.replaceAll(word -> word.equals("dr-rehearsal") ? rehearsal.toString() : word);
        CommandLine dr = Dr.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
        return dr.execute(all.toArray(String[]::new));
    }

    /** What in {@code words} is no command or option of the program. */
    private static List<String> unknown(List<String> words) {
        List<String> unknown = new ArrayList<>();
        CommandLine command = Dr.commandLine();
        boolean naming = true;
        for (String word : words) {
            if (word.startsWith("-")) {
                naming = false;
                String option = word.replaceFirst("=.*", "");
                if (!command.getCommandSpec().optionsMap().containsKey(option)) {
                    unknown.add("no option " + option);
                }
            } else if (naming && command.getSubcommands().containsKey(word)) {
                command = command.getSubcommands().get(word);
            } else {
                if (naming && command.getParent() == null) {
                    unknown.add("no command " + word);
                }
                naming = false;
            }
        }
        return unknown;
    }

    /** The words of a line of a shell; what is between quotes is one, and what is optional is there. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = Pattern.compile("\"[^\"]*\"|\\S+").matcher(line.replaceAll("[\\[\\]]", " "));
        while (matcher.find()) {
            String word = matcher.group().replaceAll("[,.;:]+$", "");
            if (word.equals("|") || word.equals(">") || word.equals("&&")) {
                break;
            }
            words.add(word);
        }
        return words;
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
