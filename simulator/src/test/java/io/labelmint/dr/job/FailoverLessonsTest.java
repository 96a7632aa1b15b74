package io.labelmint.dr.job;

import static io.labelmint.dr.job.FailoverTrial.EAST;
import static io.labelmint.dr.job.FailoverTrial.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.failover.FailoverRequest;
import io.labelmint.dr.failover.FailoverRequest.Verb;
import io.labelmint.dr.failover.ProveFence;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.simulator.core.Call;
import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.rds.RdsScripts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;

/** What others learned about failovers the hard way, one test a lesson. */
class FailoverLessonsTest {
    private static final long SEED = 20260105;
    private static final String REPLICA = "acme-production-orders-replica";
    private static final Estate SMALL = FailoverTrial.small();

    /**
     * "Automatic promotion is not possible, because DC2 will never be able to figure out the state of DC1" (Patroni, "HA multi
     * datacenter").
     */
    @Test
    void nothingIsPromotedBecauseARegionIsSilent() {
        FailoverTrial failover = lost();
        int before = failover.calls();

        failover.prepare(true);
        failover.trial.pass(Duration.ofDays(1));

        assertThat(failover.mutations(before)).isEmpty();
    }

    /** Patroni's maximum_lag_on_failover: who promotes must know how far behind the replica is. */
    @Test
    void whoApprovesKnowsHowFarBehindTheReplicaIs() {
        FailoverTrial failover = new FailoverTrial(SMALL, SEED);
        failover.trial.world.script(RdsScripts.replicaLag(WEST, REPLICA, Duration.ofMinutes(7)));
        failover.trial.pass(Duration.ofMinutes(15));

        assertThat(failover.lost(Duration.ofMinutes(6)).prepare(true).text())
                .contains("What would be lost", "orders-db", "about 7 min");
    }

    /** VMware SRM's prompts never expire: its plan waits until somebody dismisses them. */
    @Test
    void anApprovalThatComesTooLateIsRefusedAndANewPlanIsMade() {
        FailoverTrial failover = lost();
        PreparedRun first = failover.prepare(true);
        failover.trial.pass(Duration.ofMinutes(31));

        assertThatThrownBy(() -> failover.run(first)).hasMessageContaining("was good until");
        PreparedRun second = failover.prepare(true);

        assertThat(second.run()).isNotEqualTo(first.run());
        assertThat(failover.history(first).closed())
                .as("the first can be begun by nobody")
                .isPresent();
        assertThat(completed(failover.run(second)).green()).isTrue();
    }

    /**
     * ARC's minimum delay between executions, and RamenDR's one action at a time: what stopped half-way is over only when it
     * was ended, and a move that goes on from there in another way ends it.
     */
    @Test
    void aSecondMoveBeginsOnlyWhenTheFirstCanBeGoneOnWithByNobody() {
        FailoverTrial failover = lost();
        PreparedRun first = failover.prepare(false);
        failover.run(first);
        assertThat(failover.history(first).closed()).as("it is open").isEmpty();

        PreparedRun second = failover.prepare(true);

        assertThat(failover.history(first).closed()).isPresent();
        assertThatThrownBy(() -> failover.run(first)).hasMessageContaining("has ended");
        assertThat(completed(failover.run(second)).green()).isTrue();
    }

    /** Two primaries: of a replica that somebody else has promoted the old source must be fenced all the same. */
    @Test
    void trafficWaitsForTheFenceOfADatabaseThatWasPromotedBefore() {
        FailoverTrial failover = new FailoverTrial(SMALL, SEED);
        failover.trial
                .world
                .client(RdsClient.class, WEST)
                .promoteReadReplica(request -> request.dbInstanceIdentifier(REPLICA));
        failover.trial.pass(Duration.ofHours(1));
        Plan plan = failover.plan(failover.prepare(false));

        assertThat(plan.shown())
                .as("of which moment it is, no lag tells that was measured before")
                .anyMatch(fact ->
                        fact.name().equals("loss of orders-db") && fact.value().contains("not known"));
        Action proof = plan.actions().stream()
                .filter(action ->
                        action instanceof ProveFence prove && prove.store().equals("orders-db"))
                .findFirst()
                .orElseThrow();
        assertThat(plan.actions())
                .filteredOn(action -> action.id().value().endsWith("/switch"))
                .isNotEmpty()
                .allSatisfy(action -> assertThat(action.after()).contains(proof.id()));
    }

