package io.labelmint.dr.emulator;

import static io.labelmint.dr.emulator.Emulator.fresh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.ProblemException;
import io.labelmint.dr.aws.BucketObjects;
import io.labelmint.dr.aws.SdkAws;
import io.labelmint.dr.json.Json;
import io.labelmint.dr.ledger.BucketLedgers;
import io.labelmint.dr.ledger.Bygone;
import io.labelmint.dr.ledger.Fact;
import io.labelmint.dr.ledger.Ledger;
import io.labelmint.dr.ledger.LedgerBucket;
import io.labelmint.dr.ledger.MemoryLedgers;
import io.labelmint.dr.ledger.RunKind;
import io.labelmint.dr.plan.OperationId;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Ledgers in a bucket of somebody else's making, through the SDK's real clients; only time is virtual. */
@Tag("emulator")
class BucketLedgersIT {
    private static final String DR = "us-west-2";
    private static final Json JSON = new Json(List.of());
    private static final OperationId OPERATION = new OperationId("backup-orders-20260105");

    private final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-05T02:00:00Z"));

    /** A machine with no copies. */
    private BucketLedgers machine(SdkAws aws, String bucket) {
        BucketObjects objects = new BucketObjects(aws.reading(), aws.mutating(), DR, bucket);
        return new BucketLedgers(
                new LedgerBucket(objects, bucket, "dr/"),
                new MemoryLedgers(timeline, JSON),
                timeline,
                task -> timeline.in(Duration.ZERO, task),
                JSON);
    }

    private static String bucket(SdkAws aws) {
        String bucket = fresh("dr-state");
        aws.mutating()
                .client(S3Client.class, DR)
                .createBucket(r -> r.bucket(bucket).createBucketConfiguration(c -> c.locationConstraint(DR)));
        return bucket;
    }

    private static Fact opened() {
        return new Fact.Opened(
                RunKind.REAL, "täglich", "acme", "d", "me", new TreeMap<>(), Optional.empty(), Optional.empty());
    }

    @ParameterizedTest
    @EnumSource
    void whatOneMachineBeganAnotherFinishes(Emulator emulator) {
        try (SdkAws aws = emulator.connect("bucket-ledgers-it")) {
            String bucket = bucket(aws);
            assertThat(machine(aws, bucket).read(OPERATION)).isEmpty();
            try (Ledger ledger = machine(aws, bucket).open(OPERATION, "build 7")) {
                ledger.append(opened());
                ledger.append(new Fact.Resumed("me"));
                assertThatThrownBy(() -> machine(aws, bucket).open(OPERATION, "laptop"))
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                e -> assertThat(e.problem().code()).isEqualTo("ledger.held"))
                        .hasMessageContaining("build 7");
            }
            try (Ledger ledger = machine(aws, bucket).open(OPERATION, "laptop")) {
                assertThat(ledger.history().entries()).hasSize(2);
                ledger.append(new Fact.Closed(true));
            }
            assertThat(machine(aws, bucket).operations()).containsExactly(OPERATION);
            assertThat(machine(aws, bucket).closed(Bygone.NONE)).containsExactly(Map.entry(OPERATION, true));
            assertThat(machine(aws, bucket).read(OPERATION).orElseThrow().closed())
                    .contains(new Fact.Closed(true));
        }
    }

    @ParameterizedTest
    @EnumSource
    void thoseOfOneWorkAreListedFromADayOnAndWhatIsBygoneIsSteppedOver(Emulator emulator) {
        try (SdkAws aws = emulator.connect("bucket-ledgers-it")) {
            String bucket = bucket(aws);
            for (int day = 1; day <= 5; day++) {
                machine(aws, bucket)
                        .open(new OperationId("check-a-2026010" + day), "me")
                        .close();
            }
            machine(aws, bucket).open(OPERATION, "me").close();

            assertThat(machine(aws, bucket).operations("check-a-", "check-a-20260104"))
                    .extracting(OperationId::value)
                    .containsExactly("check-a-20260104", "check-a-20260105");
            Bygone old = id -> id.value().startsWith("check-a-") && id.value().compareTo("check-a-20260105") < 0
                    ? Optional.of("check-a-20260105")
                    : Optional.empty();
            assertThat(machine(aws, bucket).mayBeOpen(old))
                    .containsExactlyInAnyOrder(OPERATION, new OperationId("check-a-20260105"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLeaseOfTheDeadIsTakenOverAndTheDeadAreStopped(Emulator emulator) {
        try (SdkAws aws = emulator.connect("bucket-ledgers-it")) {
            String bucket = bucket(aws);
            Ledger dead = machine(aws, bucket).open(OPERATION, "build 7");
            dead.append(opened());
            timeline.runUntil(timeline.now().plus(Duration.ofMinutes(10))); // renewed all the time
            dead.append(new Fact.Resumed("me"));
            timeline.forget();

            BucketLedgers laptop = machine(aws, bucket);
            timeline.join(laptop.takeOver(List.of(OPERATION)));
            try (Ledger ledger = laptop.open(OPERATION, "laptop")) {
                ledger.append(new Fact.Resumed("you"));
                assertThatThrownBy(() -> dead.append(new Fact.Closed(true)))
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                e -> assertThat(e.problem().code()).isEqualTo("ledger.taken"));
                assertThat(ledger.append(new Fact.Closed(true)).sequence()).isEqualTo(4);
            }
        }
    }
}
