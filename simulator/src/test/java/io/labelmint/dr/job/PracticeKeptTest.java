package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.observatory.AwsObservatory;
import io.labelmint.dr.observatory.RegionHealth;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Lanes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Trainings and reviews of documents that were signed, and when they are due again. */
class PracticeKeptTest {
    private final Trial trial = new Trial(Trial.example("labelmint-production.yaml"), 20260107);

    @Test
    void whatNobodyEverSignedIsRed() {
        List<Finding> findings = findings(trial.estate, RunKind.REHEARSAL);

        assertThat(findings).extracting(Finding::subject).containsExactly("training", "documents");
        assertThat(findings).allMatch(finding -> finding.verdict() == Verdict.FAILED);
        assertThat(findings.get(0).summary())
                .isEqualTo(
                        "Nobody ever signed the training of those who act of labelmint-production, which is due every"
                                + " 180 days.");
        assertThat(findings.get(1).remedy().orElse("")).contains("dr sign-off --of documents");
    }

    @Test
    void whatWasSignedIsGreenUntilItIsDueAgain() {
        sign(Practised.TRAINING);

        Finding training = findings(trial.estate, RunKind.REHEARSAL).get(0);
        assertThat(training.verdict()).as(training.toString()).isEqualTo(Verdict.PASSED);
        assertThat(training.facts())
                .containsEntry("last", "2026-01-07")
                .containsEntry("due", "2026-07-06")
                .hasEntrySatisfying("signedIn", run -> assertThat(run).startsWith("sign-off-labelmint-production-"));
        assertThat(findings(trial.estate, RunKind.REHEARSAL).get(1).verdict())
                .as("a training is no review of documents")
                .isEqualTo(Verdict.FAILED);
        assertThat(findings(trial.estate, RunKind.REAL).get(0).verdict())
                .as("what was rehearsed is not real")
                .isEqualTo(Verdict.FAILED);

        trial.pass(Duration.ofDays(180));
        assertThat(findings(trial.estate, RunKind.REHEARSAL).get(0).verdict())
                .as("the last day")
                .isEqualTo(Verdict.PASSED);

        trial.pass(Duration.ofDays(1));
        Finding late = findings(trial.estate, RunKind.REHEARSAL).get(0);
        assertThat(late.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(late.summary())
                .isEqualTo("Those who act were trained on 2026-01-07, and should have been again until 2026-07-06.");
    }

    @Test
    void whatIsNotDeclaredIsNeverOverdueAndThatIsSaid() {
        Estate silent = EstateLoader.parse(
                trial.estate.source().replaceAll("(?m)^practice:\\n(?:  .*\\n)+", ""), "silent.yaml");

        assertThat(findings(silent, RunKind.REHEARSAL)).allSatisfy(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.PASSED);
            assertThat(finding.summary())
                    .contains("does not declare how often to repeat", "nothing of it is ever overdue");
        });
    }

    private List<Finding> findings(Estate estate, RunKind kind) {
        return new PracticeKept(trial.ledgers, kind)
                .run(
                        estate,
                        new AwsObservatory(trial.world::client, trial.timeline, new RegionHealth(trial.timeline)),
                        trial.timeline.now());
    }

    private void sign(Practised practised) {
        Engine engine = Engine.of(
                trial.world::client,
                new Hands(trial.world::client, trial.outside),
                trial.ledgers,
                trial.timeline,
                Lanes.on(trial.timeline),
                Trial.JSON);
        JobRun order = new JobRun(engine, trial.estate, RunKind.REHEARSAL, "test", "test", (operation, entry) -> {});
        RunPreparation preparation = new RunPreparation(order);
        PreparedRun prepared = trial.timeline.join(preparation.prepare(Job.signingOff(
                new SignOffRequest(List.of(), List.of(), "", List.of(), new TreeMap<>(), Optional.of(practised)))));
        preparation.approve(prepared.run(), prepared.digest().value(), "ann", "by hand");
        trial.timeline.join(order.resume(prepared.run()));
    }
}