    /**
     * A closed security group ends no open connection ("Security group connection tracking", Amazon EC2 User Guide): where a
     * fence must be proved, nobody gives up on stopping who holds some.
     */
    @Test
    void whereAFenceMustBeProvedNothingThatItRestsOnIsGivenUp() {
        FailoverTrial failover = lost();
        Plan plan = failover.plan(failover.prepare(false));

        assertThat(plan.actions())
                .filteredOn(action -> action.call().region().equals(EAST))
                .isNotEmpty()
                .allSatisfy(action -> assertThat(action.budget()).isEmpty());
    }

    /** A region that is back after minutes is fenced by the same run, and nobody has to begin anew. */
    @Test
    void aRegionThatIsBackIsFencedAndThePromotionGoesOn() {
        FailoverTrial failover = lost();
        PreparedRun prepared = failover.prepare(false);
        Evidence evidence = failover.as("jenkins", -1, order -> {
            new RunPreparation(order).approve(prepared.run(), prepared.digest().value(), "ann", "by hand");
            failover.trial.timeline.in(
                    Duration.ofMinutes(2), () -> failover.trial.world.faults().region(EAST, Outage.NONE));
            return failover.trial.timeline.join(order.resume(prepared.run()));
        });

        assertThat(completed(evidence).green()).isTrue();
        assertThat(evidence.findings())
                .filteredOn(finding -> finding.check().equals(FailoverFindings.FENCED))
                .allMatch(Finding::green);
    }

    /** "RDS starts it again after seven days" (Amazon RDS User Guide, "Stopping an Amazon RDS DB instance temporarily"). */
    @Test
    void aStoppedInstanceIsNoFence() {
        assertThat(callsOfAWholeFailover()).extracting(Call::operation).doesNotContain("StopDBInstance");
    }

    /** In October 2025 us-east-1 launched nothing for hours: no call on the way may create anything there. */
    @Test
    void nothingIsCreatedInTheRegionThatFailed() {
        assertThat(callsOfAWholeFailover())
                .filteredOn(call -> call.region().equals(EAST))
                .extracting(Call::operation)
                .noneMatch(operation -> operation.matches("(Create|Run|Restore|Start).*"));
    }

    /** ARC's actualRecoveryTime: the clock stops when users are served, not when the last call was accepted. */
    @Test
    void theRecoveryTimeEndsWhenUsersAreServed() {
        FailoverTrial failover = lost();
        PreparedRun prepared = failover.prepare(true);
        Evidence evidence = failover.run(prepared);

        String served = evidence.findings().stream()
                .filter(finding -> finding.check().equals(FailoverFindings.TIME))
                .map(finding -> finding.facts().get("servedAt"))
                .findFirst()
                .orElseThrow();
        assertThat(served)
                .isEqualTo(failover.history(prepared)
                        .actions()
                        .get(new ActionId("users/served"))
                        .settledAt()
                        .orElseThrow()
                        .toString());
    }

    /** A graceful move never becomes an ungraceful one by itself, as ARC's modes do not. */
    @Test
    void aSwitchoverOfADeadSourceIsRefusedAndNothingIsChanged() {
        FailoverTrial failover = lost();
        int before = failover.calls();
        Job job = Job.failingOver(new FailoverRequest(Verb.SWITCHOVER, false));

        assertThatThrownBy(() -> failover.as(
                        "jenkins", -1, order -> failover.trial.timeline.join(new RunPreparation(order).prepare(job))))
                .isInstanceOf(RuntimeException.class);
        assertThat(failover.mutations(before)).isEmpty();
    }

    private static List<Call> callsOfAWholeFailover() {
        FailoverTrial failover = lost();
        PreparedRun prepared = failover.prepare(true);
        int before = failover.calls();
        failover.run(prepared);
        return failover.trial.world.calls().subList(before, failover.calls());
    }

    private static FailoverTrial lost() {
        return new FailoverTrial(SMALL, SEED).lost(Duration.ofMinutes(6));
    }

    private static Finding completed(Evidence evidence) {
        return evidence.findings().stream()
                .filter(finding -> finding.check().equals(FailoverWork.COMPLETED))
                .findFirst()
                .orElseThrow();
    }
}
