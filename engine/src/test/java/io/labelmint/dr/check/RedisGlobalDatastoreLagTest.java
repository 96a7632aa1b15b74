package io.labelmint.dr.check;

import static io.labelmint.dr.observatory.CacheWorld.DR_GROUP;
import static io.labelmint.dr.observatory.CacheWorld.group;
import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.observatory.FakeObservatory;
import io.labelmint.dr.observatory.GlobalDatastores;
import io.labelmint.dr.observatory.Metrics;
import io.labelmint.dr.observatory.Metrics.Metric;
import io.labelmint.dr.observatory.ReplicationGroups;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticache.model.GlobalReplicationGroup;
import software.amazon.awssdk.services.elasticache.model.GlobalReplicationGroupMember;

final class RedisGlobalDatastoreLagTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:30Z");
    private static final Metric FIRST = metric("-001");
    private static final Metric SECOND = metric("-002");
    private static final Metrics SERIES =
            Metrics.last(Duration.ofMinutes(10), LabelMint.WEST, List.of(FIRST, SECOND), Duration.ofMinutes(1), NOW);

    private final FakeObservatory observatory = new FakeObservatory();

    @Test
    void passesWithinTheDeclaredLag() {
        datastore("SECONDARY", "associated");
        lag(0.4);
        Finding finding = lagFinding();
        assertThat(finding.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(finding.facts()).containsEntry("lagSeconds", "0.4");
        assertThat(regionLoss("sessions").verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void failsBeyondIt() {
        datastore("SECONDARY", "associated");
        lag(61);
        assertThat(lagFinding().verdict()).isEqualTo(Verdict.FAILED);
        // 24 h may be lost: the lag is wrong, the objective is met.
        assertThat(regionLoss("sessions").verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void failsWhenTheSecondaryWasTakenOut() {
        datastore("SECONDARY", "disassociating");
        assertThat(lagFinding().summary()).contains("not an associated member");
    }

    @Test
    void failsWhenTheDrSideIsPrimary() {
        datastore("PRIMARY", "associated");
        assertThat(lagFinding().verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void asksNothingOfThePrimaryRegion() {
        datastore("SECONDARY", "associated");
        lag(0);
        lagFinding();
        assertThat(observatory.asked()).allMatch(query -> query.region().equals(LabelMint.WEST));
    }

    @Test
    void isNotTestedWhenTheMetricIsSilent() {
        datastore("SECONDARY", "associated");
        observatory.answers(SERIES, Map.of(FIRST, new TreeMap<>(), SECOND, new TreeMap<>()));
        assertThat(lagFinding().verdict()).isEqualTo(Verdict.NOT_TESTED);
        assertThat(lagFinding().facts()).containsEntry("memberStatus", "associated");
    }

    @Test
    void isNotTestedWhenUnread() {
        observatory.denies(new GlobalDatastores(LabelMint.WEST));
        assertThat(lagFinding().verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    @Test
    void withoutGlobalDatastoreTheRegionTakesEverything() {
        var estate = LabelMint.with("""
                    globalDatastore:
                      id: ldgnf-labelmint-production-sessions
                      drReplicationGroup: labelmint-production-sessions-dr
                      maxLag: 1m
                """.indent(0), "");
        assertThat(new RedisGlobalDatastoreLag().run(estate, observatory, NOW)).isEmpty();
        assertThat(new RedisRegionLoss().run(estate, observatory, NOW))
                .singleElement()
                .satisfies(finding -> assertThat(finding.verdict()).isEqualTo(Verdict.FAILED));
    }

    private static Metric metric(String node) {
        return Metric.of(
                "AWS/ElastiCache",
                "GlobalDatastoreReplicationLag",
                Map.of("CacheClusterId", DR_GROUP + node),
                "Maximum");
    }

    private void datastore(String role, String status) {
        observatory
                .answers(
                        new GlobalDatastores(LabelMint.WEST),
                        List.of(GlobalReplicationGroup.builder()
                                .globalReplicationGroupId("ldgnf-labelmint-production-sessions")
                                .status("available")
                                .members(GlobalReplicationGroupMember.builder()
                                        .replicationGroupId(DR_GROUP)
                                        .replicationGroupRegion(LabelMint.WEST)
                                        .role(role)
                                        .status(status)
                                        .build())
                                .build()))
                .answers(new ReplicationGroups(LabelMint.WEST), List.of(group(DR_GROUP, true)));
    }

    private void lag(double seconds) {
        SortedMap<Instant, Double> points = new TreeMap<>(Map.of(NOW.minusSeconds(90), seconds));
        observatory.answers(SERIES, Map.of(FIRST, points, SECOND, new TreeMap<>()));
    }

    private Finding lagFinding() {
        return new RedisGlobalDatastoreLag()
                .run(LabelMint.production(), observatory, NOW)
                .get(0);
    }

    private Finding regionLoss(String store) {
        Finding finding = new RedisRegionLoss()
                .run(LabelMint.production(), observatory, NOW)
                .get(0);
        assertThat(finding.subject()).isEqualTo(store);
        return finding;
    }
}
