package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.simulator.core.Call;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** LabelMint has failed over: it stays, or goes back; and meanwhile nothing else touches it. */
class AfterFailoverTest {
    private static final long SEED = 20260106;
    private static final Duration NOTICED = Duration.ofMinutes(6);
    private static final String ESTATE = "labelmint-production";

    /** A failover whose region that was left hung, so that its fence could not be put up. */
    private static FailoverTrial failedOver() {
        FailoverTrial failover = new FailoverTrial(SEED).lost(NOTICED);
        failover.run(failover.prepare(true));
        return failover;
    }

    @Test
    void aRollBackBringsUsersBackAndLeavesTheStoresOfTheOtherRegion() {
        FailoverTrial failover = failedOver().back();
        PreparedRun rollBack = failover.prepare(Verb.ROLL_BACK);
        assertThat(rollBack.text())
                .contains("Roll-back of the failover")
                .contains("EVERYTHING written in us-west-2")
                .contains("left behind of orders-db")
                .contains(FailoverTrial.REPLICA);

        int before = failover.calls();
        Evidence evidence = failover.run(rollBack);

        assertThat(found(evidence, "failover.rolled-back").green()).isTrue();
        assertThat(failover.users()).isEqualTo("ok from us-east-1");
        assertThat(failover.desired(FailoverTrial.WEST, "labelmint-production-dr", "labelmint-production-worker"))
                .as("the standing baseline")
                .isEqualTo(1);
        assertThat(failover.desired(FailoverTrial.WEST, "labelmint-production-dr", "labelmint-production-web"))
                .isZero();
        assertThat(failover.instance(FailoverTrial.WEST, FailoverTrial.REPLICA).readReplicaSourceDBInstanceIdentifier())
                .as("it was promoted, and is left alone")
                .isNull();
        assertThat(failover.mutations(before)).extracting(Call::operation).noneMatch(name -> name.startsWith("Delete"));
    }

    @Test
    void whatTheSwitchoverStoppedAndFencedIsGivenBackExactly() {
        FailoverTrial failover = new FailoverTrial(SEED);
        List<String> groups = failover.groups(FailoverTrial.EAST, FailoverTrial.ORDERS);
        int web = failover.desired(FailoverTrial.EAST, ESTATE, "labelmint-production-web");
        PreparedRun switchover = failover.prepare(Verb.SWITCHOVER);
        assertThat(found(failover.run(switchover), "failover.completed").summary())
                .contains("its users are served");
        assertThat(failover.users()).isEqualTo("ok from us-west-2");
        assertThat(failover.groups(FailoverTrial.EAST, FailoverTrial.ORDERS)).isNotEqualTo(groups);

        failover.run(failover.prepare(Verb.ROLL_BACK));

        assertThat(failover.users()).isEqualTo("ok from us-east-1");
        assertThat(failover.groups(FailoverTrial.EAST, FailoverTrial.ORDERS)).isEqualTo(groups);
        assertThat(failover.desired(FailoverTrial.EAST, ESTATE, "labelmint-production-web"))
                .isEqualTo(web);
        assertThatThrownBy(() -> failover.prepare(Verb.ROLL_BACK)).hasMessageContaining("has not failed over");
    }

    @Test
    void whatTheFirstOfTwoFailoversFoundIsGivenBackByTheRollBack() {
        FailoverTrial failover = new FailoverTrial(FailoverTrial.small(), SEED);
        List<String> groups = failover.groups(FailoverTrial.EAST, "acme-production-orders");
        int web = failover.desired(FailoverTrial.EAST, "acme-production", "acme-production-web");
        failover.run(failover.prepare(false));
        failover.run(failover.prepare(false)); // to be sure: it finds everything done, and nothing of what was before

        failover.run(failover.prepare(Verb.ROLL_BACK));

        assertThat(failover.users()).isEqualTo("ok from us-east-1");
        assertThat(failover.groups(FailoverTrial.EAST, "acme-production-orders"))
                .isEqualTo(groups);
        assertThat(failover.desired(FailoverTrial.EAST, "acme-production", "acme-production-web"))
                .isEqualTo(web);
    }

