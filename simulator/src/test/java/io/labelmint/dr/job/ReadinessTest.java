package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.simulator.acm.AcmScripts;
import io.labelmint.dr.simulator.core.Call;
import io.labelmint.dr.simulator.core.Outage;
import io.labelmint.dr.simulator.rds.RdsScripts;
import io.labelmint.dr.simulator.secretsmanager.SecretsManagerScripts;
import io.labelmint.dr.simulator.servicequotas.ServiceQuotasScripts;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.ApplyMethod;
import software.amazon.awssdk.services.rds.model.Parameter;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.InsufficientDataHealthStatus;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Could the estate of LabelMint fail over now, and is it told what is in the way? */
class ReadinessTest {
    private static final long SEED = 20260105;
    private static final String EAST = "us-east-1";
    private static final String WEST = "us-west-2";
    private static final String REPLICA = "labelmint-production-orders-replica";
    private static final String WEB = "labelmint-production-web";
    private static final String APP = "app.labelmint.example";
    private static final String HEALTH_CHECK = "00000000-1111-2222-3333-444444444444";
    private static final String KEY = "arn:aws:kms:us-west-2:123456789012:alias/labelmint-production-backup";

    /** What an estate lacks in which nothing was tested or rehearsed yet. */
    private static final Set<String> OF_EXPERIENCE =
            Set.of("readiness.runbook", "readiness.restores-proved", "readiness.rehearsed");

    @Test
    void theSeededEstateIsReadyButForWhatNobodyHasTriedYet() {
        Trial trial = trial();

        Evidence evidence = readiness(trial);

        assertThat(evidence.findings())
                .filteredOn(finding -> !finding.green())
                .as("red")
                .allSatisfy(finding -> assertThat(OF_EXPERIENCE).contains(finding.check()));
        assertThat(evidence.findings().stream().map(Finding::check)).containsAll(OF_EXPERIENCE);
    }

