package io.labelmint.dr.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.aws.Hands;
import io.labelmint.dr.aws.MutatingOperation;
import io.labelmint.dr.aws.PlannedCall;
import io.labelmint.dr.aws.SdkAws;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.failover.ImaginedFailover;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.job.RunbookWriting;
import io.labelmint.dr.ledger.MemoryLedgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.outside.Outside;
import io.labelmint.dr.plan.Action;
import io.labelmint.dr.rehearsal.EstateSeeder;
import io.labelmint.dr.rehearsal.Rehearsal;
import io.labelmint.dr.run.Engine;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.runbook.AwsCommand;
import io.labelmint.dr.runbook.Runbook;
import io.labelmint.dr.time.Timeline;
import io.labelmint.dr.time.VirtualTimeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * What a runbook says is what AWS's own command line takes: every command of it is held against its models, and what an
 * emulator supports is typed there, word by word.
 */
@Tag("emulator")
class RunbookIT {
    private static final TypeReference<TreeMap<String, Object>> PARAMETERS = new TypeReference<>() {};

    private static final String PRIMARY = "us-east-1";
    private static final String DR = "us-west-2";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

    @TempDir
    Path folder;

    /** Every way in which traffic is moved, in the estate that shows every key otherwise. */
    static Stream<Arguments> estates() throws Exception {
        String yaml = Files.readString(Path.of(System.getProperty("dr.root"), "examples", "labelmint-production.yaml"));
        String means = "    switchedBy: standby-takes-over";
        String metric = "    standbyMetric: { namespace: LabelMint/DR, name: StandbyServes }\n";
        String cluster = "arn:aws:route53-recovery-control::123456789012:controlpanel/0123456789abcdef/routingcontrol/";
        String endpoints = Stream.of("us-east-1", "us-west-2", "eu-west-1", "ap-northeast-1", "ap-southeast-2")
                .map(region ->
                        "    - { region: " + region + ", url: \"https://host." + region + ".example.com/v1\" }\n")
                .reduce("  routingEndpoints:\n", String::concat);
        return Stream.of(
                Arguments.of("metric", yaml),
                Arguments.of(
                        "object",
                        yaml.replace(
                                metric,
                                "    standbyObject: { bucket: labelmint-production-dr-state, key: dr/serves }\n")),
                Arguments.of(
                        "routing-control",
                        yaml.replace(means, "    switchedBy: routing-control")
                                .replace(
                                        metric,
                                        "    routingControl: " + cluster + "0000\n    drRoutingControl: " + cluster
                                                + "0001\n")
                                .replace("  strategy: warm-standby\n", "  strategy: warm-standby\n" + endpoints)),
                Arguments.of(
                        "record-change",
                        yaml.replace(means, "    switchedBy: record-change")
                                .replaceFirst("    healthCheck: [0-9-]+\n", "")
                                .replace(metric, "    drTarget: lb.us-west-2.labelmint.example\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("estates")
    void everyCommandIsOneOfTheCommandLineAndMakesTheCallThatIsPlanned(String means, String yaml) throws Exception {
        AwsCli cli = AwsCli.ready(folder);
        Estate estate = EstateLoader.parse(yaml, "estate.yaml");
        List<String> lines;
        List<PlannedCall> planned;
        try (Rehearsal rehearsal = Rehearsal.open(folder.resolve("world"), estate)) {
            Engine engine = engine(rehearsal.aws(), rehearsal.aws(), rehearsal.timeline());
            lines = lines(estate, engine);
            planned =
                    ImaginedFailover.plan(
                                    estate,
                                    engine.observatory(),
                                    engine.ledgers(),
                                    rehearsal.timeline().now())
                            .actions()
                            .stream()
                            .map(Action::call)
                            .filter(call -> !call.permissions().isEmpty())
                            .toList();
        }

        JsonNode calls = cli.calls(lines);

        assertThat(calls).noneMatch(call -> call.has("error"));
        assertThat(calls.size()).as("every command of AWS was read").isGreaterThan(planned.size() * 2 - 2);
        Set<JsonNode> made = new HashSet<>();
        calls.forEach(made::add);
        for (PlannedCall call : planned) {
            assertThat(made).as(call.toString()).contains(tree(call));
        }
        // Whatever else is typed only reads.
        Set<String> changing = new HashSet<>();
        planned.forEach(call -> changing.add(call.operation()));
        assertThat(made.stream().map(call -> call.get("operation").asText()))
                .allMatch(name -> changing.contains(name) || name.matches("(Describe|List|Get).*|AssumeRole"));
    }

    @Test
    void everyCallTheProductCanMakeIsWrittenSoThatTheCommandLineReadsTheSame() throws Exception {
        AwsCli cli = AwsCli.ready(folder);
        List<MutatingOperation<?, ?, ?>> all = MutatingOperation.ALL;
        JsonNode samples = cli.models(
                "samples",
                all.stream().map(known -> known.service() + ":" + known.name()).toList());
        List<String> lines = new ArrayList<>();
        List<JsonNode> expected = new ArrayList<>();
        for (int at = 0; at < all.size(); at++) {
            Map<String, Object> parameters = JSON.convertValue(samples.get(at), PARAMETERS);
            PlannedCall call =
                    new PlannedCall(all.get(at).service(), all.get(at).name(), DR, parameters);
            lines.add(AwsCommand.of(call).toString());
            expected.add(tree(call));
        }

        JsonNode calls = cli.calls(lines);

        for (int at = 0; at < all.size(); at++) {
            assertThat(calls.get(at)).as(lines.get(at)).isEqualTo(expected.get(at));
        }
    }

    @Test
    void namesAreThoseOfTheCommandLine() throws Exception {
        AwsCli cli = AwsCli.ready(folder);
        JsonNode names = cli.models(
                "names",
                MutatingOperation.ALL.stream()
                        .map(MutatingOperation::service)
                        .distinct()
                        .toList());

        assertThat(names.size()).isGreaterThan(1000);
        Map<String, String> differing = new TreeMap<>();
        for (Map.Entry<String, JsonNode> name : names.properties()) {
            if (!AwsCommand.name(name.getKey()).equals(name.getValue().asText())) {
                differing.put(name.getKey(), name.getValue().asText());
            }
        }
        assertThat(differing).isEmpty();
        assertThat(cli.run("aws --version", Emulator.MOTO).out()).contains("aws-cli/" + Runbook.CHECKED_WITH + " ");
    }

    /**
     * moto knows replicas, services, metrics and records. Neither emulator has global datastores, replicated backups or routing
     * controls; the commands for those are held against the models only.
     */
    @Test
    void whatAnEmulatorSupportsIsDoneThereCommandByCommand() throws Exception {
        AwsCli cli = AwsCli.ready(folder);
        Emulator emulator = Emulator.MOTO;
        String name = Emulator.fresh("acme-" + ProcessHandle.current().pid());
        try (SdkAws aws = emulator.connect("runbook-it")) {
            String group = group(aws.mutating(), name);
            String yaml = STORES.replace("GROUP", group).replace("NAME", name);
            EstateSeeder.seed(EstateLoader.parse(yaml, "estate.yaml"), aws.mutating());
            replica(aws.mutating(), name);
            service(aws.mutating(), PRIMARY, name, name + "-web");
            service(aws.mutating(), DR, name + "-dr", name + "-web");
            Estate estate = EstateLoader.parse(yaml + MOVED.replace("NAME", name), "estate.yaml");
            List<String> lines =
                    lines(estate, engine(aws.reading(), aws.mutating(), new VirtualTimeline(Instant.now())));

            for (String line : lines) {
                if (line.startsWith("aws ") && !line.startsWith("aws --version")) {
                    AwsCli.Said said = cli.run(line, emulator);
                    assertThat(said.code()).as(line + "\n" + said.out()).isZero();
                } else if (line.startsWith("until aws ")) {
                    // It ends at once where moto shows what AWS shows after a while; else its one look was answered.
                    AwsCli.Said said = cli.run(line, emulator);
                    assertThat(said.code()).as(line + "\n" + said.out()).isIn(0, 9);
                    assertThat(said.out()).as(line).doesNotContain("rror").isNotBlank();
                }
            }

            assertThat(desired(aws.reading(), PRIMARY, name, name + "-web")).isZero();
            assertThat(desired(aws.reading(), DR, name + "-dr", name + "-web")).isEqualTo(3);
            assertThat(instance(aws.reading(), PRIMARY, name + "-orders").vpcSecurityGroups())
                    .extracting(VpcSecurityGroupMembership::vpcSecurityGroupId)
                    .containsExactly(group);
            assertThat(aws.reading()
                            .client(CloudWatchClient.class, DR)
                            .listMetrics(r -> r.namespace(name))
                            .metrics())
                    .extracting(Metric::metricName)
                    .containsExactly("StandbyServes");
            assertThat(lines).anyMatch(line -> line.startsWith("aws rds promote-read-replica --region " + DR));
        }
    }

    private static final String STORES = """
            project: NAME
            environment: it
            regions: { primary: us-east-1, dr: us-west-2 }
            databases:
              - id: orders-db
                instance: NAME-orders
                replicas:
                  - { instance: NAME-orders-replica, region: us-west-2 }
                failover: { isolatedIn: [GROUP] }
                objectives: { rpo: 1h, rto: 4h }
            """;

    private static final String MOVED = """
            services:
              - { id: web, cluster: NAME, service: NAME-web, drCluster: NAME-dr, drService: NAME-web, drDesiredCount: 3 }
            records:
              - name: app.acme.example
                hostedZone: Z0123456789EXAMPLE
                ttl: 60s
                switchedBy: standby-takes-over
                healthCheck: 00000000-1111-2222-3333-444444444444
                standbyMetric: { namespace: NAME, name: StandbyServes }
            """;

    private static void replica(Aws aws, String name) {
        String source = instance(aws, PRIMARY, name + "-orders").dbInstanceArn();
        aws.client(RdsClient.class, DR)
                .createDBInstanceReadReplica(r -> r.dbInstanceIdentifier(name + "-orders-replica")
                        .sourceDBInstanceIdentifier(source)
                        .sourceRegion(PRIMARY));
    }

    private static void service(Aws aws, String region, String cluster, String name) {
        EcsClient ecs = aws.client(EcsClient.class, region);
        ecs.createCluster(r -> r.clusterName(cluster));
        ecs.registerTaskDefinition(r -> r.family(name)
                .containerDefinitions(ContainerDefinition.builder()
                        .name("web")
                        .image("web:1")
                        .memory(128)
                        .build()));
        ecs.createService(
                r -> r.cluster(cluster).serviceName(name).taskDefinition(name).desiredCount(1));
    }

    private static String group(Aws aws, String name) {
        return aws.client(Ec2Client.class, PRIMARY)
                .createSecurityGroup(r -> r.groupName(name + "-nobody").description("lets nobody in"))
                .groupId();
    }

    private static DBInstance instance(Aws aws, String region, String name) {
        return aws.client(RdsClient.class, region)
                .describeDBInstances(r -> r.dbInstanceIdentifier(name))
                .dbInstances()
                .get(0);
    }

    private static int desired(Aws aws, String region, String cluster, String service) {
        return aws.client(EcsClient.class, region)
                .describeServices(r -> r.cluster(cluster).services(service))
                .services()
                .get(0)
                .desiredCount();
    }

    private static Engine engine(Aws reading, Aws mutating, Timeline timeline) {
        return Engine.of(
                reading,
                new Hands(mutating, Outside.ofThisProcess()),
                new MemoryLedgers(timeline, Capabilities.json()),
                timeline,
                Lanes.on(timeline),
                Capabilities.json());
    }

    /** What a person types of the runbook of {@code estate}, line by line. */
    private static List<String> lines(Estate estate, Engine engine) {
        String text = engine.timeline()
                .join(new RunbookWriting(engine, estate, RunKind.REHEARSAL).now())
                .text();
        return BLOCK.matcher(text)
                .results()
                .flatMap(block -> block.group(1).lines())
                .toList();
    }

    /** As it is read back, because numbers are then of the type that holds them. */
    private static JsonNode tree(PlannedCall call) throws IOException {
        return JSON.readTree(JSON.writeValueAsString(Map.of(
                "service", call.service(),
                "operation", call.operation(),
                "region", call.region(),
                "parameters", call.parameters())));
    }
}
