package org.jvnet.hudson.test.junit.jupiter;

import io.labelmint.dr.jenkins.api.SignatureOnly;
import java.io.File;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.jvnet.hudson.test.fixtures.JenkinsSessionFixture;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public class JenkinsSessionExtension implements BeforeEachCallback, AfterEachCallback {
    public File getHome() {
        throw SignatureOnly.called();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        throw SignatureOnly.called();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        throw SignatureOnly.called();
    }

    public void then(Step s) throws Throwable {
        throw SignatureOnly.called();
    }

    /** Signature of the type of this name. */
    @FunctionalInterface
    public interface Step extends JenkinsSessionFixture.Step {}
}
