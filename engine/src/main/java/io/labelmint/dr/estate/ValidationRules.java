package io.labelmint.dr.estate;

import io.labelmint.dr.estate.yaml.Mistakes;
import io.labelmint.dr.estate.yaml.Section;

/** A task that asks copies must run somewhere, must be told what to ask, and reads its password where ECS puts it. */
final class ValidationRules {
    private ValidationRules() {}

    static void check(Section estate, Mistakes mistakes) {
        boolean bucket = estate.section(EstateKeys.STATE).has(EstateKeys.STATE_BUCKET);
        for (Section database : estate.items(EstateKeys.DATABASES)) {
            database.get(ValidationKeys.VALIDATION)
                    .ifPresent(validation -> validation
                            .get(ValidationKeys.PROBE)
                            .ifPresent(probe -> {
                                if (probe == Validation.Probe.ECS_TASK) {
                                    task(validation, bucket, mistakes);
                                } else if (validation.has(TaskKeys.TASK)) {
                                    mistakes.add(
                                            validation.at(TaskKeys.TASK),
                                            "estate.task-without-probe",
                                            validation.child(TaskKeys.TASK)
                                                    + " is declared, and probe: direct asks from here.",
                                            "Write probe: ecs-task, or leave task out.");
                                }
                            }));
        }
    }

    private static void task(Section validation, boolean bucket, Mistakes mistakes) {
        if (!validation.has(TaskKeys.TASK)) {
            mistakes.add(
                    validation.at(ValidationKeys.PROBE),
                    "estate.probe-without-task",
                    "probe: ecs-task asks copies from a task, and nothing says which and where.",
                    "Add task: " + TaskKeys.TASK.type().example() + ".");
        }
        if (!bucket) {
            mistakes.add(
                    validation.at(ValidationKeys.PROBE),
                    "estate.probe-without-bucket",
                    "probe: ecs-task tells the task what to ask through the state bucket, and there is none.",
                    "Declare state.bucket, or write probe: direct.");
        }
        validation
                .get(ValidationKeys.PASSWORD)
                .filter(password -> !password.has(SecretKeys.ENVIRONMENT))
                .ifPresent(password -> mistakes.add(
                        validation.at(ValidationKeys.PASSWORD),
                        "estate.probe-password",
                        "probe: ecs-task has the task read the password, which finds it only in its environment.",
                        "Write password: { environment: DR_PROBE_PASSWORD }, and have the task definition fill that"
                                + " variable from a secret."));
    }
}
