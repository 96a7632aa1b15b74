package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/compliance-framework.md says of which control which check is evidence; here it is held against what runs record. */
class ComplianceFrameworkTest {
    private static final Path PAGE = Path.of(System.getProperty("dr.root"), "docs", "compliance-framework.md");
    private static final String BEGIN = "<!-- checks -->\n";
    private static final String END = "<!-- /checks -->";
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z][^|]+?) \\| [^|]+ \\| ([a-z, ]+) \\|");

    /** The kinds of evidence, as the page calls them. */
    private static final Map<String, List<String>> KINDS = new LinkedHashMap<>();

    static {
        KINDS.put("backup", Controls.BACKUP);
        KINDS.put("offsite", Controls.OFFSITE);
        KINDS.put("restore", Controls.RESTORE);
        KINDS.put("encryption", Controls.ENCRYPTION);
        KINDS.put("immutability", Controls.IMMUTABILITY);
        KINDS.put("monitoring", Controls.MONITORING);
        KINDS.put("continuity", Controls.CONTINUITY);
    }

    @Test
    void everyControlHasARowWithExactlyTheKindsOfEvidenceThatNameIt() throws IOException {
        Map<String, SortedSet<String>> documented = ROW.matcher(Files.readString(PAGE))
                .results()
                .collect(Collectors.toMap(
                        (MatchResult row) -> row.group(1),
                        row -> new TreeSet<>(List.of(row.group(2).split(", ", -1)))));
        Map<String, SortedSet<String>> named = new TreeMap<>();
        KINDS.forEach((kind, controls) -> controls.forEach(control ->
                named.computeIfAbsent(control, any -> new TreeSet<>()).add(kind)));

        assertThat(documented).containsExactlyInAnyOrderEntriesOf(named);
    }

    /** {@code -Ddr.docs.write=true} writes the table. */
    @Test
    void theChecksOfEachKindAreThoseWhoseFindingsNameItsControls() throws IOException {
        String table = table();
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (Boolean.getBoolean("dr.docs.write")) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
            return;
        }

        assertThat(page.substring(begin, end)).isEqualTo(table);
    }

    private static String table() {
        Trial trial = new Trial(Trial.example("labelmint-production.yaml"), 5);
        Map<List<String>, SortedSet<String>> checks = Stream.of(
                        Job.Type.DAILY, Job.Type.READINESS, Job.Type.RESTORE_TEST, Job.Type.DRILL, Job.Type.REVIEW)
                .flatMap(type -> trial.fresh(Job.of(type)).findings().stream())
                .collect(Collectors.groupingBy(
                        Finding::controls, Collectors.mapping(Finding::check, Collectors.toCollection(TreeSet::new))));
        assertThat(KINDS.values()).containsAll(checks.keySet());
        StringBuilder table = new StringBuilder("| evidence | checks |\n|---|---|\n");
        KINDS.forEach((kind, controls) -> table.append("| ")
                .append(kind)
                .append(" | ")
                .append(checks.getOrDefault(controls, new TreeSet<>()).stream()
                        .map(check -> "`" + check + "`")
                        .collect(Collectors.joining(", ")))
                .append(" |\n"));
        return table.toString();
    }
}
