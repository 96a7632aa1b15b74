package io.labelmint.dr.observatory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.Problem;
import io.labelmint.dr.aws.Aws;
import io.labelmint.dr.aws.UnreadableException;
import io.labelmint.dr.run.Allowed;
import io.labelmint.dr.run.Lanes;
import io.labelmint.dr.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.RdsException;

final class AwsObservatoryTest {
    private static final Query<?> HERE = new DbSnapshots("us-east-1");

    private final VirtualTimeline timeline = new VirtualTimeline(Instant.parse("2026-01-05T02:00:00Z"));
    private final Map<String, List<Instant>> calls = new HashMap<>();
    private final Map<String, Supplier<? extends RuntimeException>> broken = new HashMap<>();
    private final Observatory observatory = new AwsObservatory(new Clients(), timeline, new RegionHealth(timeline));

    private final class Clients implements Aws {
        @Override
        public <C extends SdkClient> C client(Class<C> type, String region) {
            return type.cast(new RdsClient() {
                @Override
                public DescribeDbSnapshotsResponse describeDBSnapshots(DescribeDbSnapshotsRequest request) {
                    count();
                    return DescribeDbSnapshotsResponse.builder().build();
                }

                @Override
                public DescribeDbInstancesResponse describeDBInstances(DescribeDbInstancesRequest request) {
                    count();
                    return DescribeDbInstancesResponse.builder().build();
                }

                private void count() {
                    calls.computeIfAbsent(region, r -> new ArrayList<>()).add(timeline.now());
                    if (broken.containsKey(region)) {
                        throw broken.get(region).get();
                    }
                }

                @Override
                public String serviceName() {
                    return "rds";
                }

                @Override
                public void close() {}
            });
        }
    }

    private int calls(String region) {
        return calls.getOrDefault(region, List.of()).size();
    }

    private void pass(int seconds) {
        timeline.elapse(Duration.ofSeconds(seconds));
    }

