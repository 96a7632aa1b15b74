package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.simulator.core.Call;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * What no timer may do, by every job a timer may start: restore over something, rename something, delete something the
 * product did not create. A job that is added and not named here fails.
 */
class GuardRailsTest {
    private static final long SEED = 17;

    /** Those a schedule may start; a restore is for people, and a cut-over needs the approval of one. */
    private static final Set<Job.Type> SCHEDULED = EnumSet.of(
            Job.Type.DAILY,
            Job.Type.BACKUP,
            Job.Type.CHECK,
            Job.Type.READINESS,
            Job.Type.HEARTBEAT,
            Job.Type.RESTORE_TEST,
            Job.Type.DRILL,
            Job.Type.SWEEP,
            Job.Type.REVIEW,
            Job.Type.TELL);

    /** What changes something and leaves everything that was there as it was. */
    private static final Set<String> ADDING = Set.of(
            "CreateDBSnapshot",
            "CopyDBSnapshot",
            "CreateSnapshot",
            "CopySnapshot",
            "StartBackupJob",
            "StartCopyJob",
            // AWS Backup then deletes what its own restore testing restored, and nothing else.
            "PutRestoreValidationResult",
            "Publish",
            "PutObject",
            "RunTask");

    /** What AWS Backup restores for its own tests, it deletes itself, with a result or without. */
    private static final String OF_AWS = "awsbackup-restore-test-";

    @Test
    void everyJobIsOneForSchedulesOrOneForPeople() {
        assertThat(EnumSet.complementOf(EnumSet.copyOf(SCHEDULED)))
                .containsExactly(
                        Job.Type.RESTORE, Job.Type.CUT_OVER, Job.Type.FAILOVER, Job.Type.SIGN_OFF, Job.Type.PROVISION);
        for (Job.Type type : SCHEDULED) {
            if (type != Job.Type.TELL) {
                assertThat(Job.of(type).needsApproval()).isFalse();
            }
        }
        assertThat(Job.cuttingOver("orders-db", new CutOverRequest(Restores.Side.PRIMARY, "orders-again", false, ""))
                        .needsApproval())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"DAILY", "BACKUP", "CHECK", "READINESS", "HEARTBEAT", "RESTORE_TEST", "DRILL", "SWEEP", "REVIEW"})
    void whatWasThereStaysAsItWas(Job.Type type) {
        Trial trial = new Trial(LabelMint.production(), SEED);
        makeProductionLookLikeATest(trial);
        Set<String> before = lasting(trial);
        Set<String> instances = instances(trial);
        int seeding = trial.world.calls().size();

        for (int day = 0; day < 3; day++) {
            trial.fresh(Job.of(type));
            trial.pass(Duration.ofHours(24));
        }

        assertThat(lasting(trial)).containsAll(before);
        assertThat(instances(trial)).containsAll(instances);
        List<Call> changes = trial.world.calls().stream()
                .skip(seeding)
                .filter(call -> !call.operation()
                        .matches("(Describe|Get|List|Head|Assume|Simulate|GenerateServiceLast).*|PutMetricData"))
                .toList();
        for (Call change : changes) {
            if (!ADDING.contains(change.operation())) {
                assertThat(change.operation())
                        .matches("RestoreDBInstance.*|DeleteDBInstance|DeleteDBSnapshot|DeleteSnapshot"
                                + "|CreateReplicationGroup|DeleteReplicationGroup|CopyObject|DeleteObject");
                assertThat(named(change.params()))
                        .as(change.toString())
                        .isNotEmpty()
                        .allMatch(name -> name.startsWith("dr-"));
            }
        }
    }

    @Test
    void aRestoreNeverTakesTheNameOfWhatIsThere() {
        Trial trial = new Trial(LabelMint.production(), SEED);
        Job over = Job.restoring(
                "orders-db",
                new RestoreRequest(
                        Restores.Side.PRIMARY,
                        new io.labelmint.dr.restore.RestorePoint.Latest(),
                        "labelmint-production-billing"));
        int before = trial.world.calls().size();

        assertThat(trial.fresh(over).findings())
                .anySatisfy(finding -> assertThat(finding.summary()).contains("exists and belongs to nobody"));
        assertThatThrownBy(() -> trial.fresh(Job.cuttingOver(
                        "orders-db",
                        new CutOverRequest(Restores.Side.PRIMARY, "labelmint-production-billing", false, ""))))
                .hasMessageContaining("no plan that anybody could have approved");

        assertThat(trial.world.calls().stream().skip(before))
                .noneMatch(call -> call.operation().matches("(Restore|Modify|Delete|Create)DBInstance.*"));
    }

    /** What a call makes, or deletes: by the parameters that say so. */
    private static List<String> named(Map<String, Object> params) {
        return params.entrySet().stream()
                .filter(param -> param.getKey()
                        .matches("(?i)(target)?db(Instance|Snapshot)Identifier|snapshotName"
                                + "|replicationGroupId|(destination)?key"))
                // What a restore is from is there to stay.
                .filter(param -> !param.getKey().equalsIgnoreCase("snapshotName")
                        || params.keySet().stream().noneMatch(key -> key.equalsIgnoreCase("replicationGroupId")))
                .filter(param -> !param.getKey().matches("(?i)dbSnapshotIdentifier")
                        || params.keySet().stream().noneMatch(key -> key.equalsIgnoreCase("dbInstanceIdentifier")))
                .map(param -> param.getValue().toString())
                .toList();
    }

    private static void makeProductionLookLikeATest(Trial trial) {
        RdsClient rds = trial.world.client(RdsClient.class, LabelMint.EAST);
        for (DBInstance instance : rds.describeDBInstances().dbInstances()) {
            rds.addTagsToResource(request -> request.resourceName(instance.dbInstanceArn())
                    .tags(Map.of(
                                    "dr:estate", "labelmint-production",
                                    "dr:store", "orders-db",
                                    "dr:purpose", "restore-test",
                                    "dr:operation", "restore-test-orders-db-20260101-1-0a1b2c3d",
                                    "dr:expires", "2026-01-01T00:00:00Z")
                            .entrySet()
                            .stream()
                            .map(tag -> Tag.builder()
                                    .key(tag.getKey())
                                    .value(tag.getValue())
                                    .build())
                            .toList()));
        }
    }

    /** Everything but backups, which AWS itself lets go, by region, kind and name. */
    private static Set<String> lasting(Trial trial) {
        return trial.world.inventory().stream()
                .map(line -> line.split(" ", 5))
                .filter(words -> words.length > 3 && !words[2].matches("snapshot|point|message|replication"))
                .filter(words -> !words[3].startsWith(OF_AWS))
                .map(words -> String.join(" ", words[0], words[1], words[2], words[3]))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> instances(Trial trial) {
        return Stream.of(LabelMint.EAST, LabelMint.WEST)
                .flatMap(region ->
                        trial.world.client(RdsClient.class, region).describeDBInstances().dbInstances().stream())
                .filter(instance -> !instance.dbInstanceIdentifier().startsWith(OF_AWS))
                .map(instance -> instance.dbiResourceId() + " is " + instance.dbInstanceIdentifier())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
