package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.aws.SdkAws;
import io.labelmint.dr.emulator.Crossroads;
import io.labelmint.dr.emulator.Crossroads.Passed;
import io.labelmint.dr.emulator.Emulator;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * A failover by {@code dr} in processes of its own, over sockets, with the SDK's own clients, while the primary region and all
 * that is homed in us-east-1 takes connections and never answers one.
 *
 * <p>moto leaves a promoted replica a replica, so the database's replica stands alone before the night begins, as after a
 * promotion by hand; everything else of the plan is done. It takes the minute and a half that the plan gives to what does
 * not answer.
 */
@Tag("emulator")
class BlackHoleIT {
    private static final String PRIMARY = EmulatedEstate.PRIMARY;
    private static final String DR = EmulatedEstate.DR;

    private static final String ESTATE = """
            project: NAME
            environment: it
            regions: { primary: us-east-1, dr: us-west-2 }
            controller: { region: us-west-2 }
            access: { account: "ACCOUNT" }
            state: { bucket: NAME-state }
            notifications:
              drTopic: arn:aws:sns:us-west-2:ACCOUNT:NAME
              primaryTopic: arn:aws:sns:us-east-1:ACCOUNT:NAME
            databases:
              - id: orders-db
                instance: NAME-orders
                replicas:
                  - { instance: NAME-orders-replica, region: us-west-2 }
                validation:
                  database: orders
                  user: dr_probe
                  password: { environment: DR_PROBE_PASSWORD }
                failover:
                  isolatedIn: [sg-0a1b2c3d4e5f60712]
                  address: NAME-orders.c1a2b3c4d5e6.us-east-1.rds.amazonaws.com
                objectives: { rpo: 1h, rto: 4h }
            services:
              - id: web
                cluster: NAME
                service: NAME-web
                drCluster: NAME-dr
                drDesiredCount: 2
            records:
              - name: app.NAME.example
                hostedZone: Z0123456789EXAMPLE
                ttl: 60s
                switchedBy: standby-takes-over
                healthCheck: 00000000-1111-2222-3333-444444444444
                standbyMetric: { namespace: NAME, name: StandbyServes }
            approvals: { failover: { requesterMayApprove: true } }
            failover:
              strategy: warm-standby
              planGoodFor: 30m
              probe:
                url: https://localhost:PORT/health
                contains: ok
                within: 15m
            """;

    @TempDir
    Path folder;

    private final String storePassword = UUID.randomUUID().toString();
    private int children;

    @Test
    void aFailoverEndsWithUsersServedWhileEverythingOfTheLostRegionHangs() throws Exception {
        Emulator moto = Emulator.MOTO;
        String name = Emulator.fresh("hole-" + System.currentTimeMillis());
        HttpsServer page = page();
        try (SdkAws aws = moto.connect("black-hole-it");
                Crossroads roads = new Crossroads(moto.endpoint())) {
            Estate estate = EstateLoader.load(Files.writeString(
                    folder.resolve("estate.yaml"),
                    ESTATE.replace("NAME", name)
                            .replace("ACCOUNT", moto.account())
                            .replace("PORT", String.valueOf(page.getAddress().getPort()))));
            stand(estate, aws.mutating(), name);
            roads.hang(PRIMARY);

            String planned = dr(moto, roads, ExitCode.GREEN, "failover", "--accept-unfenced");
            String run = found(planned, "dr resume ([a-z0-9-]+)");
            dr(moto, roads, ExitCode.GREEN, "approve", run, "--digest", found(planned, "--digest \"([0-9a-f ]{14})\""));
            String told = dr(moto, roads, ExitCode.RED, "resume", run);

            assertThat(told)
                    .containsPattern("ok +\\S+ +failover\\.completed .*its users are served")
                    .containsPattern("RED +orders-db +failover\\.fenced")
                    .containsPattern("unseen +web/stop-old cannot be seen: .*us-east-1.* gone on without")
                    .containsPattern("gave up +web/stop-old")
                    .containsPattern("gave up +orders-db/isolate-old")
                    .containsPattern("gave up +orders-db/prove-fence")
                    .containsPattern("done +web/scale")
                    .containsPattern("done +app\\." + name + "\\.example/switch")
                    .containsPattern("done +users/served");
            assertThat(aws.reading()
                            .client(EcsClient.class, DR)
                            .describeServices(r -> r.cluster(name + "-dr").services(name + "-web"))
                            .services()
                            .get(0)
                            .desiredCount())
                    .isEqualTo(2);
            assertThat(aws.reading()
                            .client(CloudWatchClient.class, DR)
                            .listMetrics(r -> r.namespace(name))
                            .metrics())
                    .extracting(Metric::metricName)
                    .containsExactly("StandbyServes");
            onlyAttempts(roads.passed());
        } finally {
            page.stop(0);
        }
    }

