package io.labelmint.dr.restore.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.plan.OperationId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;

/** Which groups are copies of tests of ours: by description and name together, and nothing else is. */
class TestCacheGroupTest {
    private static final OperationId OWNER = new OperationId("restore-test-sessions-20261122-1-0a1b2c3d");
    private static final String NAME = TestCacheGroup.nameOf(OWNER, "sessions");
    private static final String SAYS =
            TestCacheGroup.description("acme", "sessions", OWNER, Instant.parse("2026-11-22T14:00:00Z"));

    @ParameterizedTest
    @ValueSource(strings = {"s", "sessions", "a-very-long-name-of-a-store-that-is-cut-off", "hyphens--at-twenty-two-x"})
    void namesAreThoseElastiCacheAllows(String store) {
        assertThat(TestCacheGroup.nameOf(OWNER, store))
                .matches("(?=.{1,40}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
                .startsWith("dr-test-");
    }

    @Test
    void aCopyIsKnownByWhatItSaysAndItsName() {
        assertThat(TestCacheGroup.of("acme", "us-east-1", group(NAME, SAYS)))
                .get()
                .satisfies(copy -> assertThat(copy.owner()).isEqualTo(OWNER))
                .satisfies(copy -> assertThat(copy.store()).isEqualTo("sessions"))
                .satisfies(copy -> assertThat(copy.expires()).isEqualTo(Instant.parse("2026-11-22T14:00:00Z")));
    }

    @Test
    void productionIsNoneWhateverItSays() {
        assertThat(TestCacheGroup.of("acme", "us-east-1", group("acme-production-sessions", SAYS)))
                .isEmpty();
        assertThat(TestCacheGroup.of("acme", "us-east-1", group("dr-test-sessions-00000000", SAYS)))
                .isEmpty();
        assertThat(TestCacheGroup.of("other", "us-east-1", group(NAME, SAYS))).isEmpty();
        assertThat(TestCacheGroup.of("acme", "us-east-1", group(NAME, "sessions of acme")))
                .isEmpty();
        assertThat(TestCacheGroup.of("acme", "us-east-1", group(NAME, SAYS.replace("2026-11-22T14:00:00Z", "never"))))
                .isEmpty();
        assertThat(TestCacheGroup.of("acme", "us-east-1", group(NAME, SAYS.replace(" by ", " by  "))))
                .isEmpty();
    }

    private static ReplicationGroup group(String name, String description) {
        return ReplicationGroup.builder()
                .replicationGroupId(name)
                .description(description)
                .status("available")
                .build();
    }
}
