package io.labelmint.dr.coverage;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.coverage.Recovery.Means;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.Restores.Side;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.History;
import io.labelmint.dr.ledger.Ledgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The restores an estate has made and judged, read from the ledgers of the runs that did. */
public final class RestoreHistory {
    /** Facts of the finding whether a store was restored, which tell what kind of recovery that was. */
    public static final String MEANS = "means";

    /** The region's part in the estate: {@code primary} or {@code dr}. */
    public static final String SIDE = "side";

    /** From asking to usable. */
    public static final String SECONDS = "recoverySeconds";

    /** Id of the finding whether the restore of a test came about, and how long it took. */
    public static final String TESTED = "restore-test.restored";

    /** Id of the finding what AWS Backup's own restore testing restored, and how long it took. */
    public static final String TESTED_BY_AWS = "aws-restore-test.restored";

    /** What the id of a level begins with that was asked of what AWS Backup's restore testing restored. */
    public static final String AWS = "aws-";

    /** Id of the finding whether a restore somebody asked for came about. */
    public static final String COMPLETED = "restore.completed";

    /** The jobs that restore, as ledgers name them. */
    private static final Set<String> JOBS = Set.of("restore", "restore-test", "drill");

    /** What their ids begin with, so that other ledgers are neither listed nor read. */
    private static final List<String> PREFIXES = List.of("drill-", "restore-");

    private static final String LEVEL = "restore.";

    private RestoreHistory() {}

    /**
     * Those of {@code estate} in the ledgers, oldest first. What somebody changed proves nothing and is left out, like
     * what has not ended; what the test of a store lacks then is seen as never tested.
     *
     * @param kind which runs count: a rehearsal proves nothing of what is real
     */
    public static List<RestoreProof> of(Ledgers ledgers, Estate estate, RunKind kind) {
        return PREFIXES.stream()
                .flatMap(prefix -> ledgers.operations(prefix, "").stream())
                .flatMap(id -> run(ledgers, id).stream())
                .filter(run -> isOf(run, estate, kind))
                .flatMap(RestoreHistory::proofs)
                .sorted(Comparator.comparing(RestoreProof::at))
                .toList();
    }

    private static Optional<History> run(Ledgers ledgers, OperationId id) {
        try {
            return ledgers.read(id).filter(history -> history.closed().isPresent());
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private static boolean isOf(History run, Estate estate, RunKind kind) {
        Fact.Opened opened = run.opened().orElseThrow();
        return opened.kind().chain() == kind
                && opened.estate().equals(estate.name())
                && JOBS.contains(opened.request().getOrDefault("job", ""));
    }

    private static Stream<RestoreProof> proofs(History run) {
        List<Finding> findings = run.findings().orElse(List.of());
        return findings.stream()
                .filter(finding -> Set.of(TESTED, TESTED_BY_AWS, COMPLETED).contains(finding.check()))
                .flatMap(finding -> proof(run, finding, findings).stream());
    }

    /** Empty for a restore that never came so far as to say what kind it was. */
    private static Optional<RestoreProof> proof(History run, Finding restored, List<Finding> all) {
        Map<String, String> facts = restored.facts();
        if (!facts.containsKey(MEANS) || !facts.containsKey(SIDE)) {
            return Optional.empty();
        }
        String level = (restored.check().equals(TESTED_BY_AWS) ? AWS : "") + LEVEL;
        List<Finding> seen = new ArrayList<>(List.of(restored));
        all.stream()
                .filter(finding -> finding.subject().equals(restored.subject())
                        && finding.check().startsWith(level)
                        && !finding.check().equals(COMPLETED))
                .forEach(seen::add);
        List<String> red = new ArrayList<>(seen.stream()
                .filter(finding -> !finding.green())
                .map(Finding::check)
                .toList());
        if (seen.size() == 1) {
            red.add(level + "connects"); // nobody looked into it
        }
        return Optional.of(new RestoreProof(
                run.operation(),
                restored.subject(),
                new Recovery(
                        Means.valueOf(facts.get(MEANS).toUpperCase(Locale.ROOT)),
                        Side.valueOf(facts.get(SIDE).toUpperCase(Locale.ROOT))),
                run.end(),
                Optional.ofNullable(facts.get(SECONDS)).map(seconds -> Duration.ofSeconds(Long.parseLong(seconds))),
                red));
    }
}
