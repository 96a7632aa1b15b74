package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.provision.ReviewedPlan;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Lanes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Whatever is tried, a plan of Terraform is only approved as it was reviewed, and after its locks, each by those who may. */
final class ProvisionDecisionTest {
    private static final String VAULT = "prov-it";
    private static final String FILE = Json.sha256("what Terraform keeps");
    private static final String RULES = """
            approvals:
              provision: { from: [ann, bob] }
              lock: { needed: 2, from: [cto, cfo, ann] }
            """;

    private final Estate estate = EstateLoader.parse(resource("estate.yaml") + RULES, "estate.yaml");
    private final Trial trial = new Trial(estate, 7);
    private final String json = resource("plan.json");

    @Test
    void aLockIsApprovedByThoseWhoMayAndThenThePlanByThoseWhoMayAndTheEvidenceSaysBoth() {
        int before = trial.world.calls().size();
        refused("provision.lock-unapproved", () -> prepare(ProvisionRequest.applying(plan())));
        PreparedRun lock = prepare(ProvisionRequest.locking(plan(), VAULT));
        refused("approval.not-listed", () -> approve(lock, "bob"));
        approve(lock, "cto");
        refused("approval.missing", () -> run(lock));
        refused("provision.lock-unapproved", () -> prepare(ProvisionRequest.applying(plan())));
        approve(lock, "cfo");
        assertThat(run(lock).green()).isTrue();

        PreparedRun plan = prepare(ProvisionRequest.applying(plan()));
        assertThat(plan.text())
                .contains("approval by one person of ann, bob")
                .contains(
                        "lock of prov-it: engaged, and FOR EVER 14 days after it is applied",
                        "approved by cto, cfo in");
        refused("approval.not-listed", () -> approve(plan, "cto"));
        approve(plan, "bob");
        Evidence evidence = run(plan);

        assertThat(evidence.green()).isTrue();
        assertThat(evidence.findings())
                .extracting(Finding::check)
                .contains("provision.approved", "provision.nothing-lost", "provision.retention");
        assertThat(evidence.findings().get(0).facts())
                .containsEntry("approvedBy", "bob")
                .containsEntry("plan file SHA-256", FILE)
                .containsEntry("plan JSON SHA-256", Json.sha256(json));
        assertThat(evidence.findings())
                .filteredOn(finding -> finding.check().equals("provision.locks-approved"))
                .singleElement()
                .extracting(Finding::summary)
                .isEqualTo("The lock of vault prov-it was approved by cto, cfo.");
        assertThat(trial.world.calls().stream().skip(before))
                .as("it decides, and changes nothing")
                .allMatch(call -> call.operation().matches("(Describe|Get|List|Head).*|PutMetricData"));
    }

    @Test
    void noGlassIsBrokenForALockOrAPlan() {
        PreparedRun lock = prepare(ProvisionRequest.locking(plan(), VAULT));

        refused(
                "break-glass.refused",
                () -> as(
                        estate,
                        order -> new RunApprovals(order)
                                .breakGlass(
                                        lock.run(),
                                        new RunApprovals.Given(lock.digest().brief(), "dan", "by hand"),
                                        "nobody is there")));

        refused("approval.missing", () -> run(lock));
    }

    @Test
    void aLockOfAnotherPlanOrUnderAnotherDeclarationOrThatWasWithdrawnIsNotApproved() {
        approvedLock();
        ReviewedPlan other = ReviewedPlan.of(bytes(json + " "), "plan.json", FILE, estate, Trial.JSON);
        refused("provision.lock-unapproved", () -> prepare(ProvisionRequest.applying(other)));
        Estate changed = EstateLoader.parse(estate.source() + "\n# changed\n", "estate.yaml");
        assertThat(changed.digest()).isNotEqualTo(estate.digest());
        refused(
                "provision.lock-unapproved",
                () -> as(changed, order -> prepared(order, ProvisionRequest.applying(plan()))));

        Trial withdrawing = new Trial(estate, 7);
        PreparedRun lock =
                as(withdrawing, estate, order -> prepared(withdrawing, order, ProvisionRequest.locking(plan(), VAULT)));
        as(withdrawing, estate, order -> new RunPreparation(order).withdraw(lock.run()));
        refused("approval.used", () -> as(withdrawing, estate, order -> approved(order, lock, "cto")));
        refused(
                "provision.lock-unapproved",
                () -> as(
                        withdrawing, estate, order -> prepared(withdrawing, order, ProvisionRequest.applying(plan()))));
    }

    @Test
    void aDeclarationThatChangedAfterTheApprovalEndsThePlan() {
        approvedLock();
        PreparedRun plan = prepare(ProvisionRequest.applying(plan()));
        approve(plan, "ann");
        Estate changed = EstateLoader.parse(estate.source() + "\n# changed\n", "estate.yaml");

        Evidence evidence = as(changed, order -> trial.timeline.join(order.resume(plan.run())));

        assertThat(evidence.green()).isFalse();
        assertThat(evidence.findings().get(0).summary()).contains("the declaration of the estate is another one");
    }