    private static RdsException answer(String code, int status) {
        return (RdsException) RdsException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("scripted")
                        .build())
                .statusCode(status)
                .build();
    }

    @Test
    void anAnswerIsSharedForTenSeconds() {
        observatory.read(HERE);
        pass(9);
        observatory.read(new DbSnapshots("us-east-1"));
        assertThat(calls("us-east-1")).isEqualTo(1);
        pass(1);
        observatory.read(HERE);
        assertThat(calls("us-east-1")).isEqualTo(2);
    }

    @Test
    void whoAsksSinceACallIsAnsweredOnlyWithWhatWasAskedAfterIt() {
        observatory.read(HERE);
        Observatory since = observatory.since(timeline.now());
        pass(1);
        Reading<?> fresh = since.read(HERE);
        assertThat(calls("us-east-1")).isEqualTo(2);
        assertThat(fresh.sent()).isEqualTo(timeline.now());

        assertThat(since.read(HERE)).isSameAs(fresh);
        assertThat(observatory.read(HERE)).isSameAs(fresh);
        // The later of two moments counts.
        Observatory later = since.since(timeline.now()).since(timeline.now().minusSeconds(5));
        assertThat(later.read(HERE)).isNotSameAs(fresh);
    }

    @Test
    void aRegionIsDarkAfterTwoMissesAndTriedOnceAMinute() {
        broken.put("us-east-1", () -> SdkClientException.create("timed out"));
        for (int second = 0; second < 300; second++) {
            assertThat(observatory.read(HERE)).isInstanceOf(Reading.Unseen.class);
            pass(1);
        }
        // At 0 s and 10 s, because a miss is shared too; then at 70, 130, 190 and 250 s.
        assertThat(calls("us-east-1")).isEqualTo(6);
        observatory.read(new DbSnapshots("us-west-2"));
        assertThat(calls("us-west-2")).isEqualTo(1);

        broken.clear();
        pass(60);
        assertThat(observatory.read(HERE)).isInstanceOf(Reading.Seen.class);
        pass(10);
        assertThat(observatory.read(HERE)).isInstanceOf(Reading.Seen.class);
    }

    @Test
    void aServiceThatIsIllMakesNoRegionDark() {
        broken.put("us-east-1", () -> answer("InternalFailure", 500));
        for (int i = 0; i < 5; i++) {
            assertThat(observatory.read(HERE)).isInstanceOf(Reading.Unseen.class);
            pass(10);
        }
        assertThat(calls("us-east-1")).isEqualTo(5);
    }

    /** The answers of one service say nothing of the others, whose questions must not go unanswered with it. */
    @Test
    void answersNobodyCanReadMakeNoRegionDark() {
        broken.put("us-east-1", () -> new UnreadableException("Unable to parse date", null));
        for (int i = 0; i < 5; i++) {
            assertThat(observatory.read(HERE).<String>fold(seen -> "seen", Problem::code))
                    .isEqualTo("aws.unreadable");
            pass(10);
        }
        broken.clear();
        assertThat(observatory.read(new DbInstances("us-east-1"))).isInstanceOf(Reading.Seen.class);
    }

    @Test
    void throttlingPostponesLongerAndLonger() {
        broken.put("us-east-1", () -> answer("Throttling", 400));
        List<Duration> waits = new ArrayList<>();
        while (timeline.now().isBefore(Instant.parse("2026-01-05T02:10:00Z"))) {
            int before = calls("us-east-1");
            assertThatThrownBy(() -> observatory.read(HERE)).isInstanceOfSatisfying(Postponed.class, e -> {
                Duration wait = Duration.between(timeline.now(), e.until());
                if (calls("us-east-1") > before) {
                    waits.add(wait);
                }
                timeline.elapse(wait);
            });
        }
        assertThat(waits)
                .startsWith(
                        Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(40));
        assertThat(calls("us-east-1")).isLessThan(10);
    }

    @Test
    void workWithMoreQuestionsThanTheBudgetAllowsAtOnceGetsThere() {
        for (int i = 0; i < 12; i++) { // the burst is spent; from here on it is one question in ten seconds
            observatory.since(timeline.now()).read(HERE);
        }
        Observatory remembering = new Remembering(observatory.since(timeline.now()));

        var done = Allowed.run(timeline, Lanes.on(timeline), "us-east-1", () -> {
            remembering.read(new DbInstances("us-east-1")).orElseThrow();
            remembering.read(HERE).orElseThrow();
            return timeline.now();
        });

        assertThat(timeline.join(done)).isEqualTo(Instant.parse("2026-01-05T02:00:20Z"));
    }

    /** Whoever waits at a terminal is told at once what waiting does not change. */
    @Test
    void aRefusalIsAskedForOnceMoreAndThenTold() {
        broken.put("us-east-1", () -> answer("AccessDenied", 403));
        Instant begin = timeline.now();
        var refused = Allowed.run(
                timeline,
                Lanes.on(timeline),
                "us-east-1",
                () -> observatory.read(HERE).orElseThrow());
        assertThatThrownBy(() -> timeline.join(refused)).hasMessageContaining("AccessDenied");
        assertThat(calls("us-east-1")).isEqualTo(2);
        assertThat(timeline.now()).isEqualTo(begin.plusSeconds(20));
    }

    @Test
    void whatAwsNeverAnswersIsGivenUp() {
        broken.put("us-east-1", () -> SdkClientException.create("timed out"));
        var unanswered = Allowed.run(
                timeline,
                Lanes.on(timeline),
                "us-east-1",
                () -> observatory.read(HERE).orElseThrow());
        assertThatThrownBy(() -> timeline.join(unanswered)).hasMessageContaining("us-east-1");

        broken.put("us-east-1", () -> answer("Throttling", 400));
        pass(60);
        var throttled = Allowed.run(
                timeline,
                Lanes.on(timeline),
                "us-east-1",
                () -> observatory.read(HERE).orElseThrow());
        assertThatThrownBy(() -> timeline.join(throttled)).hasMessageContaining("held up for 30 min");
    }
}
