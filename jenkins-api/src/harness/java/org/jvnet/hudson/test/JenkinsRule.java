package org.jvnet.hudson.test;

import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TopLevelItem;
import hudson.security.SecurityRealm;
import io.labelmint.dr.jenkins.api.SignatureOnly;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.util.concurrent.Future;
import jenkins.model.Jenkins;

/** Signature of the type of this name; see package {@code io.labelmint.dr.jenkins.api}. */
public class JenkinsRule {
    public Jenkins jenkins;

    public <T extends TopLevelItem> T createProject(Class<T> type, String name) throws IOException {
        throw SignatureOnly.called();
    }

    public DummySecurityRealm createDummySecurityRealm() {
        throw SignatureOnly.called();
    }

    public URL getURL() throws IOException {
        throw SignatureOnly.called();
    }

    @SuppressWarnings("rawtypes")
    public <R extends Run> R assertBuildStatus(Result status, R r) throws Exception {
        throw SignatureOnly.called();
    }

    @SuppressWarnings("rawtypes")
    public <R extends Run> R assertBuildStatus(Result status, Future<? extends R> r) throws Exception {
        throw SignatureOnly.called();
    }

    @SuppressWarnings("rawtypes")
    public void assertLogContains(String substring, Run run) throws IOException {
        throw SignatureOnly.called();
    }

    @SuppressWarnings("rawtypes")
    public void assertLogNotContains(String substring, Run run) throws IOException {
        throw SignatureOnly.called();
    }

    public <R extends Run<?, ?>> R waitForCompletion(R r) throws InterruptedException {
        throw SignatureOnly.called();
    }

    public <R extends Run<?, ?>> R waitForMessage(String message, R r) throws IOException, InterruptedException {
        throw SignatureOnly.called();
    }

    public void assertEqualDataBoundBeans(Object lhs, Object rhs)
            throws InvocationTargetException, NoSuchMethodException, IllegalAccessException {
        throw SignatureOnly.called();
    }

    public void configRoundtrip() throws Exception {
        throw SignatureOnly.called();
    }

    /** Signature of the type of this name. */
    public static class DummySecurityRealm extends SecurityRealm {
        DummySecurityRealm() {}
    }
}
