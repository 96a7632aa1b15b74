package io.labelmint.dr.job;

import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Were people trained, and documents reviewed, as often as the estate declares ({@code practice})? It counts what was signed off as
 * that, on the day of the signature; a drill or a game day is no training, and nobody reads a runbook by running one. Read in the
 * ledgers, so that nobody has to be asked. Days are UTC's.
 */
public final class PracticeKept implements Check {
    private final Ledgers ledgers;
    private final RunKind kind;

    /**
     * The check.
     *
     * @param ledgers where signatures are
     * @param kind which of them count
     */
    public PracticeKept(Ledgers ledgers, RunKind kind) {
        this.ledgers = ledgers;
        this.kind = kind;
    }

    @Override
    public String id() {
        return "review.practice";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return Arrays.stream(Practised.values())
                .map(practised -> finding(estate, practised, today))
                .toList();
    }

    private Finding finding(Estate estate, Practised practised, LocalDate today) {
        Look look = new Look(id(), practised.label(), "people can do what has to be done", Controls.CONTINUITY);
        Optional<Integer> days = practised.days(estate.practice());
        Optional<History> last = last(estate, practised);
        Facts facts = Facts.of("every", days.map(each -> each + " d").orElse("not declared"));
        if (last.isPresent()) {
            facts = facts.and(
                    Facts.of("last", day(last.get()), "signedIn", last.get().operation()));
        }
        if (days.isEmpty()) {
            return look.passed(
                    "The estate file does not declare how often to repeat " + practised.words() + " (practice."
                            + practised.label() + "Days), so nothing of it is ever overdue.",
                    facts);
        }
        String remedy = "Do it, and have it signed: `dr sign-off --of " + practised.label() + "`.";
        if (last.isEmpty()) {
            return look.failed(
                    "Nobody ever signed " + practised.words() + " of " + estate.name() + ", which is due every "
                            + days.get() + " days.",
                    remedy,
                    facts);
        }
        LocalDate due = day(last.get()).plusDays(days.get());
        String was = practised.sentence() + " on " + day(last.get());
        facts = facts.and(Facts.of("due", due));
        return today.isAfter(due)
                ? look.failed(was + ", and should have been again until " + due + ".", remedy, facts)
                : look.passed(was + ", and have to be again until " + due + ".", facts);
    }

    private Optional<History> last(Estate estate, Practised practised) {
        String prefix = OperationId.prefix(Job.Type.SIGN_OFF.label(), estate.name());
        return ledgers.operations(prefix, "").stream()
                .flatMap(id -> ledgers.read(id).stream())
                .filter(history -> CorrectiveActions.isSigned(history, kind))
                .filter(history -> JobRun.job(history)
                        .signOff()
                        .flatMap(SignOffRequest::of)
                        .filter(practised::equals)
                        .isPresent())
                .max(Comparator.comparing(History::end));
    }

    private static LocalDate day(History run) {
        return LocalDate.ofInstant(run.end(), ZoneOffset.UTC);
    }
}
