package io.labelmint.dr.restore;

import io.labelmint.dr.check.Ages;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.OperationTag;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * A task that asks the copy of a restore test. What it says goes out of its place, so it is as much a leftover as the copy.
 *
 * @param arn its ARN
 * @param region where it runs
 * @param cluster its cluster
 * @param family family of its task definition
 * @param owner the operation that started it
 * @param store the store whose copy it asks
 * @param expires when anybody's sweep stops it
 * @param created when it was started
 * @param going whether it is to stop
 */
public record TestTask(
        String arn,
        String region,
        String cluster,
        String family,
        OperationId owner,
        String store,
        Instant expires,
        Instant created,
        boolean going)
        implements TestCopy {

    /** What {@code task} is as one of {@code estate}; empty if it is none, or has stopped. */
    static Optional<TestTask> of(String estate, String region, String cluster, String family, Task task) {
        Map<String, String> tags = tags(task);
        if (stopped(task) || !TestInstance.tagged(estate, tags)) {
            return Optional.empty();
        }
        return Optional.ofNullable(tags.get(OperationTag.KEY))
                .filter(OperationId::valid)
                .filter(owner -> owner.equals(task.startedBy()))
                .map(OperationId::new)
                .flatMap(owner -> TestInstance.expiry(tags)
                        .map(expires -> new TestTask(
                                task.taskArn(),
                                region,
                                cluster,
                                family,
                                owner,
                                TestInstance.storeOf(tags),
                                expires,
                                Optional.ofNullable(task.createdAt()).orElse(expires),
                                "STOPPED".equals(task.desiredStatus()))));
    }

    /** Whether {@code task} is over. */
    public static boolean stopped(Task task) {
        return "STOPPED".equals(task.lastStatus());
    }

    /** Its tags. */
    public static Map<String, String> tags(Task task) {
        Map<String, String> tags = new TreeMap<>();
        task.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    @Override
    public String name() {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    @Override
    public String words(Instant now) {
        return "task " + name() + " (" + Ages.words(age(now)) + " old)";
    }

    @Override
    public Duration age(Instant now) {
        return Duration.between(created, now);
    }

    @Override
    public Action deletion(String estate) {
        return StopTestTask.of(this);
    }
}
