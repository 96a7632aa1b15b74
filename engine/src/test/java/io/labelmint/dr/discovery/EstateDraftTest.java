package io.labelmint.dr.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.observatory.AutomatedBackups;
import io.labelmint.dr.observatory.BackupVaults;
import io.labelmint.dr.observatory.BucketSetting;
import io.labelmint.dr.observatory.CacheClusters;
import io.labelmint.dr.observatory.DbInstances;
import io.labelmint.dr.observatory.EcsClusters;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.observatory.GlobalDatastores;
import io.labelmint.dr.observatory.HostedZones;
import io.labelmint.dr.observatory.RegionBuckets;
import io.labelmint.dr.observatory.ReplicationGroups;
import io.labelmint.dr.observatory.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticache.model.CacheCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** What AWS says, as a file: with kinds of things the simulator does not have. */
class EstateDraftTest {
    private static final String EAST = "us-east-1";
    private static final String WEST = "us-west-2";
    private static final Instant NOW = FakeObservatory.SENT;

    @Test
    void enginesThatAreNotCoveredAreSaidAndNeverDropped() {
        EstateDraft draft = draft(empty().answers(
                        new DbInstances(EAST),
                        List.of(
                                postgres("orders").build(),
                                postgres("crm")
                                        .engine("mysql")
                                        .engineVersion("8.0.36")
                                        .build(),
                                postgres("ledger-1")
                                        .engine("aurora-postgresql")
                                        .dbClusterIdentifier("ledger")
                                        .build(),
                                postgres("wide-1").dbClusterIdentifier("wide").build()))
                .answers(
                        new CacheClusters(EAST),
                        List.of(CacheCluster.builder()
                                .cacheClusterId("pages")
                                .engine("memcached")
                                .engineVersion("1.6.22")
                                .build()))
                .answers(new RegionBuckets(EAST), List.of("acme-logs"))
                .answers(new BucketSetting<>(EAST, "acme-logs", BucketSetting.REPLICATION), Optional.empty()));

        assertThat(draft.estate().databases().stream().map(PostgresDatabase::instance))
                .containsExactly("orders");
        assertThat(draft.text())
                .contains("RDS instance crm (mysql 8.0.36, 100 GiB): not covered")
                .contains("RDS instance ledger-1 (aurora-postgresql")
                .contains("it is part of the cluster wide")
                .contains("ElastiCache cluster pages (memcached 1.6.22): not covered")
                .contains("S3 bucket acme-logs: it replicates nowhere");
    }

    @Test
    void everyStoreHasTheFactsItWasTakenFrom() {
        EstateDraft draft = draft(empty().answers(
                        new DbInstances(EAST),
                        List.of(postgres("orders")
                                .multiAZ(true)
                                .storageEncrypted(true)
                                .build())));

        assertThat(draft.text())
                .contains("# PostgreSQL 17.2, db.r6g.large, 100 GiB, Multi-AZ, encrypted, automated backups 7 days,"
                        + " no replica in us-west-2, backups not replicated there\n  - id: orders\n");
    }

    @Test
    void aDatabaseThatWouldNotSurviveGetsAnObjectiveItCanMeet() {
        Estate estate = draft(empty().answers(
                                new DbInstances(EAST),
                                List.of(postgres("orders").build())))
                .estate();

        assertThat(estate.databases().get(0).objectives().rpo()).hasHours(24);
    }

    @Test
    void namesThatAreTakenOrStrangeBecomeIdsOfTheirOwn() {
        EstateDraft draft = draft(empty().answers(
                        new DbInstances(EAST),
                        List.of(
                                postgres("acme-production-orders").build(),
                                postgres("orders").build(),
                                postgres("databases").build(),
                                postgres("true").build(),
                                postgres("x".repeat(63)).build())));

        assertThat(draft.estate().databases().stream().map(PostgresDatabase::id))
                .containsExactly("orders", "orders-db", "databases-db", "true", "x".repeat(40));
        assertThat(draft.refused()).isZero();
    }

    @Test
    void whatTheRulesRefuseIsACommentWithTheReason() {
        EstateDraft draft = draft(empty().answers(
                        new DbInstances(EAST),
                        List.of(postgres("orders").build(), postgres("a--b").build())));

        assertThat(draft.refused()).isEqualTo(1);
        assertThat(draft.text()).contains("# Refused by the rules of an estate:", "#     instance: a--b");
        assertThat(EstateLoader.parse(draft.text(), "again").databases()).hasSize(1);
    }

    @Test
    void aTextFromAwsCannotBecomeALineOfTheFile() {
        EstateDraft draft = draft(empty().answers(
                        new DbInstances(EAST),
                        List.of(
                                postgres("orders").build(),
                                postgres("crm")
                                        .engine("mysql")
                                        .engineVersion("8\nproject: stolen")
                                        .build())));

        assertThat(draft.text().lines()).noneMatch(line -> line.startsWith("project: stolen"));
        assertThat(draft.estate().project()).isEqualTo("acme");
    }

    @Test
    void whatCannotBeReadIsMissingAndSaid() {
        EstateDraft draft = draft(empty().answers(
                        new DbInstances(EAST), List.of(postgres("orders").build()))
                .denies(new ReplicationGroups(EAST)));

        assertThat(draft.text()).contains("# INCOMPLETE", "replication groups in us-east-1 could not be read");
    }

    @Test
    void regionsAndNamesThatCannotBeAreRefusedInWordsOfTheCommand() {
        refused(() -> DiscoveryRequest.of("acme-production", "us-esat-1", WEST), "--region", "us-east-1?");
        refused(() -> DiscoveryRequest.of("acme-production", EAST, EAST), "Both regions");
        refused(() -> DiscoveryRequest.of("Acme Production", EAST, WEST), "--name");
        assertThat(DiscoveryRequest.of("acme", EAST, WEST).name()).isEqualTo("acme-production");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable asked, String... words) {
        assertThatThrownBy(asked)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("discover.asked-wrongly"))
                .hasMessageContainingAll(words);
    }

    private static EstateDraft draft(FakeObservatory observatory) {
        DiscoveryRequest request = DiscoveryRequest.of("acme-production", EAST, WEST);
        return EstateDraft.of(Discovery.of(request, Optional.of("123456789012"), observatory, NOW), NOW, "estate.yaml");
    }

    private static DBInstance.Builder postgres(String name) {
        return DBInstance.builder()
                .dbInstanceIdentifier(name)
                .dbInstanceArn("arn:aws:rds:us-east-1:123456789012:db:" + name)
                .engine("postgres")
                .engineVersion("17.2")
                .dbInstanceClass("db.r6g.large")
                .allocatedStorage(100)
                .backupRetentionPeriod(7);
    }

    private static FakeObservatory empty() {
        FakeObservatory empty = new FakeObservatory().answers(new HostedZones(EAST), List.of());
        for (String region : List.of(EAST, WEST)) {
            empty.answers(new DbInstances(region), List.of())
                    .answers(new BackupVaults(region), List.of())
                    .answers(new RegionBuckets(region), List.of())
                    .answers(new EcsClusters(region), List.of())
                    .answers(new Topics(region), List.of());
        }
        return empty.answers(new AutomatedBackups(WEST), List.of())
                .answers(new ReplicationGroups(EAST), List.of())
                .answers(new CacheClusters(EAST), List.of())
                .answers(new GlobalDatastores(EAST), List.of());
    }
}
