package io.labelmint.dr.observatory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.time.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class RequestBudgetTest {
    private static final Instant START = Instant.parse("2026-01-05T02:00:00Z");
    private static final Api API = Api.unpublished("rds", "DescribeDBSnapshots");

    private final VirtualTimeline timeline = new VirtualTimeline(START);
    private final RequestBudget budget = new RequestBudget(timeline, 1);

    private boolean ask(Api api, String region) {
        try {
            budget.demand(api, region);
            budget.spend(api, region);
            return true;
        } catch (Postponed e) {
            assertThat(e.until()).isAfter(timeline.now());
            return false;
        }
    }

    @Property(tries = 300)
    void inNoWindowIsTheRateExceeded(
            @ForAll @Size(max = 150) List<@IntRange(max = 15_000) Integer> pauses,
            @ForAll @IntRange(min = 1, max = 50) int perSecond) {
        for (Api api : List.of(API, Api.published("rds", "DescribeEvents", perSecond))) {
            VirtualTimeline clock = new VirtualTimeline(START);
            RequestBudget fresh = new RequestBudget(clock, 1);
            List<Instant> asked = new ArrayList<>();
            for (int pause : pauses) {
                clock.elapse(Duration.ofMillis(pause));
                try {
                    fresh.demand(api, "us-east-1");
                    fresh.spend(api, "us-east-1");
                    asked.add(clock.now());
                } catch (Postponed e) {
                    clock.elapse(Duration.between(clock.now(), e.until()));
                }
            }
            for (int from = 0; from < asked.size(); from++) {
                for (int to = from; to < asked.size(); to++) {
                    double window =
                            Duration.between(asked.get(from), asked.get(to)).toNanos();
                    double allowed = api.burst() + window / api.every().toNanos();
                    assertThat(to - from + 1.0).isLessThanOrEqualTo(allowed + 1e-6);
                }
            }
        }
    }

    @Test
    void pagesAreADebtThatIsPaidBeforeTheNextQuestion() {
        for (int page = 0; page < 20; page++) {
            budget.spend(API, "us-east-1");
        }
        assertThatThrownBy(() -> budget.demand(API, "us-east-1"))
                .isInstanceOfSatisfying(
                        Postponed.class, e -> assertThat(e.until()).isEqualTo(START.plusSeconds(90)));
        timeline.elapse(Duration.ofSeconds(90));
        assertThatCode(() -> budget.demand(API, "us-east-1")).doesNotThrowAnyException();
    }

    @Test
    void regionsAndPublishedRatesHaveBudgetsOfTheirOwn() {
        while (ask(API, "us-east-1")) {
            assertThat(timeline.now()).isEqualTo(START);
        }
        assertThat(ask(Api.unpublished("rds", "DescribeDBInstances"), "us-east-1"))
                .isFalse();
        assertThat(ask(API, "us-west-2")).isTrue();
        assertThat(ask(Api.unpublished("elasticache", "DescribeSnapshots"), "us-east-1"))
                .isTrue();
        assertThat(ask(Api.published("rds", "DescribeEvents", 10), "us-east-1")).isTrue();
    }

    @Test
    void eachThrottlingDoublesTheWaitUpToTwoMinutesAndAnAnswerEndsIt() {
        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            waits.add(Duration.between(timeline.now(), budget.throttled(API, "us-east-1"))
                    .toSeconds());
            assertThat(ask(API, "us-east-1")).isFalse();
        }
        assertThat(waits).containsExactly(5L, 10L, 20L, 40L, 80L, 120L, 120L);
        timeline.elapse(Duration.ofMinutes(2));
        assertThat(ask(API, "us-east-1")).isTrue();
        budget.answered(API, "us-east-1");
        assertThat(budget.throttled(API, "us-east-1")).isEqualTo(timeline.now().plusSeconds(5));
    }

    @Test
    void throttlingTakesTheBurstAway() {
        budget.throttled(API, "us-east-1");
        timeline.elapse(Duration.ofSeconds(10));
        assertThat(ask(API, "us-east-1")).isTrue();
        assertThat(ask(API, "us-east-1")).isFalse();
    }
}