    @Test
    void anotherFileThanTheApprovedOneIsRefusedAndSoIsNone() {
        approvedLock();
        PreparedRun plan = prepare(ProvisionRequest.applying(plan()));

        refused(
                "provision.other-file",
                () -> as(estate, order -> {
                    new RunApprovals(order).requireFile(plan.run(), Optional.of(Json.sha256("planned again")));
                    return null;
                }));
        refused(
                "provision.no-file",
                () -> as(estate, order -> {
                    new RunApprovals(order).requireFile(plan.run(), Optional.empty());
                    return null;
                }));
        as(estate, order -> {
            new RunApprovals(order).requireFile(plan.run(), Optional.of(FILE));
            return null;
        });
    }

    @Test
    void whatIsRedOrEngagesNoSuchLockIsAskedOfNobodyAndWhoOnlyLooksIsToldOfTheLock() {
        ObjectNode red = Trial.JSON.read(json, ObjectNode.class);
        for (JsonNode each : red.path("resource_changes")) {
            if (each.path("type").asText().equals("aws_s3_bucket")) {
                ((ObjectNode) each.path("change").path("after")).put("force_destroy", true);
            }
        }
        ReviewedPlan plan = ReviewedPlan.of(bytes(red.toString()), "plan.json", FILE, estate, Trial.JSON);

        refused("provision.red", () -> prepare(ProvisionRequest.applying(plan)));
        refused("provision.red", () -> prepare(ProvisionRequest.locking(plan, VAULT)));
        refused("provision.no-such-lock", () -> prepare(ProvisionRequest.locking(plan(), "prov-it-dr")));
        assertThat(trial.ledgers.operations()).noneMatch(id -> id.value().startsWith("provision-"));
        assertThat(as(
                                estate,
                                order -> trial.timeline.join(new RunPreparation(order)
                                        .whatIf(Job.provisioning(ProvisionRequest.applying(plan())))))
                        .text())
                .contains("NOT YET APPROVED, which has to be done before and on its own");
    }

    /** An attacker cannot drown what matters in addresses, nor make the ledger large. */
    @Test
    void ofVeryManyResourcesTheFirstAreNamedAndAllAreCounted() {
        ObjectNode many = Trial.JSON.read(json, ObjectNode.class);
        for (int i = 0; i < 5000; i++) {
            ObjectNode one = many.withArray("resource_changes").addObject();
            one.put("mode", "managed").put("type", "aws_sns_topic").put("address", "aws_sns_topic.a[" + i + "]");
            one.putObject("change").putArray("actions").add("create");
        }
        ReviewedPlan plan = ReviewedPlan.of(bytes(many.toString()), "plan.json", FILE, estate, Trial.JSON);

        String words = plan.changes().get(ReviewedPlan.Fate.CREATED).words();

        assertThat(words)
                .startsWith("5024: aws_backup_plan.this")
                .endsWith(", and 4984 more")
                .hasSizeLessThan(4000);
        assertThat(Job.of(Job.provisioning(ProvisionRequest.applying(plan)).request())
                        .provision())
                .contains(ProvisionRequest.applying(plan));
    }

    private void approvedLock() {
        PreparedRun lock = prepare(ProvisionRequest.locking(plan(), VAULT));
        approve(lock, "cto");
        approve(lock, "cfo");
        assertThat(run(lock).green()).isTrue();
    }

    private ReviewedPlan plan() {
        return ReviewedPlan.of(bytes(json), "plan.json", FILE, estate, Trial.JSON);
    }

    private PreparedRun prepare(ProvisionRequest request) {
        return as(estate, order -> prepared(order, request));
    }

    private PreparedRun prepared(JobRun order, ProvisionRequest request) {
        return prepared(trial, order, request);
    }

    private static PreparedRun prepared(Trial on, JobRun order, ProvisionRequest request) {
        return on.timeline.join(new RunPreparation(order, List.of("dan")).prepare(Job.provisioning(request)));
    }

    private void approve(PreparedRun which, String approver) {
        as(estate, order -> approved(order, which, approver));
    }

    private static PreparedRun approved(JobRun order, PreparedRun which, String approver) {
        return new RunPreparation(order)
                .approve(which.run(), which.digest().brief(), approver, "by hand as " + approver);
    }

    private Evidence run(PreparedRun which) {
        return as(estate, order -> trial.timeline.join(order.resume(which.run())));
    }

    private <T> T as(Estate declared, Function<JobRun, T> work) {
        return as(trial, declared, work);
    }

    /** One process of many. */
    private static <T> T as(Trial on, Estate declared, Function<JobRun, T> work) {
        Engine engine = Engine.of(
                on.world::client,
                new Hands(on.world::client, on.outside),
                on.ledgers,
                on.timeline,
                Lanes.on(on.timeline),
                Trial.JSON);
        try {
            return work.apply(
                    new JobRun(engine, declared, RunKind.REHEARSAL, "test", "test", (operation, entry) -> {}));
        } finally {
            on.timeline.forget();
            on.ledgers.releaseAll();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }

    /** What Terraform printed for an estate of the tests of its review. */
    private static String resource(String name) {
        try {
            return Files.readString(Path.of(
                    System.getProperty("dr.root"), "engine/src/test/resources/io/labelmint/dr/provision", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
