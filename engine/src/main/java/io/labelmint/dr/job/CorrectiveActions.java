package io.labelmint.dr.job;

import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The corrective actions that follow from what runs of an estate have shown: recorded when somebody signs those runs off, and
 * open until a later sign-off says that they are done. Their ids are that of the run that recorded them and their number in
 * it, as in {@code sign-off-acme-20270104T0900-1a2b3c4d.1}.
 */
public final class CorrectiveActions {
    /** Id of the finding whether one is overdue. */
    public static final String CHECK = "review.corrective-actions";

    /** Between the run and the number. */
    private static final String SEPARATOR = ".";

    private CorrectiveActions() {}

    /**
     * One that is open.
     *
     * @param id its id
     * @param action what has to be done
     * @param overdue whether its last day is over
     */
    public record Open(String id, CorrectiveAction action, boolean overdue) {
        /** In one sentence without its end. */
        public String words() {
            return action.words() + " (" + id + ")";
        }
    }

    /** Those of the runs of {@code kind} that are open at {@code now}, the one that is due first at the head. */
    public static List<Open> open(Ledgers ledgers, Estate estate, RunKind kind, Instant now) {
        String prefix = OperationId.prefix(Job.Type.SIGN_OFF.label(), estate.name());
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        SortedMap<String, Open> open = new TreeMap<>();
        Set<String> done = new HashSet<>();
        ledgers.operations(prefix, "").stream()
                .flatMap(id -> ledgers.read(id).stream())
                .filter(history -> isSigned(history, kind))
                .forEach(history -> {
                    SignOffRequest request = JobRun.job(history).signOff().orElseThrow();
                    done.addAll(request.done().keySet());
                    for (int i = 0; i < request.actions().size(); i++) {
                        String id = history.operation() + SEPARATOR + (i + 1);
                        CorrectiveAction action = request.actions().get(i);
                        open.put(id, new Open(id, action, today.isAfter(action.due())));
                    }
                });
        open.keySet().removeAll(done);
        return open.values().stream()
                .sorted(Comparator.comparing((Open one) -> one.action().due()).thenComparing(Open::id))
                .toList();
    }

    /** Whether {@code run}, a sign-off, was signed and is of {@code kind}. */
    static boolean isSigned(History run, RunKind kind) {
        return run.closed().filter(Fact.Closed::succeeded).isPresent()
                && run.opened().filter(opened -> opened.kind() == kind).isPresent();
    }

    /** What a review finds; nothing where none was ever left open. */
    static Optional<Finding> finding(Ledgers ledgers, Estate estate, RunKind kind, Instant now) {
        List<Open> open = open(ledgers, estate, kind, now);
        if (open.isEmpty()) {
            return Optional.empty();
        }
        Look look = new Look(CHECK, estate.name(), "corrective actions are done in time", Controls.CONTINUITY);
        List<Open> late = open.stream().filter(Open::overdue).toList();
        Facts facts = Facts.of("open", open.size(), "overdue", late.size());
        if (late.isEmpty()) {
            return Optional.of(look.passed(
                    "Of " + estate.name() + " " + open.size() + " corrective actions are open, the next until "
                            + open.get(0).action().due() + "; none is overdue.",
                    facts));
        }
        return Optional.of(look.failed(
                "Of " + estate.name() + " " + late.size() + " of " + open.size()
                        + " corrective actions are overdue: "
                        + late.stream().map(Open::words).collect(Collectors.joining("; ")) + ".",
                "Have them done, and sign that they are: `dr sign-off --done "
                        + late.get(0).id() + "=\"...\"`.",
                facts));
    }
}
