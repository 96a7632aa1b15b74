package io.labelmint.dr.jenkins;

import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Pipelines over a small estate, always in the sandbox. */
final class Pipelines {
    /** A database and a cache. It holds no apostrophe, so a pipeline can quote it. */
    static final String ESTATE = """
            project: acme
            environment: production
            regions: { primary: us-east-1, dr: us-west-2 }
            databases:
              - id: orders-db
                instance: acme-production-orders
                replicatedBackups: {}
                objectives: { rpo: 1h, rto: 4h }
            caches:
              - id: sessions
                replicationGroup: acme-production-sessions
                snapshots: { every: 6h }
                objectives: { rpo: 24h, rto: 4h }
            """;

    private Pipelines() {}

    /** A call of {@code step} that rehearses the estate; {@code more} are further arguments, each with a comma before. */
    static String rehearsal(String step, String more) {
        return step + "(rehearsal: true, estateYaml: '''" + ESTATE + "'''" + more + ")";
    }

    /** A backup that is rehearsed so slowly that a person, or a test, can do something meanwhile. */
    static String slowBackup() {
        return rehearsal("drBackup", ", only: ['orders-db'], pace: 30");
    }

    /** A new job with {@code script}. */
    static WorkflowJob job(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    /** A build of a new job with {@code script} that has come to its end. */
    static WorkflowRun ended(JenkinsRule jenkins, String name, String script) throws Exception {
        return jenkins.waitForCompletion(
                job(jenkins, name, script).scheduleBuild2(0).waitForStart());
    }
}
