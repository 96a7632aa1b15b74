package io.labelmint.dr.restore;

import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.estate.Validation;
import io.labelmint.dr.observatory.EcsTasks;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Reading;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Task;

/** The tasks that ask copies of databases, and have not stopped. */
public final class TestTasks implements TestCopies {
    @Override
    public boolean declaredBy(Estate estate) {
        return tasks(estate, estate.regions().primary()).findAny().isPresent()
                || tasks(estate, estate.regions().dr()).findAny().isPresent();
    }

    @Override
    public boolean concerns(Estate estate) {
        return declaredBy(estate);
    }

    @Override
    public Reading<Found> find(Estate estate, String region, Observatory observatory) {
        Reading<Found> all = new Reading.Seen<>(Found.NOTHING, Instant.EPOCH);
        for (Validation.Task declared : tasks(estate, region).toList()) {
            Reading<Found> one = observatory
                    .read(new EcsTasks(region, declared.cluster(), declared.family()))
                    .map(tasks -> new Found(of(estate, region, declared, tasks), List.of()));
            Reading<Found> before = all;
            all = one.fold(found -> before.map(other -> other.and(found)), unread -> one);
        }
        return all;
    }

    /**
     * Those that {@code owner} started beside a copy of {@code database} in {@code region}. None where ECS does not say: the
     * copy has to go all the same, and the task ends by itself or is left to the sweep.
     */
    public static List<TestTask> of(
            Estate estate, PostgresDatabase database, String region, String owner, Observatory observatory) {
        return declared(database).stream()
                .flatMap(task -> observatory
                        .read(new EcsTasks(region, task.cluster(), task.family()))
                        .map(tasks -> of(estate, region, task, tasks))
                        .<List<TestTask>>fold(found -> found, unread -> List.of())
                        .stream())
                .filter(task -> task.owner().value().equals(owner) && !task.going())
                .toList();
    }

    private static List<TestTask> of(Estate estate, String region, Validation.Task declared, List<Task> tasks) {
        return tasks.stream()
                .flatMap(task ->
                        TestTask.of(estate.name(), region, declared.cluster(), declared.family(), task).stream())
                .sorted(Comparator.comparing(TestTask::expires).thenComparing(TestTask::arn))
                .toList();
    }

    private static Stream<Validation.Task> tasks(Estate estate, String region) {
        return estate.databases().stream()
                .filter(database -> database.restores()
                        .test()
                        .filter(test -> test.side().of(estate.regions()).equals(region))
                        .isPresent())
                .flatMap(database -> declared(database).stream())
                .distinct();
    }

    private static Optional<Validation.Task> declared(PostgresDatabase database) {
        return database.validation()
                .filter(validation -> validation.probe() == Validation.Probe.ECS_TASK)
                .flatMap(Validation::task);
    }
}
