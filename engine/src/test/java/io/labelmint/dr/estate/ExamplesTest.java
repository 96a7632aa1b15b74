package io.labelmint.dr.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.PostgresDatabase.ScheduledBy;
import io.labelmint.dr.estate.PostgresDatabase.Via;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ExamplesTest {
    @Test
    void theMinimalEstateIsSmallAndComplete() {
        Estate estate = Example.minimal().load();

        assertThat(Example.minimal().text().lines().count()).isLessThanOrEqualTo(20);
        assertThat(estate.name()).isEqualTo("acme-production");
        assertThat(estate.stores()).extracting(Store::id).containsExactly("orders-db", "sessions");
        PostgresDatabase orders = estate.databases().get(0);
        assertThat(orders.via()).isEqualTo(Via.RDS_SNAPSHOT);
        assertThat(orders.scheduledBy()).isEqualTo(ScheduledBy.JENKINS);
        assertThat(orders.keys().dr()).isEqualTo("alias/aws/rds");
        assertThat(orders.replicatedBackups().orElseThrow().maxLag()).isEqualTo(Duration.ofMinutes(15));
        assertThat(orders.objectives()).isEqualTo(new Objectives(Duration.ofHours(1), Duration.ofHours(4)));
        assertThat(estate.caches().get(0).snapshots()).isEqualTo(new RedisGroup.Snapshots(Duration.ofHours(6), 30, 4));
        assertThat(estate.retention()).isEqualTo(new Retention(35, 35, 90, 365));
        assertThat(estate.schedules().daily()).isEqualTo("0 2 * * *");
        assertThat(estate.state().bucket()).isEmpty();
        assertThat(estate.controller()).isEmpty();
    }

    @Test
    void theProductionEstateSaysWhatTheFileSays() {
        Estate estate = Example.production().load();

        assertThat(estate.name()).isEqualTo("labelmint-production");
        assertThat(estate.regions()).isEqualTo(new Regions("us-east-1", "us-west-2"));
        assertThat(estate.access().account()).contains("123456789012");
        assertThat(estate.databases())
                .extracting(PostgresDatabase::via)
                .containsExactly(Via.RDS_SNAPSHOT, Via.AWS_BACKUP);
        assertThat(estate.databases().get(1).vaults().orElseThrow().locked()).isTrue();
        assertThat(estate.caches().get(0).globalDatastore().orElseThrow().drReplicationGroup())
                .isEqualTo("labelmint-production-sessions-dr");
        assertThat(estate.buckets().get(0).transitions()).hasSize(3);
        assertThat(estate.services())
                .extracting(EcsService::drService)
                .containsExactly("labelmint-production-web", "labelmint-production-worker");
        assertThat(estate.records().get(0).ttl()).isEqualTo(Duration.ofMinutes(1));
        assertThat(estate.retention()).isEqualTo(new Retention(35, 90, 365, 2557));
        assertThat(estate.notifications().slackWebhook().orElseThrow().name()).isEqualTo("labelmint-slack-webhook");
        assertThat(estate.contacts()).hasSize(3);
    }

    @Test
    void theDigestIsThatOfTheFile() throws Exception {
        Path file = Example.ROOT.resolve("examples/labelmint-production.yaml");
        Estate estate = EstateLoader.load(file);

        assertThat(estate.source()).isEqualTo(Files.readString(file));
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        assertThat(estate.digest()).isEqualTo(HexFormat.of().formatHex(sha256));
        assertThat(estate.source().getBytes(StandardCharsets.UTF_8)).isEqualTo(Files.readAllBytes(file));
    }
}
