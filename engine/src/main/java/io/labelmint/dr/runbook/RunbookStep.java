package io.labelmint.dr.runbook;

import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.check.Ages;
import io.labelmint.dr.failover.ProveFence;
import io.labelmint.dr.failover.SwitchRoutingControls;
import io.labelmint.dr.failover.UsersServed;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Gate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One step of a plan as a person does it: when, with which command, what must be seen, and what to do if it is not. */
final class RunbookStep {
    /** The lost region must not hold anybody up: one attempt, in seconds. */
    private static final String[] BRIEFLY = {"--cli-connect-timeout", "5", "--cli-read-timeout", "20"};

    private final Action action;
    private final Map<ActionId, Integer> numbers;
    private final String lost;
    private final PlannedCall call;

    /**
     * That of {@code action}.
     *
     * @param numbers of every action of the plan
     * @param lost the region that is presumed lost
     */
    RunbookStep(Action action, Map<ActionId, Integer> numbers, String lost) {
        this.action = action;
        this.numbers = numbers;
        this.lost = lost;
        this.call = action.call();
    }

    /** The number it has in the runbook. */
    int number() {
        return numbers.get(action.id());
    }

    /** The numbers of the steps it waits for, in words; empty if it waits for none. */
    String after() {
        return action.after().stream()
                .map(numbers::get)
                .sorted()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    /** The name it has in the plan. */
    String name() {
        return action.id().value();
    }

    /** How long it takes, in words. */
    String time() {
        return action.budget()
                .map(budget -> "tried for " + Ages.words(budget) + " at most")
                .orElseGet(() -> "about " + Ages.words(action.estimate().duration()));
    }

    /** What it is, in a few words. */
    String what() {
        if (action instanceof Gate gate) {
            return "until " + gate.awaits();
        }
        return action instanceof ProveFence fence
                ? "try to get into the old " + fence.instance() + " in " + fence.region()
                : call.service() + ":" + call.operation() + " in " + call.region();
    }

    void into(Markdown text) {
        text.heading(3, "Step " + number() + ": " + name());
        String when =
                after().isEmpty() ? "At once" : "When " + after() + (after().contains(",") ? " are" : " is") + " done";
        text.paragraph(when + "; " + time() + ". " + purpose());
        Shell.references(AwsCommand.of(call).words().toString())
                .forEach(reference -> text.paragraph("Before it, set `"
                        + Shell.variable(reference.replaceFirst("\\..*", ""), reference.replaceFirst(".*\\.", ""))
                        + "` to the `" + reference.replaceFirst(".*\\.", "") + "` that step "
                        + reference.replaceFirst("\\..*", "") + " printed."));
        text.commands(commands());
        watch().ifPresent(watch -> {
            if (inLostRegion()) {
                text.paragraph("Done when this prints " + watch.words() + ":");
                text.commands(List.of(watch.command() + " " + String.join(" ", BRIEFLY)));
            } else {
                text.paragraph("Done when this prints " + watch.words() + "; it asks every 15 seconds until then:");
                text.commands(List.of(watch.loop()));
            }
        });
        others(text);
        text.paragraph("**If it fails:** " + trouble());
    }

    private void others(Markdown text) {
        if (action instanceof SwitchRoutingControls routing && routing.calls().size() > 1) {
            text.paragraph("Any endpoint of the cluster does. If that one does not answer within seconds, the next:");
            text.commands(routing.calls().stream()
                    .skip(1)
                    .map(other -> AwsCommand.of(other).toString())
                    .toList());
        }
    }

    private boolean inLostRegion() {
        return action.budget().isPresent()
                || (call.region().equals(lost) && !(action instanceof SwitchRoutingControls));
    }

    private String purpose() {
        if (action.budget().isPresent()) {
            return "It is asked of " + lost
                    + ": if that does not answer, go on without it, and write down that you did.";
        }
        return call.service().equals("route53")
                ? "It needs Route 53's control plane in " + call.region() + ", which may be lost too."
                : "";
    }

    private List<String> commands() {
        if (action instanceof UsersServed users) {
            return List.of("until curl -fsS -m 10 " + Shell.word(users.url().toString())
                    + " | tee /dev/stderr | grep -q"
                    + users.contains().map(text -> "F -- " + Shell.word(text)).orElse(" ''")
                    + "; do sleep 10; done");
        }
        if (action instanceof ProveFence fence) {
            return List.of("PGCONNECT_TIMEOUT=5 psql -w "
                    + Shell.word("host=" + conninfo(fence.source().host()) + " port="
                            + fence.source().port() + " dbname="
                            + conninfo(fence.source().database()) + " user="
                            + conninfo(fence.source().user()) + " sslmode=require")
                    + " -c 'select 1'");
        }
        if (action instanceof Gate gate) {
            throw new IllegalArgumentException("no command shows that " + gate.awaits());
        }
        AwsCommand command = AwsCommand.of(call);
        return List.of((inLostRegion() ? command.and(BRIEFLY) : command).toString());
    }

    /** As libpq reads it (PostgreSQL documentation, "Keyword/Value Connection Strings"). */
    private static String conninfo(String value) {
        return value.matches("[A-Za-z0-9._-]+")
                ? value
                : "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private Optional<Watch> watch() {
        if (action instanceof Gate || action instanceof ProveFence) {
            return Optional.empty();
        }
        return Watch.of(call);
    }

    private String trouble() {
        if (action instanceof UsersServed users) {
            return "Look what the name leads to (`dig +short " + users.url().getHost()
                    + "`) and what the load balancer in the DR region answers;"
                    + " resolvers keep the old address for the time to live of the record.";
        }
        if (action instanceof ProveFence fence) {
            List<String> lines = new ArrayList<>();
            lines.add(
                    "Here the command must fail, with `timeout expired` or `could not connect`, from a machine that was"
                            + " let in before.");
            lines.add("Any answer, also one that asks for a password, means that whoever writes to the old "
                    + fence.instance() + " still can.");
            lines.add("Then see in step " + number(fence) + " that its security groups are in force before you go on.");
            return String.join(" ", lines);
        }
        return trouble(call.service() + ":" + call.operation());
    }

    private String number(ProveFence fence) {
        return fence.after().stream()
                .filter(id -> id.value().endsWith("/isolate-old"))
                .map(id -> String.valueOf(numbers.get(id)))
                .collect(Collectors.joining(", "));
    }

    private String trouble(String operation) {
        return switch (operation) {
            case "ecs:UpdateService" ->
                inLostRegion()
                        ? "It is an attempt. Go on; look again when " + lost + " answers."
                        : "If tasks do not start, `aws ecs describe-services` with `--query 'services[0].events[:5]'`"
                                + " says why. If more tasks run already, leave the step out: it would take some away.";
            case "rds:ModifyDBInstance" ->
                inLostRegion()
                        ? "The old database may still take writes, which nobody will have. Whether to go on is the"
                                + " decision of whoever decides above. Write it down."
                        : "Read the message, and look at the status of the instance.";
            case "rds:PromoteReadReplica" ->
                "`InvalidDBInstanceState` while it is being backed up: repeat the command until it is taken. A replica"
                        + " that follows nobody was promoted already: go on.";
            case "rds:RestoreDBInstanceToPointInTime", "rds:RestoreDBInstanceFromDBSnapshot" ->
                "`DBInstanceAlreadyExists`: it is there or being restored; only wait for it. `StorageQuotaExceeded` and"
                        + " the like: delete what nobody needs in this region. After `incompatible-...` delete the"
                        + " instance and repeat the command.";
            case "elasticache:FailoverGlobalReplicationGroup" ->
                "`InvalidGlobalReplicationGroupState`: it is being changed; see with the command below which member is"
                        + " primary, and repeat it when it is available.";
            case "route53-recovery-cluster:UpdateRoutingControlStates" ->
                "Take the next endpoint. `ConflictException` names a safety rule: somebody who owns it decides.";
            case "cloudwatch:PutMetricData", "s3:PutObject" ->
                "Repeat it: it may be sent as often as you like. Without it no user is sent to the DR region.";
            case "route53:ChangeResourceRecordSets" ->
                "If " + call.region() + " does not answer, the record cannot be changed until it does.";
            default -> "Read the message, put right what it says, and repeat the command.";
        };
    }
}
