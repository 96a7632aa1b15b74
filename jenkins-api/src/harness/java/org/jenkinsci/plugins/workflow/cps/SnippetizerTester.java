package org.jenkinsci.plugins.workflow.cps;

import io.labelmint.dr.jenkins.api.SignatureOnly;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jvnet.hudson.test.JenkinsRule;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public class SnippetizerTester {
    public SnippetizerTester(JenkinsRule r) {
        super();
    }

    public void assertRoundTrip(Step step, String expected) throws Exception {
        throw SignatureOnly.called();
    }
}
