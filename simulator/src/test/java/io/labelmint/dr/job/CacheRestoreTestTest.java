package io.labelmint.dr.job;

import static io.labelmint.dr.job.CacheTrials.EAST;
import static io.labelmint.dr.job.CacheTrials.PRODUCTION;
import static io.labelmint.dr.job.CacheTrials.accepted;
import static io.labelmint.dr.job.CacheTrials.client;
import static io.labelmint.dr.job.CacheTrials.groups;
import static io.labelmint.dr.job.CacheTrials.red;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.rehearsal.RehearsedCaches;
import io.labelmint.dr.restore.RestorePoint;
import io.labelmint.dr.restore.redis.TestCacheGroup;
import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.elasticache.ElastiCacheScripts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.Tag;

/** The restore test of a Redis group on simulated AWS: restored, looked at, destroyed, whatever happens in between. */
class CacheRestoreTestTest {
    private static final long SEED = 5;

    @Test
    void aGroupIsRestoredLookedAtAndDestroyed() {
        Trial trial = CacheTrials.of(SEED);

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence)).isEmpty();
        assertThat(evidence.findings())
                .extracting(Finding::check)
                .contains(
                        "restore-test.restored",
                        "restore.connects",
                        "restore.redis-keys",
                        "restore.redis-types",
                        "restore.redis-memory",
                        "restore.redis-answers",
                        "restore-test.destroyed");
        assertThat(groups(trial)).containsExactly(PRODUCTION);
        assertThat(accepted(trial, "CreateReplicationGroup")).isEqualTo(2);
        assertThat(trial.world.calls())
                .filteredOn(call -> call.operation().equals("CreateReplicationGroup"))
                .last()
                .satisfies(call -> assertThat(call.params().toString())
                        .contains("acme-restore-tests", CacheTrials.ISOLATED, "acme-production-redis7", "dr:expires"));
    }

    @Test
    void whereverItIsKilledNothingIsRestoredTwiceAndNothingIsLeft() {
        int boundary = 0;
        for (boolean died = true; died; boundary++) {
            Trial trial = CacheTrials.of(SEED);
            Optional<Evidence> first = trial.process(boundary);
            died = first.isEmpty();
            Evidence evidence = first.orElseGet(() -> trial.process(-1).orElseThrow());
            // The last of it goes while nobody looks.
            trial.pass(Duration.ofHours(1));

            String how = "killed at boundary " + boundary;
            assertThat(red(evidence)).as(how).isEmpty();
            assertThat(trial.doneTwice()).as(how).isEmpty();
            assertThat(groups(trial)).as(how).containsExactly(PRODUCTION);
        }
        assertThat(boundary).isGreaterThan(10);
    }

    @Test
    void anEmptyCopyIsRedAndIsDestroyedAllTheSame() {
        Trial trial = CacheTrials.of(SEED);
        ((RehearsedCaches) trial.copies.caches()).empty("sessions");

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence))
                .contains("restore-test.restored", "restore.connects", "restore.redis-keys", "restore.redis-types");
        assertThat(groups(trial)).containsExactly(PRODUCTION);
    }

    @Test
    void aRestoreThatFailsIsRedAndWhatIsLeftOfItIsDestroyed() {
        Trial trial = CacheTrials.of(SEED);
        trial.world.script(ElastiCacheScripts.restoreFails(EAST, name(trial)));

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence)).containsExactly("restore-test.restored");
        assertThat(evidence.findings().toString()).contains("is create-failed");
        assertThat(groups(trial)).containsExactly(PRODUCTION);
    }

    @Test
    void aRestoreThatHangsIsToldByTheCheckOfLeftovers() {
        Trial trial = CacheTrials.of(SEED);
        trial.world.script(ElastiCacheScripts.restoreHangs(EAST, name(trial)));

        assertThat(red(trial.process(-1).orElseThrow())).contains("restore-test.restored");

        trial.pass(Duration.ofHours(3));
        assertThat(red(trial.fresh(Job.of(Job.Type.CHECK)))).contains("restore-test.leftovers");
    }

    @Test
    void aPlaceThatLetsDataOutIsRefusedBeforeAnythingIsRestored() {
        Trial trial = CacheTrials.of(SEED);
        trial.world
                .client(Ec2Client.class, EAST)
                .authorizeSecurityGroupEgress(request -> request.groupId(CacheTrials.ISOLATED)
                        .ipPermissions(IpPermission.builder()
                                .ipProtocol("-1")
                                .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                                .build()));

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence)).containsExactly("restore-test.restored");
        assertThat(evidence.findings().toString()).contains("so a restored copy of production could reach others");
        assertThat(accepted(trial, "CreateReplicationGroup")).isEqualTo(1);
    }

    @Test
    void whatAProcessForgotIsSweptWhenItsTimeIsOverAndNothingElseIs() {
        // Killed after the restore was accepted, and never resumed.
        Trial trial = CacheTrials.of(SEED);
        for (int boundary = 0; groups(trial).size() == 1; boundary++) {
            trial = CacheTrials.of(SEED);
            trial.process(boundary);
        }
        trial.pass(Duration.ofHours(1));
        likeATest(trial, "acme-production-other");
        trial.pass(Duration.ofMinutes(30));

        assertThat(trial.fresh(Job.of(Job.Type.SWEEP)).green())
                .as("before its time")
                .isTrue();
        assertThat(groups(trial)).hasSize(3);

        trial.pass(Duration.ofHours(3));
        assertThat(red(trial.fresh(Job.of(Job.Type.CHECK)))).contains("restore-test.leftovers");
        assertThat(red(trial.fresh(Job.of(Job.Type.SWEEP)))).isEmpty();
        assertThat(groups(trial)).containsExactly("acme-production-other", PRODUCTION);
    }

    @Test
    void aCopyWhoseTagsWereTakenAwayIsLeftAlone() {
        Trial trial = CacheTrials.of(SEED);
        for (int boundary = 0; groups(trial).size() == 1; boundary++) {
            trial = CacheTrials.of(SEED);
            trial.process(boundary);
        }
        trial.pass(Duration.ofHours(3));
        String copy = groups(trial).stream()
                .filter(name -> name.startsWith("dr-test-"))
                .findFirst()
                .orElseThrow();
        String arn = client(trial)
                .describeReplicationGroups(request -> request.replicationGroupId(copy))
                .replicationGroups()
                .get(0)
                .arn();
        client(trial)
                .addTagsToResource(request -> request.resourceName(arn)
                        .tags(Tag.builder().key("dr:purpose").value("kept").build()));

        Evidence swept = trial.fresh(Job.of(Job.Type.SWEEP));

        assertThat(red(swept)).containsExactly("restore-test.swept");
        assertThat(swept.findings().toString()).contains("It was left alone");
        assertThat(groups(trial)).contains(copy);
    }

    @Test
    void aRestoreSomebodyAskedForIsThereToStay() {
        Trial trial = CacheTrials.of(SEED);
        trial.job = Job.restoring(
                "sessions", new RestoreRequest(Restores.Side.PRIMARY, RestorePoint.parse("latest"), "sessions-again"));

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence)).isEmpty();
        assertThat(groups(trial)).containsExactly(PRODUCTION, "sessions-again");
        assertThat(client(trial)
                        .describeReplicationGroups(request -> request.replicationGroupId("sessions-again"))
                        .replicationGroups()
                        .get(0)
                        .memberClusters())
                .as("as many nodes as the source")
                .hasSize(2);
    }

    @Test
    void inTheDrRegionAnExportedFileIsRestored() {
        Trial trial = labelMint();

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence)).isEmpty();
        assertThat(trial.world.calls())
                .filteredOn(call -> call.operation().equals("CreateReplicationGroup"))
                .last()
                .satisfies(call -> assertThat(call.region()).isEqualTo("us-west-2"))
                .satisfies(call -> assertThat(call.params().toString())
                        .contains("arn:aws:s3:::labelmint-production-redis-dr/dr-sessions-", "-0001.rdb"));
    }

    @Test
    void thatThePrimaryRegionIsSilentKeepsNobodyFromRestoringInTheOther() {
        Trial trial = labelMint();
        trial.job = Job.restoring(
                "sessions",
                new RestoreRequest(Restores.Side.DR, RestorePoint.parse("latest"), "labelmint-production-sessions-2"));
        trial.world.faults().region(EAST, Outage.HANGING);

        Evidence evidence = trial.process(-1).orElseThrow();

        assertThat(red(evidence))
                .as("what the source had is not known while it is silent")
                .containsExactly("restore.redis-keys");
        assertThat(trial.world
                        .client(ElastiCacheClient.class, "us-west-2")
                        .describeReplicationGroups(
                                request -> request.replicationGroupId("labelmint-production-sessions-2"))
                        .replicationGroups()
                        .get(0))
                .satisfies(group -> assertThat(group.status()).isEqualTo("available"))
                .satisfies(group -> assertThat(group.transitEncryptionEnabled()).isTrue())
                .satisfies(group -> assertThat(group.atRestEncryptionEnabled()).isTrue())
                .satisfies(group -> assertThat(group.memberClusters()).hasSize(2));
    }

    private static Trial labelMint() {
        Trial trial = new Trial(Trial.example("labelmint-production.yaml"), SEED);
        trial.job = new Job(Job.Type.RESTORE_TEST, new TreeSet<>(List.of("caches")));
        return trial;
    }

    private static String name(Trial trial) {
        return TestCacheGroup.nameOf(
                RestoreTests.operation(
                        Job.Type.RESTORE_TEST,
                        trial.estate,
                        trial.estate.caches().get(0),
                        trial.timeline.now(),
                        1),
                "sessions");
    }

    /** All the tags and the description of a test, on a group of production. */
    private static void likeATest(Trial trial, String group) {
        var copy = client(trial).describeReplicationGroups().replicationGroups().stream()
                .filter(candidate -> candidate.replicationGroupId().startsWith("dr-test-"))
                .findFirst()
                .orElseThrow();
        List<Tag> tags = client(trial)
                .listTagsForResource(request -> request.resourceName(copy.arn()))
                .tagList();
        client(trial)
                .createReplicationGroup(request -> request.replicationGroupId(group)
                        .replicationGroupDescription(copy.description())
                        .cacheNodeType("cache.r6g.large")
                        .tags(tags));
    }
}
