package io.labelmint.dr.simulator;

import io.labelmint.dr.simulator.core.Scripts;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/** A world with one encrypted database, {@code orders}, in {@code us-east-1} and a key in each region. */
final class RdsFixture {
    static final String EAST = "us-east-1";
    static final String WEST = "us-west-2";

    final World world;
    final RdsClient east;
    final RdsClient west;

    private RdsFixture(World world) {
        this.world = world;
        this.east = world.client(RdsClient.class, EAST);
        this.west = world.client(RdsClient.class, WEST);
    }

    static RdsFixture inMemory(long seed) {
        return over(World.inMemory(new VirtualTimeline(Instant.parse("2026-01-05T12:00:00Z")), seed));
    }

    /** Sees {@code world} without changing it. */
    static RdsFixture looking(World world) {
        return new RdsFixture(world);
    }

    /** Seeds {@code world} and waits until the database is available. */
    static RdsFixture over(World world) {
        RdsFixture fixture = new RdsFixture(world);
        world.script(Scripts.eventualConsistency(false));
        for (String region : new String[] {EAST, WEST}) {
            KmsClient kms = world.client(KmsClient.class, region);
            String key =
                    kms.createKey(r -> r.description("backups")).keyMetadata().keyId();
            kms.createAlias(r -> r.aliasName("alias/dr").targetKeyId(key));
        }
        fixture.east.createDBInstance(r -> r.dbInstanceIdentifier("orders")
                .dbInstanceClass("db.r6g.large")
                .engine("postgres")
                .masterUsername("postgres")
                .masterUserPassword("not-a-secret")
                .allocatedStorage(100)
                .storageEncrypted(true)
                .kmsKeyId("alias/dr")
                .backupRetentionPeriod(7));
        fixture.pass(Duration.ofHours(1));
        return fixture;
    }

    void pass(Duration duration) {
        world.timeline().runUntil(world.timeline().now().plus(duration));
    }

    DBSnapshot snapshot(String id) {
        return east.createDBSnapshot(r -> r.dbInstanceIdentifier("orders")
                        .dbSnapshotIdentifier(id)
                        .tags(Tag.builder().key("dr:operation").value("op-1").build()))
                .dbSnapshot();
    }

    DBSnapshot copy(String source, String target) {
        return west.copyDBSnapshot(r -> r.sourceDBSnapshotIdentifier(source)
                        .sourceRegion(EAST)
                        .targetDBSnapshotIdentifier(target)
                        .kmsKeyId("alias/dr")
                        .copyTags(true))
                .dbSnapshot();
    }

    DBSnapshot find(RdsClient client, String id) {
        return client.describeDBSnapshots(r -> r.dbSnapshotIdentifier(id))
                .dbSnapshots()
                .get(0);
    }

    String status() {
        return east.describeDBInstances(r -> r.dbInstanceIdentifier("orders"))
                .dbInstances()
                .get(0)
                .dbInstanceStatus();
    }
}
