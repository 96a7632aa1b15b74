package io.labelmint.dr.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.aws.PlannedCall;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Calls as the command line takes them. That its own models agree is held where there is one: {@code RunbookIT}. */
final class AwsCommandTest {
    @Test
    void namesAreThoseOfBotocore() {
        assertThat(AwsCommand.name("PromoteReadReplica")).isEqualTo("promote-read-replica");
        assertThat(AwsCommand.name("RestoreDBInstanceToPointInTime")).isEqualTo("restore-db-instance-to-point-in-time");
        assertThat(AwsCommand.name("MultiAZ")).isEqualTo("multi-az");
        assertThat(AwsCommand.name("desiredCount")).isEqualTo("desired-count");
        assertThat(AwsCommand.name("SourceDBInstanceAutomatedBackupsArn"))
                .isEqualTo("source-db-instance-automated-backups-arn");
        assertThat(AwsCommand.name("GatewayARNs")).isEqualTo("gateway-arns");
    }

    @Test
    void flagsListsAndStructuresAreGivenAsTheyAreTaken() {
        assertThat(command(Map.of(
                        "PubliclyAccessible",
                        false,
                        "MultiAZ",
                        true,
                        "BackupRetentionPeriod",
                        35L,
                        "VpcSecurityGroupIds",
                        List.of("sg-1", "sg-2"),
                        "Tags",
                        List.of(Map.of("Key", "owner", "Value", "o'neil")))))
                .isEqualTo("aws rds promote-read-replica --region us-west-2 --backup-retention-period 35 --multi-az"
                        + " --no-publicly-accessible --tags '[{\"Key\":\"owner\",\"Value\":\"o'\\''neil\"}]'"
                        + " --vpc-security-group-ids sg-1 sg-2");
    }

    @Test
    void whatTheCommandLineWouldTakeForSomethingElseIsGivenAnotherWay() {
        assertThat(command(Map.of("Name", "-x"))).endsWith("--name=-x");
        assertThat(command(Map.of("Message", "file:///etc/passwd")))
                .endsWith("--cli-input-json '{\"Message\":\"file:///etc/passwd\"}'");
        assertThat(command(Map.of("Names", List.of("https://example.com/x"))))
                .endsWith("--names '[\"https://example.com/x\"]'");
        assertThat(command(Map.of("Names", List.of()))).endsWith("--names '[]'");
        assertThat(command(Map.of("Names", List.of("two words")))).endsWith("--names '[\"two words\"]'");
    }

    @Test
    void objectsOfS3AreTheBusinessOfS3ApiAndClustersOfTheirEndpoint() {
        assertThat(AwsCommand.of(new PlannedCall("s3", "PutObject", "us-west-2", Map.of("Bucket", "b", "Key", "k")))
                        .toString())
                .isEqualTo("aws s3api put-object --region us-west-2 --bucket b --key k");
        assertThat(AwsCommand.of(new PlannedCall(
                                        "route53-recovery-cluster", "UpdateRoutingControlStates", "us-west-2", Map.of())
                                .at("https://host-a.us-west-2.example.com/v1"))
                        .toString())
                .isEqualTo("aws route53-recovery-cluster update-routing-control-states --region us-west-2"
                        + " --endpoint-url https://host-a.us-west-2.example.com/v1");
    }

    /** What must be seen is looked for as it is, whatever stands for something else in a pattern. */
    @Test
    void whatIsWaitedForIsNoPattern() {
        Set<String> seen = new TreeSet<>();
        for (String text : List.of("a.b", "a+b", "(a|b)", "a\\b", "^$", "a{2}", "[a]")) {
            assertThat(text).matches(Watch.regex(text));
            seen.add(Watch.regex(text));
        }
        assertThat("axb").doesNotMatch(Watch.regex("a.b"));
        assertThat(seen).hasSize(7);
    }

    private static String command(Map<String, Object> parameters) {
        return AwsCommand.of(new PlannedCall("rds", "PromoteReadReplica", "us-west-2", parameters))
                .toString();
    }
}
