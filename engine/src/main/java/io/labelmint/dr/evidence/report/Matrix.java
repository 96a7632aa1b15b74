package io.labelmint.dr.evidence.report;

import io.labelmint.dr.evidence.report.Page.Group;
import io.labelmint.dr.evidence.report.Page.Numbered;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks against subjects.
 *
 * @param title what the subjects have in common
 * @param subjects the columns
 * @param rows one for each check
 */
public record Matrix(String title, List<String> subjects, List<Row> rows) {

    static Matrix of(String title, List<Group> groups) {
        List<Numbered> findings =
                groups.stream().flatMap(group -> group.findings().stream()).toList();
        Set<String> subjects = new LinkedHashSet<>();
        groups.forEach(group -> group.store().ifPresent(store -> subjects.add(store.id())));
        findings.forEach(numbered -> subjects.add(numbered.finding().subject()));
        List<String> checks = findings.stream()
                .map(numbered -> numbered.finding().check())
                .distinct()
                .sorted()
                .toList();
        return new Matrix(
                title,
                List.copyOf(subjects),
                checks.stream()
                        .map(check -> Row.of(check, List.copyOf(subjects), findings))
                        .toList());
    }

    /**
     * A check in a matrix.
     *
     * @param check the check
     * @param cells for each subject, what it found; none if it has nothing to do with it
     */
    public record Row(String check, List<List<Numbered>> cells) {

        static Row of(String check, List<String> subjects, List<Numbered> findings) {
            return new Row(
                    check,
                    subjects.stream()
                            .map(subject -> findings.stream()
                                    .filter(numbered -> numbered.finding()
                                                    .check()
                                                    .equals(check)
                                            && numbered.finding().subject().equals(subject))
                                    .toList())
                            .toList());
        }
    }
}