    @Test
    void nothingIsChangedAndFewRequestsAreMade() {
        Trial trial = trial();
        int before = trial.world.calls().size();

        readiness(trial);

        List<Call> calls = trial.world.calls().stream().skip(before).toList();
        assertThat(calls)
                .isNotEmpty()
                .allMatch(call -> call.operation().matches("(Describe|Get|List|Head|Simulate).*"));
        assertThat(calls).hasSizeLessThan(100);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("breakages")
    void whatIsInTheWayIsToldWithItsFix(String check, Consumer<Trial> breakage, String sentence) {
        Trial trial = trial();
        breakage.accept(trial);

        Evidence evidence = readiness(trial);

        assertThat(evidence.findings())
                .filteredOn(finding -> finding.check().equals(check))
                .as(evidence.findings().toString())
                .anySatisfy(finding -> {
                    assertThat(finding.summary()).contains(sentence);
                    assertThat(finding.verdict()).isEqualTo(Verdict.FAILED);
                    assertThat(finding.remedy().orElse("")).isNotBlank();
                });
    }

    static Stream<Arguments> breakages() {
        return Stream.of(
                broken(
                        "readiness.plan",
                        trial -> {
                            unprotect(trial, REPLICA);
                            rds(trial, WEST)
                                    .deleteDBInstance(request -> request.dbInstanceIdentifier(REPLICA)
                                            .skipFinalSnapshot(true));
                            trial.pass(Duration.ofHours(1));
                        },
                        "There is no instance " + REPLICA),
                broken(
                        "readiness.replica",
                        trial -> {
                            rds(trial, WEST).promoteReadReplica(request -> request.dbInstanceIdentifier(REPLICA));
                            trial.pass(Duration.ofHours(2));
                        },
                        "is no replica of"),
                broken(
                        "readiness.replica",
                        trial -> trial.world.script(RdsScripts.replicationStops(WEST, REPLICA)),
                        "does not replicate"),
                broken(
                        "postgres.replica-lag",
                        trial -> {
                            trial.world.script(RdsScripts.replicaLag(WEST, REPLICA, Duration.ofHours(1)));
                            trial.pass(Duration.ofMinutes(20));
                        },
                        "lags 1 h"),
                broken(
                        "readiness.replica-size",
                        trial -> {
                            rds(trial, EAST)
                                    .modifyDBInstance(
                                            request -> request.dbInstanceIdentifier("labelmint-production-orders")
                                                    .dbInstanceClass("db.r6g.4xlarge")
                                                    .applyImmediately(true));
                            trial.pass(Duration.ofHours(1));
                        },
                        "is of class db.r6g.large"),
                broken(
                        "readiness.restore",
                        trial -> {
                            rds(trial, WEST)
                                    .createDBInstance(
                                            request -> request.dbInstanceIdentifier("labelmint-production-billing")
                                                    .dbInstanceClass("db.t4g.large")
                                                    .engine("postgres")
                                                    .masterUsername("somebody")
                                                    .masterUserPassword("rehearsal")
                                                    .allocatedStorage(20));
                            trial.pass(Duration.ofMinutes(1));
                        },
                        "exists and belongs to nobody"),
                broken(
                        "readiness.database-drift",
                        trial -> rds(trial, WEST)
                                .modifyDBParameterGroup(
                                        request -> request.dbParameterGroupName("labelmint-production-postgres17")
                                                .parameters(Parameter.builder()
                                                        .parameterName("max_connections")
                                                        .parameterValue("50")
                                                        .applyMethod(ApplyMethod.PENDING_REBOOT)
                                                        .build())),
                        "parameter max_connections: 50 in us-west-2, not set in us-east-1"),
                broken(
                        "readiness.service",
                        trial -> ecs(trial, WEST)
                                .updateService(request -> request.cluster("labelmint-production-dr")
                                        .service("labelmint-production-worker")
                                        .desiredCount(0)),
                        "wants 0 tasks, and 1 are declared"),
                broken(
                        "readiness.service-drift",
                        trial -> deploy(trial, EAST, EAST, "current", "NEW_FLAG"),
                        "environment of " + WEB),
                broken(
                        "readiness.service-drift",
                        trial -> deploy(trial, EAST, EAST, "next", "DATABASE_URL"),
                        WEB + ":current in us-west-2, " + WEB + ":next in us-east-1"),
                broken(
                        "readiness.service-drift",
                        trial -> trial.world
                                .client(EcrClient.class, EAST)
                                .putImage(request -> request.repositoryName(WEB)
                                        .imageManifest("{\"rehearsal\": \"another one\"}")
                                        .imageTag("current")),
                        "digest of the image of " + WEB),
                broken(
                        "readiness.images",
                        trial -> deploy(trial, WEST, EAST, "current", "DATABASE_URL"),
                        "is pulled from the registry of us-east-1"),
                broken(
                        "readiness.images",
                        trial -> trial.world
                                .client(EcrClient.class, WEST)
                                .batchDeleteImage(request -> request.repositoryName(WEB)
                                        .imageIds(ImageIdentifier.builder()
                                                .imageTag("current")
                                                .build())),
                        "There is no image " + WEB + ":current in the registry of us-west-2"),
                broken(
                        "readiness.secrets",
                        trial -> trial.world
                                .client(SecretsManagerClient.class, WEST)
                                .deleteSecret(request -> request.secretId(WEB + "/database")),
                        "is marked for deletion"),
                broken(
                        "readiness.secrets",
                        trial -> trial.world.script(SecretsManagerScripts.replicationFails(
                                WEST, WEB + "/database", "Secret with this name already exists in this region")),
                        "is not in sync with us-east-1: Failed"),
                broken(
                        "readiness.capacity",
                        trial -> trial.world.script(ServiceQuotasScripts.fargateVcpus(WEST, 4)),
                        "starts 3.50 more vCPUs on Fargate in us-west-2, where 0.50 of 4 are used"),
                broken(
                        "readiness.keys",
                        trial -> trial.world
                                .client(KmsClient.class, WEST)
                                .scheduleKeyDeletion(request -> request.keyId(KEY)),
                        "will be deleted on"),
                broken(
                        "readiness.keys",
                        trial -> trial.world.client(KmsClient.class, WEST).disableKey(request -> request.keyId(KEY)),
                        "is Disabled"),
                broken(
                        "readiness.certificates",
                        trial -> trial.world.script(
                                AcmScripts.ends(WEST, APP, trial.timeline.now().plus(Duration.ofDays(10)))),
                        "expires in 10 d"),
                broken(
                        "readiness.certificates",
                        trial -> trial.world.script(AcmScripts.neverValidated(WEST, APP)),
                        "is PENDING_VALIDATION"),
                broken(
                        "readiness.records",
                        trial ->
                                records(trial, set -> set.toBuilder().ttl(3600L).build()),
                        "for 3600 s"),
                broken(
                        "readiness.health-checks",
                        trial -> route53(trial)
                                .updateHealthCheck(request ->
                                        request.healthCheckId(HEALTH_CHECK).disabled(true)),
                        "is disabled, which Route 53 takes for healthy"),
                broken(
                        "readiness.health-checks",
                        trial -> route53(trial)
                                .updateHealthCheck(request ->
                                        request.healthCheckId(HEALTH_CHECK).inverted(false)),
                        "is not inverted"),
                broken(
                        "readiness.health-checks",
                        trial -> route53(trial)
                                .updateHealthCheck(request -> request.healthCheckId(HEALTH_CHECK)
                                        .insufficientDataHealthStatus(InsufficientDataHealthStatus.HEALTHY)),
                        "Without data health check " + HEALTH_CHECK),
                broken(
                        "readiness.permissions",
                        trial -> trial.world
                                .client(IamClient.class, WEST)
                                .putRolePolicy(request -> request.roleName("labelmint-production-dr-standby")
                                        .policyName("guard")
                                        .policyDocument(
                                                "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Deny\","
                                                        + " \"Action\": \"rds:Promote*\", \"Resource\": \"*\"}}")),
                        "may not rds:PromoteReadReplica in us-west-2"));
    }

    @Test
    void whatNeedsTheSilentRegionIsNotTestedAndTheRestIs() {
        Trial trial = trial();
        trial.world.faults().region(EAST, Outage.HANGING);

        Evidence evidence = readiness(trial);

        Set<String> untested = evidence.findings().stream()
                .filter(finding -> finding.verdict() == Verdict.NOT_TESTED)
                .map(Finding::check)
                .collect(Collectors.toSet());
        assertThat(untested)
                .containsExactlyInAnyOrder(
                        "readiness.replica-size",
                        "readiness.database-drift",
                        "readiness.service-drift",
                        "readiness.secrets",
                        "readiness.records",
                        "readiness.health-checks",
                        "readiness.permissions");
        assertThat(evidence.findings())
                .filteredOn(finding -> !untested.contains(finding.check()) && !finding.green())
                .allSatisfy(finding -> assertThat(OF_EXPERIENCE).contains(finding.check()));
    }

    @Test
    void aDrRegionThatIsSilentIsNeverGreen() {
        Trial trial = trial();
        trial.world.faults().region(WEST, Outage.HANGING);

        Evidence evidence = readiness(trial);

        assertThat(evidence.findings())
                .filteredOn(Finding::green)
                .extracting(Finding::check)
                .containsOnly(
                        "readiness.records", "readiness.health-checks", "controller.region", "contacts.confirmed");
    }

    private static Arguments broken(String check, Consumer<Trial> breakage, String sentence) {
        return Arguments.of(check, breakage, sentence);
    }

    private static Trial trial() {
        return new Trial(Trial.example("labelmint-production.yaml"), SEED);
    }

    private static Evidence readiness(Trial trial) {
        return trial.fresh(Job.of(Job.Type.READINESS));
    }

    private static void unprotect(Trial trial, String instance) {
        rds(trial, WEST)
                .modifyDBInstance(request -> request.dbInstanceIdentifier(instance)
                        .deletionProtection(false)
                        .applyImmediately(true));
        trial.pass(Duration.ofMinutes(1));
    }

    private static RdsClient rds(Trial trial, String region) {
        return trial.world.client(RdsClient.class, region);
    }

    private static EcsClient ecs(Trial trial, String region) {
        return trial.world.client(EcsClient.class, region);
    }

    private static Route53Client route53(Trial trial) {
        return trial.world.client(Route53Client.class, WEST);
    }

    /** Changes the records of the public name. */
    private static void records(Trial trial, java.util.function.UnaryOperator<ResourceRecordSet> change) {
        String zone = trial.estate.records().get(0).hostedZone();
        List<Change> changes =
                route53(trial)
                        .listResourceRecordSets(request -> request.hostedZoneId(zone))
                        .resourceRecordSets()
                        .stream()
                        .filter(set -> set.name().startsWith(APP))
                        .map(set -> Change.builder()
                                .action(ChangeAction.UPSERT)
                                .resourceRecordSet(change.apply(set))
                                .build())
                        .toList();
        route53(trial)
                .changeResourceRecordSets(
                        request -> request.hostedZoneId(zone).changeBatch(batch -> batch.changes(changes)));
        trial.pass(Duration.ofMinutes(2));
    }

    /** Deploys the web service to {@code region} with an image from {@code registry}. */
    private static void deploy(Trial trial, String region, String registry, String tag, String variable) {
        String account = trial.world.account();
        String definition = ecs(trial, region)
                .registerTaskDefinition(request -> request.family(WEB)
                        .requiresCompatibilities(Compatibility.FARGATE)
                        .networkMode(NetworkMode.AWSVPC)
                        .cpu("512")
                        .memory("1024")
                        .containerDefinitions(ContainerDefinition.builder()
                                .name(WEB)
                                .image(account + ".dkr.ecr." + registry + ".amazonaws.com/" + WEB + ":" + tag)
                                .secrets(Secret.builder()
                                        .name(variable)
                                        .valueFrom("arn:aws:secretsmanager:" + region + ":" + account + ":secret:" + WEB
                                                + "/database-Rehear")
                                        .build())
                                .build()))
                .taskDefinition()
                .taskDefinitionArn();
        ecs(trial, region)
                .updateService(request -> request.cluster(
                                region.equals(EAST) ? "labelmint-production" : "labelmint-production-dr")
                        .service(WEB)
                        .taskDefinition(definition));
        trial.pass(Duration.ofMinutes(15));
    }
}
