package io.labelmint.dr.jenkins;

import hudson.AbortException;
import io.labelmint.dr.evidence.report.VisibleText;
import io.labelmint.dr.evidence.report.Words;
import io.labelmint.dr.job.RunResult;
import java.util.List;
import java.util.Optional;

/** The last lines about a run in the build's log. */
final class Summary {
    /** Id of the finding whether a requested restore came about: docs/checks.md. */
    private static final String RESTORED = "restore.completed";

    private static final int MOST_SHOWN = 3;

    private final RunResult result;

    Summary(RunResult result) {
        this.result = result;
    }

    /** What build and stage are unstable for, in one line. */
    String warning() {
        int red = result.red().size();
        StringBuilder text = new StringBuilder()
                .append(red)
                .append(" of ")
                .append(result.evidence().findings().size())
                .append(" checks red");
        result.red().stream()
                .limit(MOST_SHOWN)
                .forEach(finding ->
                        text.append("; ").append(finding.subject()).append(": ").append(finding.summary()));
        result.sealed().problem().ifPresent(problem -> text.append("; ").append(problem));
        return VisibleText.line(text.append(red > MOST_SHOWN ? "; and " + (red - MOST_SHOWN) + " more" : "")
                .toString());
    }

    /**
     * What fails the step: something that was to be done was not. (What was done, and found to be red, does not; nor does
     * a notice that did not get through, which is a finding.)
     */
    Optional<AbortException> undone() {
        return unrestored().or(this::unfinished);
    }

    /** A restore that was asked for and refused, before it was an operation. */
    private Optional<AbortException> unrestored() {
        return result.red().stream()
                .filter(finding -> finding.check().equals(RESTORED))
                .findFirst()
                .map(finding -> new AbortException(VisibleText.line(
                        finding.summary() + " " + finding.remedy().orElse(""))));
    }

    private Optional<AbortException> unfinished() {
        return result.evidence().undone().stream()
                .filter(operation -> !operation.id().value().startsWith("notice-"))
                .findFirst()
                .map(operation -> new AbortException(VisibleText.line(operation.title() + " is not done: "
                        + lastOf(operation.problems()).orElse("see the report of the run."))));
    }

    /** Steps before it may have been given up by the plan, and kept nothing from being done. */
    private static Optional<String> lastOf(List<String> problems) {
        return problems.isEmpty() ? Optional.empty() : Optional.of(problems.get(problems.size() - 1));
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    @Override
    public String toString() {
        int all = result.evidence().findings().size();
        boolean green = result.evidence().green() && result.sealed().problem().isEmpty();
        String verdict = green ? Words.all(all, "check") + " green." : sentence(warning());
        return result.evidence().title() + ", run " + result.evidence().run() + ": " + verdict
                + "\nEvidence: see the page of this build; digest "
                + result.sealed().pack().digest()
                + result.sealed()
                        .seal()
                        .map(text -> ", seal " + text.seal().sequence()
                                + (text.signature().isPresent() ? ", signed" : ", unsigned"))
                        .orElse(", without a seal");
    }
}
