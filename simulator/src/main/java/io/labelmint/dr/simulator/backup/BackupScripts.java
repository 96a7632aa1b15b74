package io.labelmint.dr.simulator.backup;

import io.labelmint.dr.simulator.core.Script;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can be scripted about AWS Backup. Fates of jobs are read when the job is created. */
public final class BackupScripts {
    static final String FAILS = "fails";
    static final String EXPIRES = "expires";
    static final String PARTIAL = "partial";
    static final String ISSUES = "issues";
    static final String HANGS = "hangs";
    static final String QUEUES = "queues";
    private static final String PLAN_MADE = "backup.plan-made|";
    private static final String HISTORY = "backup.history|";
    private static final String CONTINUOUS = "backup.continuous|";
    private static final String RESTORE_TEST = "backup.restore-test|";
    private static final String DENIED = "backup.delete-denied|";

    private BackupScripts() {}

    /** Backup jobs of {@code resourceArn} will end {@code FAILED}, halfway. */
    public static Script backupFails(String resourceArn) {
        return new Script(job(resourceArn), FAILS);
    }

    /** Backup jobs of {@code resourceArn} will stay {@code CREATED} until their start window ends: {@code EXPIRED}. */
    public static Script backupExpires(String resourceArn) {
        return new Script(job(resourceArn), EXPIRES);
    }

    /** Backup jobs of {@code resourceArn} will end {@code PARTIAL}, and so will their recovery points. */
    public static Script backupPartial(String resourceArn) {
        return new Script(job(resourceArn), PARTIAL);
    }

    /** Backup jobs of {@code resourceArn} will end {@code COMPLETED} with another message category than SUCCESS. */
    public static Script backupCompletesWithIssues(String resourceArn) {
        return new Script(job(resourceArn), ISSUES);
    }

    /** Backup jobs of {@code resourceArn} will run until their completion window ends: {@code EXPIRED}. */
    public static Script backupHangs(String resourceArn) {
        return new Script(job(resourceArn), HANGS);
    }

    /** Backup jobs of {@code resourceArn} that find another one running wait for it instead of failing. */
    public static Script backupQueues(String resourceArn) {
        return new Script(job(resourceArn), QUEUES);
    }

    /** Backup jobs of {@code resourceArn} take their natural course again. */
    public static Script backupSucceeds(String resourceArn) {
        return new Script(job(resourceArn), "");
    }

    /** Copy jobs of {@code resourceArn} will end {@code FAILED}, halfway. */
    public static Script copyFails(String resourceArn) {
        return new Script(copy(resourceArn), FAILS);
    }

    /** Copy jobs of {@code resourceArn} will stay {@code RUNNING}. */
    public static Script copyHangs(String resourceArn) {
        return new Script(copy(resourceArn), HANGS);
    }

    /** Copy jobs of {@code resourceArn} take their natural course again. */
    public static Script copySucceeds(String resourceArn) {
        return new Script(copy(resourceArn), "");
    }

    /** Jobs and recovery points of {@code resourceArn} show a size of 0, as AWS allows them to. */
    public static Script sizeUnknown(String resourceArn) {
        return new Script(size(resourceArn), "0");
    }

    /**
     * Whether AWS Backup lacks the rights to delete recovery points in {@code vault}: then deleting them answers success,
     * and they stay as {@code EXPIRED}, as do those whose retention ends meanwhile.
     */
    public static Script deletionDenied(String region, String vault, boolean denied) {
        return new Script(DENIED + region + "|" + vault, Boolean.toString(denied));
    }

    /**
     * A backup plan has a job for {@code resourceArn} scheduled at {@code at}, past or to come.
     *
     * @param days for how long the recovery point is kept
     */
    public static Script planMade(String region, String vault, String resourceArn, Instant at, int days) {
        return new Script(
                PLAN_MADE + region + "|" + vault + "|" + resourceArn + "|" + at + "|" + days, Boolean.toString(true));
    }

