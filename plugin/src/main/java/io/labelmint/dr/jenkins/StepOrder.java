package io.labelmint.dr.jenkins;

import hudson.EnvVars;
import hudson.model.Cause;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.jenkins.config.BuildSecrets;
import io.labelmint.dr.jenkins.config.DisasterRecoveryConfiguration;
import io.labelmint.dr.jenkins.config.EnvironmentCredentials;
import io.labelmint.dr.jenkins.runtime.RunOrder;
import io.labelmint.dr.plan.OperationId;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
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
        EnvVars environment = context.get(EnvVars.class);
        return new RunOrder(
                estate,
                request.job(token, build.getParent().getFullName(), BegunRuns.of(build, request.place(estate))),
                Optional.ofNullable(run).map(OperationId::new),
                Instant.ofEpochMilli(requestedMillis),
                request.simulation(),
                actor(build),
                "build " + build.getExternalizableId(),
                new RunOrder.Access(
                        EnvironmentCredentials.of(environment),
                        DisasterRecoveryConfiguration.get().endpointUrl(),
                        new BuildSecrets(build, environment)),
                context.get(TaskListener.class).getLogger(),
                named);
    }

    private static String actor(Run<?, ?> build) {
        Cause.UserIdCause user = build.getCause(Cause.UserIdCause.class);
        String who = user == null || user.getUserId() == null ? "a trigger" : user.getUserId();
        return "build " + build.getExternalizableId() + ", started by " + who;
    }
}
