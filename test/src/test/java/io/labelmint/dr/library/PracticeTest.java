package io.labelmint.dr.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labelmint.dr.rehearsal.RehearsedCaches;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.ReplicationGroup;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** drMonthly, drQuarterly and drAnnual, from their schedules to their evidence and the signatures, on the real engine. */
final class PracticeTest {
    private static final String MONTHLY = "drMonthly estate: 'labelmint-production'";
    private static final String QUARTERLY = "drQuarterly estate: 'labelmint-production'";
    private static final String ANNUAL = "drAnnual estate: 'labelmint-production', submitter: 'cto'";

    @TempDir
    Path folder;

    private final Account account = new Account();

    @ParameterizedTest
    @EnumSource
    void aMonthBringsEveryStoreBackInTheDrRegionAndLeavesNothing(Build.Mode mode) throws Exception {
        int before = account.world.calls().size();

        Build build = build(mode).run(MONTHLY);

        assertThat(build.given("stage")).containsExactly("Readiness", "Drill", "Review", "Tell", "Evidence");
        assertThat(build.given("drReview")).singleElement().asString().contains("areas=[compliance, cost]");
        assertThat(build.given("input")).isEmpty();
        assertThat(account.posts.posts()).singleElement().asString().contains("monthly drill");
        assertThat(build.packs())
                .anyMatch(pack -> pack.startsWith("readiness-"))
                .anyMatch(pack -> pack.startsWith("drill-"))
                .anyMatch(pack -> pack.startsWith("tell-"));
        assertThat(account.world.calls().stream().skip(before))
                .anyMatch(call -> call.operation().equals("CreateReplicationGroup"))
                .anyMatch(call -> call.operation().startsWith("RestoreDBInstance"));
        account.pass(Duration.ofHours(1));
        assertThat(copies()).isZero();
    }

    @Test
    void aStoreAPersonNamesGoesBeforeAllStores() throws Exception {
        Build build = build(Build.Mode.CPS);
        build.parameters.put("ONLY", "sessions");

        build.run(MONTHLY);

        assertThat(build.given("drDrill")).singleElement().asString().contains("only=[sessions]");
    }

    @Test
    void aCacheThatComesBackEmptyMakesTheBuildUnstableIsToldAndIsDeletedAllTheSame() throws Exception {
        ((RehearsedCaches) account.copies.caches()).empty("sessions");

        Build build = build(Build.Mode.CPS).run(MONTHLY + ", only: ['sessions']");

        assertThat(build.result()).isEqualTo("UNSTABLE");
        assertThat(account.posts.posts()).singleElement().asString().contains("RED", "sessions");
        account.pass(Duration.ofHours(1));
        assertThat(copies()).isZero();
    }

    /** By schedule: who started it signs nothing, and whoever answers the input does. */
    @ParameterizedTest
    @EnumSource
    void aQuarterIsDrilledReviewedToldAndSigned(Build.Mode mode) throws Exception {
        Build build = build(mode).approvedBy("cto").run(QUARTERLY + ", only: ['sessions'], signWithin: 7");

        assertThat(build.given("stage"))
                .containsExactly("Readiness", "Drill", "Review", "Tell", "Evidence", "Sign-off");
        assertThat(build.given("timeout")).singleElement().asString().contains("time=10080", "unit=MINUTES");
        assertThat(build.given("input"))
                .singleElement()
                .asString()
                .contains("Sign the quarterly drill?", "This approves plan ", "PLAN")
                .doesNotContain("BREAK_GLASS");
        String signature = build.packs().stream()
                .filter(pack -> pack.startsWith("sign-off-"))
                .findFirst()
                .orElseThrow();
        assertThat(Files.readString(build.packs.resolve(signature).resolve("evidence.json")))
                .contains(
                        "sign-off.given",
                        "drill-labelmint-production",
                        "readiness-labelmint-production",
                        "\"approvedBy\":\"cto\"");
    }

    @Test
    void aYearIsLookedBackOnAndSignedWithoutRestoringAnything() throws Exception {
        int before = account.world.calls().size();

        Build build = build(Build.Mode.PLAIN).approvedBy("cto").run(ANNUAL + ", practice: 'documents'");

        assertThat(build.given("stage"))
                .containsExactly("Verify", "Readiness", "Review", "Tell", "Evidence", "Sign-off");
        assertThat(build.given("input"))
                .singleElement()
                .asString()
                .contains("submitter=cto", "Sign the annual review?");
        String signature = build.packs().stream()
                .filter(pack -> pack.startsWith("sign-off-"))
                .findFirst()
                .orElseThrow();
        assertThat(Files.readString(build.packs.resolve(signature).resolve("evidence.json")))
                .contains("Runbooks, contacts and procedures were reviewed.");
        assertThat(account.world.calls().stream().skip(before))
                .noneMatch(call -> call.operation().startsWith("Restore")
                        || call.operation().startsWith("Create"));
    }

    @Test
    void whatCannotBeAskedForIsSaid() {
        assertThatThrownBy(() -> build(Build.Mode.PLAIN).run(MONTHLY + ", accessAudit: { echo 'no' }"))
                .hasMessageContaining("drMonthly has no argument accessAudit");
        assertThatThrownBy(() -> build(Build.Mode.PLAIN).run(MONTHLY + ", signWithin: 3"))
                .hasMessageContaining("drMonthly has no argument signWithin");
        assertThatThrownBy(() -> build(Build.Mode.PLAIN).run(QUARTERLY + ", practice: 'singing'"))
                .hasMessageContaining(
                        "drQuarterly cannot have 'singing' signed. Give practice: 'training' or 'documents'.");
        assertThatThrownBy(() -> build(Build.Mode.PLAIN).run(QUARTERLY + ", signWithin: 15"))
                .hasMessageContaining("cannot wait 15 days for those who sign")
                .hasMessageContaining("Give signWithin: a whole number from 1 to 14.");
    }

    private long copies() {
        String dr = account.estate.regions().dr();
        return account
                        .world
                        .client(ElastiCacheClient.class, dr)
                        .describeReplicationGroups()
                        .replicationGroups()
                        .stream()
                        .map(ReplicationGroup::replicationGroupId)
                        .filter(name -> name.startsWith("dr-test-"))
                        .count()
                + account.world.client(RdsClient.class, dr).describeDBInstances().dbInstances().stream()
                        .map(DBInstance::dbInstanceIdentifier)
                        .filter(name -> name.startsWith("dr-test-"))
                        .count();
    }

    private Build build(Build.Mode mode) {
        return new Build(mode, 1, folder).on(account);
    }
}