    /**
     * {@code vault} holds a recovery point of {@code resourceArn} for each of {@code count} days, the last made at {@code last}: years
     * of them, without the years. RDS knows none of their snapshots.
     *
     * @param days for how long each is kept
     */
    public static Script history(String region, String vault, String resourceArn, Instant last, int count, int days) {
        return new Script(
                HISTORY + String.join("|", region, vault, resourceArn, last.toString(), Integer.toString(days)),
                Integer.toString(count));
    }

    /** A backup plan keeps a continuous recovery point of {@code resourceArn} since {@code since}. */
    public static Script continuous(String region, String vault, String resourceArn, Instant since, int days) {
        return new Script(
                CONTINUOUS + region + "|" + vault + "|" + resourceArn + "|" + since + "|" + days,
                Boolean.toString(true));
    }

    /**
     * The restore testing plan {@code plan} of {@code region} runs now, and restores the newest recovery point of {@code
     * resourceArn} in {@code vault}; if there is none, it runs, and nothing tells.
     *
     * @param windowHours validation window of its selection
     * @param run tells one run of the plan from others
     */
    public static Script restoreTest(
            String region, String plan, String vault, String resourceArn, int windowHours, String run) {
        return new Script(
                RESTORE_TEST + String.join("|", region, plan, vault, resourceArn, Integer.toString(windowHours), run),
                Boolean.toString(true));
    }

    /** Restore jobs of {@code resourceArn} will end {@code FAILED}. */
    public static Script restoreTestFails(String resourceArn) {
        return new Script(restore(resourceArn), FAILS);
    }

    static String restore(String resourceArn) {
        return "backup.restore." + resourceArn;
    }

    static String job(String resourceArn) {
        return "backup.job." + resourceArn;
    }

    static String copy(String resourceArn) {
        return "backup.copy." + resourceArn;
    }

    static String size(String resourceArn) {
        return "backup.size." + resourceArn;
    }

    static String denied(String region, String vault) {
        return deletionDenied(region, vault, true).key();
    }

    static Optional<PlanEvent> planEvent(Script script) {
        for (String kind : List.of(PLAN_MADE, CONTINUOUS)) {
            if (script.key().startsWith(kind)) {
                List<String> parts =
                        List.of(script.key().substring(kind.length()).split("\\|", -1));
                return Optional.of(new PlanEvent(
                        kind.equals(CONTINUOUS),
                        parts.get(0),
                        parts.get(1),
                        parts.get(2),
                        Instant.parse(parts.get(3)),
                        Long.parseLong(parts.get(4))));
            }
        }
        return Optional.empty();
    }

    static Optional<PastEvent> pastEvent(Script script) {
        if (!script.key().startsWith(HISTORY)) {
            return Optional.empty();
        }
        List<String> parts = List.of(script.key().substring(HISTORY.length()).split("\\|", -1));
        return Optional.of(new PastEvent(
                parts.get(0),
                parts.get(1),
                parts.get(2),
                Instant.parse(parts.get(3)),
                Integer.parseInt(script.value()),
                Long.parseLong(parts.get(4))));
    }

    static Optional<TestEvent> testEvent(Script script) {
        if (!script.key().startsWith(RESTORE_TEST)) {
            return Optional.empty();
        }
        List<String> parts =
                List.of(script.key().substring(RESTORE_TEST.length()).split("\\|", -1));
        return Optional.of(
                new TestEvent(parts.get(0), parts.get(1), parts.get(2), parts.get(3), Integer.parseInt(parts.get(4))));
    }

    static Optional<Denial> denial(Script script) {
        if (!script.key().startsWith(DENIED)) {
            return Optional.empty();
        }
        List<String> parts = List.of(script.key().substring(DENIED.length()).split("\\|", -1));
        return Optional.of(new Denial(parts.get(0), parts.get(1), Boolean.parseBoolean(script.value())));
    }

    /** Something a backup plan did. */
    record PlanEvent(boolean continuous, String region, String vault, String resourceArn, Instant at, long days) {}

    /** What a vault has held all along. */
    record PastEvent(String region, String vault, String resourceArn, Instant last, int count, long days) {}

    /** A run of a restore testing plan. */
    record TestEvent(String region, String plan, String vault, String resourceArn, int windowHours) {}

    /** A change of the rights to delete. */
    record Denial(String region, String vault, boolean denied) {}
}
