package io.labelmint.dr.estate;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.estate.Restores.Side;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What cannot be restored, or would touch production, or would change a copy, is refused where it is declared. */
class CacheRestoreRulesTest {
    private static final Example PRODUCTION = Example.production();

    @Test
    void whatIsDeclaredIsRead() {
        RedisGroup sessions = PRODUCTION.load().caches().get(0);

        assertThat(sessions.restores().dr().orElseThrow())
                .isEqualTo(new CachePlace(
                        "labelmint-production-dr",
                        List.of("sg-0a1b2c3d4e5f60741"),
                        "labelmint-production-redis7",
                        Optional.of("cache.r6g.large"),
                        Optional.of("arn:aws:kms:us-west-2:123456789012:alias/labelmint-production-backup"),
                        Optional.of("labelmint-production-sessions")));
        assertThat(sessions.restores().test().orElseThrow().side()).isEqualTo(Side.DR);
        assertThat(sessions.restores().export())
                .contains(new CacheRestores.Export("labelmint-production-redis", "labelmint-production-redis-dr"));
        assertThat(sessions.validation().orElseThrow().types())
                .containsExactly(CacheValidation.Type.STRING, CacheValidation.Type.HASH);
        assertThat(Example.minimal().load().caches().get(0).restores()).isEqualTo(CacheRestores.NONE);
    }

    @Test
    void theDrRegionWithoutFiles() {
        PRODUCTION.with("""
                              export:
                                bucket: labelmint-production-redis
                                drBucket: labelmint-production-redis-dr
                        """, "").isRefused("estate.no-export", """
                        primary:
                                subnetGroup: labelmint-production
                                securityGroups: [sg-0a1b2c3d4e5f60731]
                        """, "where snapshots of ElastiCache never get to");
    }

    @Test
    void aBucketReplicatedToItself() {
        PRODUCTION
                .with("drBucket: labelmint-production-redis-dr", "drBucket: labelmint-production-redis")
                .isRefused("estate.same-bucket", "drBucket: labelmint-production-redis", "very bucket");
    }

    @Test
    void aGroupNamedAsATest() {
        PRODUCTION
                .with("replicationGroup: labelmint-production-sessions", "replicationGroup: dr-test-sessions")
                .isRefused("estate.named-as-a-test", "replicationGroup: dr-test-sessions", "which are deleted");
    }

    @Test
    void aTestBehindTheSecurityGroupOfProduction() {
        PRODUCTION
                .with("[sg-0a1b2c3d4e5f60742]", "[sg-0a1b2c3d4e5f60742, sg-0a1b2c3d4e5f60741]")
                .isRefused("estate.test-not-isolated", "[sg-0a1b2c3d4e5f60742, sg", "which production has");
    }

    @Test
    void aProbeThatChangesTheCopyOrAnswersWithManyValues() {
        for (String command : List.of("[DEL, \"labelmint:schema-version\"]", "[KEYS, \"*\"]", "[GET]", "[EVAL, x]")) {
            PRODUCTION
                    .with("[GET, \"labelmint:schema-version\"]", command)
                    .isRefused("estate.not-a-probe", "command: " + command, "reads one value of one key");
        }
    }

    @Test
    void aProbeWithoutAnAnswerOrWithABrokenPattern() {
        PRODUCTION
                .with("          expect: \"7\"\n", "")
                .isRefused("estate.no-answer", "name: schema-version", "and not both");
        PRODUCTION
                .with("          expect: \"7\"", "          matches: \"[0-9\"")
                .isRefused("estate.no-pattern", "matches: \"[0-9\"", "no regular expression");
    }

    @Test
    void aPasswordInClearOrAUserWithoutOne() {
        PRODUCTION
                .with(
                        "      tls: verify-full\n      tolerance",
                        "      tls: none\n      password: { environment: P }\n      tolerance")
                .isRefused("estate.password-in-clear", "tls: none", "in clear text");
        PRODUCTION
                .with("      tls: verify-full\n      tolerance", "      user: dr_probe\n      tolerance")
                .isRefused("estate.no-password", "user: dr_probe\n      tolerance", "not where its password is kept");
    }
}
