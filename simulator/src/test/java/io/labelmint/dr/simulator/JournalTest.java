package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.simulator.core.Fault;
import io.labelmint.dr.simulator.core.Journal;
import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.rds.RdsScripts;
import io.labelmint.dr.time.VirtualTimeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.sts.StsClient;

final class JournalTest {
    @TempDir
    private Path folder;

    @Test
    void aReopenedWorldIsTheSameAndGoesOn() {
        Instant ended;
        List<String> inventory;
        List<Object> seen;
        try (World world = World.open(folder, 7)) {
            history(RdsFixture.over(world));
            ended = world.timeline().now();
            inventory = world.inventory();
            seen = everything(world);
        }
        try (World again = World.open(folder, 7)) {
            assertThat(again.timeline().now()).isEqualTo(ended);
            assertThat(again.inventory()).isEqualTo(inventory);
            assertThat(everything(again)).isEqualTo(seen);

            RdsFixture rds = RdsFixture.looking(again);
            rds.pass(Duration.ofHours(3));
            assertThat(rds.find(rds.west, "orders-1-copy").status()).isEqualTo("available");
            assertThat(rds.find(rds.east, "orders-2").status()).isEqualTo("failed");
        }
    }

    @Test
    void itMakesNoDifferenceWhetherAWorldWasReopened() {
        World whole = World.inMemory(new VirtualTimeline(World.EPOCH), 7);
        RdsFixture there = RdsFixture.over(whole);
        history(there);
        whole.client(KmsClient.class, RdsFixture.EAST).createKey();
        try (World world = World.open(folder, 7)) {
            history(RdsFixture.over(world));
        }
        try (World world = World.open(folder, 7)) {
            world.client(KmsClient.class, RdsFixture.EAST).createKey();
            assertThat(everything(world)).isEqualTo(everything(whole));
            assertThat(world.inventory()).isEqualTo(whole.inventory());
        }
    }

    @Test
    void aTornLastLineNeverHappened() throws IOException {
        List<Object> seen;
        try (World world = World.open(folder, 7)) {
            RdsFixture rds = RdsFixture.over(world);
            seen = everything(world);
            rds.snapshot("orders-1");
        }
        Path journal = folder.resolve("journal.jsonl");
        String text = Files.readString(journal);
        int lastLine = text.lastIndexOf('\n', text.length() - 2) + 1;
        for (int end = lastLine; end < text.length(); end += 20) {
            Files.writeString(journal, text.substring(0, end));
            try (World world = World.open(folder, 7)) {
                assertThat(everything(world)).isEqualTo(seen);
            }
        }
        try (World world = World.open(folder, 7)) {
            RdsFixture.looking(world).snapshot("orders-1");
        }
        assertThat(Files.readString(journal)).isEqualTo(text);
    }

