package io.labelmint.dr.cli;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.evidence.report.VisibleText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a first look found, so short that somebody reads it: what is wrong before what nobody knows, one line for a check however
 * many stores it is about, each with its fix.
 */
final class FirstFindings {
    /** With a line for the fix of each, ten lines. */
    private static final int SHOWN = 5;

    private final List<Finding> all;

    FirstFindings(List<Finding> all) {
        this.all = List.copyOf(all);
    }

    boolean allGreen() {
        return all.stream().allMatch(Finding::green);
    }

    void print(PrintWriter out) {
        long red = all.stream().filter(finding -> !finding.green()).count();
        if (red == 0) {
            out.println("All " + all.size() + " checks are green.");
            return;
        }
        List<List<Finding>> groups = new ArrayList<>(groups(Verdict.FAILED));
        groups.addAll(groups(Verdict.NOT_TESTED));
        out.println(red + " of " + all.size() + " checks red" + (groups.size() > SHOWN ? "; first of all:" : ":"));
        groups.stream().limit(SHOWN).forEach(group -> {
            Finding first = group.get(0);
            out.println((first.verdict() == Verdict.FAILED ? "  RED      " : "  UNKNOWN  ") + first.subject()
                    + (group.size() > 1 ? " and " + (group.size() - 1) + " more" : "") + "  " + first.check() + "  "
                    + VisibleText.line(first.summary()));
            first.remedy().ifPresent(remedy -> out.println("           → " + VisibleText.line(remedy)));
        });
    }

    /** The findings of this verdict by their check; something of each store before more of the same one. */
    private List<List<Finding>> groups(Verdict verdict) {
        Map<String, List<Finding>> groups = new LinkedHashMap<>();
        all.stream()
                .filter(finding -> finding.verdict() == verdict)
                .forEach(finding -> groups.computeIfAbsent(finding.check(), check -> new ArrayList<>())
                        .add(finding));
        Map<String, Integer> times = new HashMap<>();
        Map<String, Integer> turns = new HashMap<>();
        groups.forEach(
                (check, group) -> turns.put(check, times.merge(group.get(0).subject(), 1, Integer::sum)));
        return groups.values().stream()
                .sorted(Comparator.comparing(group -> turns.get(group.get(0).check())))
                .toList();
    }
}
