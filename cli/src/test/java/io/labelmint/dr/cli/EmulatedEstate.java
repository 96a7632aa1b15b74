package io.labelmint.dr.cli;

import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.aws.SdkAws;
import io.labelmint.dr.emulator.Emulator;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.PostgresDatabase;
import io.labelmint.dr.rehearsal.EstateSeeder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.sns.SnsClient;

/** An estate that exists on an emulator, made there by AWS's own calls, and {@code dr} run on it as a person runs it. */
final class EmulatedEstate implements AutoCloseable {
    static final String PRIMARY = "us-east-1";
    static final String DR = "us-west-2";

    /** The shortest slot of the stores used here; what runs twice must run twice in one. */
    private static final Duration SLOT = Duration.ofHours(6);

    private static final Duration A_TEST = Duration.ofMinutes(2);

    private final Emulator emulator;
    private final Path folder;
    private final Estate estate;
    private final SdkAws aws;

    /** What a command printed and how it exited. */
    record Run(int code, String out, String err) {
        /** The check and the subject of each finding that is not green. */
        List<String> red() {
            return out.lines()
                    .filter(line -> line.matches("\\S+  (RED|UNKNOWN) .*"))
                    .map(line -> line.split(" +", -1))
                    .map(words -> words[3] + " of " + words[2])
                    .toList();
        }

        /** Where it put its evidence. */
        Path evidence() {
            String line = out.lines()
                    .filter(each -> each.startsWith("  evidence  "))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no evidence: " + out + err));
            return Path.of(line.split(" +", -1)[2]);
        }
    }

