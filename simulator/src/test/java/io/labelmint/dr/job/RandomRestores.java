package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.simulator.core.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Restore tests under random faults of AWS, random deaths of the process and random pauses between: nothing is restored
 * twice, nothing is left that a sweep does not find, and nothing is deleted that was not ours. Two classes share the
 * schedules, so that two cores do; {@code -Ddr.schedules} says how many each tries.
 */
abstract class RandomRestores {
    private static final String EAST = "us-east-1";

    private static final Estate ESTATE = EstateLoader.parse("""
            project: acme
            environment: production
            regions: { primary: us-east-1, dr: us-west-2 }
            databases:
              - id: orders-db
                instance: acme-production-orders
                replicatedBackups: {}
                restore:
                  masking:
                    user: dr_masking
                    password: { environment: DR_MASKING_PASSWORD }
                    statements: [update public.orders set note = null]
                    tests: true
                  test:
                    region: primary
                    keepFor: 2h
                    subnetGroup: acme-restore-tests
                    securityGroups: [sg-0a1b2c3d4e5f60718]
                    parameterGroup: acme-production-postgres17
                validation:
                  database: orders
                  user: dr_probe
                  password: { environment: DR_PROBE_PASSWORD }
                  tables: [{ name: public.orders }]
                  roles: [orders_app]
                  heartbeat: {}
                  queries: [{ name: none-negative, sql: select count(*) from public.orders where total < 0, expect: "0" }]
                objectives: { rpo: 1h, rto: 4h }
            """, "estate.yaml");

    @Property(shrinking = ShrinkingMode.OFF)
    void nothingTwiceNothingLeftAndNothingOfOthers(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Trial trial = new Trial(ESTATE, seed);
        trial.job = Job.of(Job.Type.RESTORE_TEST);
        tagProductionLikeATest(trial);
        LossyMaskings maskings = new LossyMaskings(trial, random.split(), random.nextDouble(0.5));
        trial.world.faults().random(seed, random.nextDouble(0.3), Fault.values());

        int processes = 1 + random.nextInt(4);
        for (int i = 0; i < processes; i++) {
            trial.process(random.nextInt(5) == 0 ? -1 : random.nextInt(40));
            trial.pass(Duration.ofSeconds(random.nextInt(7200)));
        }
        trial.world.faults().clear();
        maskings.heal();
        boolean abandoned = random.nextInt(4) == 0;
        if (!abandoned) {
            Evidence evidence = trial.process(-1).orElseThrow();
            // What failed for good, as a request that was refused, is tried again by the next run.
            assertThat(
                            evidence.green()
                                    ? evidence.findings()
                                    : trial.process(-1).orElseThrow().findings())
                    .allMatch(Finding::green);
        }
        trial.pass(Duration.ofHours(12));
        trial.fresh(Job.of(Job.Type.SWEEP));
        trial.pass(Duration.ofHours(1));

        assertThat(trial.doneTwice()).isEmpty();
        assertThat(maskings.masked().values()).allMatch(times -> times == 1);
        assertThat(instances(trial)).containsExactly("acme-production-orders");
    }

    private static List<String> instances(Trial trial) {
        return trial.world.client(RdsClient.class, EAST).describeDBInstances().dbInstances().stream()
                .map(DBInstance::dbInstanceIdentifier)
                .toList();
    }

    private static void tagProductionLikeATest(Trial trial) {
        RdsClient rds = trial.world.client(RdsClient.class, EAST);
        String arn = rds.describeDBInstances().dbInstances().get(0).dbInstanceArn();
        Map<String, String> tags = Map.of(
                "dr:estate", "acme-production",
                "dr:store", "orders-db",
                "dr:purpose", "restore-test",
                "dr:operation", "restore-test-orders-db-20260101-1-0a1b2c3d",
                "dr:expires", "2026-01-01T00:00:00Z");
        rds.addTagsToResource(request -> request.resourceName(arn)
                .tags(tags.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList()));
    }
}
