package io.labelmint.dr.job;

import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.failover.UsersServed;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.simulator.core.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How long what a failover had AWS do really took, by the timetable of the simulated world and not by anybody's looking:
 * from the instant a call was accepted to the instant the world scheduled its effect for. Of this the shortest possible
 * time of the whole plan follows: nobody who waits for the same things in the same order could be done sooner.
 */
final class TrueTimes {
    private static final Duration STEP = Duration.ofSeconds(1);

    private final FailoverTrial failover;
    private final int before;
    private final Plan plan;
    private Instant notYet;

    /** Of the plan of {@code prepared}, which has not begun. */
    TrueTimes(FailoverTrial failover, PreparedRun prepared) {
        this.failover = failover;
        this.before = failover.calls();
        this.plan = failover.plan(prepared);
        watch();
    }

    /** Notes when the name that users ask for begins to lead to the DR region: second by second, rounded down. */
    private void watch() {
        if (told().isEmpty()) {
            failover.trial.timeline.in(STEP, this::watch);
            return;
        }
        Instant now = failover.trial.timeline.now();
        String host =
                failover.trial.estate.failover().probe().orElseThrow().url().getHost();
        boolean leads = failover.trial.world.resolveCached(host).stream()
                .flatMap(answer -> answer.region().stream())
                .anyMatch(FailoverTrial.WEST::equals);
        if (!leads) {
            notYet = now;
            failover.trial.timeline.in(STEP, this::watch);
        }
    }

    /** When the last of what moves the records was accepted. */
    private Optional<Instant> told() {
        Action served = plan.actions().get(plan.actions().size() - 1);
        List<Optional<Instant>> told = plan.actions().stream()
                .filter(action -> served.after().contains(action.id()))
                .map(action -> accepted(action.call()))
                .toList();
        return told.stream().allMatch(Optional::isPresent)
                ? told.stream().flatMap(Optional::stream).max(Comparator.naturalOrder())
                : Optional.empty();
    }

    /** The longest way through the plan, each of its actions taking as long as it really took. */
    Duration criticalPath() {
        Map<ActionId, Duration> ends = new LinkedHashMap<>();
        for (Action action : plan.actions()) {
            Duration free = action.after().stream()
                    .map(ends::get)
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO);
            ends.put(action.id(), free.plus(took(action)));
        }
        return ends.values().stream().max(Comparator.naturalOrder()).orElseThrow();
    }

    private Duration took(Action action) {
        if (action instanceof UsersServed) {
            // What is left of moving the record once it was told to move.
            return Duration.between(told().orElseThrow(), notYet);
        }
        Optional<Instant> accepted = accepted(action.call());
        if (accepted.isEmpty()) {
            // The region hangs: what is tried there is tried for as long as the plan says.
            return action.budget().orElseThrow(() -> new AssertionError(action.id() + " was never accepted"));
        }
        return Duration.between(accepted.get(), finished(action.call()).orElse(accepted.get()));
    }

    private Optional<Instant> accepted(PlannedCall call) {
        return failover.trial.world.calls().stream()
                .skip(before)
                .filter(made -> made.outcome().equals(Call.OK))
                .filter(made -> made.operation().equals(call.operation())
                        && made.region().equals(call.region()))
                .filter(made -> names(call).entrySet().stream()
                        .allMatch(name -> name.getValue().equals(made.params().get(name.getKey()))))
                .map(Call::at)
                .findFirst();
    }

    /** When the world has, or will have, done it; empty for what is done when it is accepted. */
    private Optional<Instant> finished(PlannedCall call) {
        String arn = "arn:aws:%s:" + call.region() + ":" + failover.trial.world.account() + ":%s";
        Map<String, Object> names = names(call);
        String known = switch (call.operation()) {
            case "PromoteReadReplica" -> arn.formatted("rds", "db:" + names.get("DBInstanceIdentifier"));
            case "RestoreDBInstanceToPointInTime" ->
                arn.formatted("rds", "db:" + names.get("TargetDBInstanceIdentifier"));
            case "FailoverGlobalReplicationGroup" -> (String) names.get("GlobalReplicationGroupId");
            case "UpdateService" ->
                arn.formatted("ecs", "service/" + names.get("cluster") + "/" + names.get("service"));
            case "PutMetricData" -> null;
            default -> throw new AssertionError("how long does " + call.operation() + " take?");
        };
        return Optional.ofNullable(known)
                .map(id -> Objects.requireNonNull(failover.trial.world.restsAt().get(id), id));
    }

    private static Map<String, Object> names(PlannedCall call) {
        Map<String, Object> names = new LinkedHashMap<>();
        call.parameters().forEach((name, value) -> {
            if (value instanceof String text
                    && !text.contains("${")
                    && name.matches(".*(Id|Identifier)|cluster|service|Namespace")) {
                names.put(name, text);
            }
        });
        return names;
    }
}
