package io.labelmint.dr.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** drRedisSnapshot on the real engine. */
final class RedisSnapshotTest {
    private static final String SNAPSHOT = "drRedisSnapshot estate: 'labelmint-production', only: ['sessions']";

    @TempDir
    Path folder;

    private final Account account = new Account();

    @ParameterizedTest
    @EnumSource
    void cachesOnlyAndNobodyIsToldOfWhatIsGreen(Build.Mode mode) throws Exception {
        int before = account.owned("us-east-1", "elasticache").size();
        account.pass(Duration.ofHours(4));

        Build build = new Build(mode, 1, folder).on(account).run(SNAPSHOT);

        assertThat(build.result()).isEqualTo("SUCCESS");
        assertThat(build.given("stage")).containsExactly("Back up", "Verify", "Tell", "Evidence");
        assertThat(build.given("drBackup")).singleElement().asString().contains("only=[sessions]");
        assertThat(account.owned("us-east-1", "elasticache")).hasSize(before + 1);
        assertThat(account.owned("us-east-1", "rds snapshot")).isEmpty();
        assertThat(build.given("drNotify")).hasSize(1);
        assertThat(account.published()).isEmpty();
        assertThat(account.posts.posts()).isEmpty();
    }
}
