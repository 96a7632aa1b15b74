package io.labelmint.dr.validation;

import io.labelmint.dr.Problem;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.CacheValidation.Probe;
import io.labelmint.dr.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Does it answer the declared probes as declared? Neither commands nor answers are told, because both may be data. */
final class AnswersLevel implements CacheLevel {
    @Override
    public String id() {
        return "restore.redis-answers";
    }

    @Override
    public String objective() {
        return "what the application reads first is in the copy";
    }

    @Override
    public String look(CacheCopy copy, Tally tally) {
        List<Probe> probes = copy.validation().probes();
        if (probes.isEmpty()) {
            tally.unknown(Problem.of(
                    "restore.no-probes-declared",
                    "No question is declared whose answer is known.",
                    "Add probes: to validation, for example one that reads the version of the application's data."));
            return "";
        }
        for (Probe probe : probes) {
            try {
                judge(probe, copy.probe().ask(probe.command()), tally);
            } catch (ProblemException e) {
                tally.fact("probe." + probe.name(), "not answered");
                tally.unknown(e.problem().with("probe", probe.name()));
            }
        }
        return "All " + probes.size() + " declared probes were answered as declared.";
    }

    private static void judge(Probe probe, Optional<String> answer, Tally tally) {
        boolean right = probe.expect()
                .map(expected -> answer.equals(Optional.of(expected)))
                .orElseGet(() -> answer.filter(
                                text -> Pattern.matches(probe.matches().orElseThrow(), text))
                        .isPresent());
        if (right) {
            tally.fact("probe." + probe.name(), "as expected");
            return;
        }
        tally.fact(
                "probe." + probe.name(),
                answer.map(text -> "SHA-256 " + Json.sha256(text)).orElse("no value"));
        tally.wrong(
                "The probe " + probe.name() + " was not answered as declared.",
                "Ask it of the source: if that answers alike, the declaration is wrong, and else the copy is.");
    }
}
