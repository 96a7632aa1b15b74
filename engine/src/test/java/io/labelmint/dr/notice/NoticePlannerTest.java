package io.labelmint.dr.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NoticePlannerTest {
    private static final OperationId RUN = new OperationId("daily-labelmint-production-20261122-0123abcd");

    @Test
    void tellsTheDrRegionFirstThenThePrimaryThenSlack() {
        Plan plan = plan(RunKind.REAL, List.of(green()));
        assertThat(plan.actions())
                .extracting(action -> action.id().value() + " " + action.call().region())
                .containsExactly("notice/dr us-west-2", "notice/primary us-east-1", "notice/slack us-west-2");
        assertThat(plan.actions()).allMatch(action -> action.after().isEmpty());
    }

    @Test
    void slackIsPlannedWithTheReferenceOnly() {
        Plan plan = plan(RunKind.REAL, List.of(green()));
        assertThat(plan.actions().get(2).call().parameters())
                .containsEntry("webhook", "jenkins labelmint-slack-webhook")
                .containsOnlyKeys("webhook", "text");
        var json = Capabilities.json();
        assertThat(json.read(json.canonical(plan), Plan.class)).isEqualTo(plan);
    }

    @Test
    void whatIsRedComesFirstAndSaysWhatToDo() {
        PublishNotice notice = notice(
                RunKind.REAL,
                List.of(green(), unread("orders-db", "region dark"), failed("sessions", "A <b> & c broke.")));
        assertThat(notice.subject()).isEqualTo("DR RED 2 of 3 checks: labelmint-production daily");
        assertThat(notice.message()).startsWith("""
                        DR RED 2 of 3 checks: labelmint-production daily

                        DO FIRST (sessions)
                        Mend sessions.

                        FAILED sessions a.check
                        A <b> & c broke.
                        Do: Mend sessions.

                        NOT TESTED orders-db a.check
                        region dark
                        """).endsWith("\nRun: " + RUN + "\nBegun by: build 7 of dr/daily\n");
    }

    @Test
    void oneCauseIsToldOnce() {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            findings.add(unread("store-" + i, "Region us-east-1 does not answer."));
        }
        String message = notice(RunKind.REAL, findings).message();
        assertThat(message.split("does not answer", -1)).hasSize(2);
        assertThat(message).contains("store-5 a.check and 14 more");
    }

    @Test
    void aRehearsalSaysSoFirst() {
        PublishNotice notice = notice(RunKind.REHEARSAL, List.of(failed("sessions", "Broken.")));
        assertThat(notice.subject()).startsWith("REHEARSAL ");
        assertThat(notice.message()).startsWith("REHEARSAL ").contains("Nothing real is affected");
    }

    @Test
    void whatWhoeverTellsItSaysComesBeforeWhatWasFound() {
        assertThat(told("We are moving.", List.of(failed("sessions", "Broken."))))
                .startsWith("""
                        DR RED 1 of 1 checks: labelmint-production failover begins

                        We are moving.

                        DO FIRST (sessions)
                        """);
        assertThat(told("We are moving.", List.of()))
                .as("nothing was looked at, so nothing is green")
                .startsWith("DR: labelmint-production failover begins\n\nWe are moving.\n\nReport: ");
        assertThat(told("x".repeat(10_000), List.of(green()))).hasSizeLessThan(2_000);
    }

    private static String told(String message, List<Finding> findings) {
        RunSummary summary = new RunSummary(
                RUN, RunKind.REAL, "failover begins", "labelmint-production", "a test", message, findings);
        return ((PublishNotice) new NoticePlanner()
                        .plan(new OperationId("notice-1-" + RUN), LabelMint.production(), summary)
                        .orElseThrow()
                        .actions()
                        .get(0))
                .message();
    }

    @Test
    void staysWithinWhatTheChannelsTake() {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            findings.add(failed("store-" + i, "\u20ac".repeat(2_000)));
        }
        Plan plan = plan(RunKind.REAL, findings);
        PublishNotice sns = (PublishNotice) plan.actions().get(0);
        assertThat(sns.message().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(262_144);
        assertThat(sns.message()).contains("more, see the report").endsWith("Begun by: build 7 of dr/daily\n");
        assertThat(sns.subject()).hasSizeLessThan(100);
        assertThat(((PostToSlack) plan.actions().get(2)).text()).hasSizeLessThan(4_000);
    }

    @Test
    void theSubjectIsOneLineInWhateverScriptTheNameIsWritten() {
        assertThat(subject("r\u00e9seau-\u6771\u4eac"))
                .isEqualTo("DR GREEN the one check: r\u00e9seau-\u6771\u4eac daily");
        assertThat(subject("a\nb\u2028c\u0085d\ud800e")).isEqualTo("DR GREEN the one check: a b c d e daily");

        // Never half of a character that Java has in two.
        String prefix = "DR GREEN the one check: ";
        for (int before : List.of(75, 76, 77)) {
            String cut = subject("x".repeat(before) + "\ud83d\ude80".repeat(40));
            assertThat(cut).startsWith(prefix).hasSizeBetween(98, 99);
            assertThat(new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(cut);
        }
    }

    private static String subject(String estate) {
        RunSummary summary = new RunSummary(RUN, RunKind.REAL, "daily", estate, "a test", List.of(green()));
        return ((PublishNotice) new NoticePlanner()
                        .plan(new OperationId("notice-1-" + RUN), LabelMint.production(), summary)
                        .orElseThrow()
                        .actions()
                        .get(0))
                .subject();
    }

    @Test
    void slackGetsItsThreeCharactersEscaped() {
        Plan plan = plan(RunKind.REAL, List.of(failed("sessions", "A <!channel> & c broke.")));
        assertThat(((PostToSlack) plan.actions().get(2)).text())
                .contains("A &lt;!channel&gt; &amp; c broke.")
                .doesNotContain("<!channel>");
    }

    private static PublishNotice notice(RunKind kind, List<Finding> findings) {
        return (PublishNotice) plan(kind, findings).actions().get(0);
    }

    private static Plan plan(RunKind kind, List<Finding> findings) {
        RunSummary summary =
                new RunSummary(RUN, kind, "daily", "labelmint-production", "build 7 of dr/daily", findings);
        return new NoticePlanner()
                .plan(new OperationId("notice-1-" + RUN), LabelMint.production(), summary)
                .orElseThrow();
    }

    private static Finding green() {
        return look("assets").passed("Fine.", Facts.NONE);
    }

    private static Finding failed(String subject, String summary) {
        return look(subject).failed(summary, "Mend " + subject + ".", Facts.NONE);
    }

    private static Finding unread(String subject, String summary) {
        return look(subject).notTested(Problem.of("a.problem", summary, "Look at AWS Health."));
    }

    private static Look look(String subject) {
        return new Look("a.check", subject, "an objective", List.of());
    }
}
