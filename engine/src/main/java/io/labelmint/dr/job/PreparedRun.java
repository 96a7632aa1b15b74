package io.labelmint.dr.job;

import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.plan.PlanDigest;
import java.time.Duration;
import java.util.Optional;

/**
 * A run whose plan is stored and waits for somebody's approval.
 *
 * @param run the run
 * @param operation the operation the plan is of
 * @param digest what is approved
 * @param text the plan for whoever approves it
 * @param plan the same, with every call in full
 * @param escalateAfter how long it waits for approvals before more people are told; empty for never
 * @param job what was asked for
 */
public record PreparedRun(
        OperationId run,
        OperationId operation,
        PlanDigest digest,
        String text,
        Plan plan,
        Optional<Duration> escalateAfter,
        Job job) {}
