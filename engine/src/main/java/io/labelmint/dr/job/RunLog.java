package io.labelmint.dr.job;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Ages;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.evidence.report.VisibleText;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.run.StuckProblems;
import io.labelmint.dr.time.Timeline;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells a person what happens in a run: a line for everything that happened and, on a terminal, one last line for what is
 * being waited for. Where there is no terminal, a wait is a line now and then. What AWS and the people of an estate wrote
 * is {@linkplain VisibleText made visible}: it can neither colour the terminal nor look like a line of its own.
 */
public class RunLog implements JobListener {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final Duration NEWS_EVERY = Duration.ofMinutes(10);

    private final PrintWriter out;
    private final boolean terminal;
    private final Timeline timeline;
    private final Map<ActionId, Action> actions = new ConcurrentHashMap<>();
    private final Map<ActionId, Instant> lastNews = new TreeMap<>();
    private final Map<ActionId, String> underWay = new TreeMap<>();
    private String status = "about to begin";
    private boolean statusShown;

    /**
     * A log of a run.
     *
     * @param out where to
     * @param terminal whether lines can be coloured, and the last one written again
     * @param timeline the clock of the run
     */
    public RunLog(PrintWriter out, boolean terminal, Timeline timeline) {
        this.out = out;
        this.terminal = terminal;
        this.timeline = timeline;
    }

    @Override
    public synchronized void phase(String name) {
        status = name;
        line("", "── " + name + " " + "─".repeat(Math.max(0, 60 - name.length())));
    }

    @Override
    public synchronized void recorded(OperationId operation, Entry entry) {
        Fact fact = entry.fact();
        if (fact instanceof Fact.Opened opened) {
            remember(opened);
            line("begin", opened.title());
        } else if (fact instanceof Fact.BrokenGlass glass) {
            line("GLASS BROKEN", operation + " by " + glass.actor() + ", " + glass.how() + ": " + glass.reason());
        } else if (fact instanceof Fact.Approved approved) {
            line("approve", operation + " by " + approved.approver() + ", " + approved.how());
        } else if (fact instanceof Fact.Resumed) {
            line("resume", operation.value());
        } else if (fact instanceof Fact.Intended intended) {
            status = intended.action().value();
            underWay.put(intended.action(), intended.action() + call(intended.action()));
            line("start", underWay.get(intended.action()));
        } else if (fact instanceof Fact.Refused refused) {
            underWay.remove(refused.action());
            line("refused", refused.action() + ": " + refused.problem().summary());
        } else if (fact instanceof Fact.Observed observed) {
            line("status", observed.action() + " is " + observed.phase());
        } else if (fact instanceof Fact.Settled settled) {
            underWay.remove(settled.action());
            line(
                    settled.done() ? "done" : gaveUp(settled) ? "gave up" : "FAILED",
                    settled.action()
                            + settled.problem().map(problem -> ": " + problem).orElse(""));
        } else if (fact instanceof Fact.Skipped skipped) {
            underWay.remove(skipped.action());
            line("skipped", skipped.action() + " by " + skipped.actor() + ": " + skipped.reason());
        } else if (fact instanceof Fact.Suspended suspended) {
            line("OPEN", operation + ": " + suspended.problem());
        }
    }

    /** Whether it was one of those that are tried for a while and gone on without. */
    private static boolean gaveUp(Fact.Settled settled) {
        return settled.problem()
                .filter(problem -> problem.code().equals(StuckProblems.BUDGET_OVER))
                .isPresent();
    }

    @Override
    public synchronized void waiting(
            OperationId operation, ActionId action, String phase, Duration elapsed, Estimate estimate) {
        Duration left = estimate.duration().minus(elapsed);
        String text = action + " is " + phase + " for " + Ages.words(elapsed) + ", "
                + (left.isNegative() ? "longer than usual" : "about " + Ages.words(left) + " left");
        status = text;
        Instant now = timeline.now();
        if (terminal) {
            out.print("\r\u001b[K" + TIME.format(now) + "  " + VisibleText.line(text));
            out.flush();
            statusShown = true;
        } else if (lastNews.computeIfAbsent(action, id -> now).plus(NEWS_EVERY).isBefore(now)) {
            lastNews.put(action, now);
            line("wait", text);
        }
    }

    @Override
    public synchronized void unseen(
            OperationId operation, ActionId action, Problem problem, Optional<Duration> budget) {
        String text = action + " cannot be seen: " + problem.summary()
                + budget.map(most -> " It is tried for " + Ages.words(most) + " at most, and gone on without.")
                        .orElse(" It is tried again.");
        status = text;
        line("unseen", text);
    }

    @Override
    public synchronized void found(Finding finding) {
        String mark = finding.green() ? "ok" : finding.verdict() == Verdict.FAILED ? "RED" : "UNKNOWN";
        line(mark, finding.subject() + "  " + finding.check() + "  " + finding.summary());
        finding.remedy().ifPresent(remedy -> line("", "→ " + remedy));
    }

    /** Where the run stands, in a few words. */
    public synchronized String status() {
        return status;
    }

    /** What AWS was asked for and has not ended yet, as far as this process knows. */
    public synchronized List<String> underWay() {
        return List.copyOf(underWay.values());
    }

    /** Ends the last line. */
    public synchronized void end() {
        if (statusShown) {
            out.print("\r\u001b[K");
            statusShown = false;
        }
        out.flush();
    }

    private void remember(Fact.Opened opened) {
        opened.plan().ifPresent(plan -> plan.actions().forEach(action -> actions.put(action.id(), action)));
    }

    private String call(ActionId id) {
        return Optional.ofNullable(actions.get(id))
                .map(Action::call)
                .map(call -> "  (" + call.service() + ":" + call.operation() + " in " + call.region() + ")")
                .orElse("");
    }

    private void line(String mark, String text) {
        end();
        out.printf("%s  %-8s %s%n", TIME.format(timeline.now()), colour(mark), VisibleText.line(text));
        out.flush();
    }

    private String colour(String mark) {
        if (!terminal) {
            return mark;
        }
        String code = switch (mark) {
            case "ok", "done" -> "32";
            case "RED", "FAILED", "UNKNOWN", "OPEN" -> "31;1";
            case "refused" -> "33";
            default -> "";
        };
        return code.isEmpty() ? mark : "\u001b[" + code + "m" + mark + " ".repeat(8 - mark.length()) + "\u001b[0m";
    }
}
