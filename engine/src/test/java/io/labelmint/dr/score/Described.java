package io.labelmint.dr.score;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.coverage.Coverage;
import io.labelmint.dr.coverage.Recovery;
import io.labelmint.dr.coverage.RestoreProof;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An estate as its runs describe it: a fixture of estates.yaml. */
record Described(Map<?, ?> fields) {
    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private static final Path EXAMPLES =
            Path.of(System.getProperty("dr.root", "..")).resolve("examples");
    static final Estate PRODUCTION = EstateLoader.load(EXAMPLES.resolve("labelmint-production.yaml"));
    static final Estate MINIMAL = EstateLoader.load(EXAMPLES.resolve("minimal.yaml"));

    /** What the daily job's checks look at besides the stores; by what subject does not matter. */
    private static final List<String> OF_ALL = List.of("state.bucket", "topics.exist");

    static List<Described> all() throws IOException {
        try (InputStream text = Described.class.getResourceAsStream("estates.yaml")) {
            List<Described> all = new ArrayList<>();
            for (Object fields : (List<?>) new Load(LoadSettings.builder().build()).loadFromInputStream(text)) {
                all.add(new Described((Map<?, ?>) fields));
            }
            return all;
        }
    }

    Estate estate() {
        return fields.get("estate").equals("minimal") ? MINIMAL : PRODUCTION;
    }

    int score() {
        return (Integer) fields.get("score");
    }

    boolean hard() {
        return Boolean.TRUE.equals(fields.get("hard"));
    }

    String byHand() {
        return (String) fields.get("by hand");
    }

    Condition condition() {
        return new Condition(
                Boolean.FALSE.equals(fields.get("looked")) ? Optional.empty() : Optional.of(looked()),
                readiness(),
                Coverage.of(estate(), proofs(), NOW, Coverage.WITHIN),
                IntStream.range(0, fields.get("open") instanceof Integer open ? open : 0)
                        .mapToObj(i -> "backup-" + i)
                        .toList(),
                Boolean.TRUE.equals(fields.get("broken")) ? List.of("daily-1") : List.of());
    }

    private List<Finding> looked() {
        List<Finding> findings = new ArrayList<>();
        Condition nothing = new Condition(
                Optional.empty(),
                Optional.empty(),
                Coverage.of(estate(), List.of(), NOW, Coverage.WITHIN),
                List.of(),
                List.of());
        for (Mark mark : Marks.of(estate(), nothing)) {
            boolean ofStore =
                    estate().stores().stream().anyMatch(store -> store.id().equals(mark.subject()));
            if (mark.part() != Part.RESTORES && ofStore) {
                found(findings, mark.subject(), mark.check());
            }
        }
        for (Store store : estate().stores()) {
            found(findings, store.id(), "alarms.present");
        }
        OF_ALL.forEach(check -> found(findings, estate().name(), check));
        return findings;
    }

    private void found(List<Finding> findings, String subject, String check) {
        String name = subject + " " + check;
        Look look = new Look(check, subject, "objective", List.of());
        if (names("red").contains(name)) {
            findings.add(look.failed("It is not so.", "Mend " + name + ".", Facts.NONE));
        } else if (names("unknown").contains(name)) {
            findings.add(look.notTested(Problem.of("x.unread", "It could not be read.", "Read " + name + ".")));
        } else if (!names("absent").contains(name)) {
            findings.add(look.passed("It is so.", Facts.NONE));
        }
    }

    private List<?> names(String key) {
        return fields.get(key) instanceof List<?> names ? names : List.of();
    }

    private Optional<List<Finding>> readiness() {
        if (!(fields.get("readiness") instanceof Map<?, ?> told)) {
            return Optional.empty();
        }
        int red = (Integer) told.get("red");
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < (Integer) told.get("made"); i++) {
            Look look = new Look("readiness.check-" + i, estate().name(), "objective", List.of());
            findings.add(
                    i < red
                            ? look.failed("It is not so.", "Mend check " + i + ".", Facts.NONE)
                            : look.passed("It is so.", Facts.NONE));
        }
        return Optional.of(findings);
    }

    private List<RestoreProof> proofs() {
        Object tested = fields.get("tested");
        List<RestoreProof> proofs = new ArrayList<>();
        for (Store store : estate().stores()) {
            List<Recovery> kinds = Recovery.of(store);
            long most = "none".equals(tested) ? 0 : "first".equals(tested) ? 1 : kinds.size();
            kinds.stream()
                    .limit(most)
                    .map(kind -> new RestoreProof(
                            new OperationId("restore-test-1"),
                            store.id(),
                            kind,
                            NOW.minus(Duration.ofDays("overdue".equals(tested) ? 36 : 3)),
                            Optional.of(Duration.ofMinutes(30)),
                            List.of()))
                    .forEach(proofs::add);
        }
        return proofs;
    }
}