    /** What was sent into the black hole is what the plan says is tried there, and the notice to the primary's topic. */
    private static void onlyAttempts(List<Passed> passed) {
        List<Passed> lost = passed.stream().filter(each -> !each.answered()).toList();
        System.out.println(passed.size() + " requests, of which into the black hole: " + lost);
        assertThat(lost).extracting(Passed::region).containsOnly(PRIMARY);
        // Stop the services, isolate the database: looked at first, and nothing is started on what cannot be seen.
        assertThat(lost)
                .extracting(Passed::operation)
                .contains("DescribeServices")
                .isSubsetOf("DescribeServices", "DescribeDBInstances", "Publish");
        assertThat(passed).extracting(Passed::service).doesNotContain("route53", "iam", "unsigned");
        assertThat(passed)
                .filteredOn(each -> each.service().equals("sts"))
                .extracting(Passed::region)
                .containsOnly(DR);
    }

    private static void stand(Estate estate, Aws aws, String name) {
        estate.notifications().drTopic().ifPresent(topic -> topic(aws, DR, topic));
        estate.notifications().primaryTopic().ifPresent(topic -> topic(aws, PRIMARY, topic));
        EcsClient ecs = aws.client(EcsClient.class, DR);
        ecs.createCluster(r -> r.clusterName(name + "-dr"));
        ecs.registerTaskDefinition(r -> r.family(name)
                .containerDefinitions(ContainerDefinition.builder()
                        .name("web")
                        .image("public.ecr.aws/acme/web:1")
                        .memory(64)
                        .build()));
        ecs.createService(r -> r.cluster(name + "-dr")
                .serviceName(name + "-web")
                .taskDefinition(name)
                .desiredCount(0));
        aws.client(S3Client.class, DR)
                .createBucket(r -> r.bucket(name + "-state").createBucketConfiguration(c -> c.locationConstraint(DR)));
        aws.client(RdsClient.class, DR)
                .createDBInstance(r -> r.dbInstanceIdentifier(name + "-orders-replica")
                        .engine("postgres")
                        .dbInstanceClass("db.t4g.micro")
                        .allocatedStorage(20)
                        .masterUsername("postgres")
                        .masterUserPassword(UUID.randomUUID().toString()));
    }

    private static void topic(Aws aws, String region, String arn) {
        aws.client(SnsClient.class, region).createTopic(r -> r.name(arn.substring(arn.lastIndexOf(':') + 1)));
    }

    /** Runs {@code dr} as a process, which must end with {@code code}; what it printed. */
    private String dr(Emulator emulator, Crossroads roads, int code, String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--estate", folder.resolve("estate.yaml").toString()));
        all.addAll(List.of("--endpoint", roads.endpoint().toString()));
        all.addAll(List.of("--state", folder.resolve("state").toString()));
        if (words[0].equals("resume")) {
            all.addAll(List.of("--out", folder.resolve("runs").toString()));
        }
        Map<String, String> environment = new HashMap<>(emulator.environment());
        environment.put(
                "JAVA_TOOL_OPTIONS",
                "-Djavax.net.ssl.trustStore=" + folder.resolve("page.p12") + " -Djavax.net.ssl.trustStorePassword="
                        + storePassword);
        Child child = Child.start(folder.resolve("out-" + children++), environment, Dr.class, all.toArray());
        try {
            int ended = child.join();
            assertThat(ended).as(child.printed()).isEqualTo(code);
            return child.printed();
        } finally {
            child.process().destroyForcibly();
        }
    }

    private static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    /** What users ask for: a page of this machine, with a certificate that is made here and trusted by {@code dr}. */
    private HttpsServer page() throws Exception {
        Path store = folder.resolve("page.p12");
        List<String> make = Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair -alias page -keyalg EC -dname CN=localhost -ext san=dns:localhost",
                        "-storetype PKCS12 -keystore " + store,
                        "-storepass " + storePassword)
                .flatMap(part -> Stream.of(part.split(" ")))
                .toList();
        assertThat(new ProcessBuilder(make).inheritIO().start().waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, storePassword.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, storePassword.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.createContext("/health", exchange -> {
            byte[] ok = "ok".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, ok.length);
            exchange.getResponseBody().write(ok);
            exchange.close();
        });
        server.start();
        return server;
    }
}
