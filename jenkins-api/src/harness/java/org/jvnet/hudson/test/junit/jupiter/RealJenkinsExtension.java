package org.jvnet.hudson.test.junit.jupiter;

import io.labelmint.dr.jenkins.api.SignatureOnly;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.jvnet.hudson.test.fixtures.RealJenkinsFixture;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public class RealJenkinsExtension implements BeforeEachCallback, AfterEachCallback {
    public RealJenkinsExtension() {
        super();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        throw SignatureOnly.called();
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        throw SignatureOnly.called();
    }

    public void startJenkins() throws Exception {
        throw SignatureOnly.called();
    }

    public void stopJenkins() throws Exception {
        throw SignatureOnly.called();
    }

    public void stopJenkinsForcibly() {
        throw SignatureOnly.called();
    }

    public void runRemotely(Step... steps) throws Throwable {
        throw SignatureOnly.called();
    }

    /** Signature of the type of this name. */
    @FunctionalInterface
    public interface Step extends RealJenkinsFixture.Step {}
}
