package io.labelmint.dr.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.KmsKeyNotAccessibleException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.Tag;

final class RdsInstanceTest {
    private final RdsFixture rds = RdsFixture.inMemory(7);

    @Test
    void isCreatedBackedUpAndThenAvailable() {
        DBInstance asked = rds.west
                .createDBInstance(r -> r.dbInstanceIdentifier("ledger")
                        .engine("postgres")
                        .dbInstanceClass("db.t4g.micro")
                        .allocatedStorage(20))
                .dbInstance();
        assertThat(asked.dbInstanceStatus()).isEqualTo("creating");
        assertThat(asked.endpoint()).isNull();
        rds.pass(Duration.ofSeconds(485));
        assertThat(ledger().dbInstanceStatus()).isIn("backing-up", "available");
        rds.pass(Duration.ofMinutes(10));
        assertThat(ledger().dbInstanceStatus()).isEqualTo("available");
        assertThat(ledger().endpoint().address()).startsWith("ledger.").endsWith(".us-west-2.rds.amazonaws.com");
        assertThatThrownBy(() -> rds.west.createDBInstance(r -> r.dbInstanceIdentifier("ledger")))
                .isInstanceOf(DbInstanceAlreadyExistsException.class);

        rds.west.deleteDBInstance(r -> r.dbInstanceIdentifier("ledger").skipFinalSnapshot(true));
        assertThat(ledger().dbInstanceStatus()).isEqualTo("deleting");
        rds.pass(Duration.ofMinutes(6));
        assertThatThrownBy(this::ledger).isInstanceOf(DbInstanceNotFoundException.class);
    }

    @Test
    void withoutRetentionThereIsNothingToRestore() {
        rds.east.modifyDBInstance(r -> r.dbInstanceIdentifier("orders").backupRetentionPeriod(0));
        assertThat(rds.status()).isEqualTo("modifying");
        assertThatThrownBy(() -> rds.east.modifyDBInstance(r -> r.dbInstanceIdentifier("orders")))
                .isInstanceOf(InvalidDbInstanceStateException.class);
        rds.pass(Duration.ofMinutes(5));
        assertThat(rds.east.describeDBInstances().dbInstances().get(0).latestRestorableTime())
                .isNull();
        assertThat(rds.east.describeDBSnapshots().dbSnapshots()).isEmpty();
        assertThat(rds.east.describeDBInstanceAutomatedBackups().dbInstanceAutomatedBackups())
                .isEmpty();
        assertThatThrownBy(this::replicate).hasMessageContaining("Automated backups are not enabled");
    }

    @Test
    void replicatesIntoAnotherRegion() {
        assertThatThrownBy(() -> rds.west.createDBInstanceReadReplica(
                        r -> r.dbInstanceIdentifier("orders-replica").sourceDBInstanceIdentifier(arn())))
                .isInstanceOf(KmsKeyNotAccessibleException.class);
        replicate();
        assertThat(replica().dbInstanceStatus()).isEqualTo("creating");
        rds.pass(Duration.ofHours(1));
        assertThat(replica().dbInstanceStatus()).isEqualTo("available");
        assertThat(replica().readReplicaSourceDBInstanceIdentifier()).isEqualTo(arn());
        assertThat(replica().latestRestorableTime()).isNull();
        assertThat(rds.east.describeDBInstances().dbInstances().get(0).readReplicaDBInstanceIdentifiers())
                .containsExactly(replica().dbInstanceArn());
    }

    @Test
    void tagsAndFilters() {
        rds.east.addTagsToResource(r -> r.resourceName(arn())
                .tags(Tag.builder().key("team").value("shop").build()));
        assertThat(rds.east.listTagsForResource(r -> r.resourceName(arn())).tagList())
                .isEqualTo(rds.east.describeDBInstances().dbInstances().get(0).tagList())
                .hasSize(1);
        assertThatThrownBy(() -> rds.west.listTagsForResource(r -> r.resourceName(arn())))
                .isInstanceOf(RdsException.class);
        assertThat(rds.east
                        .describeDBInstances(r -> r.filters(filter("engine", "mysql")))
                        .dbInstances())
                .isEmpty();
        assertThatThrownBy(() -> rds.east.describeDBInstances(r -> r.filters(filter("colour", "red"))))
                .hasMessageContaining("Unrecognized filter name: colour");
    }

    @Test
    void theInventoryTellsWhatMattersWithoutTimesOrRandomIds() {
        rds.snapshot("orders-1");
        rds.pass(Duration.ofMinutes(15));
        rds.copy("arn:aws:rds:us-east-1:123456789012:snapshot:orders-1", "orders-1-copy");
        assertThat(rds.world.inventory())
                .contains(
                        "us-east-1 rds instance orders available source=none gib=100 retention=7"
                                + " key=us-east-1:alias/dr tags={}",
                        "us-west-2 rds snapshot orders-1-copy available of=orders"
                                + " source=arn:aws:rds:us-east-1:123456789012:snapshot:orders-1"
                                + " key=us-west-2:alias/dr tags={dr:operation=op-1}")
                .isEqualTo(otherSeed());
    }

    private static List<String> otherSeed() {
        RdsFixture other = RdsFixture.inMemory(99);
        other.snapshot("orders-1");
        other.pass(Duration.ofMinutes(15));
        other.copy("arn:aws:rds:us-east-1:123456789012:snapshot:orders-1", "orders-1-copy");
        return other.world.inventory();
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    private void replicate() {
        rds.west.createDBInstanceReadReplica(r -> r.dbInstanceIdentifier("orders-replica")
                .sourceDBInstanceIdentifier(arn())
                .sourceRegion(RdsFixture.EAST)
                .kmsKeyId("alias/dr"));
    }

    private DBInstance replica() {
        return rds.west
                .describeDBInstances(r -> r.dbInstanceIdentifier("orders-replica"))
                .dbInstances()
                .get(0);
    }

    private DBInstance ledger() {
        return rds.west
                .describeDBInstances(r -> r.dbInstanceIdentifier("ledger"))
                .dbInstances()
                .get(0);
    }

    private String arn() {
        return rds.east.describeDBInstances().dbInstances().get(0).dbInstanceArn();
    }
}
