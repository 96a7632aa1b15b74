package io.labelmint.dr.diff;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.LabelMint;
import io.labelmint.dr.estate.Estate;
import io.labelmint.dr.estate.EstateLoader;
import io.labelmint.dr.estate.yaml.MistakesException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pull request on the estate file is told. */
class EstateDiffTest {
    private static final Estate PRODUCTION = LabelMint.production();

    @Test
    void anEstateDoesNotDifferFromItself() {
        assertThat(EstateDiff.of(PRODUCTION, LabelMint.production())).isEqualTo(new EstateDiff(List.of(), List.of()));
    }

    @Test
    void whatIsWrittenThoughItIsTheDefaultMakesNoDifference() {
        Estate spelled = LabelMint.with("    scheduledBy: jenkins\n", "");

        assertThat(EstateDiff.of(PRODUCTION, spelled).differences()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            objectives: { rpo: 1h, rto: 4h }                | objectives: { rpo: 2h, rto: 4h }                | RPO        | orders-db | objectives.rpo
            objectives: { rpo: 1h, rto: 4h }                | objectives: { rpo: 1h, rto: 8h }                | RTO        | orders-db | objectives.rto
            maxLag: 5m                                      | maxLag: 30m                                     | RPO        | orders-db | replicas[labelmint-production-orders-replica].maxLag
            dailyDays: 90                                   | dailyDays: 35                                   | RETENTION  | estate    | retention.dailyDays
            locked: true                                    | locked: false                                   | PROTECTION | billing-db | vaults.locked
            failover: { needed: 1 }                         | failover: { needed: 1, requesterMayApprove: true } | APPROVALS | estate | approvals.failover.requesterMayApprove
            rollBack: { needed: 1, from: [ann, bob, cas] }  | rollBack: { needed: 1 }                         | APPROVALS  | estate    | approvals.rollBack.from
            amcheck: true                                   | amcheck: false                                  | TESTS      | orders-db | validation.amcheck
            replicationTimeControl: true                    | replicationTimeControl: false                   | RPO        | assets    | replicationTimeControl
            strategy: warm-standby                          | strategy: pilot-light                           | RTO        | estate    | failover.strategy
            drStandbyCount: 1                               | drStandbyCount: 0                               | RTO        | worker    | drStandbyCount
            """)
    void whatIsTakenAwayIsWeakerAndTheOtherWayRoundStronger(
            String from, String to, Topic topic, String subject, String what) {
        Estate weaker = LabelMint.with(from.strip(), to.strip());

        assertThat(EstateDiff.of(PRODUCTION, weaker).with(Effect.WEAKER))
                .singleElement()
                .returns(topic, Difference::topic)
                .returns(subject, Difference::subject)
                .returns(what, Difference::what);
        assertThat(EstateDiff.of(weaker, PRODUCTION).with(Effect.STRONGER)).hasSize(1);
    }

    @Test
    void replicatedBackupsThatGoTakeAWayOfRecoveringWithThem() {
        Estate without = LabelMint.with("    replicatedBackups:\n      retentionDays: 35\n      maxLag: 15m\n", "");

        assertThat(EstateDiff.of(PRODUCTION, without).with(Effect.WEAKER))
                .extracting(Difference::what)
                .containsExactly("recovery to a moment, in the DR region", "replicatedBackups");
    }

    @Test
    void aStoreThatIsNoLongerDeclaredIsOneDifferenceAndComesFirst() {
        Estate minimal = estate("db", "other");

        List<Difference> differences = EstateDiff.of(minimal, estate("db")).differences();

        assertThat(differences)
                .containsExactly(new Difference(
                        Effect.WEAKER, Topic.COVERAGE, "other", "databases", "declared", EstateDiff.NOTHING));
    }

    @Test
    void fewerWhoMayApproveIsStricterAndOthersIsNobodysToJudge() {
        Estate fewer = LabelMint.with("from: [ann, bob, cas]", "from: [ann, bob]");
        Estate others = LabelMint.with("from: [ann, bob, cas]", "from: [ann, bob, dan]");

        assertThat(EstateDiff.of(PRODUCTION, fewer).differences())
                .extracting(Difference::effect)
                .containsExactly(Effect.STRONGER);
        assertThat(EstateDiff.of(PRODUCTION, others).differences())
                .extracting(Difference::effect)
                .containsExactly(Effect.CHANGED);
    }

    @Test
    void testsCostWhatTheEstateHasAPriceForAndNothingIsInvented() {
        Estate longer = LabelMint.with("keepFor: 12h", "keepFor: 24h");
        Estate unpriced = LabelMint.with("instanceClass: db.t4g.large", "instanceClass: db.m7g.large");

        // 12 h at 0.129 are 1.548, to the cent above 1.55, 52 times a year.
        assertThat(EstateDiff.of(PRODUCTION, longer).costs()).singleElement().satisfies(cost -> {
            assertThat(cost.before()).startsWith("at most 80.60 USD a year");
            assertThat(cost.after()).startsWith("at most 161.20 USD a year");
        });
        assertThat(EstateDiff.of(PRODUCTION, unpriced).costs())
                .extracting(TestCost::after)
                .containsExactly("not estimated, there is no price of db.m7g.large");
    }

    /** Random lines are left out of the example until it is another estate: both ways must mirror each other. */
    @Test
    void thereAndBackMirrorEachOtherWhateverChanges() {
        long seed = 20261127;
        Random random = new Random(seed);
        List<String> lines = PRODUCTION.source().lines().toList();
        List<Estate> estates = new ArrayList<>(List.of(PRODUCTION));
        for (int attempt = 0; attempt < 3000 && estates.size() < 60; attempt++) {
            List<String> fewer = new ArrayList<>(lines);
            for (int cut = 0; cut < 1 + random.nextInt(4); cut++) {
                int from = random.nextInt(fewer.size());
                fewer.subList(from, Math.min(fewer.size(), from + 1 + random.nextInt(3)))
                        .clear();
            }
            try {
                estates.add(EstateLoader.parse(String.join("\n", fewer), "cut"));
            } catch (MistakesException e) {
                // not an estate: another attempt
            }
        }
        assertThat(estates).as("seed " + seed).hasSizeGreaterThan(30);
        for (int i = 0; i < estates.size(); i++) {
            Estate one = estates.get(i);
            Estate other = estates.get(random.nextInt(estates.size()));
            assertThat(EstateDiff.of(one, one).differences()).isEmpty();
            assertThat(EstateDiff.of(other, one).differences())
                    .as("seed " + seed + ", estate " + i)
                    .containsExactlyInAnyOrderElementsOf(EstateDiff.of(one, other).differences().stream()
                            .map(EstateDiffTest::mirrored)
                            .toList());
        }
    }

    private static Difference mirrored(Difference difference) {
        return new Difference(
                difference.effect().mirrored(),
                difference.topic(),
                difference.subject(),
                difference.what(),
                /* before= */ difference.after(),
                /* after= */ difference.before());
    }

    private static Estate estate(String... ids) {
        StringBuilder text = new StringBuilder("""
                project: acme
                environment: production
                regions: { primary: us-east-1, dr: us-west-2 }
                databases:
                """);
        for (String id : ids) {
            text.append("  - { id: ")
                    .append(id)
                    .append(", instance: acme-")
                    .append(id)
                    .append(", objectives: { rpo: 24h, rto: 4h } }\n");
        }
        return EstateLoader.parse(text.toString(), "estate.yaml");
    }
}
