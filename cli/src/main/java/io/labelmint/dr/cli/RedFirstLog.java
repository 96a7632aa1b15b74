package io.labelmint.dr.cli;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.job.RunLog;
import io.labelmint.dr.time.Timeline;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A log that keeps what is found until all of it is, and then tells it in the order in which people act: what is red first. */
final class RedFirstLog extends RunLog {
    private final List<Finding> findings = new ArrayList<>();

    RedFirstLog(PrintWriter out, boolean terminal, Timeline timeline) {
        super(out, terminal, timeline);
    }

    @Override
    public synchronized void found(Finding finding) {
        findings.add(finding);
    }

    /** Tells it: what is wrong, what nobody knows, what is well. */
    synchronized void tell() {
        findings.stream().sorted(Comparator.comparing(RedFirstLog::urgency)).forEach(super::found);
        findings.clear();
    }

    private static int urgency(Finding finding) {
        return switch (finding.verdict()) {
            case FAILED -> 0;
            case NOT_TESTED -> 1;
            case PASSED -> 2;
        };
    }
}
