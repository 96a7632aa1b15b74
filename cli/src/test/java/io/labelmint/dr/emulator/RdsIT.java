package io.labelmint.dr.emulator;

import static io.labelmint.dr.emulator.Emulator.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.aws.AwsError;
import io.labelmint.dr.aws.SdkAws;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

@Tag("emulator")
class RdsIT {
    private static final String PRIMARY = "us-east-1";
    private static final String DR = "us-west-2";
    private static final software.amazon.awssdk.services.rds.model.Tag OPERATION =
            software.amazon.awssdk.services.rds.model.Tag.builder()
                    .key("dr:operation")
                    .value("rds-it")
                    .build();

    /** AWS answers {@code creating}; it takes minutes until it says {@code available}. The simulator does that. */
    @ParameterizedTest
    @EnumSource
    void anInstanceIsAvailableAtOnceWhereAwsWouldStillCreateIt(Emulator emulator) {
        try (SdkAws aws = emulator.connect("rds-it")) {
            String name = fresh("orders-db");
            assertThat(instance(aws, name).dbInstanceStatus()).isEqualTo("available");
            assertThat(reading(aws, PRIMARY)
                            .describeDBInstances(r -> r.dbInstanceIdentifier(name))
                            .dbInstances())
                    .singleElement()
                    .satisfies(found -> {
                        assertThat(found.dbInstanceArn())
                                .isEqualTo("arn:aws:rds:us-east-1:%s:db:%s".formatted(emulator.account(), name));
                        assertThat(found.backupRetentionPeriod()).isEqualTo(7);
                    });
        }
    }

    /** AWS answers {@code creating} with 0 percent, and no creation time until it is {@code available}. */
    @ParameterizedTest
    @EnumSource
    void aSnapshotIsTakenAtOnceAndFoundWithItsTags(Emulator emulator) {
        try (SdkAws aws = emulator.connect("rds-it")) {
            String database = fresh("orders-db");
            String backup = fresh("backup");
            instance(aws, database);
            DBSnapshot taken = snapshot(aws, database, backup);
            assertThat(taken.status()).isEqualTo("available");

            assertThat(reading(aws, PRIMARY)
                            .describeDBSnapshots(
                                    r -> r.dbInstanceIdentifier(database).snapshotType("manual"))
                            .dbSnapshots())
                    .singleElement()
                    .satisfies(found -> {
                        assertThat(found.dbSnapshotIdentifier()).isEqualTo(backup);
                        assertThat(found.dbSnapshotArn()).isEqualTo(taken.dbSnapshotArn());
                        assertThat(found.snapshotType()).isEqualTo("manual");
                        assertThat(found.snapshotCreateTime()).isNotNull();
                        assertThat(found.tagList()).contains(OPERATION);
                    });
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSecondSnapshotOfTheSameNameIsRefused(Emulator emulator) {
        try (SdkAws aws = emulator.connect("rds-it")) {
            String database = fresh("orders-db");
            String backup = fresh("backup");
            instance(aws, database);
            snapshot(aws, database, backup);
            AwsError error = Failure.of("rds", "CreateDBSnapshot", () -> snapshot(aws, database, backup));
            assertThat(error.kind()).isEqualTo(AwsError.Kind.ALREADY_EXISTS);
            assertThat(error.code()).hasValue("DBSnapshotAlreadyExists");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatDoesNotExistIsPositivelyNotFound(Emulator emulator) {
        try (SdkAws aws = emulator.connect("rds-it")) {
            assertThat(Failure.of(
                                    "rds",
                                    "DescribeDBInstances",
                                    () -> reading(aws, PRIMARY)
                                            .describeDBInstances(r -> r.dbInstanceIdentifier("nobody")))
                            .kind())
                    .isEqualTo(AwsError.Kind.NOT_FOUND);
            assertThat(Failure.of(
                                    "rds",
                                    "DescribeDBSnapshots",
                                    () -> reading(aws, PRIMARY)
                                            .describeDBSnapshots(r -> r.dbSnapshotIdentifier("nothing")))
                            .kind())
                    .isEqualTo(AwsError.Kind.NOT_FOUND);
        }
    }

    /** AWS also fills in {@code SourceDBSnapshotIdentifier} and {@code SourceRegion}, and copies for minutes to hours. */
    @ParameterizedTest
    @MethodSource("copying")
    void aSnapshotIsCopiedToTheDrRegionButDoesNotSayFromWhere(Emulator emulator) {
        try (SdkAws aws = emulator.connect("rds-it")) {
            String database = fresh("orders-db");
            String backup = fresh("backup");
            instance(aws, database);
            copy(aws, snapshot(aws, database, backup), backup);

            DBSnapshot copy = reading(aws, DR)
                    .describeDBSnapshots(r -> r.dbSnapshotIdentifier(backup))
                    .dbSnapshots()
                    .get(0);
            assertThat(copy.dbSnapshotArn())
                    .isEqualTo("arn:aws:rds:us-west-2:%s:snapshot:%s".formatted(emulator.account(), backup));
            assertThat(copy.status()).isEqualTo("available");
            assertThat(copy.sourceDBSnapshotIdentifier()).isNull();
            assertThat(copy.sourceRegion()).isNull();
        }
    }

    static Stream<Emulator> copying() {
        return Emulator.thatCan(Ability.COPY_DB_SNAPSHOT_ACROSS_REGIONS);
    }

    /** AWS copies. What is not implemented is at least refused cleanly, and known to have had no effect. */
    @ParameterizedTest
    @MethodSource("notCopying")
    void anEmulatorThatCannotCopySaysSo(Emulator emulator) {
        try (SdkAws aws = emulator.connect("rds-it")) {
            String database = fresh("orders-db");
            instance(aws, database);
            DBSnapshot source = snapshot(aws, database, fresh("backup"));
            assertThat(Failure.of("rds", "CopyDBSnapshot", () -> copy(aws, source, fresh("copy")))
                            .kind())
                    .isEqualTo(AwsError.Kind.REJECTED);
        }
    }

    static Stream<Emulator> notCopying() {
        return Emulator.thatCannot(Ability.COPY_DB_SNAPSHOT_ACROSS_REGIONS);
    }

    private static void copy(SdkAws aws, DBSnapshot source, String target) {
        mutating(aws, DR)
                .copyDBSnapshot(r -> r.sourceDBSnapshotIdentifier(source.dbSnapshotArn())
                        .sourceRegion(PRIMARY)
                        .targetDBSnapshotIdentifier(target)
                        .copyTags(true));
    }

    private static DBInstance instance(SdkAws aws, String name) {
        return mutating(aws, PRIMARY)
                .createDBInstance(r -> r.dbInstanceIdentifier(name)
                        .engine("postgres")
                        .dbInstanceClass("db.m6g.large")
                        .allocatedStorage(100)
                        .masterUsername("postgres")
                        .masterUserPassword("not-a-secret")
                        .backupRetentionPeriod(7))
                .dbInstance();
    }

    private static DBSnapshot snapshot(SdkAws aws, String database, String backup) {
        return mutating(aws, PRIMARY)
                .createDBSnapshot(r -> r.dbInstanceIdentifier(database)
                        .dbSnapshotIdentifier(backup)
                        .tags(OPERATION))
                .dbSnapshot();
    }

    private static RdsClient reading(SdkAws aws, String region) {
        return aws.reading().client(RdsClient.class, region);
    }

    private static RdsClient mutating(SdkAws aws, String region) {
        return aws.mutating().client(RdsClient.class, region);
    }
}