    @Test
    void aCommitHasTheOldRegionFollowAndKeepsWhatItHolds() {
        FailoverTrial failover = failedOver().back();
        PreparedRun commit = failover.prepare(Verb.COMMIT);
        int before = failover.calls();

        Evidence evidence = failover.run(commit);

        assertThat(found(evidence, "failover.committed").green()).isTrue();
        assertThat(failover.mutations(before))
                .as("what was just restored is still being backed up, and is waited for, not asked again and again")
                .filteredOn(call -> call.operation().equals("CreateDBInstanceReadReplica"))
                .hasSize(2)
                .extracting(Call::outcome)
                .containsOnly("OK");
        assertThat(failover.instance(FailoverTrial.EAST, FailoverTrial.ORDERS + "-reverse")
                        .readReplicaSourceDBInstanceIdentifier())
                .contains(FailoverTrial.REPLICA);
        assertThat(failover.instance(FailoverTrial.EAST, FailoverTrial.ORDERS).deletionProtection())
                .isTrue();
        assertThat(failover.groups(FailoverTrial.EAST, FailoverTrial.ORDERS)).containsExactly("sg-0a1b2c3d4e5f60712");
        assertThatThrownBy(() -> failover.prepare(Verb.ROLL_BACK)).hasMessageContaining("is committed already");
        assertThat(found(failover.scheduled(Job.Type.CHECK), Standstill.INSPECTION)
                        .green())
                .isTrue();
    }

    @Test
    void neitherIsPlannedWhileTheRegionThatWasLeftIsSilent() {
        FailoverTrial failover = failedOver();

        assertThatThrownBy(() -> failover.prepare(Verb.COMMIT)).hasMessageContaining("us-east-1 does not answer");
        assertThatThrownBy(() -> failover.prepare(Verb.ROLL_BACK)).hasMessageContaining("us-east-1 does not answer");
    }

    @Test
    void withoutAFailoverThereIsNothingToCommitOrRollBack() {
        FailoverTrial failover = new FailoverTrial(SEED);

        assertThatThrownBy(() -> failover.prepare(Verb.COMMIT)).hasMessageContaining("has not failed over");
        assertThatThrownBy(() -> failover.prepare(Verb.ROLL_BACK)).hasMessageContaining("has not failed over");
    }

    @Test
    void nothingHappensByItselfWhenTheInspectionEndsButTheCheckTurnsRed() {
        FailoverTrial failover = failedOver().back();
        assertThat(found(failover.scheduled(Job.Type.CHECK), Standstill.INSPECTION)
                        .green())
                .isTrue();
        failover.trial.pass(Duration.ofHours(4));
        int before = failover.calls();

        Finding late = found(failover.scheduled(Job.Type.CHECK), Standstill.INSPECTION);

        assertThat(late.green()).isFalse();
        assertThat(late.summary()).contains("nobody has decided");
        assertThat(failover.mutations(before)).isEmpty();
    }

    @Test
    void scheduledJobsStandStillWhileAFailoverIsUnderWayAndSayWhichRunToWaitFor() {
        FailoverTrial failover = new FailoverTrial(SEED).lost(NOTICED);
        PreparedRun prepared = failover.prepare(false);
        failover.run(prepared); // stops at the fence that nobody can prove
        for (Job.Type type : List.of(Job.Type.BACKUP, Job.Type.DAILY, Job.Type.RESTORE_TEST, Job.Type.SWEEP)) {
            int before = failover.calls();

            Evidence evidence = failover.scheduled(type);

            Finding still = found(evidence, Standstill.STANDS_STILL);
            assertThat(still.verdict()).isEqualTo(Verdict.NOT_TESTED);
            assertThat(still.remedy().orElseThrow()).contains(prepared.run().value());
            assertThat(evidence.findings())
                    .filteredOn(finding -> !finding.check().startsWith("notice."))
                    .hasSize(1);
            assertThat(failover.mutations(before))
                    .as(type.label())
                    .allMatch(call -> call.service().equals("sns"));
        }
    }

    @Test
    void afterAFailoverJobsSayOnceThatTheEstateHasMoved() {
        FailoverTrial failover = failedOver();

        Evidence evidence = failover.scheduled(Job.Type.BACKUP);

        assertThat(evidence.findings()).hasSize(1);
        assertThat(found(evidence, Standstill.MOVED).summary())
                .contains("runs in us-west-2 since run")
                .contains("still names us-east-1");
    }

    @Test
    void whereverTheProcessOfARollBackDiesUsersComeBack() {
        int boundary = 0;
        for (boolean died = true; died; boundary += 7) {
            FailoverTrial failover = failedOver().back();
            PreparedRun rollBack = failover.prepare(Verb.ROLL_BACK);

            var first = failover.run(rollBack, boundary);
            died = first.isEmpty();
            Evidence evidence = first.orElseGet(() -> failover.run(rollBack));

            assertThat(found(evidence, "failover.rolled-back").green())
                    .as("killed at boundary " + boundary)
                    .isTrue();
            assertThat(failover.users()).isEqualTo("ok from us-east-1");
        }
        assertThat(boundary).isGreaterThan(28);
    }

    static Finding found(Evidence evidence, String check) {
        return found(evidence, check, ESTATE);
    }

    static Finding found(Evidence evidence, String check, String subject) {
        return FailoverTest.finding(evidence, check, subject);
    }
}
