package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.restore.RestorePoint;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.simulator.core.Call;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Whatever is tried, a plan that two of three people have to approve is begun when two of them did, or loudly. */
final class AdversarialApprovalTest {
    private static final String ANN = "arn:aws:iam::123456789012:user/ann";
    private static final String RULE = """

            approvals:
              people:
                - { name: ann, aws: ["%s"] }
                - { name: bob, aws: ["arn:aws:iam::123456789012:user/bob"] }
              restore: { needed: 2, from: [ann, bob, cas, dan] }
            """.formatted(ANN);

    private final Estate estate = with(RULE);
    private final Trial trial = new Trial(estate, 7);
    private final Job job =
            Job.restoring("orders-db", new RestoreRequest(Restores.Side.DR, new RestorePoint.Latest(), "orders-again"));

    /** Dan asked for it. */
    private final PreparedRun plan = prepare("dan");

    @Test
    void twoOfThoseWhoMayInAnyProcessesAndTheEvidenceSaysWhatEachConfirmedAndSaw() {
        assertThat(plan.text()).contains("approval    by 2 different people of ann, bob, cas, dan, not dan");
        approve(ANN);
        refused("approval.missing", this::run);
        approve("arn:aws:iam::123456789012:user/bob");

        Evidence evidence = run();

        assertThat(evidence.green()).isTrue();
        assertThat(evidence.findings().get(0).facts())
                .containsEntry("approvedBy", ANN + ", arn:aws:iam::123456789012:user/bob")
                .containsEntry("approvalsNeeded", "2");
        assertThat(trial.ledgers.read(plan.operation()).orElseThrow().approvals())
                .extracting(entry -> (Fact.Approved) entry.fact())
                .allSatisfy(approved -> {
                    assertThat(approved.confirmed()).contains(plan.digest().brief());
                    assertThat(approved.shown()).contains(plan.text());
                });
    }

    @Test
    void whoAskedForItDoesNotCountUnderAnyNameOrSpelling() {
        refused("approval.requester", () -> approve("dan"));
        refused("approval.requester", () -> approve("DAN"));
        PreparedRun ofAnn = prepare(ANN);
        refused("approval.requester", () -> approve(ofAnn, "ann"));
        nothingBegun();
    }

    @Test
    void whoStartsTheBuildThatExecutesDoesNotCountEither() {
        assertThatThrownBy(() ->
                        as(order -> new RunApprovals(order).approve(plan.run(), List.of(given("cas")), List.of("CAS"))))
                .hasMessageContaining("cas asked for this plan");
        nothingBegun();
    }

    @Test
    void anAdministratorWhoIsNotNamedDoesNotCountAndKeepsNobodyElseFromIt() {
        refused("approval.not-listed", () -> approve("admin"));

        List<?> others = as(order -> new RunApprovals(order)
                .approve(plan.run(), List.of(given("admin"), given("bob"), given("cas")), List.of()));

        assertThat(others).singleElement().asString().contains("admin may not approve this plan");
        assertThat(run().green()).isTrue();
    }

    @Test
    void onePersonIsOneUnderAnyNameOrSpelling() {
        approve("ann");
        refused("approval.twice", () -> approve("Ann"));
        refused("approval.twice", () -> approve(ANN));
        refused("approval.missing", this::run);
        nothingBegun();
    }

    @Test
    void ofTwoNamesThatMayBeOnePersonNobodyIsCounted() {
        Trial other = new Trial(with("\napprovals: { restore: { needed: 2 } }\n"), 7);
        PreparedRun unknown = as(other, order -> prepared(other, order, "dan"));

        refused("approval.unclear", () -> as(other, order -> approved(order, unknown, ANN)));
        as(other, order -> approved(order, unknown, "ann"));
        refused("approval.unclear", () -> as(other, order -> approved(order, unknown, ANN)));
    }

    @Test
    void anExpiredPlanIsNeitherApprovedNorBegun() {
        approve("ann");
        trial.pass(Duration.ofHours(4));

        refused("approval.expired", () -> approve("bob"));
        refused("approval.missing", this::run);
        refused("approval.expired", () -> breakGlass("dan", "nobody is there"));
        nothingBegun();
    }

    @Test
    void whatIsDeclaredLaterLowersNothingOfAPlanThatIsMade() {
        approve("ann");
        Estate lower = with("\napprovals: { restore: { needed: 1 } }\n");

        refused("approval.missing", () -> as(trial, lower, order -> trial.timeline.join(order.resume(plan.run()))));

        nothingBegun();
        assertThat(prepare("dan").plan().digest(Trial.JSON))
                .isNotEqualTo(plan.digest().value());
    }

