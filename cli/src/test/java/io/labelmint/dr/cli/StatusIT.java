package io.labelmint.dr.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.aws.SdkAws;
import io.labelmint.dr.emulator.Emulator;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.job.Capabilities;
import io.labelmint.dr.ledger.BucketLedgers;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.LedgerBucket;
import io.labelmint.dr.ledger.MemoryLedgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.VirtualTimeline;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.S3Client;

/** {@code dr status} on a machine that has nothing but the estate file. */
@Tag("emulator")
class StatusIT {
    private static final Path ESTATE = Path.of(System.getProperty("dr.root"), "examples", "labelmint-production.yaml");
    private static final OperationId RUN = new OperationId("daily-labelmint-production-20260105-512505d3");

    @TempDir
    Path folder;

    /** Only moto, because the account of the example is that of its manuals. */
    @ParameterizedTest
    @EnumSource(names = "MOTO")
    void aMachineWithoutLedgersListsWhatTheBucketHas(Emulator emulator) {
        Estate estate = EstateLoader.load(ESTATE);
        String dr = estate.regions().dr();
        VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-05T02:00:00Z"));
        try (SdkAws aws = emulator.connect("status-it")) {
            String name = estate.state().bucket().orElseThrow();
            aws.mutating()
                    .client(S3Client.class, dr)
                    .createBucket(r -> r.bucket(name).createBucketConfiguration(c -> c.locationConstraint(dr)));
            LedgerBucket bucket =
                    LedgerBucket.of(estate, aws.reading(), aws.mutating()).orElseThrow();
            MemoryLedgers copies = new MemoryLedgers(timeline, Capabilities.json());
            BucketLedgers ledgers = new BucketLedgers(bucket, copies, timeline, Runnable::run, Capabilities.json());
            try (Ledger ledger = ledgers.open(RUN, "build 7")) {
                ledger.append(new Fact.Opened(
                        RunKind.REAL,
                        "Daily backup",
                        estate.name(),
                        estate.digest(),
                        "Jenkins",
                        new TreeMap<>(Map.of("job", "daily")),
                        Optional.empty(),
                        Optional.empty()));
            }

            StringWriter out = new StringWriter();
            // What the SDK finds by itself, as on a laptop.
            System.setProperty("aws.accessKeyId", emulator.environment().get("AWS_ACCESS_KEY_ID"));
            System.setProperty("aws.secretAccessKey", emulator.environment().get("AWS_SECRET_ACCESS_KEY"));
            try {
                int code = Dr.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .execute(
                                "status",
                                "-e",
                                ESTATE.toString(),
                                "--endpoint",
                                emulator.endpoint().toString(),
                                "--state",
                                folder.resolve("empty").toString());
                assertThat(code).isEqualTo(ExitCode.RED);
            } finally {
                System.clearProperty("aws.accessKeyId");
                System.clearProperty("aws.secretAccessKey");
            }
            assertThat(out.toString()).startsWith("OPEN").contains(RUN.value(), "Daily backup");
        }
    }
}