    /**
     * Makes the estate, with people who listen and the alarms it wants for its databases.
     *
     * @param stores the sections of its stores; {@code NAME}, {@code ACCOUNT} and the keys {@code KEY} and {@code DRKEY}
     *     stand for its own
     */
    static EmulatedEstate seeded(Emulator emulator, Path folder, String stores) {
        Instant now = Instant.now();
        long left = SLOT.toSeconds() - now.getEpochSecond() % SLOT.toSeconds();
        Assumptions.assumeTrue(left > A_TEST.toSeconds(), "the slot ends while the test runs: run it again");
        SdkAws aws = emulator.connect("dr-it");
        String name = Emulator.fresh("acme-" + now.toEpochMilli());
        String text = HEAD.concat(stores)
                .replace("NAME", name)
                .replace("ACCOUNT", emulator.account())
                .replace("DRKEY", key(aws.mutating(), DR))
                .replace("KEY", key(aws.mutating(), PRIMARY))
                .replace("TODAY", LocalDate.now(ZoneOffset.UTC).toString());
        try {
            Estate estate = EstateLoader.load(Files.writeString(folder.resolve("estate.yaml"), text));
            EstateSeeder.seed(estate, aws.mutating());
            EmulatedEstate seeded = new EmulatedEstate(emulator, folder, estate, aws);
            seeded.listeners();
            seeded.alarms();
            return seeded;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String HEAD = """
            project: NAME
            environment: it
            regions: { primary: us-east-1, dr: us-west-2 }
            controller: { region: us-west-2 }
            access: { account: "ACCOUNT" }
            notifications:
              drTopic: arn:aws:sns:us-west-2:ACCOUNT:NAME
              primaryTopic: arn:aws:sns:us-east-1:ACCOUNT:NAME
            contacts:
              - { role: incident-commander, name: On duty, phone: "+1 202 555 0101", confirmed: TODAY }
            """;

    private EmulatedEstate(Emulator emulator, Path folder, Estate estate, SdkAws aws) {
        this.emulator = emulator;
        this.folder = folder;
        this.estate = estate;
        this.aws = aws;
    }

    private static String key(Aws aws, String region) {
        return aws.client(KmsClient.class, region)
                .createKey(request -> request.description("backups"))
                .keyMetadata()
                .arn();
    }

    private void listeners() {
        Stream.of(estate.notifications().drTopic(), estate.notifications().primaryTopic())
                .flatMap(Optional::stream)
                .forEach(topic -> aws.mutating()
                        .client(SnsClient.class, topic.split(":", -1)[3])
                        .subscribe(request ->
                                request.topicArn(topic).protocol("sms").endpoint("+12025550101")));
    }

    private void alarms() {
        for (PostgresDatabase database : estate.databases()) {
            aws.mutating()
                    .client(CloudWatchClient.class, PRIMARY)
                    .putMetricAlarm(alarm -> alarm.alarmName("free storage of " + database.instance())
                            .namespace("AWS/RDS")
                            .metricName("FreeStorageSpace")
                            .dimensions(Dimension.builder()
                                    .name("DBInstanceIdentifier")
                                    .value(database.instance())
                                    .build())
                            .statistic("Minimum")
                            .period(300)
                            .evaluationPeriods(1)
                            .comparisonOperator("LessThanThreshold")
                            .threshold(10e9)
                            .alarmActions(estate.notifications().primaryTopic().orElseThrow()));
        }
    }

    /**
     * The findings that somebody listens to no topic. moto counts no subscriptions, where AWS counts those confirmed
     * (Amazon SNS API Reference, GetTopicAttributes, SubscriptionsConfirmed); so on moto no run is all green.
     *
     * <p>Nor does moto know RDS's quotas: it answers DescribeAccountAttributes with HTTP 500, where AWS lists them with what
     * is used of each (Amazon RDS API Reference, DescribeAccountAttributes). Whether there is room for snapshots is then
     * not tested, which is red.
     */
    List<String> unheard() {
        Stream<String> topics = Stream.of(
                        estate.notifications().drTopic(), estate.notifications().primaryTopic())
                .flatMap(Optional::stream)
                .map("topics.exist of "::concat);
        Stream<String> quotas = estate.databases().isEmpty()
                ? Stream.of()
                : Stream.of(estate.regions().primary(), estate.regions().dr())
                        .map("postgres.snapshot-quota of "::concat);
        return Stream.concat(topics, quotas).toList();
    }

    Aws reading() {
        return aws.reading();
    }

    /** Clients that may change it, as somebody else's application does. */
    Aws mutating() {
        return aws.mutating();
    }

    String name() {
        return estate.name();
    }

    /** The manual snapshots of its one database in {@code region}. */
    List<DBSnapshot> snapshots(String region) {
        String owner = estate.name();
        return reading().client(RdsClient.class, region).describeDBSnapshots().dbSnapshots().stream()
                .filter(snapshot -> snapshot.tagList().stream()
                        .anyMatch(tag ->
                                tag.key().equals("dr:estate") && tag.value().equals(owner)))
                .toList();
    }

    /** Runs a command that reaches AWS, in this process. */
    Run dr(String... words) {
        return local(words(words).toArray(String[]::new));
    }

    /** Runs any command, in this process, which finds the credentials as the SDK finds them. */
    Run local(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        System.setProperty("aws.accessKeyId", emulator.environment().get("AWS_ACCESS_KEY_ID"));
        System.setProperty("aws.secretAccessKey", emulator.environment().get("AWS_SECRET_ACCESS_KEY"));
        try {
            int code = Dr.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .setErr(new PrintWriter(err, true))
                    .execute(words);
            return new Run(code, out.toString(), err.toString());
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    /** Begins a command that reaches AWS, in a process of its own. */
    Child child(String... words) throws IOException {
        return Child.start(
                folder.resolve("child.txt"),
                emulator.environment(),
                Dr.class,
                words(words).toArray());
    }

    /** What {@code dr status} of another process says. */
    Run statusInAnotherProcess() throws Exception {
        Path output = folder.resolve("status.txt");
        int code = Child.start(output, Dr.class, "status", "--state", state()).join();
        return new Run(code, Files.readString(output), "");
    }

    private List<String> words(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--estate", folder.resolve("estate.yaml").toString()));
        all.addAll(List.of("--endpoint", emulator.endpoint().toString()));
        all.addAll(List.of("--state", state()));
        if (!all.contains("plan")) {
            all.addAll(List.of("--out", folder.resolve("runs").toString()));
        }
        return all;
    }

    String state() {
        return folder.resolve("state").toString();
    }

    /** What the ledgers of backups say so far. */
    String ledgers() throws IOException {
        Path ledgers = folder.resolve("state").resolve("ledgers");
        if (!Files.exists(ledgers)) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(ledgers)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.startsWith("backup-") && !name.endsWith(".lock")) {
                    text.append(Files.readString(file));
                }
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        aws.close();
    }
}
