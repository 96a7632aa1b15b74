package io.labelmint.dr.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.labelmint.dr.check.Finding;
import io.labelmint.dr.check.Verdict;
import io.labelmint.dr.observatory.AwsObservatory;
import io.labelmint.dr.observatory.Observatory;
import io.labelmint.dr.observatory.Postponed;
import io.labelmint.dr.observatory.RegionHealth;
import io.labelmint.dr.observatory.Remembering;
import io.labelmint.dr.provision.UnusedPermissions;
import io.labelmint.dr.simulator.core.Call;
import io.labelmint.dr.simulator.iam.IamScripts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;

/** What the roles of LabelMint are allowed and nobody used, on simulated AWS. */
class UnusedPermissionsTest {
    private static final String STANDBY = "arn:aws:iam::123456789012:role/labelmint-production-dr-standby";

    private final Trial trial = new Trial(Trial.example("labelmint-production.yaml"), 20260107);
    private final IamClient iam = trial.world.client(IamClient.class, "us-east-1");
    private int postponed;

    @Test
    void whatAFailoverWouldNeedMayLieIdle() {
        Finding standby = standby();

        assertThat(standby.verdict()).as(standby.toString()).isEqualTo(Verdict.PASSED);
        assertThat(standby.facts().get("neededAndIdle")).contains("backup:StartBackupJob");
        assertThat(standby.facts()).containsEntry("neitherNeededNorUsed", "nothing");
    }

    @Test
    void theReportIsAskedForOnceAndReadWhenIamHasWrittenIt() {
        int before = trial.world.calls().size();

        standby();

        assertThat(postponed).as("IAM takes four seconds to write").isPositive();
        assertThat(trial.world.calls().stream().skip(before).map(Call::operation))
                .filteredOn("GenerateServiceLastAccessedDetails"::equals)
                .as("one for each role")
                .hasSize(2);
    }

    @Test
    void anExcessNobodyUsedIsRed() {
        allow("\"ec2:*\", \"rds:DeleteDBCluster\"");

        Finding standby = standby();

        assertThat(standby.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(standby.summary())
                .contains(STANDBY + " is allowed what the product never asks for", "rds:DeleteDBCluster")
                .doesNotContain("rds:DeleteDBSnapshot");
        assertThat(standby.facts().get("neitherNeededNorUsed")).contains("ec2:RunInstances");
    }

    @Test
    void anExcessInUseIsSomebodyElsesWorkAndAFact() {
        allow("\"sqs:SendMessage\"");
        trial.world.script(IamScripts.used(STANDBY, "sqs"));
        assertThat(standby().verdict()).as("IAM tells of it within four hours").isEqualTo(Verdict.FAILED);
        trial.pass(Duration.ofHours(5));

        Finding standby = standby();

        assertThat(standby.verdict()).as(standby.toString()).isEqualTo(Verdict.PASSED);
        assertThat(standby.facts()).containsEntry("notNeededButUsed", "sqs");
    }

    @Test
    void whatWasUsedIsNotIdle() {
        trial.world.script(IamScripts.used(STANDBY, "backup:StartBackupJob"));
        trial.pass(Duration.ofHours(5));

        assertThat(standby().facts().get("neededAndIdle")).doesNotContain("backup:StartBackupJob");
    }

    @Test
    void ofARoleThatIsNotThereNothingIsKnown() {
        iam.deleteRolePolicy(
                request -> request.roleName("labelmint-production-dr-standby").policyName("disaster-recovery"));
        iam.deleteRole(request -> request.roleName("labelmint-production-dr-standby"));

        assertThat(standby().verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    private Finding standby() {
        Observatory observatory = new Remembering(
                new AwsObservatory(trial.world::client, trial.timeline, new RegionHealth(trial.timeline)));
        while (true) {
            try {
                List<Finding> findings = new UnusedPermissions().run(trial.estate, observatory, trial.timeline.now());
                assertThat(findings).hasSize(2);
                return findings.get(1);
            } catch (Postponed e) {
                postponed++;
                trial.timeline.runUntil(e.until());
            }
        }
    }

    private void allow(String actions) {
        iam.putRolePolicy(request -> request.roleName("labelmint-production-dr-standby")
                .policyName("more")
                .policyDocument("{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": [" + actions
                        + "], \"Resource\": \"*\"}]}"));
    }
}
