package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.estate.Store;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.restore.RestorePoint;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JobTest {
    private static final Estate LABELMINT = EstateLoader.load(Path.of("../examples/labelmint-production.yaml"));

    @Test
    void isNarrowedByIdsAndKinds() {
        assertThat(covered("databases")).containsExactly("orders-db", "billing-db");
        assertThat(covered("billing-db", "caches")).containsExactly("billing-db", "sessions");
        assertThat(covered("databases", "orders-db")).containsExactly("orders-db", "billing-db");
    }

    @Test
    void aKindNothingIsOfIsRefusedLikeAStoreThatIsNotThere() {
        Estate single = EstateLoader.parse("""
                project: acme
                environment: production
                regions: { primary: us-east-1, dr: us-west-2 }
                databases: [{ id: orders, instance: orders, objectives: { rpo: 24h, rto: 4h } }]
                """, "estate.yaml");
        assertThatThrownBy(() -> narrowed("caches").stores(single))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no store caches");
    }

    @Test
    void twoRestoresOfOneMinuteAreTwoUnlessTheyAskForTheSame() {
        Instant now = Instant.parse("2026-11-22T03:00:10Z");
        OperationId first = restore("orders-again").operation(LABELMINT, now);
        assertThat(restore("orders-again").operation(LABELMINT, now.plusSeconds(20)))
                .isEqualTo(first);
        assertThat(restore("orders-once-more").operation(LABELMINT, now)).isNotEqualTo(first);
    }

    private static Job restore(String target) {
        return Job.restoring("orders-db", new RestoreRequest(Restores.Side.DR, RestorePoint.parse("latest"), target));
    }

    private static List<String> covered(String... only) {
        return narrowed(only).stores(LABELMINT).stream().map(Store::id).toList();
    }

    private static Job narrowed(String... only) {
        return new Job(Job.Type.DAILY, new TreeSet<>(List.of(only)));
    }
}
