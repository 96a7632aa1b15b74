package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.aws.SdkAws;
import io.labelmint.dr.emulator.Ability;
import io.labelmint.dr.emulator.Emulator;
import io.labelmint.dr.estate.RestorePlace;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.ledger.FileLedgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.plan.Estimate;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.plan.Plan;
import io.labelmint.dr.restore.DeleteTestInstance;
import io.labelmint.dr.restore.RestoreTarget;
import io.labelmint.dr.restore.RestoreToPointInTime;
import io.labelmint.dr.restore.TestInstance;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.run.Outcome;
import io.labelmint.dr.run.PlanRunner;
import io.labelmint.dr.time.SystemTimeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * A restore over HTTP: its calls are AWS's calls. The plan is made here and not by the planner, because moto can tell
 * neither a restore window nor the classes RDS offers, and the planner restores nothing without both.
 */
@Tag("emulator")
class RestoreIT {
    private static final String REGION = "us-east-1";
    private static final Estimate MINUTES = new Estimate(Duration.ofMinutes(1), Duration.ofMinutes(5));

    @TempDir
    Path folder;

    static Stream<Emulator> emulators() {
        return Emulator.thatCan(Ability.RESTORE_DB_INSTANCES);
    }

    @ParameterizedTest
    @MethodSource("emulators")
    void aDatabaseIsRestoredOnceAsDeclaredAndOnlyTheCopyIsDeleted(Emulator emulator) {
        String estate = Emulator.fresh("acme");
        OperationId operation = OperationId.scheduled(estate, "restore-test", "orders-db", "20261122-1");
        String copy = TestInstance.nameOf(operation, "orders-db");
        try (SdkAws aws = emulator.connect("restore-it")) {
            RdsClient rds = aws.mutating().client(RdsClient.class, REGION);
            source(rds, estate);
            RestorePlace place = place(aws, estate);
            Plan restore = plan(operation, restore(operation, estate, copy, place));

            assertThat(run(aws, "first", restore).result()).isEqualTo(Outcome.Result.SUCCEEDED);
            // Another machine, whose ledgers know nothing: it finds what is there instead of restoring again.
            assertThat(run(aws, "second", restore).result()).isEqualTo(Outcome.Result.SUCCEEDED);

            DBInstance restored = instance(rds, copy).orElseThrow();
            assertThat(restored.dbSubnetGroup().dbSubnetGroupName()).isEqualTo(place.subnetGroup());
            assertThat(restored.dbParameterGroups().get(0).dbParameterGroupName())
                    .isEqualTo(place.parameterGroup());
            assertThat(restored.vpcSecurityGroups().get(0).vpcSecurityGroupId())
                    .isEqualTo(place.securityGroups().get(0));
            assertThat(restored.tagList()).anyMatch(tag -> tag.value().equals(operation.value()));

            OperationId other = OperationId.scheduled(estate, "restore-test", "orders-db", "20261129-1");
            Outcome taken = run(aws, "other", plan(other, restore(other, estate, copy, place)));
            assertThat(taken.problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.code()).isEqualTo("name.taken"));

            assertThat(run(aws, "hostile", deletion(operation, estate, estate)).result())
                    .isEqualTo(Outcome.Result.FAILED);
            assertThat(run(aws, "sweep", deletion(operation, estate, copy)).result())
                    .isEqualTo(Outcome.Result.SUCCEEDED);
            assertThat(instance(rds, copy)).isEmpty();
            assertThat(instance(rds, estate)).isPresent();
        }
    }

    private Outcome run(SdkAws aws, String process, Plan plan) {
        try (SystemTimeline timeline = new SystemTimeline();
                Lanes lanes = Lanes.threads()) {
            Engine engine = Engine.of(
                    aws.reading(),
                    aws.mutating(),
                    new FileLedgers(folder.resolve(process), timeline, Capabilities.json()),
                    timeline,
                    lanes,
                    Capabilities.json());
            PlanRunner.Order order = new PlanRunner.Order(RunKind.REAL, "Restore", "acme", "test", process);
            return timeline.join(engine.runner().run(plan, order, (id, entry) -> {}));
        }
    }

    private static Plan plan(OperationId operation, Action action) {
        return new Plan(operation, "digest", List.of(action));
    }

    private static Action restore(OperationId operation, String source, String copy, RestorePlace place) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        TreeMap<String, String> tags = new TreeMap<>(Map.of(
                "dr:estate",
                source,
                "dr:store",
                "orders-db",
                "dr:purpose",
                "restore-test",
                "dr:expires",
                now.plus(Duration.ofHours(6)).toString()));
        return new RestoreToPointInTime(
                new ActionId("orders-db/restore"),
                Set.of(),
                MINUTES,
                source,
                "",
                Optional.of(now.minusSeconds(600)),
                now,
                new RestoreTarget(operation, REGION, copy, place, false, false, tags));
    }

    private static Plan deletion(OperationId restoredBy, String estate, String instance) {
        OperationId operation = OperationId.scheduled(estate, "destroy-test", instance, "20261122-1");
        return plan(
                operation,
                new DeleteTestInstance(
                        new ActionId("orders-db/delete"),
                        Set.of(),
                        MINUTES,
                        REGION,
                        estate,
                        "orders-db",
                        instance,
                        restoredBy));
    }

    private static void source(RdsClient rds, String name) {
        rds.createDBInstance(request -> request.dbInstanceIdentifier(name)
                .dbInstanceClass("db.t4g.micro")
                .engine("postgres")
                .engineVersion("16.3")
                .masterUsername("postgres")
                .masterUserPassword("only-for-the-emulator")
                .allocatedStorage(20)
                .backupRetentionPeriod(7));
    }

    private static RestorePlace place(SdkAws aws, String name) {
        Ec2Client ec2 = aws.mutating().client(Ec2Client.class, REGION);
        RdsClient rds = aws.mutating().client(RdsClient.class, REGION);
        List<Subnet> subnets = ec2.describeSubnets().subnets().stream()
                .filter(Subnet::defaultForAz)
                .limit(2)
                .toList();
        String group = ec2.createSecurityGroup(request -> request.groupName(name)
                        .description("restores")
                        .vpcId(subnets.get(0).vpcId()))
                .groupId();
        rds.createDBSubnetGroup(request -> request.dbSubnetGroupName(name)
                .dbSubnetGroupDescription("restores")
                .subnetIds(subnets.stream().map(Subnet::subnetId).toList()));
        rds.createDBParameterGroup(request -> request.dbParameterGroupName(name)
                .dbParameterGroupFamily("postgres16")
                .description("restores"));
        return new RestorePlace(
                name, List.of(group), name, Optional.of("db.t4g.micro"), Optional.empty(), Optional.empty());
    }

    private static Optional<DBInstance> instance(RdsClient rds, String name) {
        return rds.describeDBInstances().dbInstances().stream()
                .filter(instance -> instance.dbInstanceIdentifier().equals(name))
                .findFirst();
    }
}