    @Test
    void aDamagedLineIsNotIgnored() throws IOException {
        World.open(folder, 7).close();
        Files.writeString(folder.resolve("journal.jsonl"), "{torn}\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> World.open(folder, 7)).hasMessageContaining("damaged");
    }

    @Test
    void isWrittenBeforeTheEffectAnswersAndOnlyForChanges() throws IOException {
        try (World world = World.open(folder, 7)) {
            RdsFixture rds = RdsFixture.over(world);
            long before = lines();
            rds.east.describeDBInstances();
            world.faults().next("rds", "CreateDBSnapshot", Fault.TIMEOUT_BEFORE, Fault.LOST_RESPONSE);
            assertThatThrownBy(() -> rds.snapshot("orders-1")).isInstanceOf(SdkClientException.class);
            assertThat(lines()).isEqualTo(before);
            assertThatThrownBy(() -> rds.snapshot("orders-1")).isInstanceOf(SdkClientException.class);
            assertThat(lines()).isEqualTo(before + 1);
        }
        assertThat(Files.readString(folder.resolve("journal.jsonl"))).doesNotContain("not-a-secret");
        try (World world = World.open(folder, 7)) {
            RdsFixture rds = RdsFixture.looking(world);
            assertThat(rds.find(rds.east, "orders-1").status()).isEqualTo("creating");
        }
    }

    @Test
    void outagesOutliveTheProcess() {
        try (World world = World.open(folder, 7)) {
            world.faults().region(RdsFixture.EAST, Outage.DOWN);
        }
        try (World world = World.open(folder, 7)) {
            assertThatThrownBy(() -> RdsFixture.looking(world).east.describeDBInstances())
                    .isInstanceOf(SdkClientException.class);
        }
    }

    @Test
    void aWorldThatIsNotWholeIsForgottenOnlyByWhoeverHasIt() {
        Instant later = World.EPOCH.plus(Duration.ofDays(1));
        try (World world = World.open(folder, 7)) {
            world.timeline().runUntil(later);
            assertThatThrownBy(() -> World.open(folder, World.EPOCH, 7, "210987654321", () -> false))
                    .isInstanceOf(Journal.InUseException.class);
        }
        try (World world = World.open(folder, 7)) {
            assertThat(world.timeline().now()).isEqualTo(later);
        }
        try (World world = World.open(folder, World.EPOCH, 8, "210987654321", () -> false)) {
            assertThat(world.timeline().now()).isEqualTo(World.EPOCH);
        }
    }

    @Test
    void aWorldKeepsItsAccount() {
        World.open(folder, World.EPOCH, 7, "210987654321", () -> true).close();

        try (World world = World.open(folder, 7)) {
            assertThat(world.account()).isEqualTo("210987654321");
            assertThat(world.client(StsClient.class, "us-east-1")
                            .getCallerIdentity()
                            .account())
                    .isEqualTo("210987654321");
        }
    }

    @Test
    void aWorldHasOneSeedAndOneProcess() {
        try (World world = World.open(folder, 7)) {
            assertThat(world.inventory()).isEmpty();
            assertThatThrownBy(() -> World.open(folder, 7)).hasMessageContaining("open elsewhere");
        }
        assertThatThrownBy(() -> World.open(folder, 8)).hasMessageContaining("made with seed 7");
        World.open(folder, 7).close();
    }

    @Test
    void worldsOfTheSameSeedAreIdenticalAndOthersAreNot() {
        assertThat(told(1)).isEqualTo(told(1)).isNotEqualTo(told(2));
    }

    private static List<Object> told(long seed) {
        RdsFixture rds = RdsFixture.inMemory(seed);
        history(rds);
        return everything(rds.world);
    }

    /** Some of everything, refusals and a lost answer included, ending while work is in progress. */
    private static void history(RdsFixture rds) {
        rds.world.script(RdsScripts.snapshotFails(RdsFixture.EAST, "orders-2"));
        rds.snapshot("orders-1");
        assertThatThrownBy(() -> rds.snapshot("orders-2")).isInstanceOf(InvalidDbInstanceStateException.class);
        rds.pass(Duration.ofMinutes(20));
        rds.world.faults().next("rds", "CreateDBSnapshot", Fault.TIMEOUT_AFTER);
        assertThatThrownBy(() -> rds.snapshot("orders-2")).isInstanceOf(SdkClientException.class);
        String source = rds.find(rds.east, "orders-1").dbSnapshotArn();
        rds.copy(source, "orders-1-copy");
        String instance = rds.east.describeDBInstances().dbInstances().get(0).dbInstanceArn();
        rds.west.startDBInstanceAutomatedBackupsReplication(r ->
                r.sourceDBInstanceArn(instance).sourceRegion(RdsFixture.EAST).kmsKeyId("alias/dr"));
        rds.pass(Duration.ofSeconds(90));
    }

    /** All that can be read of {@code world}, times and ids included. */
    private static List<Object> everything(World world) {
        RdsFixture rds = RdsFixture.looking(world);
        List<Object> seen = new ArrayList<>();
        for (String region : new String[] {RdsFixture.EAST, RdsFixture.WEST}) {
            seen.add(world.client(KmsClient.class, region).listAliases());
        }
        seen.add(rds.east.describeDBInstances());
        seen.add(rds.east.describeDBSnapshots());
        seen.add(rds.west.describeDBSnapshots());
        seen.add(rds.west.describeDBInstanceAutomatedBackups());
        return seen;
    }

    private long lines() throws IOException {
        return Files.readString(folder.resolve("journal.jsonl")).lines().count();
    }
}
