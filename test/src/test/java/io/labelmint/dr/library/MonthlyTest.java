package io.labelmint.dr.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.rehearsal.RehearsedCaches;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;

/** drMonthly, from its schedule to its evidence, on the real engine. */
final class MonthlyTest {
    private static final String MONTHLY = "drMonthly estate: 'labelmint-production'";

    @TempDir
    Path folder;

    private final Account account = new Account();

    @ParameterizedTest
    @EnumSource
    void oneBuildRestoresEveryCacheAndNoDatabaseAndLeavesNothing(Build.Mode mode) throws Exception {
        int before = account.world.calls().size();

        Build build = build(mode).run(MONTHLY);

        assertThat(build.result()).isEqualTo("SUCCESS");
        assertThat(build.given("stage")).containsExactly("Test restores", "Tell", "Evidence");
        assertThat(build.given("drTestRestore")).singleElement().asString().contains("only=[caches]");
        assertThat(build.given("drReview")).as("the week is drWeekly's").isEmpty();
        assertThat(account.posts.posts())
                .singleElement()
                .asString()
                .contains("GREEN all", "monthly restore test of caches");
        assertThat(build.packs()).hasSize(2);
        assertThat(account.world.calls().stream().skip(before))
                .anyMatch(call -> call.operation().equals("CreateReplicationGroup"))
                .noneMatch(call -> call.operation().startsWith("RestoreDBInstance"));
        account.pass(Duration.ofHours(1));
        assertThat(copies()).isZero();
    }

    @Test
    void aStoreAPersonNamesGoesBeforeAllCaches() throws Exception {
        Build build = build(Build.Mode.CPS);
        build.parameters.put("ONLY", "sessions");

        build.run(MONTHLY);

        assertThat(build.result()).isEqualTo("SUCCESS");
        assertThat(build.given("drTestRestore")).singleElement().asString().contains("only=[sessions]");
    }

    @Test
    void aCacheThatComesBackEmptyMakesTheBuildUnstableIsToldAndIsDeletedAllTheSame() throws Exception {
        ((RehearsedCaches) account.copies.caches()).empty("sessions");

        Build build = build(Build.Mode.CPS).run(MONTHLY);

        assertThat(build.result()).isEqualTo("UNSTABLE");
        assertThat(account.posts.posts()).singleElement().asString().contains("RED", "sessions");
        account.pass(Duration.ofHours(1));
        assertThat(copies()).isZero();
    }

    @Test
    void anAccessAuditBelongsToTheWeek() {
        assertThatThrownBy(() -> build(Build.Mode.PLAIN).run(MONTHLY + ", accessAudit: { echo 'no' }"))
                .hasMessageContaining("drMonthly has no argument accessAudit");
    }

    private long copies() {
        return account
                .world
                .client(ElastiCacheClient.class, account.estate.regions().dr())
                .describeReplicationGroups()
                .replicationGroups()
                .stream()
                .map(ReplicationGroup::replicationGroupId)
                .filter(name -> name.startsWith("dr-test-"))
                .count();
    }

    private Build build(Build.Mode mode) {
        return new Build(mode, 1, folder).on(account);
    }
}
