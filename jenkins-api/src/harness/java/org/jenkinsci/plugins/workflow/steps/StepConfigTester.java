package org.jenkinsci.plugins.workflow.steps;

import io.labelmint.dr.jenkins.api.SignatureOnly;
import org.jvnet.hudson.test.JenkinsRule;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public final class StepConfigTester {
    public StepConfigTester(JenkinsRule rule) {
        super();
    }

    public <S extends Step> S configRoundTrip(S before) throws Exception {
        throw SignatureOnly.called();
    }
}
