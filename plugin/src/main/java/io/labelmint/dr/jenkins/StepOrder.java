package io.labelmint.dr.jenkins;

import hudson.EnvVars;
import hudson.model.Cause;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.labelmint.dr.Problem;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.jenkins.config.BuildSecrets;
import io.labelmint.dr.jenkins.config.DisasterRecoveryConfiguration;
import io.labelmint.dr.jenkins.config.EnvironmentCredentials;
import io.labelmint.dr.jenkins.runtime.RunOrder;
import io.labelmint.dr.job.Job;
import io.labelmint.dr.plan.OperationId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** Makes the order for a run from what a step keeps and what its build knows. */
final class StepOrder {
    private final StepContext context;
    private final StepRequest request;

    StepOrder(StepContext context, StepRequest request) {
        this.context = context;
        this.request = request;
    }

    /** The order to work on {@code estate}. Secrets are in it and nowhere else, and it is kept by nobody. */
    RunOrder of(Estate estate, String token, long requestedMillis, String run, Consumer<OperationId> named)
            throws IOException, InterruptedException {
        Run<?, ?> build = context.get(Run.class);
        return order(
                estate,
                work(build, estate, token),
                Optional.ofNullable(run).map(OperationId::new),
                Instant.ofEpochMilli(requestedMillis),
                named);
    }

    /** The order to look what of {@code estate} is there already. */
    RunOrder imports(Estate estate, String token, Instant now) throws IOException, InterruptedException {
        Job look = Job.of(Job.Type.CHECK).requestedAs(token);
        return order(estate, new RunOrder.Imports(look), Optional.empty(), now, run -> {});
    }

    private RunOrder order(
            Estate estate,
            RunOrder.Work work,
            Optional<OperationId> run,
            Instant requested,
            Consumer<OperationId> named)
            throws IOException, InterruptedException {
        Run<?, ?> build = context.get(Run.class);
        EnvVars environment = context.get(EnvVars.class);
        return new RunOrder(
                estate,
                work,
                run,
                requested,
                request.simulation(),
                actor(build),
                BuildCauses.users(build),
                "build " + build.getExternalizableId(),
                new RunOrder.Access(
                        EnvironmentCredentials.of(environment),
                        DisasterRecoveryConfiguration.get().endpointUrl(),
                        new BuildSecrets(build, environment)),
                context.get(TaskListener.class).getLogger(),
                named);
    }

    private RunOrder.Work work(Run<?, ?> build, Estate estate, String token) throws IOException, InterruptedException {
        if (request.action() == StepRequest.Action.EXECUTE) {
            return approved(build, estate);
        }
        if (request.action() == StepRequest.Action.WITHDRAW) {
            OperationId run = request.run();
            RecordedApproval.requirePlan(context.get(FlowNode.class), run.value());
            return new RunOrder.Withdraw(run);
        }
        Job job = request.job(
                token,
                build.getParent().getFullName(),
                BegunRuns.of(build, request.place(estate)),
                new TerraformFiles(context, estate));
        return switch (request.action()) {
            case WHAT_IF -> new RunOrder.WhatIf(job);
            case PLAN -> new RunOrder.Prepare(job);
            default -> new RunOrder.Begin(job);
        };
    }

    private RunOrder.Work approved(Run<?, ?> build, Estate estate) throws IOException, InterruptedException {
        OperationId run = request.run();
        if (BuildCauses.timer(build) && !Job.onlyDecides(run)) { // decisions change nothing, and people make them
            throw Problem.of(
                            "approval.timer",
                            "A timer started this build, and no approved plan is run by a timer.",
                            "Start it by hand: who has it executed stands by it.")
                    .asException();
        }
        List<RecordedApproval> given = RecordedApproval.of(build, context.get(FlowNode.class), run.value());
        return new RunOrder.Execute(
                run,
                request.digest(),
                applied(estate),
                given.stream()
                        .filter(approval -> !approval.breaksGlass())
                        .map(RecordedApproval::given)
                        .toList(),
                given.stream()
                        .filter(RecordedApproval::breaksGlass)
                        .findFirst()
                        .map(glass -> new RunOrder.BreakGlass(glass.given(), glass.reason())));
    }

    /** SHA-256 of the file that will be applied, as it is now. */
    private Optional<String> applied(Estate estate) throws IOException, InterruptedException {
        Optional<String> file = request.file();
        return file.isEmpty() ? Optional.empty() : Optional.of(new TerraformFiles(context, estate).digest(file.get()));
    }

    private static String actor(Run<?, ?> build) {
        Cause.UserIdCause user = build.getCause(Cause.UserIdCause.class);
        String who = user == null || user.getUserId() == null ? "a trigger" : user.getUserId();
        return "build " + build.getExternalizableId() + ", started by " + who;
    }
}
