package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.rehearsal.EstateAccount;
import io.labelmint.dr.rehearsal.Rehearsal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An estate is rehearsed in the account it lives in. */
class AccountTest {
    private static final String EXAMPLES = "123456789012";
    private static final String ANOTHER = "210987654321";

    private final Estate example = Trial.example("labelmint-production.yaml");
    private final Estate minimal = Trial.example("minimal.yaml");

    @Test
    void anEstateInAnotherAccountIsAsGreenAsInTheAccountOfTheExamples() {
        Estate another = in(example.source().replace(EXAMPLES, ANOTHER));
        assertThat(another.notifications().drTopic().orElseThrow()).contains(ANOTHER);

        Evidence expected = new Trial(example, 5).process(-1).orElseThrow();
        Trial trial = new Trial(another, 5);
        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(verdicts(evidence)).isEqualTo(verdicts(expected));
        assertThat(evidence.findings().toString()).doesNotContain(EXAMPLES);
        assertThat(trial.world.inventory().toString()).doesNotContain(EXAMPLES);
    }

    @Test
    void theAccountIsTheDeclaredOneElseThatOfAnArnElseThatOfTheExamples() {
        assertThat(EstateAccount.of(minimal)).isEqualTo(EXAMPLES);
        assertThat(EstateAccount.of(withTopicOf(ANOTHER))).isEqualTo(ANOTHER);
        assertThat(EstateAccount.of(in(minimal.source() + "access: { account: \"" + ANOTHER + "\" }\n")))
                .isEqualTo(ANOTHER);
    }

    @Test
    void aRehearsalGoesOnInItsAccountOnly(@TempDir Path folder) {
        Estate moved = withTopicOf(ANOTHER);
        try (Rehearsal rehearsal = Rehearsal.open(folder, moved)) {
            assertThat(rehearsal.world().account()).isEqualTo(ANOTHER);
        }
        Rehearsal.open(folder, moved).close();

        assertThatThrownBy(() -> Rehearsal.open(folder, minimal))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("rehearsal.another-account"));
        try (Rehearsal rehearsal = Rehearsal.fresh(folder, minimal, List.of())) {
            assertThat(rehearsal.world().account()).isEqualTo(EXAMPLES);
        }
    }

    private static List<String> verdicts(Evidence evidence) {
        return evidence.findings().stream()
                .map(finding -> finding.check() + " " + finding.verdict())
                .toList();
    }

    private Estate withTopicOf(String account) {
        return in(minimal.source() + "notifications: { drTopic: \"arn:aws:sns:us-west-2:" + account + ":on-call\" }\n");
    }

    private static Estate in(String text) {
        return EstateLoader.parse(text, "estate.yaml");
    }
}
