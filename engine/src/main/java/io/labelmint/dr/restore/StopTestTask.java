package io.labelmint.dr.restore;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.observatory.EcsTasks;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.Facts;
import io.labelmint.dr.plan.Inputs;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.OperationTag;
import io.labelmint.dr.plan.Progress;
import io.labelmint.dr.plan.RepeatRule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * Stops a task that asks the copy of a restore test. It is done when ECS says that the task stopped, or no longer knows it.
 *
 * @param id its name in the plan
 * @param after what must be done before
 * @param estimate what it is expected to take
 * @param region where the task runs
 * @param cluster its cluster
 * @param family family of its task definition
 * @param arn its ARN
 * @param startedBy the operation that started it, by its tag
 */
@JsonTypeName("ecs-stop-test-task")
public record StopTestTask(
        ActionId id,
        Set<ActionId> after,
        Estimate estimate,
        String region,
        String cluster,
        String family,
        String arn,
        OperationId startedBy)
        implements Action {

    /** A container has 30 seconds to end by itself (Amazon ECS Developer Guide, stopTimeout). */
    private static final Estimate STOPPING = new Estimate(Duration.ofMinutes(1), Duration.ofMinutes(30));

    /** The stop of {@code task}, which depends on nothing. */
    static StopTestTask of(TestTask task) {
        return new StopTestTask(
                new ActionId(task.store() + "/stop/" + task.region() + "/" + task.name()),
                Set.of(),
                STOPPING,
                task.region(),
                task.cluster(),
                task.family(),
                task.arn(),
                task.owner());
    }

    @Override
    public PlannedCall call() {
        StopTaskRequest request = StopTaskRequest.builder()
                .cluster(cluster)
                .task(arn)
                .reason("the restore test it belongs to is over")
                .build();
        return PlannedCall.of(MutatingOperation.STOP_TASK, region, request);
    }

    @Override
    public RepeatRule repeatRule() {
        return RepeatRule.SETS;
    }

    @Override
    public Progress observe(Observatory observatory, Inputs inputs) {
        return observatory.read(new EcsTasks(region, cluster, family)).fold(this::progress, Progress.Unknown::new);
    }

    private Progress progress(List<Task> all) {
        Optional<Task> found = all.stream()
                .filter(task -> task.taskArn().equals(arn)
                        && startedBy.value().equals(TestTask.tags(task).get(OperationTag.KEY)))
                .findFirst();
        if (found.filter(task -> !TestTask.stopped(task)).isEmpty()) {
            return new Progress.Done(Facts.of("stopped", arn));
        }
        return "STOPPED".equals(found.get().desiredStatus())
                ? new Progress.InProgress(found.get().lastStatus())
                : new Progress.Absent();
    }

    @Override
    public Facts start(Hands hands, Inputs inputs) {
        hands.send(call(), StopTaskResponse.class);
        return Facts.of("accepted", "stop");
    }
}
