package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.simulator.servicequotas.ServiceQuotasScripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Fifty resources are looked at within a minute, of which all is waiting for the request budget. */
class ReadinessAtScaleTest {
    private static final int DATABASES = 20;
    private static final int CACHES = 14;
    private static final int SERVICES = 15;

    @Test
    void fiftyResourcesTakeLessThanAMinute() throws IOException {
        Trial trial = new Trial(fifty(), 7);
        trial.world.script(ServiceQuotasScripts.fargateVcpus("us-west-2", 100));
        assertThat(trial.estate.stores().size() + trial.estate.services().size())
                .isEqualTo(50);
        int before = trial.world.calls().size();
        Instant begin = trial.timeline.now();

        Evidence evidence = trial.fresh(Job.of(Job.Type.READINESS));

        assertThat(Duration.between(begin, trial.timeline.now())).isLessThanOrEqualTo(Duration.ofSeconds(60));
        assertThat(trial.world.calls().stream().skip(before))
                .allMatch(call -> call.operation().matches("(Describe|Get|List|Head|Simulate).*"));
        assertThat(evidence.findings()).extracting(Finding::verdict).doesNotContain(Verdict.NOT_TESTED);
        assertThat(evidence.findings())
                .filteredOn(finding -> finding.check().equals("readiness.replica"))
                .hasSize(DATABASES)
                .allMatch(Finding::green);
        assertThat(evidence.findings())
                .filteredOn(finding -> finding.check().equals("readiness.service-drift"))
                .hasSize(SERVICES)
                .allMatch(Finding::green);
    }

    /** The example with its first database, its cache and its first service again and again, under other names. */
    private static Estate fifty() throws IOException {
        String yaml = Files.readString(Path.of(System.getProperty("dr.root"), "examples", "labelmint-production.yaml"));
        String database = between(yaml, "  - id: orders-db", "  # Backed up by AWS Backup");
        String billing = between(yaml, "  # Backed up by AWS Backup", "caches:");
        String cache = between(yaml, "  - id: sessions", "buckets:");
        String service = between(yaml, "  - id: web", "  - id: worker");
        String worker = between(yaml, "  - id: worker", "records:");
        StringBuilder databases = new StringBuilder();
        for (int i = 0; i < DATABASES; i++) {
            databases.append(database.replace("orders-db", "orders-db-" + i)
                    .replace("labelmint-production-orders", "labelmint-production-orders-" + i));
        }
        StringBuilder caches = new StringBuilder();
        for (int i = 0; i < CACHES; i++) {
            caches.append(cache.replace("sessions", "sessions-" + i)
                    .replace("labelmint-production-redis\n", "labelmint-production-redis-" + i + "\n")
                    .replace("labelmint-production-redis-dr\n", "labelmint-production-redis-dr-" + i + "\n"));
        }
        StringBuilder services = new StringBuilder();
        for (int i = 0; i < SERVICES; i++) {
            services.append(service.replace("id: web", "id: web-" + i)
                    .replace("labelmint-production-web", "labelmint-production-web-" + i)
                    .replaceFirst("needs: .*", "needs: [orders-db-" + i + "]\n    drStandbyCount: 1"));
        }
        return EstateLoader.parse(
                yaml.replace(database, databases)
                        .replace(billing, "")
                        .replace(cache, caches)
                        .replace(service, services)
                        .replace(worker, ""),
                "fifty.yaml");
    }

    private static String between(String text, String from, String to) {
        int begin = text.indexOf(from);
        return text.substring(begin, text.indexOf(to, begin));
    }
}
