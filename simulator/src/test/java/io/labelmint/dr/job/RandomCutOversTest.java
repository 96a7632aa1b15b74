package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.Restores;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.observatory.Unanswered;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.restore.RestorePoint;
import io.labelmint.dr.simulator.core.Call;
import io.labelmint.dr.simulator.core.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Cut-overs under random faults of AWS, random deaths of the process and random pauses between: each instance is renamed once,
 * none is lost, and in the end the one that was approved has the name, or the other one still has it and nothing was begun.
 */
class RandomCutOversTest {
    private static final String EAST = "us-east-1";
    private static final String NAME = "acme-production-orders";
    private static final String AGAIN = "orders-again";

    private static final Estate ESTATE = EstateLoader.parse("""
            project: acme
            environment: production
            regions: { primary: us-east-1, dr: us-west-2 }
            databases:
              - id: orders-db
                instance: acme-production-orders
                replicatedBackups: {}
                restore:
                  primary:
                    subnetGroup: acme-production
                    securityGroups: [sg-0a1b2c3d4e5f60718]
                    parameterGroup: acme-production-postgres17
                validation:
                  database: orders
                  user: dr_probe
                  password: { environment: DR_PROBE_PASSWORD }
                  tables: [{ name: public.orders }]
                  heartbeat: {}
                  queries: [{ name: none-negative, sql: select count(*) from public.orders where total < 0, expect: "0" }]
                  roles: [orders_app]
                objectives: { rpo: 1h, rto: 4h }
            """, "estate.yaml");

    /** A process died between what it found of a suspended cut-over and the end of the run, before and after that went on. */
    @Example
    void thoseThatFailedOnceHold() {
        for (long seed : List.of(36L, 94_361L)) {
            eachIsRenamedOnceAndTheNameIsWhosItWasApproved(seed);
        }
    }

    @Property(shrinking = ShrinkingMode.OFF)
    void eachIsRenamedOnceAndTheNameIsWhosItWasApproved(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Trial trial = new Trial(ESTATE, seed);
        assertThat(trial.fresh(Job.restoring(
                                "orders-db",
                                new RestoreRequest(Restores.Side.PRIMARY, new RestorePoint.Latest(), AGAIN)))
                        .findings())
                .allMatch(Finding::green);
        trial.pass(Duration.ofHours(6));
        Map<String, String> before = byName(trial);
        OperationId run = job().operation(trial.estate, trial.timeline.now());
        trial.world.faults().random(seed, random.nextDouble(0.3), Fault.values());

        int processes = 1 + random.nextInt(5);
        for (int i = 0; i < processes; i++) {
            process(trial, run, random.nextInt(5) == 0 ? -1 : random.nextInt(40));
            trial.pass(Duration.ofSeconds(random.nextInt(3600)));
        }
        trial.world.faults().clear();
        Optional<Evidence> end = process(trial, run, -1);

        Map<String, String> after = byName(trial);
        assertThat(after.values()).as("no instance is lost").containsExactlyInAnyOrderElementsOf(before.values());
        if (end.isPresent() && end.get().green()) {
            assertThat(after.get(NAME)).isEqualTo(before.get(AGAIN));
            assertThat(after.keySet()).hasSize(2).anyMatch(name -> name.startsWith(NAME + "-before-"));
            assertThat(renamings(trial))
                    .hasSize(2)
                    .allSatisfy((call, times) -> assertThat(times).as(call).isEqualTo(1));
        } else {
            // A plan that is too old, or was never made, is not begun: another one is asked for.
            assertThat(end.map(Evidence::findings).orElse(List.of())).noneMatch(Finding::green);
            assertThat(after).isEqualTo(before);
            assertThat(renamings(trial)).isEmpty();
        }
    }

    /** What comes of one process; empty if it died, or could do nothing. */
    private static Optional<Evidence> process(Trial trial, OperationId run, int boundary) {
        try {
            return Optional.of(trial.onEngine(boundary, order -> {
                RunPreparation preparation = new RunPreparation(order);
                PreparedRun prepared = trial.timeline.join(preparation.prepare(job(), run));
                if (NeededApproval.waits(trial.ledgers.read(run).orElseThrow())) {
                    preparation.approve(run, prepared.digest().brief(), "ann", "by hand");
                }
                return trial.timeline.join(order.resume(run));
            }));
        } catch (MortalLedgers.Killed | ProblemException | Unanswered e) {
            return Optional.empty();
        }
    }

    private static Job job() {
        return Job.cuttingOver("orders-db", new CutOverRequest(Restores.Side.PRIMARY, AGAIN, false, ""));
    }

    /** The instances of the region by their names, as what they are. */
    private static Map<String, String> byName(Trial trial) {
        return trial.world.client(RdsClient.class, EAST).describeDBInstances().dbInstances().stream()
                .collect(Collectors.toMap(DBInstance::dbInstanceIdentifier, DBInstance::dbiResourceId));
    }

    private static final Set<String> HAD_AN_EFFECT =
            Set.of(Call.OK, Fault.TIMEOUT_AFTER.name(), Fault.LOST_RESPONSE.name());

    /** How often each renaming was carried out, heard of or not. */
    private static Map<String, Long> renamings(Trial trial) {
        return trial.world.calls().stream()
                .filter(call -> call.operation().equals("ModifyDBInstance"))
                .filter(call -> HAD_AN_EFFECT.contains(call.outcome()))
                .map(Trial::words)
                .filter(call -> call.contains("NewDBInstanceIdentifier"))
                .collect(Collectors.groupingBy(call -> call, Collectors.counting()));
    }
}
