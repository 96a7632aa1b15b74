package io.labelmint.dr.job;

import static io.labelmint.dr.job.FailoverTest.finding;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.evidence.Evidence;
import io.labelmint.dr.ledger.ActionState;
import io.labelmint.dr.ledger.Entry;
import io.labelmint.dr.plan.ActionId;
import io.labelmint.dr.simulator.core.Call;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What this program adds to the time a failover takes, held against what AWS and the budgets of the plan really took. */
class MakespanTest {
    /** Under a minute, and at most a twentieth of what nobody could have been faster than. */
    private static final Duration MOST = Duration.ofSeconds(60);

    private static final int PERCENT = 5;

    /** What {@code Api} allows where AWS publishes no rate: so many at once, then one each ten seconds. */
    private static final int BURST = 12;

    private static final Duration EVERY = Duration.ofSeconds(10);

    /** Estates whose critical path is a promotion, a restore, and both beside much else. */
    static Stream<Arguments> failovers() throws IOException {
        Estate restored = FailoverTrial.small();
        Estate promoted = withoutBilling();
        Estate full = Trial.example("labelmint-production.yaml");
        return Stream.of(
                Arguments.of("promoted", promoted, 1L),
                Arguments.of("promoted", promoted, 2L),
                Arguments.of("restored", restored, 6L),
                Arguments.of("all of it", full, 20260105L));
    }

    private static Estate withoutBilling() throws IOException {
        try (InputStream text = MakespanTest.class.getResourceAsStream("small-estate.yaml")) {
            String all = new String(text.readAllBytes(), StandardCharsets.UTF_8);
            String less = all.substring(0, all.indexOf("  - id: billing-db")) + all.substring(all.indexOf("caches:"));
            return EstateLoader.parse(less, "estate without billing");
        }
    }

    @ParameterizedTest(name = "{0}, seed {2}")
    @MethodSource("failovers")
    void usersWaitForAwsAndHardlyForUs(String name, Estate estate, long seed) {
        FailoverTrial failover = new FailoverTrial(estate, seed).lost(Duration.ofMinutes(6));
        PreparedRun prepared = failover.prepare(true);
        TrueTimes truth = new TrueTimes(failover, prepared);
        int before = failover.calls();

        Evidence evidence = failover.run(prepared);

        Instant approved = failover.history(prepared).approval().map(Entry::at).orElseThrow();
        Instant served = failover.history(prepared)
                .actions()
                .get(new ActionId("users/served"))
                .settledAt()
                .orElseThrow();
        Duration makespan = Duration.between(approved, served);
        Duration shortest = truth.criticalPath();
        Duration overhead = makespan.minus(shortest);
        Finding time = finding(evidence, "failover.recovery-time", estate.name());
        Duration told = Duration.ofSeconds(Long.parseLong(time.facts().get("ownSecondsAtMost")));
        String how = name + ", seed " + seed + ": " + makespan.toSeconds() + " s, at least " + shortest.toSeconds()
                + " s, overhead " + overhead.toMillis() + " ms, told at most " + told.toSeconds() + " s";
        System.out.println(how);
        assertThat(overhead).as(how).isBetween(Duration.ZERO, MOST);
        assertThat(overhead.toMillis() * 100).as(how).isLessThanOrEqualTo(shortest.toMillis() * PERCENT);
        assertThat(told).as(how).isBetween(overhead.truncatedTo(ChronoUnit.SECONDS), MOST);
        withinBudget(failover.trial.world.calls().stream().skip(before).toList(), makespan, how);
    }

    /** Whoever goes on tries again what was given up; what has begun by then does not wait for it. */
    @Test
    void whatIsTriedAgainHoldsUpNothingThatHasBegun() throws IOException {
        FailoverTrial failover = new FailoverTrial(withoutBilling(), 1).lost(Duration.ofMinutes(6));
        PreparedRun prepared = failover.prepare(true);
        ActionId promote = new ActionId("orders-db/promote");
        for (int boundary = 19; accepted(failover, prepared, promote).isEmpty(); boundary++) {
            assertThat(failover.run(prepared, boundary)).isEmpty();
        }
        failover.trial.pass(Duration.ofMinutes(10));

        Evidence evidence = failover.run(prepared);

        Map<String, String> facts =
                finding(evidence, "failover.recovery-time", "acme-production").facts();
        System.out.println(facts);
        // Three processes tried for a minute and a half each, the last one beside what AWS was at.
        assertThat(Long.parseLong(facts.get("triedSeconds"))).isLessThanOrEqualTo(270);
        assertThat(facts.get("path")).startsWith("web/stop-old").endsWith("users/served");
        assertThat(Long.parseLong(facts.get("pausedSeconds"))).isGreaterThanOrEqualTo(600);
        assertThat(Long.parseLong(facts.get("ownSecondsAtMost"))).isLessThanOrEqualTo(MOST.toSeconds());
    }

    private static Optional<Instant> accepted(FailoverTrial failover, PreparedRun prepared, ActionId action) {
        return failover.history(prepared)
                .actions()
                .getOrDefault(action, ActionState.NEW)
                .accepted();
    }

    /** However closely it is looked: no more than the budget of each service allows. */
    private static void withinBudget(List<Call> calls, Duration makespan, String how) {
        Map<String, Long> asked = calls.stream()
                .filter(call -> call.region().equals(FailoverTrial.WEST))
                .filter(call -> call.operation().startsWith("Describe"))
                .filter(call -> !call.service().equals("ecs"))
                .collect(Collectors.groupingBy(Call::service, TreeMap::new, Collectors.counting()));
        System.out.println("  " + asked);
        asked.forEach((service, times) -> assertThat(times)
                .as(how + "; calls of " + service)
                .isLessThanOrEqualTo(BURST + 1 + makespan.dividedBy(EVERY)));
    }
}