    @Test
    void anApprovalIsOfOnePlanAndOneGo() {
        PreparedRun other = prepare("eve");
        refused(
                "approval.other-plan",
                () -> as(order -> new RunPreparation(order)
                        .approve(plan.run(), other.digest().brief(), "ann", "by hand")));
        approve("ann");
        approve("bob");
        refused("approval.missing", () -> as(order -> trial.timeline.join(order.resume(other.run()))));
        assertThat(run().green()).isTrue();
        refused("approval.used", () -> approve("cas"));
        assertThat(begun()).isEqualTo(1);
    }

    @Test
    void whatSomebodyWroteIntoTheLedgerIsHeldAgainstTheRulesOnceMore() {
        for (String forged : List.of("dan", "admin", " ")) {
            try (Ledger ledger = trial.ledgers.open(plan.operation(), "an attacker")) {
                ledger.append(new Fact.Approved(plan.digest().value(), forged, "a forged variable"));
            }
        }

        refused("approval.missing", this::run);

        nothingBegun();
    }

    @Test
    void anApprovalOfNobodyIsNone() {
        refused("approval.nobody", () -> approve(""));
        nothingBegun();
    }

    @Test
    void glassIsBrokenWithAReasonAndEverybodyHearsOfItAtOnceAndItStaysRed() {
        approve("ann");
        refused("break-glass.no-reason", () -> breakGlass("dan", " "));
        breakGlass("dan", "bob and cas cannot be reached");

        Evidence evidence = run();

        Finding red = evidence.findings().stream()
                .filter(finding -> finding.check().equals("approval.break-glass"))
                .findFirst()
                .orElseThrow();
        assertThat(red.green()).isFalse();
        assertThat(red.summary())
                .contains("GLASS BROKEN by dan", "1 of 2 approvals, by ann", "bob and cas cannot be reached");
        assertThat(trial.world.calls())
                .filteredOn(call ->
                        call.operation().equals("Publish") && call.outcome().equals(Call.OK))
                .as("both topics")
                .hasSize(2);
        assertThat(begun()).isEqualTo(1);
        refused("approval.used", () -> breakGlass("dan", "once more"));
    }

    @Test
    void whereNobodyElseIsThereTheEstateHasToSaySoAndThePlanAndTheEvidenceSayItToo() {
        Trial alone = new Trial(with("\napprovals: { restore: { requesterMayApprove: true } }\n"), 7);
        PreparedRun own = as(alone, order -> prepared(alone, order, "dan"));
        as(alone, order -> approved(order, own, "dan"));

        Evidence evidence = as(alone, order -> alone.timeline.join(order.resume(own.run())));

        assertThat(own.text()).contains("WHO ASKED FOR IT COUNTS AS WELL");
        assertThat(evidence.findings().get(0).facts()).containsKey("approvedByRequester");
    }

    private static Estate with(String approvals) {
        return EstateLoader.parse(
                LabelMint.production().source().replaceFirst("(?s)\\napprovals:.*?\\n\\n", "\n\n") + approvals,
                "estate.yaml");
    }

    private PreparedRun prepare(String requester) {
        trial.pass(Duration.ofMinutes(1));
        return as(order -> prepared(trial, order, requester));
    }

    private PreparedRun prepared(Trial on, JobRun order, String requester) {
        return on.timeline.join(new RunPreparation(order, List.of(requester)).prepare(job));
    }

    private void approve(String approver) {
        approve(plan, approver);
    }

    private void approve(PreparedRun which, String approver) {
        as(order -> approved(order, which, approver));
    }

    private static PreparedRun approved(JobRun order, PreparedRun which, String approver) {
        return new RunPreparation(order)
                .approve(which.run(), which.digest().brief(), approver, "by hand as " + approver);
    }

    private RunApprovals.Given given(String by) {
        return new RunApprovals.Given(plan.digest().brief(), by, "an input");
    }

    private void breakGlass(String actor, String reason) {
        as(order -> new RunApprovals(order).breakGlass(plan.run(), given(actor), reason));
    }

    private Evidence run() {
        return as(order -> trial.timeline.join(order.resume(plan.run())));
    }

    private long begun() {
        return trial.world.calls().stream()
                .filter(call -> call.operation().startsWith("RestoreDBInstance"))
                .count();
    }

    private void nothingBegun() {
        assertThat(begun()).isZero();
    }

    private <T> T as(Function<JobRun, T> work) {
        return as(trial, work);
    }

    private static <T> T as(Trial on, Function<JobRun, T> work) {
        return as(on, on.estate, work);
    }

    /** One process of many. */
    private static <T> T as(Trial on, Estate estate, Function<JobRun, T> work) {
        Engine engine = Engine.of(
                        on.world::client,
                        new Hands(on.world::client, on.outside),
                        on.ledgers,
                        on.timeline,
                        Lanes.on(on.timeline),
                        Trial.JSON)
                .reaching(on.copies);
        try {
            return work.apply(new JobRun(engine, estate, RunKind.REHEARSAL, "test", "test", (operation, entry) -> {}));
        } finally {
            on.timeline.forget();
            on.ledgers.releaseAll();
        }
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }
}
