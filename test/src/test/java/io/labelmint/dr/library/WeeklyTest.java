package io.labelmint.dr.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** drWeekly, from its schedule to its evidence, on the real engine. */
final class WeeklyTest {
    private static final String WEEKLY = "drWeekly estate: 'labelmint-production'";
    private static final String WEST = "us-west-2";

    @TempDir
    Path folder;

    private final Account account = new Account();

    @ParameterizedTest
    @EnumSource
    void oneBuildRestoresEveryDatabaseTellsOnceAndLeavesNothing(Build.Mode mode) throws Exception {
        account.days(11); // more than a week, so that the last one can be told from those before

        Build build = build(mode, 1).run(WEEKLY);

        assertThat(build.result()).as(account.posts.posts().toString()).isEqualTo("SUCCESS");
        assertThat(build.given("stage")).containsExactly("Test restores", "Review", "Tell", "Evidence");
        assertThat(build.given("drBackup")).isEmpty();
        assertThat(account.posts.posts()).singleElement().asString().contains("GREEN all", "weekly restore test");
        assertThat(build.packs()).hasSize(3);
        assertThat(build.given("node")).isEmpty();
        account.pass(Duration.ofHours(1));
        assertThat(copies()).isZero();
    }

    @Test
    void aPlaceThatLetsDataOutMakesTheBuildUnstableAndIsTold() throws Exception {
        account.world
                .client(Ec2Client.class, WEST)
                .authorizeSecurityGroupEgress(request -> request.groupId("sg-0a1b2c3d4e5f60722")
                        .ipPermissions(IpPermission.builder()
                                .ipProtocol("-1")
                                .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                                .build()));

        Build build = build(Build.Mode.CPS, 1).run(WEEKLY);

        assertThat(build.result()).isEqualTo("UNSTABLE");
        assertThat(account.posts.posts()).singleElement().asString().contains("RED", "could reach others");
        assertThat(copies()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void anAccessAuditOfTheirOwnIsPartOfTheEvidence(Build.Mode mode) throws Exception {
        Build build = build(mode, 1).run(WEEKLY + ", accessAudit: { echo 'who may delete what' }");

        assertThat(build.given("stage")).containsExactly("Test restores", "Access audit", "Review", "Tell", "Evidence");
        assertThat(build.given("echo")).contains("who may delete what");
        assertThat(audit(build)).contains("review.access-audit").contains("The access audit of this pipeline passed.");
    }

    @ParameterizedTest
    @EnumSource
    void anAccessAuditThatFailsIsRecordedToldAndFailsTheBuildAtItsEnd(Build.Mode mode) throws Exception {
        Build build = build(mode, 1);

        assertThatThrownBy(() -> build.run(WEEKLY + ", accessAudit: { error 'an intern may delete vaults' }"))
                .isInstanceOf(AbortException.class)
                .hasMessage("an intern may delete vaults");

        assertThat(audit(build)).contains("The access audit of this pipeline failed.");
        assertThat(account.posts.posts()).singleElement().asString().contains("RED", "access audit");
        assertThat(build.given("drEvidence")).hasSize(1);
    }

    @Test
    void anAccessAuditThatIsNothingToRunIsRefused() {
        Build build = build(Build.Mode.CPS, 1);

        assertThatThrownBy(() -> build.run(WEEKLY + ", accessAudit: 'access-audit'"))
                .hasMessageContaining("which is nothing to run");

        assertThat(build.given("drTestRestore")).isEmpty();
    }

    /** What the review of the build left as evidence. */
    private static String audit(Build build) throws IOException {
        String review = build.packs().stream()
                .filter(run -> run.startsWith("review-"))
                .findFirst()
                .orElseThrow();
        return Files.readString(build.packs.resolve(review).resolve("evidence.json"));
    }

    private long copies() {
        return account.world.client(RdsClient.class, WEST).describeDBInstances().dbInstances().stream()
                .map(DBInstance::dbInstanceIdentifier)
                .filter(name -> name.startsWith("dr-test-"))
                .count();
    }

    private Build build(Build.Mode mode, int number) {
        return new Build(mode, number, folder).on(account);
    }
}
