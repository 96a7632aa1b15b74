package io.labelmint.dr.readiness;

import io.labelmint.dr.Problem;
import io.labelmint.dr.check.Check;
import io.labelmint.dr.check.Controls;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Look;
import io.labelmint.dr.check.Tally;
import io.labelmint.dr.estate.EcsService;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.observatory.AppliedQuota;
import io.labelmint.dr.observatory.Metrics;
import io.labelmint.dr.observatory.Metrics.Metric;
import io.labelmint.dr.observatory.Observatory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * Does the account's quota of Fargate vCPUs in the DR region leave room for the tasks a failover starts, and a fifth of them
 * more? Reads the DR region only. That AWS has the capacity, no quota says: who must be sure runs the tasks beforehand.
 */
public final class FargateCapacity implements Check {
    /** "Fargate On-Demand vCPU resource count" (AWS General Reference, "Amazon ECS endpoints and quotas"). */
    static final String QUOTA = "L-3032A538";

    /** Amazon ECS Developer Guide, "AWS Fargate usage metrics". */
    static final Metric USED = Metric.of(
            "AWS/Usage",
            "ResourceCount",
            Map.of("Service", "Fargate", "Type", "Resource", "Resource", "vCPU", "Class", "Standard/OnDemand"),
            "Maximum");

    private static final Duration WINDOW = Duration.ofMinutes(30);
    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** Ours: a region that is lost sends more users than it had, and deployments start new tasks before old ones stop. */
    private static final double HEADROOM = 1.2;

    private static final double UNITS_OF_A_VCPU = 1024;

    @Override
    public String id() {
        return "readiness.capacity";
    }

    @Override
    public List<Finding> run(Estate estate, Observatory observatory, Instant now) {
        if (estate.services().isEmpty()) {
            return List.of();
        }
        String region = estate.regions().dr();
        Tally tally = new Tally(
                new Look(id(), estate.name(), "the DR region may run what a failover starts", Controls.CONTINUITY));
        Needed needed = new Needed();
        for (EcsService service : estate.services()) {
            ServiceSide.dr(estate, service)
                    .defined(
                            tally, observatory, (actual, definition) -> needed.add(tally, service, actual, definition));
        }
        tally.fact("moreVcpus", words(needed.vcpus));
        tally.read(observatory.read(new AppliedQuota(region, "fargate", QUOTA)), quota -> {
            tally.fact("quotaVcpus", words(quota.value()));
            tally.read(
                    observatory.read(Metrics.last(WINDOW, region, List.of(USED), PERIOD, now)),
                    values -> judge(tally, region, quota.value(), needed.vcpus, values.get(USED)));
        });
        return List.of(tally.finding("The quota of Fargate vCPUs in " + region + " has room for " + words(needed.vcpus)
                + " more, and a fifth of them."));
    }

    private static void judge(
            Tally tally, String region, double quota, double needed, SortedMap<Instant, Double> values) {
        if (values == null || values.isEmpty()) {
            tally.unknown(Problem.of(
                    "metric.silent",
                    "CloudWatch does not say how many Fargate vCPUs run in " + region + " (AWS/Usage, ResourceCount).",
                    "See Service Quotas in " + region
                            + "; with one task that runs there (drStandbyCount) it says so."));
            return;
        }
        double used = values.get(values.lastKey());
        tally.fact("usedVcpus", words(used));
        if (used + needed * HEADROOM > quota) {
            tally.wrong(
                    "A failover starts " + words(needed) + " more vCPUs on Fargate in " + region + ", where "
                            + words(used) + " of " + words(quota) + " are used.",
                    "Have the quota \"Fargate On-Demand vCPU resource count\" (" + QUOTA + ") of " + region
                            + " raised to " + words(Math.ceil(used + needed * HEADROOM)) + " in Service Quotas.");
        }
    }

    private static String words(double vcpus) {
        return vcpus == Math.rint(vcpus) ? Long.toString(Math.round(vcpus)) : String.format(Locale.ROOT, "%.2f", vcpus);
    }

    /** What a failover starts beyond what runs. */
    private static final class Needed {
        private double vcpus;

        void add(Tally tally, EcsService declared, Service actual, TaskDefinition definition) {
            boolean fargate = definition.requiresCompatibilitiesAsStrings().contains("FARGATE");
            if (!fargate) {
                tally.unknown(Problem.of(
                        "readiness.not-fargate",
                        declared.drService() + " does not run on Fargate, and nobody can say whether its container"
                                + " instances have room.",
                        "Run it on Fargate, or have its capacity provider scale before a failover does."));
                return;
            }
            int more = Math.max(0, declared.drDesiredCount() - actual.runningCount());
            vcpus += more * vcpus(definition.cpu());
        }

        /** ECS keeps units, and takes "1 vCPU" for 1024 of them (ECS Developer Guide, "Task definition parameters"). */
        private static double vcpus(String cpu) {
            return cpu.endsWith("vCPU")
                    ? Double.parseDouble(
                            cpu.substring(0, cpu.length() - "vCPU".length()).strip())
                    : Double.parseDouble(cpu) / UNITS_OF_A_VCPU;
        }
    }
}
